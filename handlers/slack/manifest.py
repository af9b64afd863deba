"""What the app needs of Slack, as the manifest that creates it. `manifest.yaml` is the same, to be pasted."""

from collections.abc import Mapping
from typing import Any, Final

from handlers.slack import commands, limits
from handlers.slack.custom_ids import SHORTCUTS
from handlers.slack.views.drawing import Pen

SCOPES: Final[Mapping[str, str]] = {
    "channels:history": "look for a message before it is sent again, where the moderators' channel is public",
    "channels:read": "who is in the moderators' channel, where it is public",
    "chat:write": "cards, notices, answers",
    "commands": "the slash commands and the shortcuts",
    "files:read": "pictures that members answer with or attach to a report",
    "files:write": "contact sheets",
    "groups:history": "the same look, and deleted cards, where the moderators' channel is private",
    "groups:read": "who is in the moderators' channel, where it is private",
    "im:history": "what members answer, also while the bot was away",
    "im:write": "open a private conversation",
    "reactions:read": "the moderators' votes",
    "reactions:write": "the reactions under a card, and 📥 on what is stored",
    "usergroups:read": "who is in the user group that narrows who is a moderator",
    "users:read": "tell people from bots and from guests of other workspaces",
}
OPTIONAL: Final[Mapping[str, str]] = {
    "users:read.email": "find the account of a listing's owner by e-mail address",
}
EVENTS: Final = (
    "app_home_opened",
    "app_uninstalled",
    "message.groups",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "tokens_revoked",
)
HINTS: Final = {
    commands.CASE: "list, next, show 7, message 7 words (alone: all of them)",
    commands.REPORT: "[link]",
    commands.NOTES: "[link]",
    commands.APPEAL: "[number of the case]",
    commands.LINK: "[code]",
}
ABOUT: Final = {
    commands.REPORT: "report",
    commands.CASE: "case_group",
    commands.MY_CASE: "my_case",
    commands.NOTES: "process_notes",
    commands.APPEAL: "appeal",
    commands.LINK: "link",
    commands.POLICY: "ai_policy",
}


def manifest(pen: Pen, url: str = "") -> dict[str, Any]:
    """The manifest, in the language of the texts; with the URL of our own server where Slack is to come to it."""
    over_http = {"request_url": url} if url else {}
    return {
        "display_information": {
            "name": "Salon",
            "description": "Listings are judged by people, and the artist is asked.",
            "background_color": "#5b7c99",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Salon", "always_online": True},
            "shortcuts": [_shortcut(pen, kind, callback_id) for kind, callback_id in SHORTCUTS.items()],
            "slash_commands": [_command(pen, name, url) for name in commands.COMMANDS],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES), "bot_optional": sorted(OPTIONAL)}},
        "settings": {
            "event_subscriptions": {**over_http, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **over_http},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _shortcut(pen: Pen, kind: str, callback_id: str) -> dict[str, Any]:
    name = pen.label("command.report_menu", limits.SHORTCUT)
    about = pen.label("command.report", limits.SHORTCUT_ABOUT)
    return {"name": name, "type": kind, "callback_id": callback_id, "description": about}


def _command(pen: Pen, name: str, url: str) -> dict[str, Any]:
    about = pen.label(f"command.{ABOUT[name]}", limits.COMMAND_ABOUT)
    hint = {"usage_hint": HINTS[name]} if name in HINTS else {}
    return {"command": name, **({"url": url} if url else {}), "description": about, **hint, "should_escape": True}

"""A manifest that has everything; tests take away from it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

SCOPES = [
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
]
EVENTS = [
    "app_home_opened",
    "app_uninstalled",
    "file_shared",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "tokens_revoked",
    "user_change",
]
FULL: dict[str, Any] = {
    "display_information": {"name": "Salon"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
        "bot_user": {"display_name": "salon", "always_online": True},
        "slash_commands": [{"command": "/report-listing", "description": "Report a listing", "usage_hint": "[link]"}],
        "shortcuts": [
            {"name": "Report listing", "type": "message", "callback_id": "report_message", "description": "Report it"},
            {"name": "Report a listing", "type": "global", "callback_id": "report_any", "description": "Report one"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES, "bot_optional": ["users:read.email"]}},
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def manifest(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - a manifest holds all sorts of things
    """Return the manifest with changes, each named by its path with `__` for a step."""
    made = deepcopy(FULL)
    for path, value in changes.items():
        *steps, last = path.split("__")
        place = made
        for step in steps:
            place = place[step]
        place[last] = value
    return made


def without(kind: str, *names: str) -> dict[str, Any]:
    """Return the manifest without some `scopes` or `events`."""
    if kind == "scopes":
        return manifest(oauth_config__scopes__bot=[each for each in SCOPES if each not in names])
    return manifest(settings__event_subscriptions__bot_events=[each for each in EVENTS if each not in names])

"""The app's configuration: what its manifest lacks, it does not have (docs.slack.dev: 'App manifest reference')."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .kinds import Json

# The scope that an event needs, of which one must be granted; none means that it needs none.
EVENTS: dict[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_uninstalled": (),
    "file_shared": ("files:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "team_join": ("users:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}
MOST = {"slash_commands": 50, "shortcuts": 10}
MOST_EVENTS, MOST_SCOPES = 100, 255
LENGTHS = {
    ("display_information", "name"): 35,
    ("display_information", "description"): 140,
    ("features", "bot_user", "display_name"): 80,
}
COMMAND = {"command": 32, "description": 2000, "usage_hint": 1000}
SHORTCUT = {"name": 24, "callback_id": 255, "description": 150}


class ManifestRefused(ValueError):
    """Slack would not create an app from this manifest, or the sandbox does not emulate what it asks for."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """An app's manifest, and the optional scopes that whoever installed it did not grant."""

    content: Mapping[str, Any]
    withheld: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what Slack refuses."""
        problems = list(_problems(self))
        if problems:
            raise ManifestRefused("; ".join(problems))

    def at(self, *path: str) -> Any:  # noqa: ANN401 - a manifest holds whatever was written into it
        """Return what stands at a place; None where nothing does."""
        found: Any = self.content
        for step in path:
            found = (found or {}).get(step)
        return found

    @property
    def name(self) -> str:
        """Return the app's name."""
        return str(self.at("display_information", "name"))

    @property
    def bot_name(self) -> str:
        """Return the bot's name."""
        return str(self.at("features", "bot_user", "display_name"))

    @property
    def scopes(self) -> frozenset[str]:
        """Return what the bot's token was granted."""
        scopes = self.at("oauth_config", "scopes") or {}
        return frozenset([*scopes.get("bot", []), *scopes.get("bot_optional", [])]) - self.withheld

    @property
    def events(self) -> list[str]:
        """Return the bot events that the app subscribed to."""
        return list(self.at("settings", "event_subscriptions", "bot_events") or [])

    @property
    def socket_mode(self) -> bool:
        """Tell whether Socket Mode is on."""
        return bool(self.at("settings", "socket_mode_enabled"))

    @property
    def interactive(self) -> bool:
        """Tell whether buttons, modals and shortcuts reach the app."""
        return bool(self.at("settings", "interactivity", "is_enabled"))

    @property
    def home_tab(self) -> bool:
        """Tell whether there is an App Home."""
        return bool(self.at("features", "app_home", "home_tab_enabled"))

    @property
    def messages_tab(self) -> bool:
        """Tell whether there are direct messages with the app."""
        return bool(self.at("features", "app_home", "messages_tab_enabled"))

    @property
    def writable(self) -> bool:
        """Tell whether people may write there; unless the manifest says otherwise they may not."""
        return self.messages_tab and self.at("features", "app_home", "messages_tab_read_only_enabled") is False

    def hears(self, event: str) -> bool:
        """Tell whether an event reaches the app: subscribed to, and one of its scopes granted."""
        return event in self.events and (not EVENTS[event] or any(each in self.scopes for each in EVENTS[event]))

    def command(self, name: str) -> Json | None:
        """Return a slash command."""
        return next((each for each in self.at("features", "slash_commands") or [] if each["command"] == name), None)

    def shortcut(self, name: str, kind: str) -> Json | None:
        """Return a shortcut by the name that people read; `kind` is `global` or `message`."""
        offered = self.at("features", "shortcuts") or []
        return next((each for each in offered if (each["name"], each["type"]) == (name, kind)), None)


def _problems(manifest: Manifest) -> list[str]:
    found = [f"{key} may be {most}" for key, most in MOST.items() if len(manifest.at("features", key) or []) > most]
    if len(manifest.events) > MOST_EVENTS or len(manifest.scopes) > MOST_SCOPES:
        found.append("too many events or scopes")
    found += [f"the sandbox does not emulate the event {each}" for each in manifest.events if each not in EVENTS]
    for path, most in LENGTHS.items():
        text = manifest.at(*path)
        if path[-1] != "description" and not text:
            found.append(f"{'.'.join(path)} is missing")
        elif len(text or "") > most:
            found.append(f"{'.'.join(path)} is longer than {most}")
    for each in manifest.at("features", "slash_commands") or []:
        found += _lengths(each, COMMAND, ("command", "description"))
        if not str(each.get("command", "")).startswith("/"):
            found.append(f"{each.get('command')} does not begin with a slash")
    for each in manifest.at("features", "shortcuts") or []:
        found += _lengths(each, SHORTCUT, tuple(SHORTCUT))
        if each.get("type") not in ("global", "message"):
            found.append(f"{each.get('name')} is neither global nor of a message")
    return found


def _lengths(given: Json, most: Mapping[str, int], required: tuple[str, ...]) -> list[str]:
    found = [f"{key} is missing" for key in required if not given.get(key)]
    return found + [f"{key} is longer than {limit}" for key, limit in most.items() if len(given.get(key) or "") > limit]

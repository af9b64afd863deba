"""What Slack tells of an account (`users.info`): whether it is somebody for us, their language, their time zone."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.ports import Profile

FRESH: Final = 3600.0
"""Seconds for which what was told is believed: people seldom change their language, and travel slowly."""


@dataclass(frozen=True, slots=True)
class User:
    """An account. `nobody`: a bot, or somebody from another workspace."""

    nobody: bool
    profile: Profile


class Users:
    """Looks accounts up, and keeps what was told for a while. Faults of Slack pass through."""

    def __init__(self, web: AsyncWebClient, team: str) -> None:
        self._web = web
        self._team = team
        self._told: dict[str, tuple[float, User]] = {}

    async def look_up(self, user: str) -> User:
        """The account as it is now, or was a short while ago."""
        now = asyncio.get_running_loop().time()
        at, told = self._told.get(user, (float("-inf"), None))
        if told is None or now - at > FRESH:
            said = await self._web.users_info(user=user, include_locale=True)
            raw: dict[str, Any] = said["user"] or {}
            told = User(is_nobody(raw, self._team), profile(raw))
            self._told[user] = now, told
        return told

    def known(self, user: str) -> Profile:
        """What was told before, without asking."""
        at_once = self._told.get(user)
        return at_once[1].profile if at_once else Profile()


def profile(user: Mapping[str, Any]) -> Profile:
    """The language and the time zone of a user object."""
    return Profile(str(user.get("locale") or ""), str(user.get("tz") or ""))


def is_nobody(user: Mapping[str, Any], team: str) -> bool:
    """Whether a user object is a bot's, or of another workspace."""
    bot = user.get("is_bot") or user.get("is_workflow_bot") or user.get("id") == "USLACKBOT"
    return bool(bot or user.get("is_stranger") or user.get("team_id") not in {None, "", team})

"""Who is a moderator: a member of the moderators' channel, bots excepted, narrowed by a user group where one is set."""

import asyncio
from enum import Enum
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.faults import FAULTS
from handlers.slack.settings import SlackSettings
from handlers.slack.users import Users

PATIENCE: Final = 1.5
"""Seconds to look somebody up while they wait for an answer, which is due within three."""
FRESH: Final = 60.0
"""Seconds for which the list of moderators is believed; a verdict is never made final on a list that was kept."""
DOUBT: Final = 2.0
"""Seconds after which it is read again for somebody who is not on it: they may have come just now."""
PAGE: Final = 200


class Standing(Enum):
    """What an account is to the moderators."""

    MODERATOR = "moderator"
    OTHER = "other"
    NOBODY = "nobody"
    """A bot, or somebody from another workspace: what they do is not for us."""


class Moderators:
    """Looks accounts up, and keeps the list for a short while. Faults of Slack pass through.

    Attributes:
        users: What Slack tells of accounts.
    """

    def __init__(self, web: AsyncWebClient, settings: SlackSettings, team: str) -> None:
        self.users = Users(web, team)
        self._web = web
        self._settings = settings
        self._listed: frozenset[str] = frozenset()
        self._leading: frozenset[str] = frozenset()
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def look_up(self, user: str, *, fresh: bool = False) -> Standing:
        """What this account is now."""
        if (await self.users.look_up(user)).nobody:
            return Standing.NOBODY
        age = asyncio.get_running_loop().time() - self._read_at
        if fresh or age > (FRESH if user in self._listed else DOUBT):
            await self.read()
        return Standing.MODERATOR if user in self._listed else Standing.OTHER

    async def acts_as_moderator(self, user: str) -> bool | None:
        """Whether the person who acts is one; None where that cannot be looked up now."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.look_up(user) is Standing.MODERATOR
        except FAULTS:
            return None

    def leads(self, user: str) -> bool:
        """Whether somebody who was looked up just now leads the moderators."""
        return user in self._leading

    async def read_leads(self) -> frozenset[str]:
        """Who leads the moderators now, bots left out."""
        await self.read()
        return frozenset([each for each in sorted(self._leading) if not (await self.users.look_up(each)).nobody])

    async def read(self) -> frozenset[str]:
        """The members of the channel who are in the group, bots among them."""
        async with self._reading:
            channel, group = self._settings.moderator_channel_id, self._settings.moderator_group_id
            listed = await self._members(channel) if channel else frozenset()
            if listed and group:
                listed &= await self._in_group(group)
            leads = self._settings.lead_group_id
            self._leading = listed & await self._in_group(leads) if listed and leads else listed
            self._listed, self._read_at = listed, asyncio.get_running_loop().time()
            return listed

    async def _in_group(self, group: str) -> frozenset[str]:
        answer = await self._web.usergroups_users_list(usergroup=group)
        return frozenset(map(str, answer["users"] or ()))

    async def _members(self, channel: str) -> frozenset[str]:
        found: set[str] = set()
        async for page in await self._web.conversations_members(channel=channel, limit=PAGE):
            found.update(map(str, page["members"] or ()))
        return frozenset(found)

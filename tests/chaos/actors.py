"""Whoever acts at random moments on what they see, and writes down what came of it; and those who report."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.sandbox.gallery import Listing
from tests.chaos.diary import Diary, Report
from tests.chaos.hands import FAILED, Hand
from tests.stories.acting import SEEN

PATIENCE: Final = 4
"""How often somebody tries to report the same listing, when told nothing or that it failed."""
CROWD: Final = 3
"""Reporters of one listing, at most."""


@dataclass(slots=True)
class Actor:
    """Somebody with an hour to kill.

    Attributes:
        chance: Their own, so that a seed gives everybody the same character whatever the others do.
        pace: Seconds between what they do, in the mean.
    """

    hand: Hand
    diary: Diary
    chance: random.Random
    pace: float = 0.4

    async def live(self) -> None:
        """Act until cancelled."""
        while True:
            await asyncio.sleep(self.chance.expovariate(1 / self.pace))
            await self.act()

    async def act(self) -> None:
        """Do one thing."""
        raise NotImplementedError

    def happens(self, likely: float) -> bool:
        """So likely."""
        return self.chance.random() < likely


@dataclass(slots=True)
class Reporter(Actor):
    """Reports listings, each once; who is told nothing, or that it failed, may try again."""

    listings: Sequence[Listing] = ()

    async def act(self) -> None:
        """Report one."""
        open_ = [each for each in self.listings if self._may(each)]
        if open_:
            await self._report(self.chance.choice(open_))

    def _may(self, listing: Listing) -> bool:
        mine = [each for each in self.diary.reports if each.who is self.hand and each.title == listing.title]
        others = {each.who.name for each in self.diary.reports if each.title == listing.title} - {self.hand.name}
        done = any(each.promised for each in mine)
        return not done and len(mine) < PATIENCE and len(others) < CROWD

    async def _report(self, listing: Listing) -> None:
        report = Report(self.hand, listing.title, promised=False)
        self.diary.reports.append(report)
        try:
            await self.hand.report(listing.url, SEEN)
        except FAILED:
            return
        report.promised = True

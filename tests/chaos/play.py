"""One stage from first report to last look: actors act, the weather blows, the bot is killed again and again."""

import asyncio
import contextlib
import random
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from bot.clocks import JumpingClock
from bot.sandbox.acts import Unsettled
from bot.sandbox.gallery.listing import LISTED
from bot.stage import DISCORD, MODERATORS, SLACK, Stage, stage
from tests.chaos import nights
from tests.chaos.actors import Actor, Reporter
from tests.chaos.artists import Artist
from tests.chaos.diary import Diary
from tests.chaos.hands import Hand
from tests.chaos.moderators import Moderator
from tests.chaos.on_discord import DiscordHand
from tests.chaos.on_slack import SlackHand
from tests.chaos.processes import Bot, salon_run
from tests.chaos.reading import ROUNDS
from tests.chaos.weather import LATEST, Weather
from tests.processes.forked import Run
from tests.stories.acting import says

SCALE: Final = 60.0
"""How many times faster the chats' own windows pass: nonces are known for two seconds, answers withheld for 0.7."""
PACE: Final = 1200.0
HASTE: Final = {"SALON_TIME_SCALE": f"{PACE:g}", "SALON_PATIENCE": "2.4"}
"""An undo window takes half a second, nobody runs out of time; a bot lives longer than it waits for an answer."""
JUDGES: Final = (*MODERATORS, "moderator4", "moderator5")
HEARERS: Final = ("moderator6", "moderator7")
"""They leave all but the appeals to the others: who voted before has no ballot there."""
TEAM: Final = (*JUDGES, *HEARERS)
REPORTERS: Final = 6
FLOOD: Final = 7
"""Listings of one artist that are reported at once: from the fifth on they join one case."""
SETTLED_WITHIN: Final = 400.0
"""Seconds; what failed again and again during the storm waits that long for its next try."""
BARELY_BORN: Final = 0.3
"""Of the kills, so many come while it starts; the others once it is connected, wherever it is then."""
NONCES_FORGOTTEN: Final = timedelta(minutes=5)
PLAYS_ON: Final = (2.0, 3.0)
"""Seconds that everybody acts on after the last kill: in all weathers, then with lines that hold.

What happens on such a line is told once. No fresh session reads it again, so it is lost for good to whoever is deaf.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a stage is to go through.

    Attributes:
        seed: From which everything random follows, as far as processes allow.
        judged_on: The chat with the moderators' channel.
        run: What the bot's process does.
        nights: Whether artists are let sleep; else it is day all the time.
    """

    seed: str
    kills: int
    judged_on: str = SLACK
    run: Run = salon_run
    nights: bool = False

    @property
    def chats(self) -> tuple[str, str]:
        """Both, that of the moderators first."""
        return (SLACK, DISCORD) if self.judged_on == SLACK else (DISCORD, SLACK)

    @property
    def listings(self) -> int:
        """So many that there is always something to do."""
        return max(4, self.kills // 2)

    @property
    def flood(self) -> int:
        """So many more of one artist that their cases become one, where there is time for that."""
        return FLOOD if self.kills >= FLOOD else 0


@dataclass(slots=True, repr=False)
class Play:
    """A stage in play.

    Attributes:
        ended: What the bot said last, each time that it had ended by itself.
    """

    plan: Plan
    on: Stage
    clock: JumpingClock
    bot: Bot
    weather: Weather
    diary: Diary = field(default_factory=Diary)
    kills: int = 0
    ended: list[str] = field(default_factory=list)
    artists: Sequence[Artist] = ()

    def chance(self, who: str) -> random.Random:
        """Somebody's own dice."""
        return random.Random(f"{self.plan.seed}/{who}")  # noqa: S311 - no secret

    def hand(self, name: str, chat: str) -> Hand:
        """Somebody on a chat; they join it where they are new."""
        if chat == DISCORD:
            return DiscordHand(self.on, self.on.discord.people.get(name) or self.on.discord.person(name))
        return SlackHand(self.on, self.on.slack.people.get(name) or self.on.slack.person(name))

    @property
    def clerk(self) -> Hand:
        """The moderator who looks cases up, and never reports."""
        return self.hand("noor", self.plan.judged_on)

    def cast(self) -> list[Actor]:
        """Everybody, with the listings that they are about."""
        titles = [f"Study{each:02d}" for each in range(self.plan.listings + self.plan.flood)]
        single, flood = titles[: self.plan.listings], titles[self.plan.listings :]
        works = [single[n : n + 2] for n in range(0, len(single), 2)] + ([flood] if flood else [])
        self.artists = [self._artist(n, each) for n, each in enumerate(works)]
        self.diary.artists = {title: artist.hand for artist in self.artists for title in artist.listings}
        return [*self.artists, *self._reporters(), *self._moderators()]

    def _artist(self, number: int, titles: Sequence[str]) -> Artist:
        """Each is known to the platform by one chat. What is listed since there is a policy can make a violation."""
        name, chat = f"artist{number}", (DISCORD, SLACK)[number % 2]
        hand = self.hand(name, chat)
        discord_id, slack_id = (hand.account, "") if chat == DISCORD else ("", hand.account)
        member = self.on.gallery.artist(name.title(), discord_id=discord_id, slack_id=slack_id)
        at = self.clock.now() if number % 2 else LISTED
        listings = {title: self.on.gallery.list(member, title, works=1, listed_at=at) for title in titles}
        return Artist(hand, self.diary, self.chance(name), listings=listings, gallery=self.on.gallery)

    def _reporters(self) -> Sequence[Actor]:
        """On both chats; one of them is a moderator, who gives up their ballot with each report."""
        hands = [self.hand(f"reporter{n}", self.plan.chats[n % 2]) for n in range(REPORTERS)]
        judging = self.hand("mo", self.plan.judged_on)
        listings = self.on.gallery.listings
        flood = listings[self.plan.listings :]
        return [
            *(Reporter(each, self.diary, self.chance(each.name), 2.0, listings) for each in hands),
            Reporter(hands[0], self.diary, self.chance("in a hurry"), 0.2, flood),
            Reporter(judging, self.diary, self.chance("mo, reporting"), 8.0, listings),
        ]

    def _moderators(self) -> Sequence[Actor]:
        hears = dict.fromkeys(HEARERS, ("appeal",))
        hands = [self.hand(name, self.plan.judged_on) for name in TEAM]
        return [
            Moderator(each, self.diary, self.chance(each.name), seed=self.plan.seed, hears=hears.get(each.name, ROUNDS))
            for each in hands
        ]

    def sleep(self, night: Mapping[str, str]) -> None:
        """Everybody has this night, whether Slack tells their zone or the community's counts; from the next start."""
        self.bot.settings = {**self.bot.settings, **night}
        for each in self.on.slack.people.values():
            each.speaks("en-US", night["SALON_TIME_ZONE"])

    async def storm(self) -> None:
        """Everybody acts, everything breaks, and the bot is killed as often as planned; then they play on."""
        living = [asyncio.create_task(each.live()) for each in self.cast()]
        living.append(asyncio.create_task(self.weather.blow()))
        try:
            await self._kill_again_and_again(self.chance("kills"))
            await self._play_on()
        finally:
            for each in living:
                each.cancel()
            ended = await asyncio.gather(*living, return_exceptions=True)
        broken = [each for each in ended if each and not isinstance(each, asyncio.CancelledError)]
        if broken:
            raise ExceptionGroup("an actor broke", [each for each in broken if isinstance(each, Exception)])
        self.weather.calm()
        await asyncio.sleep(LATEST)  # what was told late still comes

    async def _kill_again_and_again(self, chance: random.Random) -> None:
        dusk = nights.dusk(self.plan.seed, self.plan.kills) if self.plan.nights else None
        for number in range(self.plan.kills):
            if number == dusk:
                self.sleep(nights.beginning(self.clock.now(), PACE))
            self.bot.start()
            if chance.random() < BARELY_BORN:
                await asyncio.sleep(chance.uniform(0, 0.8))
            else:
                with contextlib.suppress(Unsettled):  # in this weather it may not get so far
                    await self.on.discord.until(self.bot.is_connected, within=3)
                await asyncio.sleep(chance.uniform(0, 2))
            if await self.bot.kill():
                self.kills += 1
            else:
                self.ended.append(self.bot.last_words())
            await self._be_away(chance)

    async def _play_on(self) -> None:
        self.bot.start()
        with contextlib.suppress(Unsettled):
            await self.on.discord.until(self.bot.is_connected)
        stormy, steady = PLAYS_ON
        await asyncio.sleep(stormy)
        self.weather.cuts_lines = False
        await asyncio.sleep(steady)
        if not self.bot.lives:
            self.ended.append(self.bot.last_words())

    async def _be_away(self, chance: random.Random) -> None:
        """How long nobody is there: mostly not at all; sometimes until Discord has forgotten every nonce."""
        match chance.choices(("at once", "soon", "late"), (60, 25, 15))[0]:
            case "soon":
                await asyncio.sleep(chance.uniform(0, 0.5))
            case "late":
                self.weather.drop_events()
                await asyncio.sleep(chance.uniform(0.3, 1.0))
                self.on.slack.faults.steady()
                self._forget_nonces()
            case _:
                return

    def _forget_nonces(self) -> None:
        """Only the chats' steady clock jumps: windows pass, and the time of day stays what it is for the bot."""
        self.clock.jump(NONCES_FORGOTTEN)
        self.clock.jump_wall(-NONCES_FORGOTTEN)
        self.weather.cuts["outlasted the nonces"] += 1

    # Afterwards

    async def settle(self) -> None:
        """The weather is calm, the bot is up: wait until it, and artists whom it asks something, have no more to do."""
        self.weather.calm()
        if not self.bot.lives:
            self.bot.start()
        until = self.clock.monotonic() + SETTLED_WITHIN
        while self.clock.monotonic() < until:
            for each in (self.on.discord, self.on.slack):
                await each.settle(self._has_done_all, within=SETTLED_WITHIN)
            open_ = [(artist, question) for artist in self.artists for question in artist.questions]
            if not open_ and not any(says(card.text, "say.card_stands") for card in self.clerk.cards):
                return
            for artist, question in open_:
                await artist.choose(question)
            await asyncio.sleep(0.1)
        raise Unsettled("a verdict stands that never becomes final")

    async def revive(self) -> None:
        """Whoever is to look cases up needs a bot, even where it did not come to rest, or ended meanwhile."""
        if not self.bot.lives:
            self.bot.start()
            await self.on.until(self.bot.is_connected)

    async def _has_done_all(self) -> bool:
        return await self.bot.is_idle() and not self.bot.waits()


@asynccontextmanager
async def prepared(plan: Plan) -> AsyncIterator[Play]:
    """A stage for a plan; the bot does not run yet, and does not run any more at the end."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory("-chaos", ignore_cleanup_errors=True)))
        clock = JumpingClock()
        async with stage(folder / "data", chats=plan.chats, scale=SCALE, team=len(TEAM), clock=clock) as on:
            chance = random.Random(f"{plan.seed}/weather")  # noqa: S311 - no secret
            play = Play(plan, on, clock, Bot(on, folder, HASTE, plan.run), Weather(on, chance))
            try:
                yield play
            finally:
                if play.bot.lives:
                    await play.bot.kill()

"""Many reports at once, through a chat at its own limits: nothing is lost, and few cards stand for all of it.

How many requests a chat takes in a window is its own number. discord.py keeps to what Discord tells it, is never
refused, and waits by a clock that nobody can set: so Discord's windows pass twenty times faster, as in every story, and
the eighty reports are those of a few minutes. What Slack refuses waits by the stage's clock: its windows have their
real length, and all eighty come within seconds.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from bot.moderation.model import Case
from bot.ports import UnitOfWork
from bot.sandbox.gallery import Listing, Work
from bot.stage import DISCORD, MODERATORS, SLACK, THEIR_OWN
from tests.stories.acting import ASK, CONCERN, KEEP, LINK, SEEN, SLOP, WORDS, Scene, alone, says

pytestmark = alone("limits are a chat's own")

SCALE = {DISCORD: 20.0, SLACK: 1.0}
CROWD = [f"member{n}" for n in range(1, 81)]
FORTY = CROWD[:40]


@pytest.fixture
def setting(chats: tuple[str, ...]) -> dict[str, Any]:
    """A stage at the limits of its chat, with a crowd."""
    return {"limits": THEIR_OWN, "scale": SCALE[chats[0]], "crowd": len(CROWD)}


async def report(scene: Scene, name: str, listing: Listing) -> None:
    """Somebody reports a listing, and does not wait for what becomes of it."""
    form = await scene.form(name)
    await form.submits({LINK: listing.url, CONCERN: SLOP, WORDS: SEEN})


async def at_work(scene: Scene) -> None:
    """Moderators have been seen: Discord lists its people to no bot, so that nobody else is known to be called."""
    for name in MODERATORS:
        await scene.commands(name, "case next")


async def calm(scene: Scene) -> None:
    """What a chat refused for its limits is tried again."""
    for _ in range(5):
        await scene.passes(timedelta(minutes=1))


def taken(scene: Scene, names: Iterable[str]) -> list[int]:
    """Of how many reports each of them was told that it is with the moderators: where nobody else sees it."""
    seen = [[each.text for each in scene.who(name).answers if each.ephemeral] for name in names]
    return [sum(says(each, "say.report_taken") for each in texts) for texts in seen]


def calls(scene: Scene) -> list[list[bool]]:
    """What each moderator heard (nobody leads them), and whether it is that reports may be agreed."""
    return [[says(each, "say.lead_crowd") for each in scene.heard(name)] for name in MODERATORS]


def every_case(uow: UnitOfWork) -> list[Case]:
    """Those that are open."""
    return uow.cases.in_status()


async def test_eighty_listings_in_an_hour(scene: Scene) -> None:
    """Four cases as ever, then joint ones, each with one card; everybody is answered; leads hear of it once."""
    await at_work(scene)
    picture = [Work("one.jpg", scene.picture().data)]
    listings = [scene.listing(f"Work {n}", picture) for n in range(len(CROWD))]
    for name, listing in zip(CROWD, listings, strict=True):
        await report(scene, name, listing)
    await calm(scene)
    cases = await scene.on.bot.quiet_core(every_case)
    assert [len(case.listings) for case in cases] == [1, 1, 1, 1, 25, 25, 25, 1]
    assert {each for case in cases for each in case.listings} == {each.id for each in listings}
    cards = [(len(card.pictures) > 0, {KEEP, ASK} <= {*card.reactions}) for card in scene.cards]
    assert cards == [(True, True)] * len(cases)
    assert taken(scene, CROWD) == [1] * len(CROWD)
    assert calls(scene) == [[True]] * len(MODERATORS)
    assert scene.on.discord.rest.limits.refused == 0


async def test_forty_reports_on_one_listing_in_ten_minutes(scene: Scene) -> None:
    """One card, which does not say how many; each is answered and hears of the end; leads hear of it once."""
    await at_work(scene)
    listing = scene.listing("Neon Koi")
    for name in FORTY:
        await report(scene, name, listing)
        await scene.passes(timedelta(seconds=15))
    [card] = scene.cards
    assert not says(card.text, "command.reports_crowd")
    assert taken(scene, FORTY) == [1] * len(FORTY)
    assert calls(scene) == [[True]] * len(MODERATORS)
    assert says((await scene.commands("mo", "case show", number=1)).text, "command.reports_crowd")
    await scene.vote("mo kai", KEEP, card)
    await scene.decide()
    await calm(scene)
    ended = [[says(each, "say.reporter_closed", case=1) for each in scene.heard(name)] for name in FORTY]
    assert ended == [[True]] * len(FORTY)
    assert scene.on.discord.rest.limits.refused == 0

"""Wherever a case stands, a moderator can take it back, and it ends where the listing is gone.

Those states are here from which no other story ends a case so (`test_endings.py` has the plain ones).
"""

from collections.abc import Awaitable, Callable, Mapping

import pytest

from tests.stories.acting import DAY, Scene, mixed, says
from tests.stories.test_further_action import UNLIST, appeal_card, appeals, followed, refused

pytestmark = mixed

Brings = Callable[[Scene], Awaitable[None]]
WEEK = 7 * DAY


async def unsent(scene: Scene) -> None:
    """The artist is to be asked, and their chat takes no messages just now."""
    card = await scene.case()
    scene.theirs.faults.answer(*scene.theirs.ways.open, 503, times=1000)
    await scene.ask(card)
    assert says(card.text, "say.status_notice_due")


async def out_of_reach(scene: Scene) -> None:
    """The artist takes no messages."""
    card = await scene.case()
    await scene.who("ines").hides()
    await scene.ask(card)
    assert says(card.text, "say.undeliverable_closed")


async def answered(scene: Scene) -> None:
    """The artist's answer is judged."""
    await scene.answered()


async def in_doubt(scene: Scene) -> None:
    """The answer was refused, and it is voted on what follows."""
    await refused(scene)


async def appealed(scene: Scene) -> None:
    """The artist's work was unlisted, and their appeal is heard."""
    await followed(scene, UNLIST)
    await appeals(scene)
    assert says(appeal_card(scene).text, "card.heading_appeal")


async def is_over(scene: Scene, status: str, farewell: list[str], before: int) -> None:
    """The last card says how; the artist hears the farewell, and two weeks later nothing more has come of the case."""
    scene.theirs.faults.calm()
    await scene.who("ines").returns()
    for _ in range(2):
        await scene.passes(WEEK)
    assert says(scene.cards[-1].text, status)
    heard = scene.heard("ines")[before:]
    assert len(heard) == len(farewell), heard
    assert all(map(says, heard, farewell)), heard
    assert [says(each, "say.reporter_closed", case=1) for each in scene.heard("alice")] == [True]


TAKEN_BACK: Mapping[Brings, list[str]] = {
    unsent: [],
    out_of_reach: [],
    answered: ["say.member_withdrawn"],
    in_doubt: ["say.member_withdrawn"],
    appealed: ["say.member_taken_back"],
}
GONE: Mapping[Brings, list[str]] = {
    unsent: [],
    out_of_reach: [],
    answered: ["say.member_gone"],
    in_doubt: ["say.member_gone"],
}
"""What the artist hears in the end, by where the case stood."""


@pytest.mark.parametrize("state", TAKEN_BACK)
async def test_taken_back(scene: Scene, state: Brings) -> None:
    """Whoever was asked gets an apology; whoever was not never hears that there was anything."""
    await state(scene)
    before = len(scene.heard("ines"))
    shown = await scene.commands("noor", "case withdraw", number=1, reason="We were wrong.")
    assert says(shown.text, "say.withdrawn", case=1)
    await is_over(scene, "say.status_withdrawn", TAKEN_BACK[state], before)


@pytest.mark.parametrize("state", GONE)
async def test_gone(scene: Scene, state: Brings) -> None:
    """Two looks end the case, without a vote and without a mark."""
    await state(scene)
    before = len(scene.heard("ines"))
    scene.on.gallery.listings[0].remove()
    for _ in range(2):
        await scene.passes(DAY / 2)
    await is_over(scene, "say.status_resolved", GONE[state], before)

"""Minds change, and nothing is final before its undo window has passed."""

from datetime import timedelta

import pytest

from tests.stories.acting import ASK, KEEP, MASS, PORTFOLIO, QUALITY, SENTENCE, Scene, says

MINUTE = timedelta(minutes=1)


async def test_minds_change(scene: Scene) -> None:
    """What counts is what stands on the card in the end, whatever stood there before."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.unvote("mo kai", KEEP, card)
    await scene.vote("mo kai", ASK, card)
    await scene.note("kai", card)
    await scene.decide()
    assert says(scene.told("ines"), "notice.greeting", title="Neon Koi")
    assert says(card.text, "say.card_decided_ask")


async def test_a_verdict_withdrawn_within_its_undo_window_is_not_final(scene: Scene) -> None:
    """Nine minutes after the quorum somebody takes their vote away: nothing happens, also an hour later."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    assert says(card.text, "say.card_stands")
    await scene.passes(9 * MINUTE)
    await scene.unvote("kai", KEEP, card)
    assert not says(card.text, "say.card_stands")
    await scene.passes(60 * MINUTE)
    assert says(card.text, "card.heading_listing")
    assert not scene.heard("alice")


async def test_the_undo_window_starts_anew(scene: Scene) -> None:
    """A verdict that fell and stands again has its whole window before it."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.passes(9 * MINUTE)
    await scene.unvote("kai", KEEP, card)
    await scene.vote("kai", KEEP, card)
    await scene.passes(9 * MINUTE)
    assert says(card.text, "say.card_stands")
    await scene.passes(2 * MINUTE)
    assert says(card.text, "say.status_cleared")


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_wall_clock_that_jumps_makes_nothing_final(scene: Scene, hours: int) -> None:
    """Somebody sets the machine's clock an hour ahead or back: the undo window still takes its ten minutes, at least.

    Set back, it takes the hour more that the wall clock now has to go.
    """
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    scene.clock.jump_wall(timedelta(hours=hours))
    scene.clock.jump(9 * MINUTE)
    shown = await scene.who("noor").runs("case show", number=1)
    assert says(shown.text, "say.status_in_review")
    scene.clock.jump(2 * MINUTE + (timedelta(hours=1) if hours < 0 else timedelta()))
    await scene.settle()
    assert says(card.text, "say.status_cleared")


async def test_asking_waits_for_a_sentence(scene: Scene) -> None:
    """Votes alone bring no notice: the card says what is missing, and the window starts with the sentence."""
    card = await scene.case()
    await scene.vote("mo kai", ASK, card)
    assert says(card.text, "say.card_waits_sentence")
    await scene.decide()
    assert not scene.heard("ines")
    assert says((await scene.note("mo", card)).text, "say.observed")
    assert says(card.text, "say.card_stands")
    await scene.decide()
    assert SENTENCE in scene.told("ines")


async def test_a_sentence_without_a_vote_does_not_count(scene: Scene) -> None:
    """Who wrote what they noticed and did not vote for the concern is told so, and the card still waits."""
    card = await scene.case()
    assert says((await scene.note("noor", card)).text, "say.observed_unvoted")
    await scene.vote("mo kai", ASK, card)
    assert says(card.text, "say.card_waits_sentence")
    await scene.decide()
    assert not scene.heard("ines")


async def test_a_weak_consideration_alone_carries_no_finding(scene: Scene) -> None:
    """'Quality' alone, or 'out of keeping' alone, is no finding; together with another they are."""
    card = await scene.case()
    await scene.vote("mo kai", ASK, card)
    for weak in (QUALITY, PORTFOLIO):
        await scene.note("mo", card, touches=[weak])
        assert says(card.text, "say.card_waits_weight")
    await scene.decide()
    assert not scene.heard("ines")
    await scene.note("mo", card, touches=[QUALITY, MASS])
    await scene.decide()
    assert MASS in scene.told("ines")


async def test_a_tie_decides_nothing(scene: Scene) -> None:
    """One to keep and one to ask is no verdict."""
    card = await scene.case()
    await scene.vote("mo", KEEP, card)
    await scene.vote("kai", ASK, card)
    await scene.note("kai", card)
    await scene.decide()
    assert says(card.text, "card.heading_listing")
    assert not scene.heard("ines")

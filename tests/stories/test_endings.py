"""However a case ends: who hears of it, and who does not."""

from collections.abc import Awaitable, Callable, Mapping

import pytest

from tests.stories.acting import ACCEPT, ASK, DAY, KEEP, STORED, Scene, says

REASON = "Reported by mistake."


async def kept(scene: Scene) -> None:
    """The moderators keep the work."""
    await scene.vote("mo kai", KEEP, scene.cards[0])
    await scene.decide()


async def lapsed(scene: Scene) -> None:
    """Nobody decides."""
    await scene.passes(8 * DAY)


async def accepted(scene: Scene) -> None:
    """The artist answers, and moderators accept."""
    await scene.ask(scene.cards[0])
    await scene.writes("ines", "I ink by hand.")
    await scene.vote("kai", ACCEPT, scene.reply_card)
    await scene.decide()


async def unjudged(scene: Scene) -> None:
    """The artist answers, and nobody judges it."""
    await scene.ask(scene.cards[0])
    await scene.writes("ines", "I ink by hand.")
    await scene.passes(8 * DAY)


async def removed(scene: Scene) -> None:
    """The artist removes the work and says so."""
    await scene.ask(scene.cards[0])
    scene.on.gallery.listings[0].remove()
    await scene.writes("ines", "removed")


async def gone(scene: Scene) -> None:
    """The listing disappears."""
    scene.on.gallery.listings[0].remove()
    await scene.passes(DAY)
    await scene.passes(DAY)


async def withdrawn(scene: Scene) -> None:
    """A moderator takes the case back."""
    await scene.commands("mo", "case withdraw", number=1, reason=REASON)


Ends = Callable[[Scene], Awaitable[None]]
ENDINGS: Mapping[Ends, str] = {
    kept: "kept",
    lapsed: "undecided",
    accepted: "accepted",
    unjudged: "accepted",
    removed: "removed",
    gone: "removed",
    withdrawn: "withdrawn",
}
"""And how the platform hears that it has ended."""


@pytest.mark.parametrize("ends", [gone, withdrawn], ids=lambda ends: ends.__name__)
async def test_a_case_that_ends_in_its_time_is_not_late(scene: Scene, ends: Ends) -> None:
    """Moderators still had time: their card says how the case ended, and not that they took too long."""
    card = await scene.case()
    await ends(scene)
    assert says(card.text, "say.status_resolved" if ends is gone else "say.status_withdrawn")
    assert not says(card.text, "say.card_undecided")


@pytest.mark.parametrize("ends", ENDINGS, ids=lambda ends: ends.__name__)
async def test_each_reporter_hears_once_that_it_is_closed(told: Scene, ends: Ends) -> None:
    """In every ending, exactly once, in the same words, which do not tell how; so does the platform, which hears it."""
    url = told.listing("Neon Koi").url
    for name in ("alice", "bob"):
        await told.report(name, url)
    await ends(told)
    await told.passes(DAY)
    for name in ("alice", "bob"):
        [heard] = told.heard(name)
        assert says(heard, "say.reporter_closed", case=1)
    over = told.on.gallery.receiver.heard[-1]
    assert (over.type, over.data["ending"]) == ("case.cleared", ENDINGS[ends])


async def test_kept(scene: Scene) -> None:
    """The card shrinks to a line without buttons and pictures; the artist never hears of it."""
    card = await scene.case()
    await kept(scene)
    assert says(card.text, "say.card_decided_keep")
    assert says(card.text, "say.status_cleared")
    assert not card.pictures
    assert not card.buttons
    assert not scene.who("ines").inbox


async def test_lapsed(scene: Scene) -> None:
    """Where nobody decides within the policy's days, the case lapses and the artist never hears of it."""
    card = await scene.case()
    await scene.vote("mo", ASK, card)
    await scene.passes(6 * DAY)
    assert says(card.text, "card.heading_listing")
    await scene.passes(2 * DAY)
    assert says(card.text, "say.status_lapsed")
    assert not scene.who("ines").inbox


async def test_withdrawn_before_the_notice(scene: Scene) -> None:
    """The artist never hears of what was taken back before they were asked."""
    card = await scene.case()
    shown = await scene.commands("mo", "case withdraw", number=1, reason=REASON)
    assert says(shown.text, "say.withdrawn", case=1)
    assert says(card.text, "say.status_withdrawn")
    assert not scene.who("ines").inbox


async def test_withdrawn_after_the_notice(scene: Scene) -> None:
    """Somebody who was asked gets an apology."""
    await scene.asked()
    await withdrawn(scene)
    assert says(scene.told("ines"), "say.member_withdrawn", title="Neon Koi", case=1)
    assert says((await scene.commands("ines", "my-case")).text, "say.my_case_withdrawn")


async def test_a_vote_after_the_end_changes_nothing(scene: Scene) -> None:
    """Who votes on a finished card is told that it was decided before."""
    card = await scene.case()
    await kept(scene)
    await scene.vote("noor", ASK, card)
    assert says(scene.advised("noor")[-1], "say.voter_late", case=1)
    await scene.decide()
    assert says(card.text, "say.status_cleared")


async def test_gone_at_one_look_is_not_gone(scene: Scene) -> None:
    """One look that finds nothing is said on the card; a second one that finds it again takes that back."""
    card = await scene.case()
    scene.on.gallery.listings[0].remove()
    await scene.passes(DAY / 4)
    assert says(card.text, "say.card_missing")
    scene.on.gallery.listings[0].restore()
    await scene.passes(DAY / 4)
    assert not says(card.text, "say.card_missing")
    assert says(card.text, "card.heading_listing")


async def test_gone_while_the_artist_is_asked(scene: Scene) -> None:
    """A listing that is gone at two looks resolves the case, also without a word of the artist."""
    notice = await scene.asked()
    scene.on.gallery.listings[0].remove()
    await scene.passes(DAY / 2)
    await scene.passes(DAY / 2)
    assert notice != scene.who("ines").inbox[-1]
    assert says(scene.told("ines"), "say.member_removed", case=1)
    assert says(scene.cards[0].text, "say.status_resolved")
    assert not says(scene.cards[0].text, "say.card_missing")


async def test_a_platform_that_is_down_ends_nothing(scene: Scene) -> None:
    """Where the platform does not answer, nothing is taken for gone, however long."""
    card = await scene.case()
    scene.on.gallery.down()
    for _ in range(6):
        await scene.passes(DAY / 4)
    assert says(card.text, "card.heading_listing")
    assert not says(card.text, "say.card_missing")


async def test_what_is_written_after_the_end(scene: Scene) -> None:
    """Thanks, or ten messages, after a good end: one kind answer with the way to support, and all on the record."""
    card = await scene.answered()
    await scene.vote("mo", ACCEPT, card)
    await scene.decide()
    before = len(scene.heard("ines"))
    for number in range(4):
        assert STORED in (await scene.writes("ines", f"Thank you, {number} times!")).reactions
    assert says(scene.told("ines"), "say.member_over", case=1, title="Neon Koi")
    assert len(scene.heard("ines")) == before + 1
    assert "Thank you, 3 times!" in (await scene.commands("mo", "case show", number=1)).text
    await scene.passes(DAY)
    await scene.writes("ines", "One more thing.")
    assert len(scene.heard("ines")) == before + 2
    assert len(scene.cards) == 2

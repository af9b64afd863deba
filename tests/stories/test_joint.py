"""Many listings of one artist at once: one card, one vote, one notice, instead of a case for each."""

from collections.abc import Sequence

from bot.sandbox.gallery import Listing
from tests.stories.acting import ACCEPT, ASK, DAY, INTENTION, NOTICED, ONE_SENTENCE, TEXTS, TOUCHES, Scene, mixed, says
from tests.stories.hand import Seen

pytestmark = mixed

FINE = TEXTS["form.notice_fine"]
LISTINGS = TEXTS["card.listings"]
GONE = TEXTS["say.listing_gone"]
TITLES = ("Dawn", "Ember", "Fern", "Gale", "Harbour", "Iris", "Jade")
SOME = "The brushwork is the same machine texture in both."


async def flood(scene: Scene, count: int = len(TITLES)) -> Seen:
    """So many listings of ines are reported within minutes; the newest card."""
    for title in TITLES[:count]:
        await scene.report("alice", scene.listing(title, listed_at=scene.clock.now()).url)
    return scene.cards[-1]


async def asked(scene: Scene) -> Seen:
    """Moderators ask about the fifth and the sixth listing, and leave the seventh out; the notice."""
    card = await flood(scene)
    await scene.vote("mo kai", ASK, card)
    form = await scene.who("mo").presses(NOTICED, card)
    await form.submits({ONE_SENTENCE: SOME, TOUCHES: [INTENTION], FINE: ["C"]})
    await scene.decide()
    return scene.who("ines").inbox[-1]


async def test_from_the_fifth_on_one_card_takes_them(scene: Scene) -> None:
    """Four cases are as ever; the fifth card lists its listings with their letters, and says so to who voted before."""
    await flood(scene, 5)
    await scene.vote("noor", ASK, scene.cards[-1])
    said = await scene.report("bob", scene.listing("Iris").url)
    assert says(said.text, "say.report_taken", case=5)
    card = scene.cards[-1]
    assert len(scene.cards) == 5
    assert all(title in card.text for title in ("Harbour", "Iris"))
    assert {listing.url for listing in scene.on.gallery.listings[4:]} <= {*card.links}
    assert "A: " in card.pictures[0].alt
    assert "B: " in card.pictures[0].alt
    [told] = scene.advised("noor", later=True)
    assert says(told, "say.voter_joined", case=5)
    assert FINE not in (await scene.who("mo").presses(NOTICED, scene.cards[0])).kinds
    again = await scene.report("bob", scene.on.gallery.listings[4].url)
    assert says(again.text, "say.report_joint", case=5)
    shown = await scene.commands("mo", "case show", number=5)
    assert "Iris" in shown.text
    assert says(shown.text, "say.history_listing_joined", letters="B")


async def test_one_notice_about_what_was_named(scene: Scene) -> None:
    """The artist gets one notice, about the listings that were not left out, and answers once for all of them."""
    notice = await asked(scene)
    assert says(notice.text, "notice.greeting_several", title="Harbour, Iris")
    assert all(url in notice.text + "".join(notice.links) for url in (each.url for each in _listings(scene)[4:6]))
    assert "Jade" not in notice.text
    assert len(scene.heard("ines")) == 1
    mine = await scene.commands("ines", "my-case")
    assert "Iris" in mine.text
    assert "Jade" not in mine.text
    _listings(scene)[6].remove()
    await scene.passes(DAY)
    assert len(scene.heard("ines")) == 1
    await scene.writes("ines", "Both are scans of my linocuts.")
    assert "Jade" not in scene.reply_card.text
    await scene.vote("mo", ACCEPT, scene.reply_card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_accepted", title="Harbour, Iris")


async def test_one_of_several_is_removed_and_then_the_other(scene: Scene) -> None:
    """One that is removed is an answer that moderators see; with both gone the case is settled without a mark."""
    await asked(scene)
    first, second = _listings(scene)[4:6]
    first.remove()
    await scene.writes("ines", "removed")
    assert GONE in scene.reply_card.text
    second.remove()
    await scene.passes(DAY)
    await scene.passes(DAY)
    assert says(scene.told("ines"), "say.member_gone", title="Harbour, Iris")


def _listings(scene: Scene) -> Sequence[Listing]:
    return scene.on.gallery.listings

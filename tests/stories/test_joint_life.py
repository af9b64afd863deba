"""A case about several listings to its end: what follows, what is told to the platform, and how all of it is undone."""

from bot.sandbox.gallery import Listing
from tests.stories.acting import ACCEPT, ASK, DAY, REFUSE, TEXTS, Scene, mixed, says
from tests.stories.test_further_action import OVERTURN, UNLIST, WHY, action_card, appeal_card, appeals
from tests.stories.test_joint import asked, flood
from tests.stories.test_platform_told import on_the_page

pytestmark = mixed

BOTH = "Harbour, Iris"
VIOLATION = TEXTS["say.my_standing_unlist"].split("{", maxsplit=1)[0]


def about(scene: Scene) -> tuple[Listing, Listing, Listing]:
    """The listings of the case: two that are asked about, and one that is left out as fine."""
    first, second, fine = scene.on.gallery.listings[4:7]
    return first, second, fine


def told_of(scene: Scene, listing: Listing) -> list[str]:
    """What the gallery was told of a listing."""
    return [each.type for each in scene.on.gallery.receiver.heard if each.data["listing"]["id"] == listing.id]


async def test_silence_then_a_late_repair(told: Scene) -> None:
    """Two are unlisted for one silence, which is one violation; two pictures by letter, and each hangs in its place."""
    await asked(told)
    first, second, fine = about(told)
    for days in (7, 5, 3):  # both reminders, and the end
        await told.passes(days * DAY)
    card = action_card(told)
    assert all(title in card.text for title in ("Harbour", "Iris"))
    await told.vote("mo kai", UNLIST, card)
    await told.decide()
    assert says(told.told("ines"), "say.member_unlisted", title=BOTH)
    assert [[*each.measures] for each in (first, second, fine)] == [[(5, "unlist")], [(5, "unlist")], []]
    mine = (await told.commands("ines", "my-case")).text
    assert says(mine, "say.my_standing_unlist", case=5)
    assert mine.count(VIOLATION) == 1
    crane, fox = told.picture("1.jpg", seed=41), told.picture("2.jpg", seed=42)
    await told.writes("ines", "B: the crane, inked\nA: and the fox", [crane, fox])
    assert says(told.reply_card.text, "say.card_file_replaces", letter="D", other="B")
    assert says(told.reply_card.text, "say.card_file_replaces", letter="E", other="A")
    await told.vote("mo", ACCEPT, told.reply_card)
    await told.decide()
    assert says(told.told("ines"), "say.member_repaired", title=BOTH)
    assert (await on_the_page(first), await on_the_page(second)) == (fox.data, crane.data)
    assert (fine.measures, fine.versions) == ({}, {})
    ends = ["action.decided", "action.undone", "replacement.accepted"]
    assert told_of(told, first) == ["case.opened", "notice.delivered", *ends]
    assert told_of(told, second) == ["case.opened", *ends]
    assert told_of(told, fine) == ["case.opened", "case.cleared"]
    assert len([each for each in told.heard("alice") if says(each, "say.reporter_closed", case=5)]) == 1


async def test_refused_then_overturned(told: Scene) -> None:
    """One answer for both is refused, both are unlisted; others overturn it, and neither has a mark any more."""
    await asked(told)
    first, second, _ = about(told)
    await told.writes("ines", "Both are scans of my linocuts.")
    await told.vote("mo kai", REFUSE, told.reply_card)
    await told.note("mo", told.reply_card, WHY)
    await told.decide()
    await told.vote("mo kai", UNLIST, action_card(told))
    await told.decide()
    assert (len(first.measures), len(second.measures)) == (1, 1)
    await appeals(told)
    await told.vote("noor", OVERTURN, appeal_card(told))
    await told.decide()
    assert says(told.told("ines"), "say.member_overturned", title=BOTH)
    assert (first.measures, second.measures) == ({}, {})
    assert says((await told.commands("ines", "my-case")).text, "say.my_standing_none")
    for listing in about(told):
        assert says((await told.report("bob", listing.url)).text, "say.report_decided")


async def test_taken_back_and_taken_up_again(told: Scene) -> None:
    """A moderator takes it back, another takes all of it up as one case; a lead has every picture of it erased."""
    await told.vote("mo", ASK, await flood(told))
    await told.commands("mo", "case withdraw", number=5, reason="By mistake.")
    await told.commands("kai", "case reopen", number=5)
    assert says(told.who("kai").answers[-1].text, "say.reopened", case=6)
    card = told.cards[-1]
    assert {each.url for each in about(told)} <= {*card.links}
    assert len([each for each in told.heard("alice") if says(each, "say.reporter_reopened", case=6, earlier=5)]) == 1
    record = (await told.commands("noor", "case show", number=6)).text
    assert all(says(record, "say.history_listing_joined", letters=each) for each in "BC")
    before = [each.data for each in card.pictures]
    purged = await told.commands("mo", "case purge", number=6, reason="Unlawful.")
    assert says(purged.text, "say.purged", count=3)
    await told.settle()
    assert [each.data for each in told.cards[-1].pictures] != before

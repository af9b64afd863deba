"""What was looked at and found good is not taken up again."""

from bot.sandbox.gallery import Work
from tests.stories.acting import ACCEPT, ASK, DAY, KEEP, Scene, mixed, says


async def kept(scene: Scene) -> None:
    """A listing of ines is reported and kept."""
    await scene.vote("mo kai", KEEP, await scene.case())
    await scene.decide()


async def test_the_same_media_again(scene: Scene) -> None:
    """A second report after 'kept' hears that it was decided, and opens nothing."""
    await kept(scene)
    shown = await scene.report("bob", scene.on.gallery.listings[0].url)
    assert says(shown.text, "say.report_decided")
    assert len(scene.cards) == 1
    assert not scene.heard("bob")


async def test_the_same_media_in_another_listing(scene: Scene) -> None:
    """The same picture of the same owner under another title is decided as well."""
    await kept(scene)
    works = scene.on.gallery.listings[0].works
    shown = await scene.report("bob", scene.listing("The Same Koi", [*works]).url)
    assert says(shown.text, "say.report_decided")


async def test_an_accepted_answer_shields_too(scene: Scene) -> None:
    """Once an answer was accepted, the same pictures are not asked about again."""
    card = await scene.answered()
    await scene.vote("mo", ACCEPT, card)
    await scene.decide()
    shown = await scene.report("bob", scene.on.gallery.listings[0].url)
    assert says(shown.text, "say.report_decided")


async def test_what_was_sent_instead_is_shielded_too(scene: Scene) -> None:
    """The picture that was sent as an answer and accepted may then be listed."""
    await scene.asked()
    picture = scene.picture()
    await scene.writes("ines", files=[picture])
    await scene.vote("mo", ACCEPT, scene.reply_card)
    await scene.decide()
    shown = await scene.report("bob", scene.listing("Inked Koi", [Work("inked.jpg", picture.data)]).url)
    assert says(shown.text, "say.report_decided")


async def test_other_media_are_not_shielded(scene: Scene) -> None:
    """A new picture in the listing is looked at."""
    await kept(scene)
    scene.on.gallery.listings[0].add(Work("new.jpg", scene.picture(seed=99).data))
    shown = await scene.report("bob", scene.on.gallery.listings[0].url)
    assert says(shown.text, "say.report_taken", case=2)


async def test_the_same_picture_of_somebody_else_is_not_shielded(scene: Scene) -> None:
    """That it is another's work is what there is to look at."""
    await kept(scene)
    works = scene.on.gallery.listings[0].works
    shown = await scene.report("bob", scene.listing("My Koi", [*works], owner="theo").url)
    assert says(shown.text, "say.report_taken", case=2)


async def test_a_lapsed_case_shields_nothing(scene: Scene) -> None:
    """What nobody decided can be reported anew."""
    card = await scene.case()
    await scene.vote("mo", ASK, card)
    await scene.passes(8 * DAY)
    assert says(card.text, "say.status_lapsed")
    shown = await scene.report("bob", scene.on.gallery.listings[0].url)
    assert says(shown.text, "say.report_taken", case=2)


@mixed
async def test_the_owner_is_told_of_no_case(scene: Scene) -> None:
    """Whose listing was kept never learns that it was looked at, by a report of their own neither."""
    await kept(scene)
    shown = await scene.report("ines", scene.on.gallery.listings[0].url)
    assert says(shown.text, "say.report_own")

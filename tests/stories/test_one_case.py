"""Reports on one listing are one case."""

from tests.stories.acting import LINK, Scene, says


async def test_three_reports_are_one_case(scene: Scene) -> None:
    """By command, by context menu and by another form of the link: one case, one card, each told its number."""
    listing = scene.listing("Neon Koi", works=3)
    said = [await scene.report("alice", listing.url)]
    posted = await scene.who("alice").writes(f"Has anybody seen {listing.url}?", where="lobby")
    menu = await scene.who("bob").uses("Report listing", posted)
    assert menu.value(LINK) == listing.url
    said.append(await scene.fill("bob", menu))
    other = listing.url.replace("http:", "HTTP:").replace("/works/", "//works/./")
    said.append(await scene.report("carol", f" <{other}/?utm_source=share#top> "))
    assert all(says(each.text, "say.report_taken", case=1) and each.ephemeral for each in said)
    assert len(scene.cards) == 1
    assert "Neon Koi" in scene.cards[0].text


async def test_two_listings_are_two_cases(scene: Scene) -> None:
    """What is reported on another listing has a number and a card of its own."""
    await scene.case("Neon Koi")
    shown = await scene.report("alice", scene.listing("First Snow").url)
    assert says(shown.text, "say.report_taken", case=2)
    assert len(scene.cards) == 2


async def test_a_report_joins_while_the_artist_is_asked(scene: Scene) -> None:
    """A report on a case that is already with the artist joins it: no second card, no second notice."""
    await scene.asked()
    await scene.report("bob", scene.on.gallery.listings[0].url)
    assert len(scene.cards) == 1
    assert len(scene.heard("ines")) == 1


async def test_after_the_end_the_listing_can_be_reported_anew(scene: Scene) -> None:
    """A listing whose case was withdrawn opens another case."""
    await scene.case()
    await scene.commands("mo", "case withdraw", number=1, reason="Opened by mistake.")
    shown = await scene.report("bob", scene.on.gallery.listings[0].url)
    assert says(shown.text, "say.report_taken", case=2)

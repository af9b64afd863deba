"""What stands on a card beside the listing: other works, pictures seen before, process notes, blurred copies."""

from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageOps

from bot.sandbox.gallery import Work
from tests.evidence.paintings import painting
from tests.stories.acting import DAY, KEEP, TEXTS, Scene, mixed, says, whole

pytestmark = mixed

LINK, WORDS = TEXTS["form.notes_link"], TEXTS["form.notes_words"]
NOTES = "I inked all of it, then coloured it by hand."
KOI = painting("beside", 2)


def koi(image: Image.Image = KOI) -> list[Work]:
    """The one picture of a listing."""
    file = BytesIO()
    image.save(file, "JPEG", quality=88)
    return [Work("koi.jpg", file.getvalue())]


async def add_notes(scene: Scene, name: str, link: str, words: str = NOTES) -> str:
    """Somebody adds process notes; what they hear."""
    form = await scene.who(name).opens("process-notes")
    shown = await form.submits({LINK: link, WORDS: words})
    await scene.settle()
    return scene.who(name).latest(shown).text


async def test_a_member_who_lists_the_same_again_and_again(scene: Scene) -> None:
    """Nine other works, the newest first; how many are nearly the same, though nobody reported them; how many came."""
    now = scene.clock.now()
    again = [koi(KOI.resize((400, 320))), koi(ImageOps.mirror(KOI))]
    for day, works in ((3, again[0]), (6, again[1])):
        scene.listing(f"Day {day}", works, listed_at=now - day * DAY)
    for day in (1, 2, 4, 5, 8, 9, 10, 11):
        scene.listing(f"Day {day}", listed_at=now - day * DAY)
    await scene.report("alice", scene.listing("Neon Koi", koi(), listed_at=now - timedelta(hours=1)).url)
    [card] = scene.cards
    _, strip = card.pictures
    titles = "; ".join(f"Day {day}" for day in (1, 2, 3, 4, 5, 6, 8, 9, 10))
    assert says(strip.alt, "card.alt_works", titles=titles)
    assert says(card.text, "say.card_seen_series", letters="A", pictures=3, listings=3, days=6)
    assert says(card.text, "say.card_uploads", count=7, days=7)


async def test_a_flood_of_uploads(scene: Scene) -> None:
    """How many came in a week is said, few or many; who lists that much has done nothing wrong by it."""
    now = scene.clock.now()
    for hours in range(9):
        scene.listing(f"Study {hours}", koi(), listed_at=now - timedelta(hours=hours + 1))
    await scene.report("alice", scene.listing("Neon Koi", koi(), listed_at=now - timedelta(minutes=5)).url)
    [card] = scene.cards
    assert says(card.text, "say.card_uploads", count=10, days=7)
    assert says(card.text, "say.card_seen_series_day", letters="A", pictures=10, listings=10)
    assert says(card.text, "card.seen")


async def test_what_becomes_known_later_stands_on_the_open_card(scene: Scene) -> None:
    """Another listing with nearly the same picture is reported: within a minute the first card says so too.

    Nothing is posted anew.
    """
    await scene.report("alice", scene.listing("Neon Koi", koi()).url)
    [first] = scene.cards
    pictures = [each.data for each in first.pictures]
    assert not says(first.text, "card.seen")
    await scene.report("bob", scene.listing("Koi, small", koi(KOI.resize((400, 320))), owner="theo").url)
    await scene.passes(timedelta(minutes=1))
    first, second = scene.cards
    for card in (first, second):
        assert says(card.text, "say.card_seen_elsewhere", letters="A"), card.text
    assert [each.data for each in first.pictures] == pictures


async def test_later_cases_of_a_listing(scene: Scene) -> None:
    """Notes that were added before anybody asked stand on each card about the listing, and so do the other works."""
    scene.listing("Paper Moon")
    listing = scene.listing("Neon Koi")
    assert says(await add_notes(scene, "ines", listing.url), "say.notes_kept", title="Neon Koi")
    assert scene.cards == []
    for _ in range(2):
        await scene.report("alice", listing.url)
        [card] = [each for each in scene.cards if says(each.text, "card.heading_listing")]
        assert len(card.pictures) == 2
        assert says(card.text, "card.notes")
        assert NOTES in card.text
        await scene.days(8)


async def test_long_notes_can_be_read(scene: Scene) -> None:
    """Where they do not fit on the card it says so, and `/case show` has every word of them."""
    listing = scene.listing("Neon Koi")
    await scene.report("alice", listing.url)
    notes = [" ".join(f"{name}{number}." for number in range(100, 300)) for name in ("ink", "wash")]
    for words in notes:
        assert says(await add_notes(scene, "ines", listing.url, words), "say.notes_kept", title="Neon Koi")
    [card] = scene.cards
    assert "wash299." not in card.text
    assert any(says(card.text, key, case=1) for key in ("card.cut", "card.shortened"))
    await scene.commands("mo", "case show", number=1)
    assert all(words in whole(scene.who("mo")) for words in notes)


async def test_notes_that_cannot_be_taken(scene: Scene) -> None:
    """Too short, for a page that is no listing, for one that nobody can reach: each is said, and nothing is kept."""
    listing = scene.listing("Neon Koi")
    assert says(await add_notes(scene, "ines", listing.url, " Inked it. "), "say.notes_length", length=9)
    for link in ("https://elsewhere.example/listing/1", f"{listing.url}-not", "my koi"):
        assert says(await add_notes(scene, "ines", link), "say.notes_not_yours")
    scene.on.gallery.down()
    form = await scene.who("ines").opens("process-notes")
    shown = await form.submits({LINK: listing.url, WORDS: NOTES})
    for _ in range(8):
        await scene.passes(timedelta(minutes=10))
    scene.on.gallery.up()
    heard = [scene.who("ines").latest(shown).text, *scene.heard("ines")]
    assert any(says(text, "say.notes_unreachable") for text in heard), heard
    await scene.report("alice", listing.url)
    [card] = scene.cards
    assert not says(card.text, "card.notes")
    await scene.vote("mo kai", KEEP, card)


async def test_pictures_are_hidden_where_that_is_wanted(stopped: Scene) -> None:
    """Each chat in its way, which the card says; the words on the card are the same."""
    async with stopped.bot(SALON_BLUR="on"):
        card = await stopped.case("Neon Koi")
        assert says(card.text, "card.hidden_one") or says(card.text, "card.blurred")
        assert says(card.text, "card.legend")

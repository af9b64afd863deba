"""Listings looked up on a gallery: what is captured, and what is said where nothing can be."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest

from bot.evidence.sheets import ContactSheets
from bot.moderation.model import Account, Chat, MediaKind
from bot.ports import ListingCatalog, NotFound, Snapshot, Unreachable
from bot.sandbox.gallery import Kind, Work
from tests.catalog.platform import platform
from tests.evidence.hostile import film as filmed
from tests.evidence.media import MemoryStore


async def test_an_owner_by_address() -> None:
    """Where the API knows no account on Slack an address will do; it changes nothing of what was captured."""
    async with platform() as here:
        by_address = here.gallery.list(here.gallery.artist("Ada", email="ada@example.org"), "Dusk")
        captured = await here.captured(by_address)
        assert captured.address == (Chat.SLACK, "ada@example.org")
        by_address.owner = here.gallery.artist("Ada")
        assert await here.captured(by_address) == captured
        both = here.gallery.artist("Bo", slack_id="U0BO", email="bo@example.org")
        assert (await here.captured(here.gallery.list(both, "Dawn"))).address is None


async def test_captures_from_the_api() -> None:
    """All that the API says is in the snapshot, and the pictures are in the store."""
    async with platform() as here:
        owner = here.gallery.artist("Ada", discord_id="123456789012345678", slack_id="U0ADA")
        listing = here.gallery.list(
            owner, "Moonlit harbour", 2, description="Nights.", process_notes="Ink, then gouache."
        )
        catalog: ListingCatalog = here.catalog()
        assert catalog.canonical(listing.url + "?utm_source=chat") == listing.id
        snapshot = await here.captured(listing)
        assert (snapshot.listing, snapshot.url, snapshot.title) == (listing.id, listing.url, "Moonlit harbour")
        assert (snapshot.description, snapshot.process_notes) == ("Nights.", "Ink, then gouache.")
        assert snapshot.owner == owner.id
        assert snapshot.accounts == (Account(Chat.DISCORD, "123456789012345678"), Account(Chat.SLACK, "U0ADA"))
        assert (snapshot.captured_at, snapshot.listed_at) == (here.clock.now(), listing.listed_at)
        assert [(each.letter, each.kind, each.name) for each in snapshot.media] == [
            ("A", MediaKind.IMAGE, "moonlit-harbour-1.jpg"),
            ("B", MediaKind.IMAGE, "moonlit-harbour-2.jpg"),
        ]
        assert [here.store.files[each.digest or ""] for each in snapshot.media] == [each.data for each in listing.works]


async def test_the_same_listing_is_the_same_snapshot() -> None:
    """The id follows from the content: not from the time, but from every word and picture."""
    async with platform() as here:
        listing = here.gallery.list("Ada", "Sea", 2)
        first = await here.captured(listing)
        here.clock.time += timedelta(days=1)
        again = await here.captured(listing)
        assert (again.id, again.captured_at > first.captured_at) == (first.id, True)
        listing.replace("B", here.gallery.sample_picture(7))
        replaced = await here.captured(listing)
        listing.retitle("Lake")
        retitled = await here.captured(listing)
        assert len({first.id, replaced.id, retitled.id}) == 3
        assert replaced.media[0] == first.media[0]
        assert replaced.media[1].digest != first.media[1].digest


@pytest.mark.parametrize("api", [True, False], ids=["api", "page"])
async def test_media_without_a_picture(api: bool) -> None:
    """A video is its poster; what has none, cannot be fetched or is no picture stands by name, and never fails all."""
    async with platform() as here:
        gallery = here.gallery
        works = [
            Work("fine.jpg", gallery.sample_picture(1)),
            Work("lost.jpg", gallery.sample_picture(2)),
            Work("odd.jpg", b"%PDF-1.7"),
            gallery.sample_file(Kind.VIDEO, "film", poster=gallery.sample_picture(3)),
            gallery.sample_file(Kind.MODEL, "bust"),
        ]
        listing = gallery.list("Ada", "Mixed", works)
        listing.lose_file("B")
        snapshot = await here.captured(listing, here.catalog() if api else here.paged())
        shown = {each.name: (each.kind, each.digest is not None) for each in snapshot.media}
        assert shown == {
            "fine.jpg": (MediaKind.IMAGE, True),
            "lost.jpg": (MediaKind.IMAGE, False),
            "odd.jpg": (MediaKind.IMAGE, False),
            "film.mp4": (MediaKind.VIDEO, True),
            "bust.glb": (MediaKind.MODEL, False),
        }
        assert [each.letter for each in snapshot.media] == ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize("api", [True, False], ids=["api", "page"])
@pytest.mark.parametrize("link", ["http://xn--/a.png", "http://[/a.png", "http://[]é@"])
async def test_a_link_to_nothing(api: bool, link: str) -> None:
    """A medium whose address is no link is one without a picture; the listing is captured with all its others."""
    async with platform() as here:
        listing = here.gallery.list("Ada", "Sea", 2)
        listing.mislink("A", link)
        snapshot = await here.captured(listing, here.catalog() if api else here.paged())
        assert [each.digest is not None for each in snapshot.media] == [False, True]


async def test_a_video_without_a_poster_shows_itself() -> None:
    """It is kept, and its frames are shown; a poster goes first, unless it is lost; a sound has nothing to show."""
    async with platform() as here:
        film, poster = filmed(), here.gallery.sample_picture(3)
        works = [
            Work("bare.mp4", film, Kind.VIDEO),
            Work("posted.mp4", film, Kind.VIDEO, poster),
            Work("odd.mp4", film, Kind.VIDEO, b"%PDF-1.7"),
            here.gallery.sample_file(Kind.AUDIO, "sea"),
        ]
        snapshot = await here.captured(here.gallery.list("Ada", "Films", works))
        shown = [here.store.files[each.digest] if each.digest else None for each in snapshot.media]
        assert shown == [film, poster, film, None]
        sheet = await ContactSheets(here.store, here.reader).contact(snapshot.media[:1])
        unread = await ContactSheets(MemoryStore(), here.reader).contact(snapshot.media[:1])
        assert sheet != unread, "frames, and not a tile with its name"


async def test_captures_from_the_page() -> None:
    """Without an API the page says title, words, date and pictures; and never whose it is."""
    async with platform() as here:
        owner = here.gallery.artist("Ada", discord_id="123456789012345678")
        listing = here.gallery.list(owner, 'A "bold" </script> title & more', 3, description="Nights.")
        snapshot = await here.captured(listing, here.paged())
        assert (snapshot.title, snapshot.description) == ('A "bold" </script> title & more', "Nights.")
        assert (snapshot.owner, snapshot.accounts, snapshot.listed_at) == (None, (), listing.listed_at)
        assert [here.store.files[each.digest or ""] for each in snapshot.media] == [each.data for each in listing.works]


async def test_the_table_completes_the_page() -> None:
    """A page never says whose a work is; an imported row for it may."""
    async with platform() as here:
        listing = here.gallery.list("Ada", "Sea")
        here.rows[listing.id] = {"title": "Other", "owner": {"id": "m-1"}, "process_notes": "Oil."}
        snapshot = await here.captured(listing, here.paged())
        assert (snapshot.title, snapshot.owner, snapshot.process_notes) == ("Sea", "m-1", "Oil.")


async def test_captures_from_the_table() -> None:
    """Where the platform can be asked nothing, the imported row is the listing."""
    async with platform() as here:
        picture = here.gallery.list("Ada", "Sea").media_url(0)
        here.rows["x-1"] = {
            "url": "https://gallery.example/works/x-1",
            "title": "Sea",
            "listed_at": "2026-01-02",
            "owner": {"id": "m-1", "discord_id": "123456789012345678"},
            "media": [{"url": picture}],
        }
        snapshot = await here.catalog(api_url="", page_url="").look_up("x-1")
        assert isinstance(snapshot, Snapshot)
        assert (snapshot.url, snapshot.owner) == ("https://gallery.example/works/x-1", "m-1")
        assert snapshot.accounts == (Account(Chat.DISCORD, "123456789012345678"),)
        assert snapshot.listed_at == datetime(2026, 1, 2, tzinfo=UTC)
        assert snapshot.media[0].digest in here.store.files


async def test_nobody_knows_it() -> None:
    """Where no source can be asked and the table has no such row, it is unknown, which is not gone."""
    async with platform() as here:
        here.rows["spoilt"] = {"media": "what an older release stored"}
        catalog = here.catalog(api_url="", page_url="")
        assert await catalog.look_up("x-1") == NotFound(gone=False)
        assert await catalog.look_up("spoilt") == NotFound(gone=False)


@pytest.mark.parametrize("api", [True, False], ids=["api", "page"])
@pytest.mark.parametrize("status", [HTTPStatus.NOT_FOUND, HTTPStatus.GONE])
async def test_gone(api: bool, status: HTTPStatus) -> None:
    """404 and 410 say that a listing is gone, whatever the table still knows; put back, it is found again."""
    async with platform() as here:
        listing = here.gallery.list("Ada", "Sea")
        here.rows[listing.id] = {"title": "Sea"}
        catalog = here.catalog() if api else here.paged()
        listing.remove(status)
        assert await catalog.look_up(listing.id) == NotFound(gone=True)
        listing.restore()
        assert isinstance(await catalog.look_up(listing.id), Snapshot)


@pytest.mark.parametrize("api", [True, False], ids=["api", "page"])
async def test_down_is_not_gone(api: bool) -> None:
    """A platform that is down, or does not answer, is unreachable: the table does not speak for it meanwhile."""
    async with platform() as here:
        listing = here.gallery.list("Ada", "Sea")
        here.rows[listing.id] = {"title": "Sea"}
        catalog = here.catalog() if api else here.paged()
        here.gallery.down()
        assert isinstance(await catalog.look_up(listing.id), Unreachable)
        here.gallery.up()
        here.gallery.stall()
        assert isinstance(await catalog.look_up(listing.id), Unreachable)
        here.gallery.up()
        assert isinstance(await catalog.look_up(listing.id), Snapshot)


MALFORMED = {
    "no JSON": "<oops>",
    "a list": "[]",
    "null": "null",
    "nothing": "{}",
    "an error": '{"error": "no"}',
    "a list for a title": '{"title": ["a"]}',
    "no date": '{"title": "a", "listed_at": "soon"}',
    "an object for media": '{"title": "a", "media": {}}',
    "deep": "[" * 9_999,
    "long": '{"title": "' + "a" * 3_000_000 + '"}',
}


@pytest.mark.parametrize("answer", MALFORMED.values(), ids=MALFORMED)
async def test_malformed_answers(answer: str) -> None:
    """An answer that is none says so briefly, and names no words of anybody."""
    async with platform() as here:
        listing = here.gallery.list("Ada", "Sea")
        here.gallery.garble(answer)
        result = await here.catalog().look_up(listing.id)
        assert isinstance(result, Unreachable)
        assert len(result.why) < 200


async def test_other_platforms_habits() -> None:
    """Numbers for text, nulls, unknown fields and unknown kinds are understood."""
    async with platform() as here:
        listing = here.gallery.list("Ada", "Sea")
        here.gallery.garble(
            '{"id": 7, "title": 1984, "description": null, "owner": {"id": 12, "rank": "gold"}, "likes": 3,'
            ' "media": [{"kind": "HOLOGRAM", "name": "h"}, {"kind": null, "url": "", "name": null}]}'
        )
        snapshot = await here.captured(listing)
        assert (snapshot.title, snapshot.description, snapshot.owner) == ("1984", "", "12")
        assert [each.kind for each in snapshot.media] == [MediaKind.OTHER, MediaKind.IMAGE]


async def test_the_token_goes_to_the_api_alone() -> None:
    """The API gets its token; pictures are fetched without it; a wrong token is unreachable and not gone."""
    async with platform("s3cret") as here:
        listing = here.gallery.list("Ada", "Sea")
        await here.captured(listing)
        sent = {each.path.split("/")[1]: each.headers.get("Authorization") for each in here.gallery.requests}
        assert sent == {"api": "Bearer s3cret", "media": None}
        assert isinstance(await here.catalog(api_token="wrong").look_up(listing.id), Unreachable)  # noqa: S106 - a sandbox
        assert "s3cret" not in repr(here.settings)


async def test_pages_that_refuse() -> None:
    """A page that is refused for good leaves the word to the table, and is unreachable where that has none."""
    async with platform() as here:
        listing = here.gallery.list("Ada", "Sea")
        here.gallery.down(HTTPStatus.FORBIDDEN)
        assert isinstance(await here.paged().look_up(listing.id), Unreachable)
        here.rows[listing.id] = {"title": "Sea"}
        assert isinstance(await here.paged().look_up(listing.id), Snapshot)


async def test_follows_a_moved_listing() -> None:
    """A platform may move a page; a redirect out of the platform is refused."""
    async with platform() as here:
        old, new = here.gallery.list("Ada", "Old"), here.gallery.list("Ada", "New")
        old.move(new.api_url)
        assert (await here.captured(old)).title == "New"
        old.move("http://169.254.169.254/")
        assert isinstance(await here.catalog().look_up(old.id), Unreachable)


async def test_more_media_than_are_fetched() -> None:
    """Media behind the limit are not lost: they are kept by name."""
    async with platform() as here:
        listing = here.gallery.list("Ada", "Sea", 3)
        snapshot = await here.captured(listing, here.catalog(most_media=2))
        assert [each.digest is not None for each in snapshot.media] == [True, True, False]

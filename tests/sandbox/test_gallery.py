"""The gallery sandbox behaves as a platform does, and fails when it is told to."""

import asyncio
import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import aiohttp
import pytest
from PIL import Image
from standardwebhooks import Webhook

from bot.sandbox.gallery import GallerySandbox, Kind, Style, Work
from bot.sandbox.gallery.art import picture

Told = tuple[str, dict[str, str]]
"""A webhook: its body and its headers."""


async def got(url: str, **headers: str) -> tuple[int, bytes]:
    """Status and body of what stands there."""
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers, allow_redirects=False) as response:
        return response.status, await response.read()


async def test_page_for_people_and_machines() -> None:
    """A listing's page shows its works, and says the same in OpenGraph and JSON-LD."""
    async with GallerySandbox() as gallery:
        listing = gallery.list("Ada", "Fish & </script>", 2, process_notes="Cut by hand.")
        status, body = await got(listing.url)
        text = body.decode()
        assert status == 200
        assert '<meta property="og:title" content="Fish &amp; &lt;/script&gt;">' in text
        assert text.count('property="og:image"') == 2
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
        assert found is not None
        assert json.loads(found[1])["name"] == "Fish & </script>"
        assert "Cut by hand." in text
        assert listing.url.encode() in (await got(gallery.url))[1]


async def test_api_and_files() -> None:
    """The API names every work, and their files are there."""
    async with GallerySandbox() as gallery:
        film = gallery.sample_file(Kind.VIDEO, "film", poster=gallery.sample_picture(1))
        owner = gallery.artist("Ada", discord_id="1", style=Style.QUILT)
        listing = gallery.list(owner, "Works", [Work("a.jpg", gallery.sample_picture(2)), film])
        answer = json.loads((await got(listing.api_url))[1])
        unknown = {"slack_id": None, "email": None}
        assert answer["owner"] == {"id": "member-ada", "name": "Ada", "discord_id": "1", **unknown}
        assert [(each["kind"], each["name"]) for each in answer["media"]] == [("image", "a.jpg"), ("video", "film.mp4")]
        assert await got(answer["media"][0]["url"]) == (200, gallery.sample_picture(2))
        assert await got(answer["media"][1]["poster_url"]) == (200, gallery.sample_picture(1))
        assert (await got(answer["media"][1]["url"]))[1] == film.data
        assert (await got(f"{gallery.url}/media/{listing.id}/9/0/x.jpg"))[0] == 404


async def test_owners_change_their_listings() -> None:
    """A replaced work has a new address, a removed listing is gone, a moved one leads elsewhere."""
    async with GallerySandbox() as gallery:
        listing = gallery.list("Ada", "Sea", 3)
        before = listing.media_url(1)
        listing.replace("b", gallery.sample_picture(9))
        assert listing.media_url(1) != before
        listing.take_down("A")
        listing.add(Work("new.jpg", gallery.sample_picture(10)))
        listing.add_notes("Oil.")
        listing.retitle("Lake")
        answer = json.loads((await got(listing.api_url))[1])
        names = [each["name"] for each in answer["media"]]
        assert (names, answer["process_notes"]) == (["replacement.jpg", "sea-3.jpg", "new.jpg"], "Oil.")
        listing.remove()
        assert [(await got(url))[0] for url in (listing.url, listing.api_url)] == [410, 410]
        assert gallery.listings[0].url.encode() not in (await got(gallery.url))[1]
        listing.remove(404)
        assert (await got(listing.url))[0] == 404
        listing.restore()
        listing.move(gallery.url)
        assert (await got(listing.url))[0] == 302


async def test_failing() -> None:
    """The gallery can be down, silent or garbled, and is well again afterwards."""
    async with GallerySandbox() as gallery:
        listing = gallery.list("Ada", "Sea")
        gallery.down()
        assert (await got(listing.api_url))[0] == 503
        gallery.up()
        gallery.garble()
        assert await got(listing.api_url) == (200, b"<oops>")
        gallery.up()
        gallery.stall()
        waiting = asyncio.create_task(got(listing.api_url))
        done, _ = await asyncio.wait({waiting}, timeout=0.05)
        assert not done
        gallery.up()
        assert (await waiting)[0] == 200


async def test_token() -> None:
    """With a token the API wants it, and the pages do not."""
    async with GallerySandbox("s3cret") as gallery:
        listing = gallery.list("Ada", "Sea")
        assert (await got(listing.api_url))[0] == 401
        assert (await got(listing.api_url, Authorization="Bearer s3cret"))[0] == 200
        assert (await got(listing.url))[0] == 200
        assert [each.path for each in gallery.requests][-1] == f"/works/{listing.id}"


@pytest.mark.parametrize("style", Style)
def test_works(style: Style) -> None:
    """A style and a seed give one picture, always the same and like no other, of a size that people upload."""
    picture.cache_clear()
    first, other = picture(style, 1), picture(style, 2)
    picture.cache_clear()
    assert picture(style, 1) == first != other
    with Image.open(BytesIO(first)) as image:
        assert (image.format, min(image.size) >= 600, max(image.size) <= 1200) == ("JPEG", True, True)


def test_one_artist_one_style() -> None:
    """An artist keeps to a style, and different titles give different works."""
    gallery = GallerySandbox()
    ada = gallery.artist("Ada")
    assert ada == gallery.artist("Ada")
    one, other = gallery.list(ada, "One"), gallery.list("Ada", "Two")
    assert one.owner == other.owner
    assert one.works[0].data != other.works[0].data
    assert len({gallery.sample_picture(seed) for seed in range(6)}) == 6


def told(gallery: GallerySandbox, type_: str, id_: str = "m1", secret: str = "", ago: int = 0, **data: object) -> Told:
    """Something that moderators did to the first listing, signed by the standard's own library."""
    listing = {"id": gallery.listings[0].id, "title": "Works"}
    body = json.dumps({"type": type_, "data": {"case": 1, "listing": listing, **data}})
    at = datetime.now(UTC) - timedelta(seconds=ago)
    signature = Webhook(secret or gallery.webhook_secret).sign(id_, at, body)
    return body, {"webhook-id": id_, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


async def tell(gallery: GallerySandbox, told: Told) -> int:
    """Tell it; the status of its answer."""
    body, headers = told
    async with aiohttp.ClientSession() as session:
        return (await session.post(gallery.webhook_url, data=body, headers=headers)).status


async def test_webhooks_are_verified() -> None:
    """As the specification says: signature, time and presence of each header; one of several signatures is enough."""
    async with GallerySandbox() as gallery:
        gallery.list("Ada", "Works")
        body, headers = told(gallery, "case.opened")
        signature = headers["webhook-signature"]
        for status, wrong in (
            (401, told(gallery, "case.opened", secret="whsec_" + "A" * 32)),
            (401, (body.replace("1", "2"), headers)),
            (401, (body, {**headers, "webhook-id": "m2"})),
            (401, (body, {**headers, "webhook-signature": signature.replace("v1,", "v2,")})),
            (400, (body, {**headers, "webhook-timestamp": "now"})),
            (400, (body, {})),
            (400, told(gallery, "case.opened", ago=330)),
            (400, told(gallery, "case.opened", ago=-330)),
        ):
            assert await tell(gallery, wrong) == status
        assert gallery.receiver.heard == []
        assert await tell(gallery, (body, {**headers, "webhook-signature": f"v1,eA== {signature}"})) == 204
        assert [(each.id, each.type) for each in gallery.receiver.heard] == [("m1", "case.opened")]


async def test_an_unlisted_work_and_one_that_is_listed_again() -> None:
    """The wall leaves it out, its own page says why; a repeat changes nothing, also after it was undone."""
    async with GallerySandbox() as gallery:
        listing = gallery.list("Ada", "Works")
        decided = told(gallery, "action.decided", action="unlist", until="2026-09-01T00:00:00Z")
        assert await tell(gallery, decided) == 204
        assert listing.url.encode() not in (await got(gallery.url))[1]
        status, page = await got(listing.url)
        assert status == 200
        assert b"It is not listed now</strong> (case 1, until 2026-09-01)" in page
        assert await tell(gallery, told(gallery, "action.undone", "m2", action="unlist")) == 204
        assert await tell(gallery, decided) == 204
        assert gallery.receiver.repeats == ["m1"]
        assert listing.url.encode() in (await got(gallery.url))[1]
        assert b"not listed" not in (await got(listing.url))[1]


async def test_a_replacement_that_cannot_be_fetched_is_asked_for_again() -> None:
    """It is taken only once its picture hangs: until then the sender has to come again."""
    async with GallerySandbox() as gallery:
        listing = gallery.list("Ada", "Works", 2)
        new = gallery.sample_picture(7)
        source = gallery.list("Ada", "Elsewhere", [Work("new.jpg", new)])
        medium = {"replaces": "B", "url": source.media_url(0), "sha256": "0" * 64, "name": "new.jpg"}
        assert await tell(gallery, told(gallery, "replacement.accepted", media=[medium])) == 503
        assert listing.versions == {}
        right = {**medium, "sha256": hashlib.sha256(new).hexdigest()}
        aside = {**right, "replaces": None}
        assert await tell(gallery, told(gallery, "replacement.accepted", media=[right, aside])) == 204
        assert await got(listing.media_url(1)) == (200, new)
        assert listing.versions == {1: 1}

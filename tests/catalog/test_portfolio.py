"""What else a member shows: to see whether a work is in keeping with the rest."""

from datetime import timedelta

from bot.moderation.resemblance import SeenAs
from bot.ports import Portfolio, Unreachable
from bot.sandbox.gallery import Kind
from bot.sandbox.gallery.listing import LISTED
from tests.catalog.platform import Platform, platform


def shown(found: Portfolio | Unreachable) -> list[str]:
    """The titles of the works, in their order."""
    assert isinstance(found, Portfolio), found
    return [each.name for each in found.works]


def hang(here: Platform, count: int) -> None:
    """So many listings of Ada, one a day, and one of somebody else."""
    for day in range(1, count + 1):
        here.gallery.list("Ada", f"Day {day}", listed_at=LISTED + timedelta(days=day))
    here.gallery.list("Ben", "Not hers")


async def test_the_newest_of_the_other_works() -> None:
    """Nine at most, newest first, without the one that is looked at and without anybody else's; stored as pictures."""
    async with platform() as here:
        hang(here, 12)
        looked_at = here.gallery.listings[10]
        found = await here.catalog().portfolio("member-ada", looked_at.id)
        assert shown(found) == [f"Day {day}" for day in (12, 10, 9, 8, 7, 6, 5, 4, 3)]
        assert isinstance(found, Portfolio)
        assert all(here.store.files[each.digest or ""] for each in found.works)


async def test_when_they_were_listed() -> None:
    """The dates of all listings, the one that is looked at among them: how many came in how short a time."""
    async with platform() as here:
        hang(here, 11)
        found = await here.catalog().portfolio("member-ada", here.gallery.listings[0].id)
        assert isinstance(found, Portfolio)
        assert found.listed_at == tuple(LISTED + timedelta(days=day) for day in range(11, 0, -1))


async def test_where_its_pictures_were_seen() -> None:
    """In whose listing and since when; without a date, since they were looked at."""
    async with platform() as here:
        hang(here, 2)
        found = await here.catalog().portfolio("member-ada", here.gallery.listings[0].id)
        assert isinstance(found, Portfolio)
        [work], [seen] = found.works, found.sightings
        assert (seen.digest, seen.seen_as, seen.owner) == (work.digest, SeenAs.LISTING, "member-ada")
        assert (seen.place, seen.at) == (here.gallery.listings[1].id, LISTED + timedelta(days=2))


async def test_what_has_no_picture_is_not_shown() -> None:
    """A sound without a poster, a file that is lost: a strip is of pictures."""
    async with platform() as here:
        here.gallery.list("Ada", "Heard", [here.gallery.sample_file(Kind.AUDIO, "sea")])
        lost = here.gallery.list("Ada", "Lost")
        lost.lose_file("A")
        here.gallery.list("Ada", "Seen")
        assert shown(await here.catalog().portfolio("member-ada", "none")) == ["Seen"]


async def test_a_platform_that_does_not_tell() -> None:
    """Where there is no such address, or no such member, there is nothing, and that is no fault."""
    async with platform() as here:
        hang(here, 1)
        assert await here.catalog(portfolio_url="").portfolio("member-ada", "none") == Portfolio()
        assert await here.catalog().portfolio("member-zoe", "none") == Portfolio()


async def test_a_platform_that_is_down_or_garbled() -> None:
    """It can be asked again; what it said is not repeated."""
    async with platform() as here:
        hang(here, 1)
        here.gallery.garble('{"listings": [{"title": ["secret"]}]}')
        found = await here.catalog().portfolio("member-ada", "none")
        assert isinstance(found, Unreachable)
        assert "secret" not in found.why
        here.gallery.down()
        assert isinstance(await here.catalog().portfolio("member-ada", "none"), Unreachable)


async def test_the_token_goes_along() -> None:
    """It is the same API as that for listings."""
    async with platform("secret") as here:
        hang(here, 2)
        assert shown(await here.catalog().portfolio("member-ada", "none")) == ["Day 2", "Day 1"]
        assert isinstance(await here.catalog(api_token="").portfolio("member-ada", "none"), Unreachable)

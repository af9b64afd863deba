"""Every picture that is stored is found again by what looks like it, also after a restart."""

import asyncio
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import structlog
from PIL import Image

from bot.evidence.fingerprint import METHOD
from bot.evidence.inspect import Inspector
from bot.evidence.reader import FileReader
from bot.evidence.resemblances import Resemblances, catching_up
from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.moderation.resemblance import Near, Sameness, SeenAs, Sighting
from bot.ports import Examined, UnitOfWork
from storage import Database
from tests.evidence.media import MemoryStore
from tests.evidence.paintings import dice, painting
from tests.evidence.transforms import TRANSFORMS
from tests.reading import shared_pool
from tests.storage.story import START

WITHIN = Sameness().unsure


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database of its own."""
    with Database(tmp_path / "salon.db", evolve=evolve, due_at=due_at) as opened:
        yield opened


@pytest.fixture
def reader() -> FileReader:
    """By a process that all tests share."""
    return FileReader(shared_pool())


class Counting(FileReader):
    """Notes what it is asked about."""

    def __init__(self) -> None:
        super().__init__(shared_pool())
        self.names: list[str] = []

    async def examine(self, name: str, data: bytes) -> Examined:
        """As ever."""
        self.names.append(name)
        return await super().examine(name, data)


def png(image: Image.Image) -> bytes:
    """As a file."""
    file = BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()


PICTURE = painting("seen", 2)
ITSELF = png(PICTURE)
CROPPED = png(TRANSFORMS["crop 5 %"](PICTURE, dice("crop")))
MIRRORED = png(TRANSFORMS["mirrored"](PICTURE, dice("mirror")))
OTHERS = [png(painting("seen", number)) for number in (1, 3, 4)]


async def stored(inspector: Inspector, *files: bytes) -> list[str]:
    """Store files, one after the other; their digests."""
    found = [await inspector.store("work.png", data) for data in files]
    return [file.digest or "" for file in found]


async def near(database: Database, digest: str) -> dict[str, int]:
    """What is on record as looking like a picture: digest -> distance."""
    return {each.digest: each.compared.distance for each in await database(_near, digest)}


def _near(uow: UnitOfWork, digest: str) -> list[Near]:
    return uow.fingerprints.near(digest)


def _see(uow: UnitOfWork, digest: str) -> None:
    uow.sightings.add(Sighting(digest, SeenAs.LISTING, "works/1", START))


async def test_what_is_stored_is_found_again(database: Database, reader: FileReader) -> None:
    """A copy finds the original when it is stored, turned or cut; from either side; and nothing else is found."""
    inspector = Inspector(MemoryStore(), reader, Resemblances(database, WITHIN).remember)
    digests = await stored(inspector, ITSELF, *OTHERS, CROPPED, MIRRORED)
    itself, cropped, mirrored = digests[0], digests[-2], digests[-1]
    assert await near(database, mirrored) == {itself: 0, cropped: (await near(database, cropped))[itself]}
    assert set(await near(database, itself)) == {cropped, mirrored}
    assert [await near(database, digest) for digest in digests[1:4]] == [{}, {}, {}]


async def test_two_at_once_find_each_other(database: Database, reader: FileReader) -> None:
    """Neither is missed because the other was not stored yet."""
    inspector = Inspector(MemoryStore(), reader, Resemblances(database, WITHIN).remember)
    (one,), (other,) = await asyncio.gather(stored(inspector, ITSELF), stored(inspector, CROPPED))
    assert set(await near(database, one)) == {other}


async def test_the_same_file_again_changes_nothing(database: Database, reader: FileReader) -> None:
    """It is one picture, however often it is sent."""
    resemblances = Resemblances(database, WITHIN)
    inspector = Inspector(MemoryStore(), reader, resemblances.remember)
    one, again = await stored(inspector, ITSELF, ITSELF)
    assert one == again
    assert await near(database, one) == {}


async def test_a_restart_forgets_nothing(database: Database, reader: FileReader) -> None:
    """The index is filled from what is stored."""
    store = MemoryStore()
    (itself,) = await stored(Inspector(store, reader, Resemblances(database, WITHIN).remember), ITSELF)
    (copy,) = await stored(Inspector(store, reader, Resemblances(database, WITHIN).remember), MIRRORED)
    assert await near(database, copy) == {itself: 0}


async def test_only_what_may_matter_is_kept(database: Database, reader: FileReader) -> None:
    """Beyond the policy's last threshold nothing is stored, so that a million pictures stay searchable."""
    inspector = Inspector(MemoryStore(), reader, Resemblances(database, within=0).remember)
    await stored(inspector, ITSELF, *OTHERS)
    (cropped,) = await stored(inspector, CROPPED)
    assert await near(database, cropped) == {}


async def test_a_picture_can_be_compared_with_some(database: Database, reader: FileReader) -> None:
    """Whatever a search would miss, and however far they are apart; those that are not known are left out."""
    resemblances = Resemblances(database, within=0)
    inspector = Inspector(MemoryStore(), reader, resemblances.remember)
    itself, other, cropped = await stored(inspector, ITSELF, OTHERS[0], CROPPED)
    await resemblances.relate(cropped, [itself, other, cropped, "f" * 64])
    found = await near(database, cropped)
    assert found[itself] <= Sameness().derived
    assert found[other] > Sameness().unsure
    assert set(found) == {itself, other}
    await resemblances.relate("f" * 64, [itself])
    assert await near(database, "f" * 64) == {}


async def test_pictures_from_before_are_caught_up(database: Database, reader: FileReader) -> None:
    """What was stored without a fingerprint gets one at the start; what is erased or no picture is passed over."""
    store = MemoryStore()
    digests = await stored(Inspector(store, reader), ITSELF, CROPPED)
    for digest in (*digests, await store.put(b"no picture"), "f" * 64):
        await database(_see, digest)
    resemblances = Resemblances(database, WITHIN)
    await resemblances.catch_up(Inspector(store, reader, resemblances.remember))
    assert set(await near(database, digests[0])) == {digests[1]}


async def test_an_erased_picture_is_known_when_it_comes_again(database: Database, reader: FileReader) -> None:
    """Also turned or framed, by the one hash that is left of it; nobody could draw it from that."""
    inspector = Inspector(MemoryStore(), reader, Resemblances(database, WITHIN).remember)
    (itself,) = await stored(inspector, ITSELF)
    await database(_pare, itself)
    mirrored, framed = await stored(inspector, MIRRORED, png(TRANSFORMS["border 5 %"](PICTURE, dice("frame"))))
    assert itself in await near(database, mirrored)
    assert itself in await near(database, framed)


def _pare(uow: UnitOfWork, digest: str) -> None:
    uow.fingerprints.pare(digest)


async def test_what_cannot_be_decoded_is_tried_once(database: Database) -> None:
    """By one version of what reads files; each try may take seconds."""
    store, tried = MemoryStore(), Counting()
    digest = await store.put(ITSELF[:400])
    await database(_see, digest)
    for _ in range(2):
        resemblances = Resemblances(database, WITHIN)
        await resemblances.catch_up(Inspector(store, tried, resemblances.remember))
    assert tried.names == [digest]


async def test_catching_up_can_be_broken_off(database: Database, reader: FileReader) -> None:
    """The bot stops when it is told to, whatever is left to do."""
    store = MemoryStore()
    digests = await stored(Inspector(store, reader), ITSELF, *OTHERS)
    for digest in digests:
        await database(_see, digest)
    resemblances = Resemblances(database, WITHIN)
    async with catching_up(resemblances, Inspector(store, reader, resemblances.remember)):
        pass
    await resemblances.catch_up(Inspector(store, reader, resemblances.remember))
    assert await database(_all_missing) == []


def _all_missing(uow: UnitOfWork) -> list[str]:
    return uow.fingerprints.missing("", METHOD, 10)


async def test_a_fault_while_catching_up_stops_nothing(tmp_path: Path, reader: FileReader) -> None:
    """It is in the log, and the bot goes on: to know pictures again is a help and no more."""
    database = Database(tmp_path / "closed.db", evolve=evolve, due_at=due_at)
    database.close()
    with structlog.testing.capture_logs() as log:
        async with catching_up(Resemblances(database, WITHIN), Inspector(MemoryStore(), reader)):
            for _ in range(5):
                await asyncio.sleep(0)
    assert [each["event"] for each in log] == ["pictures not remembered"]

"""Every picture that comes is remembered, from wherever it comes."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.evidence.fingerprint import METHOD
from bot.moderation.resemblance import SeenAs, Sighting
from bot.ports import UnitOfWork
from bot.sandbox.discord import File
from bot.sandbox.gallery import Work
from tests.stories.acting import Scene, mixed

pytestmark = mixed


def _seen(uow: UnitOfWork) -> list[Sighting]:
    """All that was seen of what has a fingerprint."""
    digests = [digest for digest, _ in uow.fingerprints.at(range(1, 100))]
    return uow.sightings.of(digests)


def _missing(uow: UnitOfWork) -> list[str]:
    return uow.fingerprints.missing("", METHOD, 100)


async def test_every_picture_is_remembered(scene: Scene) -> None:
    """Those of a listing, of a report and of an answer, and whose they are; a report's are nobody's."""
    listing = scene.listing("Neon Koi", [Work("koi.jpg", scene.picture(seed=1).data)])
    await scene.report("alice", listing.url, files=[scene.picture("proof.jpg", seed=2)])
    await scene.ask(scene.card("Neon Koi"))
    await scene.writes("ines", "Mine.", [scene.picture("ink.jpg", seed=3), File("layers.psd", b"8BPS\x00\x01")])
    seen = await scene.on.bot.quiet_core(_seen)
    assert sorted((each.seen_as, each.owner is not None, each.case) for each in seen) == [
        (SeenAs.LISTING, True, None),
        (SeenAs.REPLY, True, 1),
        (SeenAs.REPORT, False, 1),
    ]
    [shown] = [each for each in seen if each.seen_as is SeenAs.LISTING]
    [sent] = [each for each in seen if each.seen_as is SeenAs.REPLY]
    assert (shown.owner, shown.at) == (sent.owner, listing.listed_at)
    assert await scene.on.bot.quiet_core(_missing) == []


async def test_pictures_from_before_are_caught_up_at_the_start(stopped: Scene, tmp_path: Path) -> None:
    """A bot whose database has pictures without fingerprints makes them, beside everything else that it does."""
    async with stopped.bot():
        await stopped.case("Neon Koi", works=3)
    with closing(sqlite3.connect(tmp_path / "salon.db")) as database:
        database.execute("DELETE FROM windows")
        database.execute("DELETE FROM fingerprints")
        database.commit()
    async with stopped.bot() as bot, asyncio.timeout(30):
        while await bot.quiet_core(_missing):
            pass
        assert len(await bot.quiet_core(_seen)) == 3

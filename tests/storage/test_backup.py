"""A backup is whole or is not there, and what comes back is what was."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.moderation.cases import due_at
from bot.moderation.effects import Say, TellPerson
from bot.moderation.evolve import evolve
from bot.moderation.model import Media, MediaKind
from bot.ports import Cannot, Snapshot, StorageFault
from storage import Database, InUse, MediaStore
from storage.backup import Manifest, back_up
from storage.restore import restore
from tests.disks import full_disk
from tests.storage.story import ARTIST, START
from tests.storage.test_database import link, person

PICTURES = (b"\x89PNG one", b"\xff\xd8 two")


def quietly(_what: str, _done: int, _total: int) -> None:
    """Nobody looks on."""


def opened(data: Path) -> Database:
    """The database of a bot."""
    return Database(data / "salon.db", evolve=evolve, due_at=due_at)


def shown(digests: list[str]) -> Snapshot:
    """A listing with these pictures."""
    media = tuple(Media("A", MediaKind.IMAGE, digest, "front.png") for digest in digests)
    return Snapshot("s1", "works/1", None, "Neon Koi", "", "", None, (), media, START)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Data with two pictures that are named and one that is not, and something that waits to be said."""
    folder, store = tmp_path / "data", MediaStore(tmp_path / "data" / "media")
    digests = [store.keep(each) for each in PICTURES]
    store.keep(b"named nowhere")
    with opened(folder) as database:
        database.run(lambda work: work.listings.save(shown(digests)))
        database.run(lambda work: work.outbox.put([TellPerson(ARTIST, Say("say.done"))], START))
        database.run(link, "member-7")
    return folder


@pytest.fixture
def running(data: Path) -> Iterator[Database]:
    """A bot that has them."""
    with opened(data) as database:
        yield database


def made(data: Path, to: Path) -> Manifest:
    """A backup of them."""
    return back_up(data / "salon.db", MediaStore(data / "media"), to, START, quietly)


def taken_back(backup: Path, data: Path, now: datetime = START, *, replace: bool = False) -> Path | None:
    """And back."""
    return restore(backup, data, now, quietly, replace=replace)


def files(folder: Path) -> set[str]:
    """All files below a folder."""
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


def test_what_comes_back_is_what_was(running: Database, data: Path, tmp_path: Path) -> None:
    """While the bot runs: everything that is named, and nothing else, readable for its owner alone."""
    assert running.run(person) == "member-7"
    manifest = made(data, tmp_path / "copy")
    running.run(link, "later")
    assert (manifest.pictures, manifest.missing) == (2, ())
    assert len(files(tmp_path / "copy" / "media")) == 2
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    assert (tmp_path / "copy" / "salon.db").stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.iterdir() if "part" in each.name] == []
    assert taken_back(tmp_path / "copy", tmp_path / "new") is None
    assert files(tmp_path / "new") == {"salon.db", "salon.db.lock"} | {
        f"media/{each}" for each in files(tmp_path / "copy" / "media")
    }
    with opened(tmp_path / "new") as database:
        assert database.run(person) == "member-7"
        assert database.run(lambda work: work.listings.get("s1")) == running.run(lambda work: work.listings.get("s1"))


WRITER = """
import sys
from pathlib import Path
from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from storage import Database
from tests.storage.story import ARTIST, START
with Database(Path(sys.argv[1]) / "salon.db", evolve=evolve, due_at=due_at) as database:
    while True:
        database.run(lambda work: [work.words.put("x" * 500, ARTIST, START) for _ in range(2)])
        print("two", flush=True)
"""


def test_a_backup_is_of_one_moment(data: Path, tmp_path: Path) -> None:
    """However much a bot writes meanwhile: it comes to an end, and holds each transaction whole or not at all."""
    command = [sys.executable, "-c", WRITER, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:  # noqa: S603 - our own script
        assert writer.stdout
        for _ in range(300):
            assert writer.stdout.readline() == "two\n"
        made(data, tmp_path / "copy")
        assert writer.poll() is None, "it was still writing"
        writer.kill()
        writer.stdout.read()
    with sqlite3.connect(tmp_path / "copy" / "salon.db") as copied:
        count = copied.execute("SELECT count(*) FROM words").fetchone()[0]
    copied.close()
    assert count >= 600
    assert count % 2 == 0


def test_nothing_is_overwritten(data: Path, tmp_path: Path) -> None:
    """Whatever stands where the backup is to go stays; an earlier backup most of all."""
    made(data, tmp_path / "copy")
    before = (tmp_path / "copy" / "backup.json").read_bytes()
    with pytest.raises(Cannot, match="exists already"):
        made(data, tmp_path / "copy")
    assert (tmp_path / "copy" / "backup.json").read_bytes() == before


def test_a_backup_that_does_not_come_to_its_end_is_none(data: Path, tmp_path: Path) -> None:
    """On a full disk nothing stays that could be taken for one."""
    before = files(tmp_path)
    with full_disk(20_000), pytest.raises(StorageFault):
        made(data, tmp_path / "copy")
    assert files(tmp_path) - before <= {"data/salon.db-shm", "data/salon.db-wal"}
    assert not (tmp_path / "copy").exists()


def test_a_picture_that_is_missing_is_named(data: Path, tmp_path: Path) -> None:
    """One lost or damaged picture does not keep all else from being saved, nor from coming back."""
    made(data, tmp_path / "first")
    lost, spoilt = sorted(files(tmp_path / "first" / "media"))
    (data / "media" / lost).unlink()
    (data / "media" / spoilt).write_bytes(b"something else")
    manifest = made(data, tmp_path / "copy")
    assert manifest.missing == tuple(sorted(Path(each).name for each in (lost, spoilt)))
    taken_back(tmp_path / "copy", tmp_path / "new")
    with opened(tmp_path / "new") as database:
        assert database.run(person) == "member-7"


def test_what_waits_is_looked_for_before_it_is_sent(data: Path, tmp_path: Path) -> None:
    """It may have gone out since the backup was made."""
    made(data, tmp_path / "copy")
    taken_back(tmp_path / "copy", tmp_path / "new")
    with opened(tmp_path / "new") as database:
        [queued] = database.run(lambda work: work.outbox.lease(START, START + timedelta(minutes=1), {}, 8))
        assert database.run(lambda work: work.outbox.maybe_sent(queued.id))


def test_a_running_bot_is_not_replaced(running: Database, data: Path, tmp_path: Path) -> None:
    """Not even when told to replace."""
    made(data, tmp_path / "copy")
    with pytest.raises(InUse):
        taken_back(tmp_path / "copy", data, replace=True)
    assert running.run(link, "after") == "after"


def test_data_are_replaced_only_when_told_and_kept(data: Path, tmp_path: Path) -> None:
    """What stood there is put aside, with the log that a killed bot left, and can be had back."""
    made(data, tmp_path / "copy")
    with opened(data) as database:
        database.run(link, "newer")
    (data / "salon.db-wal").write_bytes(b"left by a killed bot")
    with pytest.raises(Cannot, match="--replace"):
        taken_back(tmp_path / "copy", data)
    aside = taken_back(tmp_path / "copy", data, replace=True)
    assert aside
    assert aside.parent == data
    with opened(data) as database:
        assert database.run(person) == "member-7"
    assert (aside / "salon.db-wal").read_bytes() == b"left by a killed bot"
    assert len(files(aside / "media")) == 3
    (aside / "salon.db-wal").unlink()
    with opened(aside) as database:
        assert database.run(person) == "newer"


def spoil_database(backup: Path) -> None:
    """Something of it was changed."""
    with sqlite3.connect(backup / "salon.db") as connection:
        connection.execute("DELETE FROM outbox")
    connection.close()


def spoil_picture(backup: Path) -> None:
    """A picture is another one."""
    next(each for each in (backup / "media").rglob("*") if each.is_file()).write_bytes(b"another one")


def lose_picture(backup: Path) -> None:
    """A picture is gone."""
    next(each for each in (backup / "media").rglob("*") if each.is_file()).unlink()


def lose_manifest(backup: Path) -> None:
    """It is a folder like any other."""
    (backup / "backup.json").unlink()


def spoil_manifest(backup: Path) -> None:
    """It says less than it should."""
    (backup / "backup.json").write_text(json.dumps({"made_at": "2026"}))


@pytest.mark.parametrize("spoil", [spoil_database, spoil_picture, lose_picture, lose_manifest, spoil_manifest])
def test_a_backup_that_is_not_whole_replaces_nothing(data: Path, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    """It is looked at before anything of what stands is touched."""
    made(data, tmp_path / "copy")
    spoil(tmp_path / "copy")
    before = files(data)
    with pytest.raises(Cannot):
        taken_back(tmp_path / "copy", data, replace=True)
    assert files(data) - {"salon.db.lock"} == before - {"salon.db.lock"}
    with opened(data) as database:
        assert database.run(person) == "member-7"


def test_no_room_to_restore(data: Path, tmp_path: Path) -> None:
    """What stands stays where it is."""
    made(data, tmp_path / "copy")
    with full_disk(20_000), pytest.raises(StorageFault):
        taken_back(tmp_path / "copy", data, replace=True)
    with opened(data) as database:
        assert database.run(person) == "member-7"

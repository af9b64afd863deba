"""What is wrong with the data is found, with what to do; nothing is changed by looking."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.moderation.cases import due_at
from bot.moderation.effects import Say, TellPerson
from bot.moderation.evolve import evolve
from bot.moderation.inbound import AskedPolicy
from storage import Database, MediaStore, beside
from storage.check import examine
from storage.database import Work, connect
from storage.migrations import Newer, Older
from storage.naming import named
from tests.disks import without_privileges
from tests.storage.story import ARTIST, PICTURE, SKETCH, START, told
from tests.storage.test_ledger import happens, steps

PICTURES = (b"\x89PNG one", b"\xff\xd8 two")


def store(path: Path) -> MediaStore:
    """The pictures beside a database."""
    return MediaStore(path.parent / "media")


def tell(work: Work) -> None:
    """The cases of the story."""
    for number, events in told().items():
        for step in steps(events):
            happens(work, number, *step)


def found(path: Path) -> dict[str, bool]:
    """What a look at the data finds, and whether it is a fault; beside whoever has them."""
    with beside.reading(path, evolve=evolve, due_at=due_at) as work:
        looked = examine(work, store(path), START, lambda _done, _total: None)
        return {f"{each.what} {each.what_to_do}": each.is_fault for each in looked}


def has(lines: dict[str, bool], part: str, *, fault: bool) -> bool:
    """Whether one of the lines says this."""
    return [is_fault for line, is_fault in lines.items() if part in line] == [fault]


def test_every_picture_that_is_named_is_looked_at(path: Path, database: Database) -> None:
    """Wherever it is named: those of the ledger too, which are missing here, and one that is not what was stored."""
    database.run(tell)
    assert PICTURE.digest
    place = path.parent / "media" / PICTURE.digest[:2] / PICTURE.digest
    place.parent.mkdir(parents=True)
    place.write_bytes(b"another picture")
    lines = found(path)
    assert has(lines, f"{PICTURE.digest} is not what was stored", fault=True)
    assert has(lines, f"{SKETCH.digest} is missing", fault=True)
    assert len(lines) == 2


def test_looking_changes_nothing(path: Path, sound: Database) -> None:
    """While the bot runs, and when it has stopped."""
    sound.run(tell)
    expected = found(path)
    before = path.read_bytes()
    assert found(path) == expected
    assert path.read_bytes() == before
    sound.close()
    before = path.read_bytes()
    assert found(path) == expected
    assert path.read_bytes() == before


@pytest.fixture
def sound(path: Path, database: Database) -> Database:
    """Data in which all is well, with a picture that a report names."""
    digest = store(path).keep(PICTURES[0])
    database.run(lambda work: work.sql.run("INSERT INTO snapshots VALUES ('s', 'works/1', :body)", body=body(digest)))
    assert found(path) == {}
    return database


def body(digest: str) -> str:
    """Something that names a picture, deep down."""
    return f'{{"media": [{{"digest": null}}, {{"digest": "{digest}", "name": "digest"}}]}}'


def lose(database: Database, path: Path) -> None:
    """A picture is gone."""
    for each in database.run(lambda work: named(work.sql)):
        (path.parent / "media" / each[:2] / each).unlink()


def orphan(_: Database, path: Path) -> None:
    """A picture is named nowhere."""
    store(path).keep(PICTURES[1])


def leave(_: Database, path: Path) -> None:
    """A process was killed while it stored a picture."""
    folder = path.parent / "media" / "00"
    folder.mkdir()
    (folder / f".{'0' * 64}.0000.part").write_bytes(b"half")


def fail(database: Database, _: Path) -> None:
    """An event could not be handled."""
    id_ = database.run(lambda work: work.inbox.keep(AskedPolicy("k", ARTIST), START)) or ""
    database.run(lambda work: work.inbox.failed(id_, "KeyError", START))


def hold(database: Database, _: Path) -> None:
    """An effect was leased while the clock stood wrong."""
    database.run(lambda work: work.outbox.put([TellPerson(ARTIST, Say("say.done"))], START))
    database.run(lambda work: work.outbox.lease(START, START + timedelta(days=400), {}, 1))


def try_often(database: Database, _: Path) -> None:
    """An effect does not go out."""
    database.run(lambda work: work.outbox.put([TellPerson(ARTIST, Say("say.done"))], START))
    database.run(lambda work: work.sql.run("UPDATE outbox SET attempts = 20"))


def break_off(database: Database, _: Path) -> None:
    """The disk was full for an hour, and long ago once before."""
    database.run(lambda work: work.outages.add(START - timedelta(days=99), START - timedelta(days=98), "long ago"))
    database.run(lambda work: work.outages.add(START - timedelta(hours=2), START - timedelta(hours=1), "the disk"))


def alter(database: Database, _: Path) -> None:
    """A case was changed by other means than events."""
    database.run(tell)
    database.run(lambda work: work.sql.run("UPDATE cases SET status = 'cleared' WHERE number = 3"))


def dangle(_: Database, path: Path) -> None:
    """A row refers to nothing."""
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("INSERT INTO owner_accounts (account, number) VALUES ('discord:1', 999)")


def tear(database: Database, _: Path) -> None:
    """Somebody wrote into the database by hand."""
    database.run(lambda work: work.outbox.put([TellPerson(ARTIST, Say("say.done"))], START))
    database.run(lambda work: work.sql.run("UPDATE outbox SET body = '{'"))


def garble(database: Database, _: Path) -> None:
    """The ledger holds an event of a later release."""
    database.run(
        lambda work: work.sql.run(
            "INSERT INTO events (number, seq, type, version, body, at) VALUES (9, 1, 'CaseSung', 1, '{}', '2026')"
        )
    )


@pytest.mark.parametrize(
    ("damage", "said", "fault"),
    [
        (lose, "is missing. Copy it from a backup", True),
        (orphan, "Pictures that nothing names: 1. That is harmless", False),
        (leave, "Half-written files in the folder of the pictures: 1. That is harmless", False),
        (fail, "Events that could not be handled: 1. `salon inbox` lists them", False),
        (hold, "is held as if it were on its way, without end. Restart the bot", True),
        (try_often, "Effects that were tried 20 times or more: 1. `salon outbox` says why", False),
        (break_off, "Nothing could be put on record from 2026-07-01 10:30 to 2026-07-01 11:30 UTC: the disk.", False),
        (alter, "Case 3 is stored otherwise than its events make it. Stop the bot, then run `salon check --reb", True),
        (dangle, "A row of owner_accounts refers to what is not there (row 1). Stop the bot, then run `salon ch", True),
        (tear, "Rows of outbox that cannot be read: 1. Stop the bot, then restore your newest backup", True),
        (garble, "The ledger holds what this release cannot read (ValueError)", True),
    ],
)
def test_what_is_found(
    sound: Database, path: Path, damage: Callable[[Database, Path], None], said: str, *, fault: bool
) -> None:
    """Each line says what to do; a fault is what makes the exit code 1."""
    damage(sound, path)
    assert has(found(path), said, fault=fault), found(path)


def test_what_is_derived_is_made_anew(sound: Database, path: Path) -> None:
    """Rows that lost their case, and cases that lost their row, need no backup, which would forget what came since."""
    sound.run(tell)
    before = found(path)
    dangle(sound, path)
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM cases WHERE number = 1")
    lines = found(path)
    assert lines
    assert all("salon check --rebuild" in line for line in lines)
    sound.run(lambda work: work.cases.rebuild())
    assert found(path) == before


def test_where_nothing_can_be_written(shared: Path) -> None:
    """A disk that is mounted read-only is looked at all the same."""
    path = shared / "salon.db"
    with without_privileges():
        with Database(path, evolve=evolve, due_at=due_at) as database:
            orphan(database, path)
        path.chmod(0o400)
        shared.chmod(0o500)
        try:
            assert has(found(path), "Pictures that nothing names: 1", fault=False)
        finally:
            shared.chmod(0o700)
        assert sorted(each.name for each in shared.iterdir()) == ["media", "salon.db", "salon.db.lock"]


def test_a_damaged_file(sound: Database, path: Path) -> None:
    """Where the file itself is damaged, that is said, and nothing else is asked of it."""
    sound.run(lambda work: [work.words.put("x" * 3000, ARTIST, START) for _ in range(50)])
    sound.close()
    data = bytearray(path.read_bytes())
    data[-4096 * 20 :] = b"\xff" * 4096 * 20  # the newest pages hold words; the first ones say which tables there are
    path.write_bytes(data)
    lines = found(path)
    assert lines
    assert all("Stop the bot, then restore your newest backup" in line for line in lines)
    assert set(lines.values()) == {True}


def test_a_database_of_another_release(tmp_path: Path) -> None:
    """An older one is to be brought up to date first, a newer one is not for us."""
    path = tmp_path / "salon.db"
    with closing(connect(path)):
        pass
    with pytest.raises(Older, match="start the bot once"):
        found(path)
    Database(path, evolve=evolve, due_at=due_at).close()
    assert found(path) == {}
    with closing(connect(path)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('salon', '9999_x', '')"
        )
    with pytest.raises(Newer, match="newer release"):
        found(path)

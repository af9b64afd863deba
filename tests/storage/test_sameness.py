"""What pictures look like, which look alike, and where they were seen, is found again as it was stored."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import sqlite_utils

from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.moderation.model import MediaKind
from bot.moderation.resemblance import Compared, Fingerprint, Near, SeenAs, Sighting
from bot.ports import StoredFile
from storage.codec import MESSAGES, REPORTS, SNAPSHOTS
from storage.database import Work, connect
from storage.migrations import migrate, migrations
from tests.storage.story import ARTIST, START, evolved, opening, told
from tests.storage.test_records import MESSAGE, REPORT, SNAPSHOT

LOOKS = Fingerprint("e" * 64, 88, b"\x01" * 256, b"\x02" * 320)
FILE = StoredFile("sketch.jpg", MediaKind.IMAGE, "c" * 64)
LISTED = Sighting("a" * 64, SeenAs.LISTING, "works/1", START, owner="member-7")


def test_a_fingerprint_is_kept_once(work: Work) -> None:
    """By digest; the same picture again changes nothing, and what is not known is None."""
    work.fingerprints.put("a" * 64, 1, LOOKS)
    work.fingerprints.put("a" * 64, 1, replace(LOOKS, quality=1))
    assert work.fingerprints.get("a" * 64, 1) == LOOKS
    assert work.fingerprints.get("b" * 64, 1) is None
    assert work.fingerprints.at([1, 2]) == [("a" * 64, LOOKS)]


def test_the_index_follows_by_position(work: Work) -> None:
    """What was stored later comes later, a page at a time, each with the hash of the whole picture."""
    for number in range(5):
        work.fingerprints.put(str(number), 1, replace(LOOKS, turned=bytes([number]) * 256))
    first = work.fingerprints.after(0, 1, 3)
    assert [hash_ for _, hash_ in first] == [bytes([number]) * 32 for number in range(3)]
    assert [hash_ for _, hash_ in work.fingerprints.after(first[-1][0], 1, 3)] == [b"\x03" * 32, b"\x04" * 32]


def test_another_method_begins_anew(work: Work) -> None:
    """Fingerprints that cannot be compared are not: the new one takes the old one's place, at a later position."""
    work.sightings.add(LISTED)
    work.sightings.add(replace(LISTED, digest="b" * 64))
    for digest in ("a" * 64, "b" * 64):
        work.fingerprints.put(digest, 1, LOOKS)
    work.fingerprints.relate("a" * 64, [Near("b" * 64, Compared(3, 88))])
    assert work.fingerprints.missing("", 2, 10) == ["a" * 64, "b" * 64]
    work.fingerprints.put("a" * 64, 2, LOOKS)
    assert (work.fingerprints.get("a" * 64, 1), work.fingerprints.get("a" * 64, 2)) == (None, LOOKS)
    assert work.fingerprints.missing("", 2, 10) == ["b" * 64]
    assert work.fingerprints.near("b" * 64) == []
    assert [position for position, _ in work.fingerprints.after(0, 2, 10)] == [3]


def test_what_was_seen_and_has_no_fingerprint(work: Work) -> None:
    """Is listed in order, page after page, each once."""
    for digest in ("c", "a", "b"):
        work.sightings.add(replace(LISTED, digest=digest))
        work.sightings.add(replace(LISTED, digest=digest, place="works/2"))
    work.fingerprints.put("b", 1, LOOKS)
    assert work.fingerprints.missing("", 1, 1) == ["a"]
    assert work.fingerprints.missing("a", 1, 9) == ["c"]


def test_what_looks_like_nothing_is_not_looked_at_again(work: Work) -> None:
    """A video has no fingerprint by today's method; by another method it is examined once more."""
    for digest in ("a", "b"):
        work.sightings.add(replace(LISTED, digest=digest))
    work.fingerprints.has_none("a", 1)
    work.fingerprints.has_none("a", 1)
    assert work.fingerprints.missing("", 1, 9) == ["b"]
    assert work.fingerprints.missing("", 2, 9) == ["a", "b"]
    work.fingerprints.has_none("a", 2)
    assert work.fingerprints.missing("", 2, 9) == ["b"]


def test_what_cannot_be_decoded_waits_for_another_reader(work: Work) -> None:
    """Whatever its method: trying takes seconds at each start. One that is newer tries again."""
    for digest in ("a", "b"):
        work.sightings.add(replace(LISTED, digest=digest))
    work.fingerprints.cannot_decode("a", "Reader 1")
    assert [work.fingerprints.missing("", method, 9, "Reader 1") for method in (1, 2)] == [["b"], ["b"]]
    assert work.fingerprints.missing("", 1, 9, "Reader 2") == ["a", "b"]
    work.fingerprints.cannot_decode("a", "Reader 2")
    assert work.fingerprints.missing("", 1, 9, "Reader 2") == ["b"]


def test_of_an_erased_picture_one_hash_is_left(work: Work) -> None:
    """That of the whole, under the same position, so that the index still finds it; others keep theirs."""
    looks = Fingerprint("e" * 64, 88, b"\x02" * 256, b"\x02" * 32 + b"\x05" * 320)
    for digest in ("a", "b"):
        work.fingerprints.put(digest, 1, looks)
    work.fingerprints.pare("a")
    assert work.fingerprints.get("a", 1) == replace(looks, windows=b"\x02" * 32)
    assert work.fingerprints.get("b", 1) == looks
    assert len(work.fingerprints.after(0, 1, 9)) == 2


def test_an_erased_picture_is_known_by_a_later_method(tmp_path: Path) -> None:
    """Its one hash is made alike by both, and nothing can make it anew; what can be made anew is."""
    looks = Fingerprint("e" * 64, 88, b"\x02" * 256, b"\x02" * 32 + b"\x05" * 320)
    with closing(connect(tmp_path / "old.db")) as connection:
        db = sqlite_utils.Database(connection)
        migrations.apply(db, stop_before="0024_erased_by_method_2")
        work = Work(db, evolve, due_at)
        for digest in ("a", "b"):
            work.fingerprints.put(digest, 1, looks)
        work.fingerprints.pare("a")
        migrate(db)
        assert work.fingerprints.get("a", 2) == replace(looks, windows=b"\x02" * 32)
        assert work.fingerprints.get("b", 2) is None


def test_resemblance_has_no_direction(work: Work) -> None:
    """It is found from either side, nearest first; a later comparison counts; nothing resembles itself."""
    near = [Near("b", Compared(60, 70)), Near("c", Compared(12, 90)), Near("a", Compared(0, 99, identical=True))]
    work.fingerprints.relate("a", near)
    assert work.fingerprints.near("a") == [near[1], near[0]]
    assert work.fingerprints.near("b") == [Near("a", Compared(60, 70))]
    work.fingerprints.relate("b", [Near("a", Compared(0, 70, identical=True))])
    assert work.fingerprints.near("a")[0] == Near("b", Compared(0, 70, identical=True))


def test_a_picture_that_is_everywhere(work: Work) -> None:
    """The nearest of what looks like it are enough; whether certain others are among it is known all the same."""
    near = [Near(f"{number:064x}", Compared(number % 81, 90)) for number in range(300)]
    work.fingerprints.relate("a", near)
    found = work.fingerprints.near("a")
    assert len(found) == 100
    assert [each.compared.distance for each in found] == sorted(each.compared.distance for each in near)[:100]
    far = near[80]
    assert far not in found
    assert work.fingerprints.compared("a", [far.digest, "b" * 64]) == [far]


def test_a_sighting_is_kept_once(work: Work) -> None:
    """The first time counts; an owner that becomes known later is added, and not taken away again."""
    work.sightings.add(replace(LISTED, owner=None))
    work.sightings.add(replace(LISTED, at=START + timedelta(days=3)))
    work.sightings.add(replace(LISTED, owner=None))
    assert work.sightings.of(["a" * 64, "b" * 64]) == [LISTED]


def test_an_answer_belongs_to_a_person_and_a_case(work: Work) -> None:
    """To the person behind the account as far as known, and to the case that the message was sorted to."""
    work.conversation.add(MESSAGE)
    work.sightings.add(Sighting("c" * 64, SeenAs.REPLY, MESSAGE.id, START, account=ARTIST))
    (found,) = work.sightings.of(["c" * 64])
    assert (found.owner, found.account, found.case) == (str(ARTIST), ARTIST, None)
    work.people.link(ARTIST, "member-7")
    work.conversation.assign(MESSAGE.id, 3)
    (found,) = work.sightings.of(["c" * 64])
    assert (found.owner, found.case) == ("member-7", 3)


def test_a_report_has_a_case_and_nobody(work: Work) -> None:
    """Who attached a picture to a report is not told."""
    work.reports.add(replace(REPORT, case=2))
    work.sightings.add(Sighting("d" * 64, SeenAs.REPORT, REPORT.id, START))
    assert work.sightings.of(["d" * 64]) == [Sighting("d" * 64, SeenAs.REPORT, REPORT.id, START, case=2)]


def test_the_cases_about_a_picture(work: Work) -> None:
    """All of them, open or ended, oldest first."""
    for events in (told()[2], opening(3, "works/3", None)):
        work.cases.append(None, evolved(events), events, START)
    assert [case.number for case in work.cases.open_about(["a" * 64, "x"])] == [3]
    assert [(digest, case.number) for digest, case in work.cases.about(["a" * 64, "x"])] == [
        ("a" * 64, 2),
        ("a" * 64, 3),
    ]


def test_what_was_stored_before_there_were_sightings_is_seen_too(tmp_path: Path) -> None:
    """A database of an older release knows where each of its pictures was seen."""
    with closing(connect(tmp_path / "old.db")) as connection:
        db = sqlite_utils.Database(connection)
        migrations.apply(db, stop_before="0010_sameness")
        message, report = replace(MESSAGE, stored=(FILE,)), replace(REPORT, stored=(FILE, replace(FILE, digest=None)))
        later = replace(SNAPSHOT, id="s2", captured_at=START + timedelta(days=1), listed_at=START + timedelta(hours=2))
        for row in (
            ("snapshots (id, listing, body)", ("s1", "works/1", SNAPSHOTS.dump(SNAPSHOT))),
            ("snapshots (id, listing, body)", ("s2", "works/2", SNAPSHOTS.dump(replace(later, listing="works/2")))),
            ("reports (id, number, body)", ("r1", 2, REPORTS.dump(report))),
        ):
            db.execute(f"INSERT INTO {row[0]} VALUES (?, ?, ?)", row[1])  # noqa: S608  # the table is ours
        db.execute(
            "INSERT INTO messages (id, chat, channel, message, account, at, asked, body)"
            " VALUES ('m1', 'discord', '950', '1', ?, ?, 0, ?)",
            (str(ARTIST), START.isoformat(), MESSAGES.dump(message)),
        )
        migrate(db)
        work = Work(db, evolve, due_at)
        assert [
            (each.digest[0], each.seen_as, each.place, each.owner, each.at)
            for each in work.sightings.of(["a" * 64, "c" * 64])
        ] == [
            ("a", SeenAs.LISTING, "works/1", "member-7", START),
            ("c", SeenAs.REPLY, "m1", str(ARTIST), START),
            ("c", SeenAs.REPORT, "r1", None, START),
            ("a", SeenAs.LISTING, "works/2", "member-7", START + timedelta(hours=2)),
        ]

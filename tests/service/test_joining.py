"""Which case takes a further listing of a member, over the real tables."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.moderation import effects as f
from bot.moderation.inbound import FlaggedListing, ObservationSent, ReportSent
from bot.moderation.model import Account, Case, Chat, Media, MediaKind, Status
from bot.moderation.views import Said
from bot.ports import NotFound, Snapshot, Unreachable
from bot.service import intake, looking
from bot.service.ground import Ground
from bot.service.opening import take_listing
from bot.service.record import listed_at
from bot.service.several import title_of
from bot.service.showing import card_view
from storage.database import Work
from tests.storage.story import START

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PEOPLE = tuple(Account(Chat.DISCORD, f"80{n}") for n in range(4))
MO = Account(Chat.DISCORD, "900")
INES = Account(Chat.DISCORD, "100")


def found(listing: int, now: datetime, owner: str | None = "ines", title: str = "", pictures: int = 1) -> Snapshot:
    """A listing as it is now, with so many pictures."""
    media = tuple(Media("ABCDEFGHIJ"[n], MediaKind.IMAGE, f"{listing}-{n}-{title}") for n in range(pictures))
    accounts = (INES,) if owner == "ines" else ()
    name = title or f"Work {listing}"
    id_, notes = f"s{listing}{title}", f"Notes {listing}"
    return Snapshot(id_, f"w/{listing}", f"https://g.example/{listing}", name, "", notes, owner, accounts, media, now)


def report(
    work: Work, ground: Ground, snapshot: Snapshot, now: datetime, who: Account = PEOPLE[0], category: str = "slop"
) -> None:
    """Somebody reports a listing, and it is looked up."""
    key, link = f"{who}/{snapshot.listing}/{now}/{category}", snapshot.url or ""
    said = ("", category, "Six fingers on each hand.")
    intake.take(work, ReportSent(key, who, False, link, *said, (), "t", now + MINUTE), ground, now)
    look_up(work, ground, snapshot, now)


def look_up(work: Work, ground: Ground, snapshot: Snapshot, now: datetime) -> None:
    """Whatever waits for a listing gets this one."""
    for row in work.outbox.lease(now, now + MINUTE, {}, 1000):
        if isinstance(row.effect, f.LookUpListing):
            take_listing(work, row.effect.report, (snapshot,), ground, now)
        work.outbox.done(row.id, now)


def flood(work: Work, ground: Ground, count: int, owner: str | None = "ines") -> list[Case]:
    """So many listings of one member are reported, one a minute; the open cases."""
    for n in range(count):
        report(work, ground, found(n, START, owner), START + n * MINUTE, PEOPLE[n % 4])
    return work.cases.in_status()


def test_eighty_listings_in_an_hour(work: Work, ground: Ground) -> None:
    """They are eight cards, not eighty; every listing is in one case, and rebuilding makes the same."""
    for n in range(80):
        report(work, ground, found(n, START), START + n * HOUR / 80, PEOPLE[n % 4])
    cases = work.cases.in_status()
    assert [len(case.listings) for case in cases] == [1, 1, 1, 1, 25, 25, 25, 1]
    assert sorted(each for case in cases for each in case.listings) == sorted(f"w/{n}" for n in range(80))
    assert [media.letter for media in cases[4].media] == list("ABCDEFGHIJKLMNOPQRSTUVWXY")
    assert {len(case.rounds) for case in cases} == {1}
    assert work.cases.verify() == []


def test_a_member_whom_nobody_knows_has_no_joint_case(work: Work, ground: Ground) -> None:
    """Where the platform does not say whose a listing is, nothing is put together."""
    assert [case.parts for case in flood(work, ground, 7, None)] == [()] * 7


def test_another_member_is_another_matter(work: Work, ground: Ground) -> None:
    """What is reported of somebody else opens a case of its own."""
    flood(work, ground, 5)
    report(work, ground, found(9, START, "theo"), START + HOUR)
    assert [len(case.parts) for case in work.cases.in_status()] == [0, 0, 0, 0, 1, 0]


def test_after_a_day_there_are_cases_again(work: Work, ground: Ground) -> None:
    """A joint case takes listings for a day; then the first four cases are as ever."""
    flood(work, ground, 6)
    report(work, ground, found(9, START), START + DAY + HOUR)
    assert [len(case.listings) for case in work.cases.in_status()] == [1, 1, 1, 1, 2, 1]


def test_a_joint_case_is_told_by_its_titles(work: Work, ground: Ground) -> None:
    """Two titles, and how many more; the card has a line for each, and their notes with their letters."""
    case = flood(work, ground, 8)[-1]
    assert title_of(work, case) == "Work 4, Work 5 (+2)"
    card = card_view(work, case, 1, START, ground)
    assert [(each.media, each.title, each.url) for each in card.listings][-1] == (
        ("D",),
        "Work 7",
        "https://g.example/7",
    )
    assert card.url is None
    assert card.process_notes.splitlines()[0] == "A: Notes 4"
    first = card_view(work, work.cases.in_status()[0], 1, START, ground)
    assert (first.title, first.listings, first.joint, first.process_notes) == ("Work 0", (), False, "Notes 0")


def test_it_is_found_by_the_words_of_any_listing(work: Work, ground: Ground) -> None:
    """A search finds a case by the title of whichever of its listings."""
    flood(work, ground, 7)
    assert [[case.number for case in work.cases.saying(f"work {n}", 9)] for n in (0, 4, 6)] == [[1], [5], [5]]


def test_the_record_counts_from_the_first_of_them(work: Work, ground: Ground) -> None:
    """Whether somebody was told before they listed it is asked of the earliest listing; unknown is in their favour."""
    for n in range(4):
        report(work, ground, found(n, START), START)
    for n, listed in ((4, START), (5, START - DAY)):
        report(work, ground, replace(found(n, START), listed_at=listed), START)
    case = work.cases.get(5)
    assert case
    assert listed_at(work, case) == START - DAY
    report(work, ground, found(6, START), START)
    case = work.cases.get(5)
    assert case
    assert listed_at(work, case) is None


def test_a_further_report_shows_what_changed(work: Work, ground: Ground) -> None:
    """A report on one of its listings joins the case, and what it shows now is on the card."""
    flood(work, ground, 6)
    report(work, ground, found(5, START, title="Other"), START + HOUR, PEOPLE[3])
    case = work.cases.get(5)
    assert case
    assert [part.changed for part in case.parts] == [None, "s5Other"]
    [line] = [each for each in card_view(work, case, 1, START, ground).listings if each.state]
    assert (line.media, line.state) == (("B",), f.Say("say.listing_changed"))


def test_a_flag_on_duty_joins(work: Work, ground: Ground) -> None:
    """What a moderator flags joins as well, and takes no ballot."""
    flood(work, ground, 5)
    flagged = FlaggedListing("k", MO, True, "https://g.example/9", "t", START + 2 * HOUR)
    intake.take(work, flagged, ground, START + HOUR)
    look_up(work, ground, found(9, START), START + HOUR)
    case = work.cases.get(5)
    assert case
    assert case.listings == ("w/4", "w/9")
    assert case.recused == ()


def look(work: Work, ground: Ground, results: dict[str, Snapshot | NotFound | Unreachable], now: datetime) -> Case:
    """A look at the listings of case 5 comes back; the case."""
    work.outbox.put([f.LookAtListing(5)], now)
    rows = [row for row in work.outbox.lease(now, now + MINUTE, {}, 1000) if row.effect == f.LookAtListing(5)]
    assert looking.listings_to_look_at(work, f.LookAtListing(5)) == tuple(results)
    looking.finish_listing(work, rows[0].id, f.LookAtListing(5), results, ground, now)
    case = work.cases.get(5)
    assert case
    return case


def test_all_its_listings_are_looked_at(work: Work, ground: Ground) -> None:
    """Each by itself: one is gone, one has another owner now and counts as gone, one is as it was."""
    flood(work, ground, 7)
    now = START + HOUR
    results: dict[str, Snapshot | NotFound | Unreachable] = {
        "w/4": NotFound(gone=True),
        "w/5": found(5, START, "theo"),
        "w/6": found(6, START),
    }
    assert [part.missing for part in look(work, ground, results, now).parts] == [True, True, False]
    case = look(work, ground, results, now + HOUR)
    assert [part.gone for part in case.parts] == [True, True, False]
    assert case.is_open
    case = look(work, ground, {**results, "w/6": Unreachable("away")}, now + 2 * HOUR)
    assert case.is_open
    look(work, ground, {**results, "w/6": NotFound(gone=True)}, now + 3 * HOUR)
    case = look(work, ground, {**results, "w/6": NotFound(gone=True)}, now + 4 * HOUR)
    assert case.status is Status.RESOLVED


def test_a_look_that_comes_after_the_end(work: Work, ground: Ground) -> None:
    """What comes back when the case is over changes nothing."""
    flood(work, ground, 6)
    gone: dict[str, Snapshot | NotFound | Unreachable] = {"w/4": NotFound(gone=True), "w/5": NotFound(gone=True)}
    look(work, ground, gone, START + HOUR)
    over = look(work, ground, gone, START + 2 * HOUR)
    assert over.status is Status.RESOLVED
    assert looking.listings_to_look_at(work, f.LookAtListing(5)) == ()
    work.outbox.put([f.LookAtListing(5)], START + 3 * HOUR)
    [row] = [
        row
        for row in work.outbox.lease(START + 3 * HOUR, START + 4 * HOUR, {}, 1000)
        if row.effect == f.LookAtListing(5)
    ]
    looking.finish_listing(work, row.id, f.LookAtListing(5), gone, ground, START + 3 * HOUR)
    assert work.cases.get(5) == over


def notes(work: Work, ground: Ground, *media: str, fine: tuple[str, ...] = ()) -> str | tuple[str, ...]:
    """A moderator sends the form: what is put down, or the key of why it is not."""
    words, touches = "The same machine texture in all of them.", ("intention",)
    event = ObservationSent(f"k{media}{fine}", MO, True, 5, 1, words, touches, media, fine)
    answer = intake.take(work, event, ground, START + HOUR)
    assert isinstance(answer, Said)
    case = work.cases.get(5)
    assert case
    return case.observations[-1].media if answer.say.key.startswith("say.observed") else answer.say.key


def test_what_is_fine_is_left_out(work: Work, ground: Ground) -> None:
    """In the form some are named, or some are fine; everything fine, or a letter that is none, is said at once."""
    flood(work, ground, 7)
    assert notes(work, ground) == ("A", "B", "C")
    assert notes(work, ground, fine=("B",)) == ("A", "C")
    assert notes(work, ground, "C") == ("C",)
    assert notes(work, ground, fine=("A", "B", "C")) == "say.observation_nothing"
    assert notes(work, ground, fine=("X",)) == "say.observation_media"

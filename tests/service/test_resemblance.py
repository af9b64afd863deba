"""What moderators may know of a picture: where it was before, whose it is, and what came of it there."""

from datetime import timedelta

import pytest

from bot.moderation import events as e
from bot.moderation.model import Case, Choice, Ending, Media, MediaKind, Owner, RoundKind, Status
from bot.moderation.resemblance import Compared, Likeness, Near, Sameness, SeenAs, Sighting
from bot.service.resemblance import Flag, Match, Series, flags, lookalikes, match, past
from storage.database import Work
from tests.storage.story import ARTIST, RULES, START, WEEK, evolved

BY = Sameness()
DAY = timedelta(days=1)


def listed(work: Work, digest: str, listing: str, owner: str, days: int = 0) -> Sighting:
    """A picture was seen in a listing."""
    sighting = Sighting(digest, SeenAs.LISTING, listing, START + days * DAY, owner)
    work.sightings.add(sighting)
    return sighting


def case(work: Work, number: int, digest: str, owner: str | None, *events: e.Event) -> Case:
    """There is a case about a picture, and so it went."""
    picture = Media("A", MediaKind.IMAGE, digest)
    whose = Owner(owner, (ARTIST,)) if owner else None
    opened = e.CaseOpened(number, "f" * 64, RULES, f"works/{number}", "s", (picture,), whose, START)
    told = [opened, e.RoundOpened(1, RoundKind.LISTING, WEEK, START), *events]
    found = evolved(told)
    work.cases.append(None, found, told, START)
    return found


def test_a_picture_that_was_never_seen_has_no_past(work: Work) -> None:
    """Nothing is made up."""
    found = past(work, case(work, 1, "x", "ines"), "new", BY)
    assert (found.series, found.elsewhere, found.unsure) == (None, (), ())


def test_one_listing_is_no_series(work: Work) -> None:
    """A picture in the listing where it is looked at is no news."""
    listed(work, "a", "works/1", "ines")
    assert past(work, case(work, 1, "a", "ines"), "a", BY).series is None


def test_a_series(work: Work) -> None:
    """Four nearly identical pictures in three listings of one member in ten days; what only may look alike is apart."""
    work.fingerprints.relate(
        "a", [Near("b", Compared(20, 90)), Near("c", Compared(63, 90)), Near("d", Compared(64, 90))]
    )
    for digest, listing, days in (("a", 1, 10), ("b", 1, 10), ("b", 2, 4), ("c", 3, 0), ("d", 4, 0)):
        listed(work, digest, f"works/{listing}", "ines", days)
    found = past(work, case(work, 1, "a", "ines"), "a", BY)
    assert (found.series, found.unsure) == (Series(4, 3, 10 * DAY), ("d",))


def test_what_belongs_to_another(work: Work) -> None:
    """A listing or an answer of somebody else with the same picture is told; what a report brought is nobody's."""
    work.fingerprints.relate("a", [Near("b", Compared(4, 90))])
    listed(work, "a", "works/1", "ines")
    other = listed(work, "b", "works/2", "paolo", 1)
    work.sightings.add(Sighting("b", SeenAs.REPORT, "r1", START))
    assert past(work, case(work, 1, "a", "ines"), "a", BY).elsewhere == (other,)
    assert past(work, case(work, 3, "a", None), "a", BY).elsewhere == (), "whose picture it is has to be known first"


def test_nobody_is_somebody_else_by_another_name(work: Work) -> None:
    """An owner whom moderators named by account is who listed the work, and who answered from another account."""
    asked = case(work, 1, "a", str(ARTIST))
    listed(work, "a", "works/1", "member-7")
    work.sightings.add(Sighting("a", SeenAs.REPLY, "m1", START, account=ARTIST))
    assert past(work, asked, "a", BY).elsewhere == ()
    elsewhere = listed(work, "a", "works/2", "member-7")
    assert past(work, asked, "a", BY).elsewhere == (elsewhere,)
    work.people.link(ARTIST, "member-7")
    assert past(work, asked, "a", BY).elsewhere == ()


def test_where_it_was_flagged(work: Work) -> None:
    """Each ended case about nearly the same picture, with its end; neither an open one nor the one at hand."""
    work.fingerprints.relate("a", [Near("b", Compared(50, 90)), Near("x", Compared(90, 90))])
    case(work, 1, "a", "ines", e.VerdictReached(1, Choice.KEEP, ()), e.CaseCleared(WEEK))
    case(work, 2, "b", "paolo", e.CaseResolved(Ending.REMOVED, WEEK + DAY))
    case(work, 3, "b", "ines")
    case(work, 4, "x", "ines", e.CaseLapsed(WEEK))
    assert flags(work, case(work, 5, "a", "ines", e.CaseLapsed(WEEK)), "a", BY) == (
        Flag(1, Status.CLEARED, Ending.KEPT, WEEK, same_owner=True),
        Flag(2, Status.RESOLVED, Ending.REMOVED, WEEK + DAY, same_owner=False),
    )


def test_the_policy_says_what_looks_alike(work: Work) -> None:
    """The same distances mean something else under other thresholds."""
    work.fingerprints.relate("a", [Near("b", Compared(50, 90)), Near("c", Compared(70, 20))])
    said = [(each.digest, each.likeness) for each in lookalikes(work, "a", BY)]
    assert said == [("a", Likeness.SAME), ("b", Likeness.DERIVED), ("c", Likeness.UNSURE)]
    strict = [(each.digest, each.likeness) for each in lookalikes(work, "a", Sameness(10, 20, 60, 10))]
    assert strict == [("a", Likeness.SAME), ("b", Likeness.UNSURE)]


ASKED = (Media("A", MediaKind.IMAGE, "a"), Media("B", MediaKind.IMAGE, "b"), Media("C", MediaKind.VIDEO, None))


@pytest.mark.parametrize(
    ("near", "found"),
    [
        ([], None),
        ([Near("a", Compared(81, 90))], Match("n", Likeness.DIFFERENT)),
        ([Near("a", Compared(80, 90))], Match("n", Likeness.UNSURE, "A")),
        ([Near("a", Compared(80, 90)), Near("b", Compared(46, 90))], Match("n", Likeness.DERIVED, "B")),
        ([Near("b", Compared(45, 90))], Match("n", Likeness.SAME, "B")),
        ([Near("b", Compared(100, 10))], Match("n", Likeness.UNSURE, "B")),
        ([Near("z", Compared(0, 90))], None),
        ([Near("a", Compared(0, 9)), Near("b", Compared(0, 9, identical=True))], Match("n", Likeness.SAME, "B")),
    ],
)
def test_what_came_as_an_answer_is_matched(work: Work, near: list[Near], found: Match | None) -> None:
    """With the nearest of what was asked about, whatever else it looks like; unless nobody has compared them."""
    work.fingerprints.relate("n", near)
    assert match(work, "n", ASKED, BY) == found


def test_the_same_file_needs_no_comparing(work: Work) -> None:
    """Sent back as it was, it is the same picture."""
    assert match(work, "b", ASKED, BY) == Match("b", Likeness.SAME, "B")

"""What may be seen before hangs beside the picture that it may be: people can tell, where comparing cannot."""

from bot.moderation import events as e
from bot.moderation.model import Case, Media, MediaKind, Owner, RoundKind
from bot.moderation.resemblance import Compared, Near, Sameness, SeenAs, Sighting
from bot.service.doubtful import hung
from storage.database import Work
from tests.storage.story import ARTIST, RULES, START, WEEK, evolved

MEDIA = tuple(Media(letter, MediaKind.IMAGE, letter.lower(), f"{letter}.jpg") for letter in "ABCDE")


def case(work: Work) -> Case:
    """One about five pictures."""
    owner = Owner("ines", (ARTIST,))
    opened = e.CaseOpened(1, "f" * 64, RULES, "works/1", "s", MEDIA, owner, START)
    told: list[e.Event] = [opened, e.RoundOpened(1, RoundKind.LISTING, WEEK, START)]
    found = evolved(told)
    work.cases.append(None, found, told, START)
    return found


def near(work: Work, one: str, other: str, distance: int, place: str = "works/2", as_: SeenAs = SeenAs.LISTING) -> None:
    """A picture that was seen looks so far alike."""
    work.fingerprints.relate(one, [Near(other, Compared(distance, 90))])
    work.sightings.add(Sighting(other, as_, place, START, "paolo" if as_ is not SeenAs.REPORT else None))


def test_the_nearest_hangs_beside(work: Work) -> None:
    """One for a picture, under its letter; of what is the same, or another, words say enough."""
    near(work, "a", "far", 79)
    near(work, "a", "nearer", 64)
    near(work, "b", "derived", 63)
    near(work, "c", "other", 81)
    found = hung(work, case(work), MEDIA, Sameness())
    assert [(each.letter, each.digest) for each in found] == [
        ("A", "a"),
        ("A?", "nearer"),
        *((each.letter, each.digest) for each in MEDIA[1:]),
    ]


def test_not_from_a_report_nor_from_the_case_itself(work: Work) -> None:
    """A report's pictures would lead to who sent them; the listing's own hang there already."""
    near(work, "a", "reported", 70, "r1", SeenAs.REPORT)
    near(work, "b", "a", 70, "works/1")
    assert hung(work, case(work), MEDIA, Sameness()) == MEDIA


def test_a_few_at_most(work: Work) -> None:
    """What is judged is the listing."""
    for each in MEDIA:
        near(work, each.digest or "", f"like {each.digest}", 70)
    found = hung(work, case(work), MEDIA, Sameness())
    assert [each.letter for each in found] == ["A", "A?", "B", "B?", "C", "C?", "D", "E"]

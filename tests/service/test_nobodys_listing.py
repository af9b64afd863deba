"""What was kept is not taken up again, also where nobody knows whose it is: then its listing is what is looked at."""

import pytest

from bot.ports import Snapshot
from bot.service.ground import Ground
from storage.database import Work
from tests.service.test_joining import DAY, PEOPLE, found, report
from tests.service.test_own_listing import again, heard
from tests.service.test_reporters import keep
from tests.storage.story import START

BOB = PEOPLE[1]


def kept(work: Work, ground: Ground) -> None:
    """Listing 1, of nobody knows whom, is reported and kept."""
    report(work, ground, found(1, START, None), START)
    keep(work, 1, START)


def test_the_same_pictures(work: Work, ground: Ground) -> None:
    """Whoever reports it again hears that it was decided."""
    kept(work, ground)
    assert heard(work, ground, again(BOB), None) == "say.report_decided"


@pytest.mark.parametrize("listing", [found(1, START, None, "A new picture"), found(1, START, None, pictures=2)])
def test_other_pictures(work: Work, ground: Ground, listing: Snapshot) -> None:
    """What nobody has looked at yet is looked at."""
    kept(work, ground)
    report(work, ground, listing, START + DAY, BOB)
    assert work.cases.open_on("w/1")


def test_while_it_is_open_reports_join(work: Work, ground: Ground) -> None:
    """Only what has ended shields."""
    report(work, ground, found(1, START, None), START)
    assert heard(work, ground, again(BOB), None) == "say.report_taken"

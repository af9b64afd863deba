"""A report whose listing was looked up just before its artist took it down."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.moderation import effects as f
from bot.moderation import events as e
from bot.moderation.model import Ending, Owner
from bot.ports import Retry, Snapshot
from bot.service import looking
from bot.service.ground import Ground
from storage.database import Work
from tests.storage.story import ARTIST, PICTURE, START, evolved, opening
from tests.storage.test_records import REPORT

OWNER = Owner("member-7", (ARTIST,))
SEEN = Snapshot("s", "works/1", None, "Koi", "", "", OWNER.key, OWNER.accounts, (PICTURE,), START)
LATER = START + timedelta(seconds=1)


def looked_up(work: Work, ground: Ground, ending: Ending, began: timedelta) -> Retry | None:
    """The case of the listing ends; what becomes of a report that was looked up so much later."""
    begun = [*opening(1, SEEN.listing, OWNER), e.CaseResolved(ending, START)]
    assert isinstance(begun[0], e.CaseOpened)
    begun[0] = replace(begun[0], policy=ground.policy_hash)
    work.cases.append(None, evolved(begun), begun, START)
    work.reports.add(replace(REPORT, state="pending", files=()))
    effect = f.LookUpListing(REPORT.id)
    work.outbox.put([effect], START)
    [queued] = work.outbox.lease(START, LATER, {}, 9)
    return looking.finish_report(work, queued.id, effect, looking.Found(SEEN), ground, START + began, LATER)


@pytest.mark.parametrize("ending", [Ending.REMOVED, Ending.GONE])
def test_it_is_looked_up_again(work: Work, ground: Ground, ending: Ending) -> None:
    """It may be gone by now: nobody is asked about what they have removed, and the reporter hears what is true then."""
    again = looked_up(work, ground, ending, timedelta(seconds=-1))
    assert isinstance(again, Retry)
    assert work.cases.get(2) is None
    report = work.reports.get(REPORT.id)
    assert report
    assert report.state == "pending"


@pytest.mark.parametrize(
    ("ending", "began"), [(Ending.REMOVED, timedelta(seconds=1)), (Ending.ACCEPTED, timedelta(seconds=-1))]
)
def test_what_was_looked_up_since_counts(work: Work, ground: Ground, ending: Ending, began: timedelta) -> None:
    """A work that stands there again can be reported again, and what ended otherwise is no reason to look twice."""
    assert looked_up(work, ground, ending, began) is None

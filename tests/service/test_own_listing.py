"""Whoever reports a listing of their own hears the same words whatever became of it: no other may tell of a case."""

import pytest

from bot.moderation import commands as c
from bot.moderation import effects as f
from bot.moderation.inbound import FlaggedListing, Inbound, ReportSent
from bot.moderation.model import Account
from bot.service import intake
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from storage.database import Work
from tests.service.test_joining import DAY, INES, MINUTE, MO, PEOPLE, found, look_up, report
from tests.service.test_reporters import keep
from tests.storage.story import START

LATER = START + DAY


def again(who: Account, *, moderator: bool = False) -> ReportSent:
    """Somebody reports listing 1 a day later."""
    words = ("", "slop", "Six fingers on each hand.")
    return ReportSent("late", who, moderator, "https://g.example/1", *words, (), "t", LATER + MINUTE)


def heard(work: Work, ground: Ground, event: Inbound, owner: str | None = "ines") -> str:
    """The key of what somebody hears in the end."""
    look_up(work, ground, found(1, START, owner), START)  # all that was to be told before
    intake.take(work, event, ground, LATER)
    look_up(work, ground, found(1, LATER, owner), LATER)
    told = [row.effect for row in work.outbox.lease(LATER + MINUTE, LATER + DAY, {}, 99)]
    [answer] = [each for each in told if isinstance(each, f.AnswerReport)]
    return answer.say.key


@pytest.mark.parametrize(("who", "key"), [(INES, "say.report_own"), (PEOPLE[1], "say.report_decided")])
def test_after_it_was_kept(work: Work, ground: Ground, who: Account, key: str) -> None:
    """Others hear that it was decided; its owner that it is their own."""
    report(work, ground, found(1, START), START)
    keep(work, 1, START)
    assert heard(work, ground, again(who)) == key


@pytest.mark.parametrize(("who", "key"), [(INES, "say.report_own"), (PEOPLE[1], "say.report_leaves_nobody")])
def test_one_who_could_vote(work: Work, ground: Ground, who: Account, key: str) -> None:
    """That nobody would be left to vote is said of a case: an owner who moderates does not hear it."""
    report(work, ground, found(1, START), START)
    for name in (MO, PEOPLE[2]):
        apply_to(work, 1, c.JoinReport(f"by {name}", name, moderator=True), START)
    assert heard(work, ground, again(who, moderator=True)) == key


@pytest.mark.parametrize(("who", "key"), [(INES, "say.report_own"), (MO, "say.flag_open")])
def test_a_flag_on_duty(work: Work, ground: Ground, who: Account, key: str) -> None:
    """An owner who moderates and flags the listing does not hear that there is a case."""
    report(work, ground, found(1, START), START)
    flag = FlaggedListing("late", who, True, "https://g.example/1", "t", LATER + MINUTE)
    assert heard(work, ground, flag) == key


@pytest.mark.parametrize(("who", "key"), [(INES, "say.report_own"), (PEOPLE[1], "say.report_taken")])
def test_an_owner_whom_moderators_named(work: Work, ground: Ground, who: Account, key: str) -> None:
    """Where the platform does not say whose it is, those who named the owner do."""
    report(work, ground, found(1, START, None), START)
    apply_to(work, 1, c.NameOwner(MO, moderator=True, account=INES), START)
    assert heard(work, ground, again(who), None) == key

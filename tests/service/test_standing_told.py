"""Where a member stands, in the full statement and under /my-case: what, when, until when, and what could follow."""

from datetime import timedelta

from bot.moderation import action_events as a
from bot.moderation import events as e
from bot.moderation.effects import Say
from bot.moderation.inbound import AskedMyCase, AskedStatement
from bot.moderation.model import Account, Chat, Choice, Ending, Owner
from bot.moderation.views import MyCases, StatementView
from bot.ports import Snapshot
from bot.service import intake
from bot.service.ground import Ground
from storage.database import Work
from tests.storage.story import ARTIST, MODERATOR, PICTURE, START, evolved, opening, private

DAY = timedelta(days=1)
COLLEAGUES = Owner("member-8", (Account(Chat.DISCORD, "501"),))
MINE = Owner("member-7", (ARTIST,))
ENDINGS = {Choice.UNLIST: Ending.UNLISTED, Choice.WARN: Ending.WARNED, Choice.PAUSE: Ending.PAUSED}


def asked(work: Work, ground: Ground, number: int, owner: Owner, *more: e.Event) -> None:
    """A case whose artist was asked, and what happened then."""
    begun = e.CaseOpened(
        number, ground.policy_hash, ground.rules, f"w/{number}", f"s{number}", (PICTURE,), owner, START
    )
    events = [
        begun,
        *opening(number, "", owner)[1:],
        e.Observed(f"o{number}", 1, MODERATOR, frozenset({"intention"}), ("A",), "w"),
        e.VerdictReached(1, Choice.ASK, (f"o{number}",)),
        e.QuestionDue(1),
        e.NoticeDelivered(private(f"{number}"), START + 14 * DAY, START),
        *more,
    ]
    shown = (f"w/{number}", None, f"Work {number}", "", "", owner.key, owner.accounts, (PICTURE,), START)
    work.listings.save(Snapshot(f"s{number}", *shown))
    work.cases.append(None, evolved(events), events, START)


def decided(outcome: Choice, day: int, *, counts: int = 180) -> tuple[e.Event, ...]:
    """What followed on a day, and for how many days it counts."""
    at = START + day * DAY
    until = None if outcome is Choice.WARN else at + 30 * DAY
    return a.ActionTaken(outcome, at, until, at + counts * DAY), a.CaseClosed(ENDINGS[outcome], at)


def line(outcome: Choice, case: int, day: int) -> Say:
    """The sentence about it."""
    at = START + day * DAY
    return Say(f"say.my_standing_{outcome}", {"case": case}, {"at": at, "expires": at + 180 * DAY})


def stands(work: Work, ground: Ground, day: int) -> list[Say]:
    """What the artist reads on a day, which is the same in both places."""
    now = START + day * DAY
    stated = intake.take(work, AskedStatement(f"s{day}", ARTIST, 1), ground, now)
    cases = intake.take(work, AskedMyCase(f"m{day}", ARTIST), ground, now)
    assert isinstance(stated, StatementView)
    assert isinstance(cases, MyCases)
    assert stated.standing == cases.standing
    return list(stated.standing)


def test_every_violation_until_it_expires(work: Work, ground: Ground) -> None:
    """Each with what it was; those that expired or were undone count no more, and nobody else's are shown."""
    asked(work, ground, 1, MINE)
    assert stands(work, ground, 1) == [Say("say.my_standing_none")]
    asked(work, ground, 2, MINE, *decided(Choice.UNLIST, 2))
    asked(work, ground, 3, MINE, *decided(Choice.WARN, 4))
    asked(work, ground, 4, MINE, *decided(Choice.PAUSE, 5), a.ActionUndone(START + 6 * DAY))
    asked(work, ground, 5, COLLEAGUES, *decided(Choice.PAUSE, 5))
    again = Say("say.my_standing_again")
    assert stands(work, ground, 7) == [line(Choice.UNLIST, 2, 2), line(Choice.WARN, 3, 4), again]
    assert stands(work, ground, 182) == [line(Choice.WARN, 3, 4), again]
    assert stands(work, ground, 184) == [Say("say.my_standing_none")]


def test_of_all_their_accounts(work: Work, ground: Ground) -> None:
    """What was decided about a work of an account that turned out to be theirs is theirs."""
    asked(work, ground, 1, MINE)
    asked(work, ground, 2, COLLEAGUES, *decided(Choice.WARN, 2))
    assert len(stands(work, ground, 3)) == 1
    work.people.unite((ARTIST, COLLEAGUES.accounts[0]), "p1")
    assert stands(work, ground, 4)[0] == line(Choice.WARN, 2, 2)


def test_a_decision_that_was_undone(work: Work, ground: Ground) -> None:
    """The statement says that it was undone and when; nothing is asked any more, and there is nothing to contest."""
    undone = START + 6 * DAY
    ended = (a.ActionUndone(undone), a.CaseOverturned(Ending.OVERTURNED, undone))
    asked(work, ground, 1, MINE, *decided(Choice.PAUSE, 5), *ended)
    stated = intake.take(work, AskedStatement("s", ARTIST, 1), ground, undone)
    assert isinstance(stated, StatementView)
    assert stated.undone
    assert stated.outcome == (Say("statement.outcome_undone", {}, {"since": START + 5 * DAY, "at": undone}),)
    assert (stated.action, stated.contest) == (None, None)
    assert stated.status == Say("say.my_case_overturned")

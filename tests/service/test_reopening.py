"""`/case reopen` of a case about several listings, over the real tables."""

from datetime import datetime, timedelta
from functools import reduce

from bot.moderation import commands as c
from bot.moderation import effects as f
from bot.moderation import events as e
from bot.moderation.action_events import ActionTaken
from bot.moderation.evolve import evolve
from bot.moderation.inbound import TookUpAgain
from bot.moderation.joint import left_out
from bot.moderation.model import Account, Action, Case, Chat, Choice, Ending, Status
from bot.moderation.views import Answer, Deferred, Said
from bot.ports import Snapshot
from bot.service import intake
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.opening import take_listing
from bot.service.reopening import listings_of
from bot.service.seen_before import seen_before
from storage.database import Work
from tests.service.test_joining import HOUR, MINUTE, MO, flood, found, report
from tests.storage.story import START

KAI = Account(Chat.DISCORD, "901")
NOW = START + 2 * HOUR


def withdrawn(work: Work, ground: Ground, count: int = 7) -> None:
    """A joint case about all but the first four of so many listings is taken back."""
    flood(work, ground, count)
    apply_to(work, 5, c.Withdraw(MO, moderator=True, words="w"), NOW)


def asks(work: Work, ground: Ground, key: str = "k") -> Answer:
    """Kai uses the command."""
    return intake.take(work, TookUpAgain(key, KAI, True, 5, "t", NOW + MINUTE), ground, NOW)


def taken_up(work: Work, ground: Ground, *snapshots: Snapshot, now: datetime = NOW) -> f.Say:
    """Kai takes case 5 up again, and its listings are found like this: what kai is told."""
    assert isinstance(asks(work, ground), Deferred)
    for row in work.outbox.lease(now, now + MINUTE, {}, 1000):
        if isinstance(row.effect, f.LookUpListing):
            take_listing(work, row.effect.report, snapshots, ground, now)
        work.outbox.done(row.id, now)
    answers = [row.effect for row in work.outbox.lease(now, now + MINUTE, {}, 1000)]
    [said] = [each.say for each in answers if isinstance(each, f.AnswerReport)]
    return said


def last(work: Work) -> Case:
    """The newest case."""
    return work.cases.in_status()[-1]


def test_all_of_them_in_one_new_case(work: Work, ground: Ground) -> None:
    """One linked case, lettered through, in which nobody who reported any of them has a ballot; it takes more."""
    withdrawn(work, ground)
    assert listings_of(work, 5) == ("w/4", "w/5", "w/6")
    said = taken_up(work, ground, *(found(n, NOW) for n in (4, 5, 6)))
    assert (said.key, said.words["case"]) == ("say.reopened", 6)
    case = last(work)
    assert case.listings == ("w/4", "w/5", "w/6")
    assert [media.letter for media in case.media] == ["A", "B", "C"]
    assert len(case.reporters) == 3
    assert [each for _, each in work.cases.history(5) if isinstance(each, e.TakenUpAgain)] == [e.TakenUpAgain(6)]
    assert len([each for _, each in work.cases.history(6) if isinstance(each, e.Flagged)]) == 1
    report(work, ground, found(8, NOW), NOW + MINUTE)
    assert last(work).listings[-1] == "w/8"
    assert work.cases.verify() == []


def asked(work: Work, ground: Ground) -> Case:
    """Of three listings in case 5 the first and the last are named in a sentence, the other one is fine."""
    flood(work, ground, 7)
    case = work.cases.get(5)
    assert case
    events: list[e.Event] = [
        e.Observed("o1", 1, MO, frozenset({"intention"}), ("A", "C"), "w"),
        e.VerdictReached(1, Choice.ASK, ("o1",)),
        e.QuestionDue(1),
    ]
    after = reduce(evolve, events, case)
    work.cases.append(case, after, events, NOW)
    return after


def test_what_was_fine_is_left_alone(work: Work, ground: Ground) -> None:
    """Once moderators named some, the others were fine: only those named are taken up."""
    asked(work, ground)
    assert listings_of(work, 5) == ("w/4", "w/6")


def test_those_that_are_left(work: Work, ground: Ground) -> None:
    """What is gone, somebody else's by now, or in an open case is left out, and kai hears how many are in."""
    withdrawn(work, ground, 9)
    report(work, ground, found(5, NOW), NOW)
    said = taken_up(work, ground, found(4, NOW), found(5, NOW), found(6, NOW, "theo"), found(7, NOW))
    assert (said.key, said.words) == ("say.reopened_some", {"case": 7, "count": 2, "all": 5})
    assert last(work).listings == ("w/4", "w/7")


def test_no_more_than_there_are_letters(work: Work, ground: Ground) -> None:
    """Listings that have grown meanwhile do not make a card that no chat can draw."""
    withdrawn(work, ground)
    taken_up(work, ground, *(found(n, NOW, pictures=10) for n in (4, 5, 6)))
    assert (last(work).listings, len(last(work).media)) == (("w/4", "w/5"), 20)


def test_one_alone_is_an_ordinary_case(work: Work, ground: Ground) -> None:
    """With one left of them, days later, there is a case about that one."""
    withdrawn(work, ground)
    for case in work.cases.in_status():
        apply_to(work, case.number, c.Withdraw(MO, moderator=True, words="w"), NOW)
    taken_up(work, ground, found(5, NOW))
    assert (last(work).listing, last(work).parts) == ("w/5", ())


def test_all_are_in_a_case_already(work: Work, ground: Ground) -> None:
    """Where each has an open case nothing is looked up; where that happens meanwhile, it is said as well."""
    withdrawn(work, ground, 6)
    report(work, ground, found(4, NOW), NOW)
    assert isinstance(asks(work, ground), Deferred)
    report(work, ground, found(5, NOW), NOW + timedelta(seconds=1))
    assert asks(work, ground, "once more") == Said(f.Say("say.flag_open", {"case": 6}))
    assert last(work).status is Status.IN_REVIEW


def test_what_was_fine_is_decided(work: Work, ground: Ground) -> None:
    """However the rest ended, a listing that was left out was cleared: reports on it are told so."""
    asked(work, ground)
    case = work.cases.get(5)
    assert case
    assert left_out(case) == {"5-0-"}
    ended: list[e.Event] = [e.CaseResolved(Ending.REMOVED, NOW)]
    work.cases.append(case, evolve(case, ended[0]), ended, NOW)
    for listing, decided in ((5, True), (6, False)):
        report(work, ground, found(listing, NOW), NOW + listing * MINUTE)
        assert (work.cases.open_on(f"w/{listing}") is None) is decided


def test_what_was_fine_was_not_unlisted(work: Work, ground: Ground) -> None:
    """A card that shows its picture again does not say that it was unlisted; that of what was named does."""
    case = asked(work, ground)
    action = Action(Choice.UNLIST, NOW, NOW + HOUR, NOW + HOUR)
    told: list[e.Event] = [ActionTaken(action.outcome, NOW, action.until, action.expires)]
    work.cases.append(case, evolve(case, told[0]), told, NOW)
    first = work.cases.get(1)
    assert first
    shown = {each.letter: seen_before(work, first, (each,), ground.policy) for each in case.media}
    keys = {letter: [say.key for say in says] for letter, says in shown.items()}
    unlisted = "say.card_seen_unlisted"
    assert {letter: unlisted in each for letter, each in keys.items()} == {"A": True, "B": False, "C": True}

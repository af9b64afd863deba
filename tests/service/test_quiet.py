"""Questions, reminders and decisions leave by day; what answers somebody leaves at once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.config.policy_file import load_policy
from bot.moderation import effects as f
from bot.moderation import events as e
from bot.moderation.acting import reasons
from bot.moderation.effects import Say
from bot.moderation.hours import Hours
from bot.moderation.model import Action, Chat, Choice, Owner
from bot.ports import Profile, QueuedEffect, Snapshot
from bot.service import sending
from bot.service.ground import Ground
from bot.service.pacing import Later
from bot.service.quiet import leaves_at
from storage.database import Work
from tests.storage.story import ARTIST, PICTURE, evolved, opening, private

NIGHT, MORNING = datetime(2026, 7, 1, 22, tzinfo=UTC), datetime(2026, 7, 2, 7, tzinfo=UTC)
NOTICE = f.SendNotice(1, ARTIST, 1)
REMINDER = f.TellMember(1, ARTIST, Say("say.member_reminder", {"case": 1, "number": 2}, {"deadline": MORNING}))
ANSWER = f.TellMember(1, ARTIST, Say("say.member_accepted", {"case": 1}))


@pytest.fixture
def work(work: Work) -> Work:
    """A case of which the artist is to hear."""
    owner = Owner("member-7", (ARTIST,))
    begun = opening(1, "works/1", owner)
    policy = work.policies.keep(load_policy())
    assert isinstance(begun[0], e.CaseOpened)
    begun[0] = e.CaseOpened(1, policy, begun[0].rules, "works/1", "s", (PICTURE,), owner, NIGHT)
    begun.append(e.QuestionDue(1))
    work.cases.append(None, evolved(begun), begun, NIGHT)
    work.listings.save(Snapshot("s", "works/1", None, "Koi", "", "", "m", (ARTIST,), (PICTURE,), NIGHT))
    return work


def ground(work: Work) -> Ground:
    """A community in Madrid that sleeps at night."""
    policy = load_policy()
    hours, zone = Hours(9 * 60, 20 * 60), ZoneInfo("Europe/Madrid")
    return Ground(policy, work.policies.keep(policy), 3, "s@x.y", Chat.DISCORD, hours=hours, zone=zone)


def happens(work: Work, *events: e.Event) -> None:
    """So the case goes on."""
    case = work.cases.get(1)
    work.cases.append(case, evolved(events, case), events, NIGHT)


REASONS = f.TellMember(1, ARTIST, reasons(1, Action(Choice.UNLIST, NIGHT, MORNING, None)))
NOT_ACCEPTED = f.TellMember(1, ARTIST, Say("say.member_not_accepted", {"case": 1}))


@pytest.mark.parametrize("effect", [NOTICE, REMINDER, REASONS, NOT_ACCEPTED])
def test_by_day(work: Work, effect: f.Effect) -> None:
    """By the clock of the artist where it is known, else of the community; a zone that is none is not known."""
    assert leaves_at(work, effect, ground(work), NIGHT) == MORNING
    work.people.learn(ARTIST, Profile(zone="Europe/Atlantis"))
    assert leaves_at(work, effect, ground(work), NIGHT) == MORNING
    work.people.learn(ARTIST, Profile(zone="America/Bogota"))
    assert leaves_at(work, effect, ground(work), NIGHT) == NIGHT


def test_answers_are_not_held_back(work: Work) -> None:
    """Whoever did something themselves hears of it at any hour; others than the artist always do."""
    for effect in (ANSWER, f.TellPerson(ARTIST, Say("say.no_case")), f.ShowCard(1, 1)):
        assert leaves_at(work, effect, ground(work), NIGHT) == NIGHT


def test_who_is_there_is_tried_at_once(work: Work) -> None:
    """Somebody who could not be reached and does something at night; not whoever was merely seen a while ago."""
    happens(work, e.NoticeFailed("dm-closed", NIGHT))
    assert leaves_at(work, NOTICE, ground(work), NIGHT) == MORNING
    work.people.seen(ARTIST, NIGHT - timedelta(minutes=1))
    assert leaves_at(work, NOTICE, ground(work), NIGHT) == NIGHT
    assert leaves_at(work, NOTICE, ground(work), NIGHT + timedelta(hours=1)) == MORNING


def test_it_steps_out_of_its_lane(work: Work) -> None:
    """The notice waits for the morning; an answer to the artist, behind it in the same lane, goes out meanwhile."""
    work.outbox.put([NOTICE], NIGHT)
    [queued] = work.outbox.lease(NIGHT, NIGHT + timedelta(minutes=5), {}, 6)
    later = sending.prepare(work, queued, ground(work), NIGHT)
    assert isinstance(later, Later)
    assert (later.at, later.aside) == (MORNING, True)
    work.outbox.put_off(queued.id, later.at, later.why)
    work.outbox.put([ANSWER], NIGHT)
    assert [each.effect for each in work.outbox.lease(NIGHT, MORNING, {}, 6)] == [ANSWER]
    assert work.outbox.pending(NIGHT) == 1
    assert not work.outbox.maybe_sent(queued.id)
    work.outbox.done(work.outbox.lease(MORNING, MORNING, {}, 6)[0].id, MORNING)
    [again] = work.outbox.lease(MORNING, MORNING + timedelta(minutes=5), {}, 6)
    assert (again.id, again.attempts) == (queued.id, queued.attempts)
    assert isinstance(sending.prepare(work, again, ground(work), MORNING), sending.Ready)


def test_the_night_makes_no_reminder_late(work: Work) -> None:
    """One that was due in the evening leaves in the morning; one that was due at noon is too late by the evening."""
    happens(work, e.NoticeDelivered(private("1"), NIGHT + timedelta(days=2), NIGHT - timedelta(days=12)))
    evening = QueuedEffect("x", REMINDER, "lane", 1, datetime(2026, 7, 1, 18, tzinfo=UTC))
    assert isinstance(sending.prepare(work, evening, ground(work), MORNING), sending.Ready)
    early = QueuedEffect("x", REMINDER, "lane", 1, datetime(2026, 7, 1, 7, tzinfo=UTC))
    assert isinstance(sending.prepare(work, early, ground(work), MORNING), sending.Unwanted)

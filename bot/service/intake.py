"""Every platform event comes in here: kept first, then handled; a handler that fails loses nothing."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from bot.moderation import commands as c
from bot.moderation import inbound as i
from bot.moderation.effects import Say
from bot.moderation.views import Answer, Said, Silent
from bot.ports import FailedEvent, Profile, StorageFault, UnitOfWork
from bot.service import (
    appealing,
    asking,
    corresponding,
    handing,
    linking,
    listing_cases,
    messaging,
    notes,
    on_record,
    pressing,
    reporting,
    stating,
    voting,
)
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.permitting import refusal_of
from bot.service.sorting import lost_to

UNTOLD: Final = Profile()
LONGEST_PAUSE: Final = timedelta(hours=6)


class NotUnderstood(Exception):
    """Something came in that nobody could read; its words are ours, and say which."""


def _why(fault: Exception) -> str:
    """What goes on record of a fault: others may quote what people wrote."""
    return str(fault) if isinstance(fault, NotUnderstood) else type(fault).__name__


def take(uow: UnitOfWork, event: i.Inbound, ground: Ground, now: datetime, profile: Profile = UNTOLD) -> Answer:
    """Keep the event and handle it, in savepoints of their own within one transaction.

    `profile` is what the chat tells of whoever acts.

    Returns:
        The answer for the person who acted. Where handling failed: that it is on record and will be tried again.
    """
    row = uow.inbox.keep(event, now)
    if row is None:
        return Silent()
    if who := i.actor(event):
        uow.people.seen(who, now)
        if profile != UNTOLD:
            uow.people.learn(who, profile)
        if i.as_moderator(event):
            uow.people.moderates(who, now)
    try:
        answer = uow.attempt(lambda: handle(uow, event, ground, now))
    except StorageFault:
        raise  # nothing of it can be kept, so it is not acknowledged
    except Exception as fault:  # noqa: BLE001 - the boundary that keeps what a fault in any use case would lose
        uow.inbox.failed(row, _why(fault), now)
        return Said(Say("say.trouble", {"support": ground.support}))
    uow.inbox.handled(row, now)
    return answer


def pause(attempts: int) -> timedelta:
    """How long a row rests after so many tries: a minute, two, four… up to six hours."""
    return min(LONGEST_PAUSE, timedelta(minutes=2 ** min(attempts - 1, 16)))


def _due_at(row: FailedEvent) -> datetime:
    return row.tried_at + pause(row.attempts) if row.tried_at else row.at


def due(uow: UnitOfWork, now: datetime) -> list[str]:
    """Rows that failed and are to be tried again, oldest first."""
    return [row.id for row in uow.inbox.failures() if _due_at(row) <= now]


def next_due(uow: UnitOfWork) -> datetime | None:
    """When the next of them is."""
    return min(map(_due_at, uow.inbox.failures()), default=None)


def retry(uow: UnitOfWork, row: str, ground: Ground, now: datetime) -> None:
    """Handle what failed before once more. Marking it is part of the same transaction: its effects come once."""
    try:
        uow.attempt(lambda: _late(uow, uow.inbox.event(row), ground, now))
    except StorageFault:
        raise
    except Exception as fault:  # noqa: BLE001 - as above
        uow.inbox.failed(row, _why(fault), now)
    else:
        uow.inbox.handled(row, now)


def _late(uow: UnitOfWork, event: i.Inbound, ground: Ground, now: datetime) -> None:
    """Of what happened to a card meanwhile nothing is known: it is to be read."""
    match event:
        case i.Reacted():
            handle(uow, replace(event, repeated=True), ground, now)
        case i.ReactionsRemoved():
            voting.read_again(uow, event.card, now)
        case _:
            handle(uow, event, ground, now)


def handle(uow: UnitOfWork, event: i.Inbound, ground: Ground, now: datetime) -> Answer:
    """Hand the event to its use case; whoever could not be reached and is seen now is tried at once."""
    refused = refusal_of(uow, event, now)
    answer = Said(refused) if refused else _handle(uow, event, ground, now)
    account = i.actor(event)
    if account and not isinstance(event, i.Wrote | i.Reacted):  # what they write is looked at by its use case
        for case in lost_to(uow, account):
            apply_to(uow, case.number, c.SeeMember(account), now)
    return answer


def _handle(uow: UnitOfWork, event: i.Inbound, ground: Ground, now: datetime) -> Answer:
    match event:
        case i.ReportSent():
            return reporting.take_report(uow, event, ground, now)
        case i.ReportConfirmed():
            return reporting.confirm_report(uow, event, now)
        case i.Reacted():
            return voting.take_reaction(uow, event, now)
        case i.ReactionsRemoved():
            return voting.take_removal(uow, event, now)
        case i.MessageGone():
            return voting.take_deletion(uow, event, now)
        case i.Unreadable():
            raise NotUnderstood(f"{event.kind} {event.key} came, and this release cannot read it")
        case i.ObservationSent():
            return voting.take_observation(uow, event, now)
        case i.Wrote():
            return corresponding.take_message(uow, event, ground, now)
        case i.Edited():
            return corresponding.take_edit(uow, event, now)
        case i.ChoseCase():
            return corresponding.take_choice(uow, event, now)
        case i.AskedCase():
            return asking.show_case(uow, event, ground, now)
        case i.AskedList():
            return listing_cases.list_cases(uow, event, now)
        case i.AskedNext():
            return asking.next_case(uow, event, now)
        case i.NamedOwner():
            return asking.name_owner(uow, event, now)
        case i.TookBack():
            return asking.withdraw(uow, event, now)
        case i.WroteNote():
            return on_record.note(uow, event, now)
        case i.FlaggedListing():
            return on_record.flag(uow, event, now)
        case i.TookUpAgain():
            return on_record.take_up_again(uow, event, now)
        case i.OrderedPurge():
            return on_record.purge(uow, event, now)
        case i.OrderedUnsealing():
            return on_record.unseal(uow, event, now)
        case i.AskedLetter():
            return handing.letter(uow, event, ground, now)
        case i.HandedOver():
            return handing.hand_over(uow, event, now)
        case i.HandedIn():
            return handing.hand_in(uow, event, now)
        case i.MessagedMember():
            return messaging.message_member(uow, event, now)
        case i.AppealSent():
            return appealing.take(uow, event, ground, now)
        case i.AskedStanding():
            return asking.show_standing(uow, event, now)
        case i.NotesSent():
            return notes.take(uow, event, ground, now)
        case i.AskedForm():
            return pressing.may_answer(uow, event)
        case i.Answered():
            return pressing.take(uow, event, ground, now)
        case i.AskedStatement():
            return stating.show(uow, event, ground, now)
        case i.AskedMyCase():
            return asking.my_cases(uow, event, ground, now)
        case i.AskedLink():
            return linking.take_link(uow, event, ground, now)
        case i.ChoseHere():
            return linking.write_here(uow, event, now)
        case i.AskedPolicy():
            return asking.show_policy(uow, event, ground)
        case _:
            assert_never(event)

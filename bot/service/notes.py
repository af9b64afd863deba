"""Process notes that members add to their listings: kept at once, and shown once it is known whose listing it is.

Whatever the answer, it is the same whether there is a case about the listing or not.
"""

from dataclasses import replace
from datetime import datetime

from bot.moderation.effects import AnswerNotes, LookUpNotes, Say, ShowCard
from bot.moderation.inbound import NotesSent
from bot.moderation.model import Account
from bot.moderation.views import Answer, Deferred, Said
from bot.moderation.words import clean
from bot.ports import NotFound, Snapshot, StoredNotes, UnitOfWork, Unreachable
from bot.service import linking
from bot.service.ground import Ground
from bot.service.sorting import cases_of, persons_accounts

Result = Snapshot | NotFound | Unreachable | None
"""What a look brought; None where the link is none of the platform's."""


def take(uow: UnitOfWork, event: NotesSent, ground: Ground, now: datetime) -> Answer:
    """Keep the notes, and have the listing looked up. What is plainly wrong is said at once."""
    words = clean(event.words)
    least, most = ground.policy.limits.notes
    if not least <= len(words) <= most:
        return Said(Say("say.notes_length", {"least": least, "most": most, "length": len(words)}))
    if not event.link.strip():
        return Said(Say("say.notes_no_link"))
    notes = StoredNotes(
        id=uow.new_id(),
        account=event.account,
        link=event.link.strip(),
        words=uow.words.put(words, event.account, now),
        token=event.token,
        expires=event.expires,
        at=now,
    )
    uow.notes.put(notes)
    uow.outbox.put([LookUpNotes(notes.id)], now)
    return Deferred()


def to_look_up(uow: UnitOfWork, effect: LookUpNotes) -> str | None:
    """The link of notes that still wait for their listing."""
    notes = uow.notes.get(effect.notes)
    return notes.link if notes and notes.state == "pending" else None


def finish(uow: UnitOfWork, effect: LookUpNotes, result: Result, now: datetime) -> None:
    """The listing was looked up: the notes are shown with it if it is theirs, and they hear of it either way."""
    notes = uow.notes.get(effect.notes)
    if notes is None or notes.state != "pending":
        return
    if isinstance(result, Snapshot) and _is_theirs(uow, notes.account, result, now):
        uow.notes.put(replace(notes, listing=result.listing, state="kept"))
        _show(uow, result.listing, now)
        say = Say("say.notes_kept", {"title": result.title})
    else:
        uow.notes.put(replace(notes, state="refused"))
        say = Say("say.notes_unreachable" if isinstance(result, Unreachable) else "say.notes_not_yours")
    uow.outbox.put([AnswerNotes(notes.id, notes.account, say)], now)


def _is_theirs(uow: UnitOfWork, account: Account, snapshot: Snapshot, now: datetime) -> bool:
    """By the platform's word or, where moderators named the owner, once they have been asked about it."""
    linking.take_owner(uow, snapshot, now)
    mine = persons_accounts(uow, account)
    if snapshot.owner and uow.people.persons([account]).get(account) == snapshot.owner:
        return True
    asked = any(snapshot.listing in case.listings for case in cases_of(uow, account))
    return asked or any(each in mine for each in snapshot.accounts)


def _show(uow: UnitOfWork, listing: str, now: datetime) -> None:
    case = uow.cases.open_on(listing)
    if case:
        uow.outbox.put([ShowCard(case.number, case.round.number)], now)

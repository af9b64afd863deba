"""How a post or a sync ended, and what follows: the case hears of it, another way is tried, somebody is told."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, assert_never

from bot.moderation import commands as c
from bot.moderation import effects as f
from bot.moderation.acting import REASONS
from bot.moderation.model import MessageRef, Way
from bot.ports import Done, Gone, Outcome, QueuedEffect, Refused, Retry, UnitOfWork, Unknown
from bot.service import pacing, receiver, room
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.messaging import MESSAGE
from bot.service.sending import addressee
from bot.service.sorting import sort_waiting
from bot.service.wanted import FOUND_AGAIN, REMINDER

FINISH_LATER: Final = timedelta(seconds=10)
"""How soon what stands unfinished is gone on with, at least: a file may be there some seconds after it was taken."""


def settle(uow: UnitOfWork, queued: QueuedEffect, outcome: Outcome, ground: Ground, now: datetime) -> None:
    """Record how a send ended, and let the case hear of it."""
    match outcome:
        case Done(ref=ref):
            uow.outbox.done(queued.id, now)
            receiver.works(uow, queued.effect, ground, now)
            if ref:
                _sent(uow, queued, ref, ground, now)
        case Gone(what=what) if isinstance(queued.effect, f.Sync | f.Call):
            uow.outbox.done(queued.id, now, f"gone: {what}")
            if isinstance(queued.effect, f.ShowCard):
                apply_to(uow, queued.effect.case, c.LoseCard(queued.effect.round), now)
        case Refused(why=why) if why in room.NO_ROOM and (number := _open_card(uow, queued.effect)):
            room.wait(uow, queued.id, number, why, ground, now)
        case Refused(why=why) | Gone(what=why):  # a post that finds no place has reached nobody
            uow.outbox.done(queued.id, now, f"refused: {why}")
            _refused(uow, queued.effect, why, ground, now)
        case Retry() | Unknown():
            raise ValueError("a send that has not ended is given back, not settled")
        case _:
            assert_never(outcome)
    _sort_waiting(uow, queued.effect, ground, now)


def put_off(
    uow: UnitOfWork, queued: QueuedEffect, at: datetime, ended: Retry | Unknown, ground: Ground, now: datetime
) -> None:
    """It is tried again at `at`. A card that stands already takes votes, whatever it still lacks."""
    receiver.is_away(uow, queued, ended.why, ground, now)
    if pacing.too_fast(uow, queued.effect, addressee(queued.effect), ended, now):
        settle(uow, queued, pacing.CLOSED, ground, now)
        return
    stands = ended.ref if isinstance(ended, Unknown) else None
    again = max(at, now + FINISH_LATER) if stands else at
    uow.outbox.retry(queued.id, again, ended.why, unknown=isinstance(ended, Unknown))
    if stands and isinstance(queued.effect, f.ShowCard):
        _sent(uow, queued, stands, ground, now)


def drop(uow: UnitOfWork, queued: QueuedEffect, why: str, ground: Ground, now: datetime) -> None:
    """It is not wanted any more: nothing is sent, and that is on record."""
    uow.outbox.done(queued.id, now, f"dropped: {why}")
    _sort_waiting(uow, queued.effect, ground, now)


def decline(uow: UnitOfWork, queued: QueuedEffect, reason: str, ground: Ground, now: datetime) -> None:
    """Somebody decided that it is not to be sent: the reason is kept, and the case hears of it as of a refusal."""
    uow.outbox.done(queued.id, now, f"dropped: {reason}")
    settle(uow, queued, Refused("dropped by hand"), ground, now)


def _sort_waiting(uow: UnitOfWork, effect: f.Effect, ground: Ground, now: datetime) -> None:
    """What the member wrote while a notice was on its way can be sorted once that is known to stand, or not to."""
    if isinstance(effect, f.SendNotice):
        sort_waiting(uow, effect.case, ground, now)


def _sent(uow: UnitOfWork, queued: QueuedEffect, ref: MessageRef, ground: Ground, now: datetime) -> None:
    effect = queued.effect
    if account := addressee(effect):
        pacing.was_opened(uow, effect, account)
        uow.people.talks_in(account, ref.channel)
    match effect:
        case f.ShowCard(case=number, round=round_):
            _placed(uow, number, round_, ref, now)
            room.was_shown(uow, number, ground, now)
        case f.SendNotice(case=number, account=account, question=question):
            uow.conversation.ours(number, ref)
            apply_to(uow, number, c.ConfirmNotice(ref, account, question), now)
            if uow.outbox.maybe_sent(queued.id):
                # It may have stood for a while, and the answer may have come while nobody was there to hear it.
                uow.outbox.put([f.ReadConversation(number, account)], now)
        case f.TellMember(case=number, account=account, say=say):
            uow.conversation.ours(number, ref)
            if say.key == FOUND_AGAIN:
                apply_to(uow, number, c.MeetMember(account), now)
            elif say.key in REASONS:
                apply_to(uow, number, c.ConfirmReasons(), now)
        case _:
            return


def _placed(uow: UnitOfWork, number: int, round_: int, ref: MessageRef, now: datetime) -> None:
    case = uow.cases.get(number)
    if case and case.rounds[round_ - 1].card != ref:
        apply_to(uow, number, c.PlaceCard(round_, ref), now)


def _refused(uow: UnitOfWork, effect: f.Effect, why: str, ground: Ground, now: datetime) -> None:
    match effect:
        case f.SendNotice(case=number, account=account, aside=aside, why=before):
            _fail(uow, number, Way(account, aside), before or why, ground, now)
        case f.TellMember(case=number, account=account, aside=aside, say=f.Say(key=key)):
            if key == MESSAGE:
                uow.outbox.put(list(_unheard(uow, number)), now)
            if key in REASONS:
                apply_to(uow, number, c.FailReasons(account, aside, ground.threads), now)
            elif key in (REMINDER, FOUND_AGAIN, MESSAGE):
                _fail(uow, number, Way(account, aside), why, ground, now)
        case f.TellSupport(chat=None):
            elsewhere = [chat for chat in ground.chats if chat is not ground.chat]
            uow.outbox.put([f.TellSupport(effect.case, effect.say, chat) for chat in elsewhere], now)
        case f.CallPlatform():
            receiver.refuses(uow, effect, why, ground, now)
        case _:
            return


def _unheard(uow: UnitOfWork, number: int) -> Iterator[f.TellCard]:
    """Moderators wrote to the member, and have to know that it did not arrive."""
    if case := uow.cases.get(number):
        yield f.TellCard(number, case.round.number, f.Say("say.thread_unheard", {"case": number}))


def _fail(uow: UnitOfWork, number: int, way: Way, why: str, ground: Ground, now: datetime) -> None:
    apply_to(uow, number, c.FailNotice(way.account, why, way.aside, ground.threads), now)


def _open_card(uow: UnitOfWork, effect: f.Effect) -> int | None:
    """The case of a card on which votes can still come."""
    case = uow.cases.get(effect.case) if isinstance(effect, f.ShowCard) else None
    is_open = case and isinstance(effect, f.ShowCard) and not case.rounds[effect.round - 1].closed
    return case.number if case and is_open else None

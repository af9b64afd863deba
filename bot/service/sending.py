"""A post or a sync on its way out: is it still wanted, what does it look like, and what follows once it is out?"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from bot.moderation import commands as c
from bot.moderation import effects as f
from bot.moderation.model import Case, Chat, MessageRef, Status
from bot.moderation.views import AnswerView, MessageView, Outgoing, SupportView, VoterView, WhichView
from bot.ports import Done, Gone, Outcome, QueuedEffect, Refused, Retry, UnitOfWork, Unknown
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.showing import card_view, notice_view, statements, title_of
from bot.service.sorting import sort_waiting

NO_ROOM: Final = frozenset({"no-channel", "no-access", "no-guild", "no-permission", "archived"})
"""Why a card cannot be shown that is nobody's fault but the channel's: it is tried again until somebody opens it."""
LOOK_FOR_ROOM: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Ready:
    """It is wanted, looks like this, and goes to this chat."""

    chat: Chat
    view: Outgoing | f.MarkStored | f.RemoveReaction
    maybe_sent: bool


@dataclass(frozen=True, slots=True)
class Unwanted:
    """It is not wanted any more; `why` is kept."""

    why: str


def prepare(uow: UnitOfWork, queued: QueuedEffect, ground: Ground, now: datetime) -> Ready | Unwanted:
    """Decide, right before sending, whether an effect is still wanted, and draw it up from the stored case."""
    drawn = _draw(uow, queued.effect, ground, now)
    if isinstance(drawn, Unwanted):
        return drawn
    return Ready(_chat(queued.effect, ground), drawn, uow.outbox.maybe_sent(queued.id))


def _chat(effect: f.Effect, ground: Ground) -> Chat:
    match effect:
        case f.MarkStored(message=ref) | f.RemoveReaction(card=ref):
            return ref.chat
        case (
            f.SendNotice(account=account)
            | f.TellMember(account=account)
            | f.TellReporter(account=account)
            | f.TellVoter(account=account)
            | f.TellPerson(account=account)
            | f.AskWhich(account=account)
            | f.AnswerReport(account=account)
        ):
            return account.chat
        case f.TellOperators(chat=chat):
            return chat
        case _:
            return ground.chat


def _draw(
    uow: UnitOfWork, effect: f.Effect, ground: Ground, now: datetime
) -> Outgoing | f.MarkStored | f.RemoveReaction | Unwanted:
    match effect:
        case f.ShowCard():
            case = _case(uow, effect.case)
            return card_view(uow, case, effect.round, now) if case else Unwanted("no such case")
        case f.MarkStored() | f.RemoveReaction():
            return effect
        case f.SendNotice():
            return _notice(uow, effect, ground, now)
        case f.TellMember():
            return _to_member(uow, effect, ground)
        case f.TellReporter():
            return MessageView(effect.account, dress(uow, effect.say, effect.case, ground))
        case f.TellVoter():
            return _to_voter(uow, effect, ground)
        case f.TellPerson():
            return MessageView(effect.account, dress(uow, effect.say, None, ground))
        case f.AskWhich():
            return _which(uow, effect)
        case f.AnswerReport():
            return _answer(uow, effect, ground)
        case f.TellSupport():
            return SupportView(effect.case, dress(uow, effect.say, effect.case, ground))
        case f.TellOperators():
            return SupportView(None, dress(uow, effect.say, None, ground))
        case (
            f.ReadCard()
            | f.ReadConversation()
            | f.LookUpListing()
            | f.LookAtListing()
            | f.FetchFiles()
            | f.FindAccount()
        ):
            raise ValueError(f"{type(effect).__name__} is a look, not something to send")
        case _:
            assert_never(effect)


def _case(uow: UnitOfWork, number: int) -> Case | None:
    return uow.cases.get(number)


def dress(uow: UnitOfWork, say: f.Say, number: int | None, ground: Ground) -> f.Say:
    """The sentence with what every sentence may name: the listing's title, the finding, the support contact."""
    case = _case(uow, number) if number is not None else None
    words: dict[str, str | int] = {"support": ground.support}
    if case:
        noticed = statements(uow, case, uow.policies.get(case.policy))
        words |= {"case": case.number, "title": title_of(uow, case)}
        words["sentences"] = " ".join(each.sentence for each in noticed)
    return replace(say, words={**words, **say.words})


def _notice(uow: UnitOfWork, effect: f.SendNotice, ground: Ground, now: datetime) -> Outgoing | Unwanted:
    case = _case(uow, effect.case)
    if case is None or case.status not in (Status.NOTICE_DUE, Status.UNDELIVERABLE):
        return Unwanted("no notice is due any more")
    if case.questions != effect.question or not case.owner or effect.account not in case.owner.accounts:
        return Unwanted("another notice is due")
    return notice_view(uow, case, effect.account, ground, now)


def _to_member(uow: UnitOfWork, effect: f.TellMember, ground: Ground) -> Outgoing | Unwanted:
    case = _case(uow, effect.case)
    if case is None:
        return Unwanted("no such case")
    if effect.say.key == "say.member_reminder" and case.status is not Status.AWAITING_MEMBER:
        return Unwanted("the member is not awaited any more")
    thread = case.notices[0] if case.notices else None
    return MessageView(effect.account, dress(uow, effect.say, effect.case, ground), thread=thread)


def _to_voter(uow: UnitOfWork, effect: f.TellVoter, ground: Ground) -> Outgoing | Unwanted:
    case = _case(uow, effect.case)
    if case is None:
        return Unwanted("no such case")
    card = case.rounds[effect.round - 1].card
    return VoterView(effect.account, card, effect.case, dress(uow, effect.say, effect.case, ground))


def _which(uow: UnitOfWork, effect: f.AskWhich) -> Outgoing | Unwanted:
    message = uow.conversation.get(effect.message)
    if message is None or message.case is not None:
        return Unwanted("it is sorted already")
    cases = [case for number in effect.cases if (case := _case(uow, number))]
    named = tuple((case.number, title_of(uow, case)) for case in cases)
    return WhichView(effect.account, effect.message, message.ref, named)


def _answer(uow: UnitOfWork, effect: f.AnswerReport, ground: Ground) -> Outgoing | Unwanted:
    report = uow.reports.get(effect.report)
    if report is None:
        return Unwanted("no such report")
    say = dress(uow, effect.say, report.case, ground)
    return AnswerView(effect.account, report.token, report.expires, say, report.id if effect.confirm else "")


def settle(uow: UnitOfWork, queued: QueuedEffect, outcome: Outcome, ground: Ground, now: datetime) -> None:
    """Record how a send ended, and let the case hear of it."""
    match outcome:
        case Done(ref=ref):
            uow.outbox.done(queued.id, now)
            if ref:
                _sent(uow, queued, ref, now)
        case Gone(what=what):
            uow.outbox.done(queued.id, now, f"gone: {what}")
            if isinstance(queued.effect, f.ShowCard):
                apply_to(uow, queued.effect.case, c.LoseCard(queued.effect.round), now)
        case Refused(why=why) if why in NO_ROOM and _is_open_card(uow, queued.effect):
            uow.outbox.retry(queued.id, now + LOOK_FOR_ROOM, why)
        case Refused(why=why):
            uow.outbox.done(queued.id, now, f"refused: {why}")
            _refused(uow, queued.effect, why, now)
        case Retry() | Unknown():
            raise ValueError("a send that has not ended is given back, not settled")
        case _:
            assert_never(outcome)
    if isinstance(queued.effect, f.SendNotice):
        sort_waiting(uow, queued.effect.case, ground, now)


def drop(uow: UnitOfWork, queued: QueuedEffect, reason: str, ground: Ground, now: datetime) -> None:
    """Somebody decided that it is not to be sent: the reason is kept, and the case hears of it as of a refusal."""
    uow.outbox.done(queued.id, now, f"dropped: {reason}")
    settle(uow, queued, Refused("dropped by hand"), ground, now)


def _sent(uow: UnitOfWork, queued: QueuedEffect, ref: MessageRef, now: datetime) -> None:
    match queued.effect:
        case f.ShowCard(case=number, round=round_):
            _placed(uow, number, round_, ref, now)
        case f.SendNotice(case=number, account=account):
            uow.conversation.ours(number, ref)
            uow.people.talks_in(account, ref.channel)
            apply_to(uow, number, c.ConfirmNotice(ref, account), now)
            if uow.outbox.maybe_sent(queued.id):
                # It may have stood for a while, and the answer may have come while nobody was there to hear it.
                uow.outbox.put([f.ReadConversation(number, account)], now)
        case f.TellMember(case=number):
            uow.conversation.ours(number, ref)
        case _:
            return


def _is_open_card(uow: UnitOfWork, effect: f.Effect) -> bool:
    case = uow.cases.get(effect.case) if isinstance(effect, f.ShowCard) else None
    return bool(case and isinstance(effect, f.ShowCard) and not case.rounds[effect.round - 1].closed)


def _placed(uow: UnitOfWork, number: int, round_: int, ref: MessageRef, now: datetime) -> None:
    case = _case(uow, number)
    if case and case.rounds[round_ - 1].card != ref:
        apply_to(uow, number, c.PlaceCard(round_, ref), now)


def _refused(uow: UnitOfWork, effect: f.Effect, why: str, now: datetime) -> None:
    match effect:
        case f.SendNotice(case=number, account=account):
            apply_to(uow, number, c.FailNotice(account, why), now)
        case f.TellMember(case=number, account=account, say=f.Say(key="say.member_reminder")):
            apply_to(uow, number, c.FailNotice(account, why), now)
        case _:
            return

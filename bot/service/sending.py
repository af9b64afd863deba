"""A post or a sync on its way out: is it still wanted, may it go now, and what does it look like?"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from bot.moderation import commands as c
from bot.moderation import effects as f
from bot.moderation.acting import REASONS, reasons
from bot.moderation.model import Account, Action, Case, Chat, MessageRef
from bot.moderation.views import (
    AnswerView,
    MessageView,
    NoticeView,
    Outgoing,
    SupportView,
    ThreadView,
    VoterView,
    WhichView,
)
from bot.ports import QueuedEffect, Refused, UnitOfWork
from bot.service import pacing
from bot.service.deciding import apply_to
from bot.service.digest import digest_view
from bot.service.ground import Ground
from bot.service.judging import policy_of
from bot.service.messaging import MESSAGE, shorten
from bot.service.pacing import Later
from bot.service.quiet import leaves_at
from bot.service.several import title_of
from bot.service.showing import card_view, notice_view, statements, version_of
from bot.service.wanted import missed_reminder, unwanted

CLOCKS_DIFFER: Final = timedelta(days=1)
"""How far our clock may be from the chat's, or may have been set meanwhile, when an earlier try is looked for."""


@dataclass(frozen=True, slots=True)
class Ready:
    """It is wanted, looks like this, and goes to this chat.

    Attributes:
        tried: An earlier try may stand there since then; None on a first try.
        channel: The conversation with the person, where it is known: on another try, as it was on the first.
        aside: It goes into a private thread that is opened for it.
        locale: The language of whoever reads it, where that is known and no room full of people.
    """

    chat: Chat
    view: Outgoing | f.MarkStored | f.RemoveReaction
    tried: datetime | None
    channel: str = ""
    aside: bool = False
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """It is not wanted any more (`why`), but an earlier try of it may stand: it is only looked for."""

    notice: NoticeView
    tried: datetime
    channel: str
    aside: bool
    locale: str
    why: str


@dataclass(frozen=True, slots=True)
class Unwanted:
    """It is not wanted any more; `why` is kept."""

    why: str


def prepare(
    uow: UnitOfWork, queued: QueuedEffect, ground: Ground, now: datetime
) -> Ready | Sought | Unwanted | Later | Refused:
    """Decide, right before sending, whether an effect is still wanted, and draw it up from the stored case."""
    effect = queued.effect
    if (why := unwanted(uow, queued, now)) or (why := _missed(uow, queued, ground, now)):
        return _sought(uow, queued, why, ground, now) or Unwanted(why)
    account = addressee(effect)
    tried = _tried(uow, queued)  # it may stand before them already, so that no hour is too late for it
    not_now = _by_day(uow, effect, ground, now) or pacing.not_now(uow, effect, account, ground, now)
    if not_now and not tried:
        return not_now
    drawn = _draw(uow, effect, ground, now)
    if isinstance(drawn, Unwanted):
        return drawn
    place = uow.outbox.place(queued.id, _place(uow, drawn, account))
    return Ready(
        chat=_chat(effect, ground),
        view=replace(drawn, card=_card(place, ground)) if isinstance(drawn, ThreadView) else drawn,
        tried=tried,
        channel=place if account else "",
        aside=isinstance(effect, f.SendNotice | f.TellMember) and effect.aside,
        locale=uow.people.profile(account).locale if account else "",
    )


def _place(uow: UnitOfWork, drawn: object, account: Account | None) -> str:
    """Where it goes by what is known now: into whose conversation, or below which card."""
    if isinstance(drawn, ThreadView) and drawn.card:
        return f"{drawn.card.channel}/{drawn.card.message}"
    return uow.people.private_channel(account) or "" if account else ""


def _card(place: str, ground: Ground) -> MessageRef | None:
    """The card below which the first try went, though another may stand in its place by now."""
    channel, _, message = place.partition("/")
    return MessageRef(ground.chat, channel, message) if place else None


def _sought(uow: UnitOfWork, queued: QueuedEffect, why: str, ground: Ground, now: datetime) -> Sought | None:
    """A notice: where it stands from an earlier try, its reader has to hear why they need not answer it."""
    effect, tried = queued.effect, _tried(uow, queued)
    case = _case(uow, effect.case) if isinstance(effect, f.SendNotice) else None
    if not isinstance(effect, f.SendNotice) or tried is None or case is None:
        return None
    notice = notice_view(uow, case, effect.account, ground, now)
    channel = uow.outbox.place(queued.id, uow.people.private_channel(effect.account) or "")
    return Sought(notice, tried, channel, effect.aside, uow.people.profile(effect.account).locale, why)


def _tried(uow: UnitOfWork, queued: QueuedEffect) -> datetime | None:
    return queued.created_at - CLOCKS_DIFFER if uow.outbox.maybe_sent(queued.id) else None


def _missed(uow: UnitOfWork, queued: QueuedEffect, ground: Ground, now: datetime) -> str | None:
    """A reminder that is late is not sent: its deadline would be too near. The case makes up for the last one."""
    number = missed_reminder(uow, queued, leaves_at(uow, queued.effect, ground, queued.created_at), now)
    if number is None or not isinstance(queued.effect, f.TellMember):
        return None
    apply_to(uow, queued.effect.case, c.MissReminder(number), now)
    return "the reminder comes too late"


def _by_day(uow: UnitOfWork, effect: f.Effect, ground: Ground, now: datetime) -> Later | None:
    at = leaves_at(uow, effect, ground, now)
    return Later(at, "it is night for whoever gets it", aside=True) if at > now else None


def addressee(effect: f.Effect) -> Account | None:
    """Whose private conversation an effect goes to; None for what goes elsewhere."""
    match effect:
        case (
            f.SendNotice(account=account)
            | f.TellMember(account=account)
            | f.TellReporter(account=account)
            | f.TellVoter(account=account)
            | f.TellLead(account=account)
            | f.TellPerson(account=account)
            | f.AskWhich(account=account)
            | f.AnswerReport(account=account)
            | f.AnswerNotes(account=account)
        ):
            return account
        case _:
            return None


def _chat(effect: f.Effect, ground: Ground) -> Chat:
    match effect:
        case f.MarkStored(message=ref) | f.RemoveReaction(card=ref):
            return ref.chat
        case f.TellSupport(chat=chat):
            return chat or ground.chat
        case f.TellOperators(chat=chat):
            return chat
        case _:
            account = addressee(effect)
            return account.chat if account else ground.chat


def _draw(
    uow: UnitOfWork, effect: f.Effect, ground: Ground, now: datetime
) -> Outgoing | f.MarkStored | f.RemoveReaction | Unwanted:
    match effect:
        case f.ShowCard():
            case = _case(uow, effect.case)
            return card_view(uow, case, effect.round, now, ground) if case else Unwanted("no such case")
        case f.MarkStored() | f.RemoveReaction():
            return effect
        case f.SendNotice():
            case = _case(uow, effect.case)
            return notice_view(uow, case, effect.account, ground, now) if case else Unwanted("no such case")
        case f.TellMember():
            return _to_member(uow, effect, ground, now)
        case f.TellReporter() | f.TellLead():
            return MessageView(effect.account, dress(uow, effect.say, effect.case, ground))
        case f.TellVoter():
            return _to_voter(uow, effect, ground)
        case f.TellCard():
            return _to_card(uow, effect, ground)
        case f.TellPerson():
            return MessageView(effect.account, dress(uow, effect.say, None, ground))
        case f.AskWhich():
            return _which(uow, effect)
        case f.AnswerReport():
            return _answer(uow, effect, ground)
        case f.AnswerNotes():
            return _answer_notes(uow, effect, ground)
        case f.TellSupport():
            return SupportView(effect.case, dress(uow, effect.say, effect.case, ground))
        case f.TellOperators():
            return SupportView(None, dress(uow, effect.say, None, ground))
        case f.ShowDigest():
            return digest_view(uow, ground, now) or Unwanted("nothing waits")
        case (
            f.ReadCard()
            | f.ReadConversation()
            | f.LookUpListing()
            | f.LookAtListing()
            | f.LookAtPortfolio()
            | f.LookUpNotes()
            | f.FetchFiles()
            | f.FindAccount()
            | f.CallPlatform()
            | f.EraseMedia()
            | f.CallLeads()
        ):
            raise ValueError(f"{type(effect).__name__} goes to no chat")
        case _:
            assert_never(effect)


def _case(uow: UnitOfWork, number: int) -> Case | None:
    return uow.cases.get(number)


def dress(uow: UnitOfWork, say: f.Say, number: int | None, ground: Ground) -> f.Say:
    """The sentence with what every sentence may name: the listing's title, what was noticed, the support contact."""
    case = _case(uow, number) if number is not None else None
    words: dict[str, str | int] = {"support": ground.support}
    if case:
        noticed = statements(uow, case, policy_of(uow, case), case.grounds if say.key in REASONS else case.finding)
        words |= {"case": case.number, "title": title_of(uow, case)}
        words["sentences"] = " ".join(f"“{each.sentence}”" for each in noticed)
    return replace(say, words={**words, **say.words})


def _to_member(uow: UnitOfWork, effect: f.TellMember, ground: Ground, now: datetime) -> Outgoing | Unwanted:
    case = _case(uow, effect.case)
    if case is None:
        return Unwanted("no such case")
    say = _with_words(uow, effect.say)
    if say is None:
        return Unwanted("its words are erased")
    thread = case.notices[0] if case.notices else None
    dressed = _dress_for(uow, say, case, ground, now)
    contestable = say.key in REASONS
    version = version_of(uow, case) if contestable else None
    return MessageView(effect.account, dressed, None, thread, case.number, contestable, version)


def _dress_for(uow: UnitOfWork, say: f.Say, case: Case, ground: Ground, now: datetime) -> f.Say:
    """Their time to appeal begins with the delivery: what is promised here is what is kept, or a little less."""
    appeal = {"appeal": now + case.rules.appeal_within}
    return dress(uow, replace(say, times={**say.times, **appeal}), case.number, ground)


def dress_reasons(uow: UnitOfWork, case: Case, action: Action, ground: Ground, now: datetime) -> f.Say:
    """The statement of reasons, as it would be sent now."""
    return _dress_for(uow, reasons(case.number, action), case, ground, now)


def _with_words(uow: UnitOfWork, say: f.Say) -> f.Say | None:
    """What a moderator wrote is kept where it can be erased; None once it is."""
    if say.key != MESSAGE:
        return say
    words = uow.words.get(str(say.words["message"]))
    return replace(say, words={**say.words, "message": words}) if words else None


def _to_card(uow: UnitOfWork, effect: f.TellCard, ground: Ground) -> Outgoing | Unwanted:
    case = _case(uow, effect.case)
    if case is None:
        return Unwanted("no such case")
    message = uow.conversation.get(str(effect.say.words.get("message", "")))
    words = {"message": shorten(message.words)} if message else {}
    say = replace(effect.say, words={**effect.say.words, **words})
    return ThreadView(case.number, case.rounds[effect.round - 1].card, dress(uow, say, case.number, ground))


def _to_voter(uow: UnitOfWork, effect: f.TellVoter, ground: Ground) -> Outgoing | Unwanted:
    case = _case(uow, effect.case)
    if case is None:
        return Unwanted("no such case")
    card = case.rounds[effect.round - 1].card
    said = dress(uow, effect.say, effect.case, ground)
    return VoterView(effect.account, card, effect.case, said, effect.later)


def _which(uow: UnitOfWork, effect: f.AskWhich) -> Outgoing | Unwanted:
    message = uow.conversation.get(effect.message)
    if message is None:
        return Unwanted("no such message")
    cases = [case for number in effect.cases if (case := _case(uow, number))]
    named = tuple((case.number, title_of(uow, case)) for case in cases)
    return WhichView(effect.account, effect.message, message.ref, named)


def _answer(uow: UnitOfWork, effect: f.AnswerReport, ground: Ground) -> Outgoing | Unwanted:
    report = uow.reports.get(effect.report)
    if report is None:
        return Unwanted("no such report")
    say = dress(uow, effect.say, report.case, ground)
    return AnswerView(effect.account, report.token, report.expires, say, report.id if effect.confirm else "")


def _answer_notes(uow: UnitOfWork, effect: f.AnswerNotes, ground: Ground) -> Outgoing | Unwanted:
    notes = uow.notes.get(effect.notes)
    if notes is None:
        return Unwanted("no such notes")
    return AnswerView(effect.account, notes.token, notes.expires, dress(uow, effect.say, None, ground))

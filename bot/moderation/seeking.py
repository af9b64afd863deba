"""Seeking the member: along every private way in turn, again later, by a moderator's hand, or in vain."""

from datetime import datetime

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation import reaching
from bot.moderation.draft import Draft
from bot.moderation.effects import CallPlatform, PlatformEvent, Say, ShowCard, TellMember
from bot.moderation.endings import ending_key, send_notice, tell_owner, tell_reporters
from bot.moderation.model import Account, Case, Ending, Lost, Owner, Status, Way
from bot.moderation.replies import count_gathered, count_reply, takes_a_reply

SOUGHT = (Status.NOTICE_DUE, Status.AWAITING_MEMBER, Status.UNDELIVERABLE)


def confirm_notice(draft: Draft, command: c.ConfirmNotice) -> None:
    """Delivered: the member's clock starts here, with a full window.

    What stands there though it is not due any more is made good at once: by how the case has ended, or by the word that
    somebody else is asked now.
    """
    case, owner = draft.case, draft.case.owner
    if owner is None or command.account not in owner.accounts:
        _let_off(draft, command.account)
    elif case.status in (Status.NOTICE_DUE, Status.UNDELIVERABLE) and command.question == case.questions:
        reaching.begin_at(draft, command.account)
        draft.record(e.NoticeDelivered(command.notice, _deadline(draft), draft.facts.now))
        _delivered(draft)
    elif not case.is_open and case.closed_at is None:
        _take_back(draft, command)


def _let_off(draft: Draft, account: Account) -> None:
    """The platform named another owner while the notice was on its way."""
    say = Say("say.member_owner_moved", {"case": draft.case.number})
    draft.want(TellMember(draft.case.number, account, say))


def _take_back(draft: Draft, command: c.ConfirmNotice) -> None:
    """It stands, and the case is over. Who knew of the case before hears of its end without this."""
    knew = draft.case.member_knows
    reaching.begin_at(draft, command.account)
    draft.record(e.NoticeStood(command.notice, draft.facts.now))
    if not knew:
        tell_owner(draft, ending_key(draft.case))


def fail_notice(draft: Draft, command: c.FailNotice) -> None:
    """A private way failed: the next one is tried. With none left the clock stops, and that is nobody's fault."""
    case, owner = draft.case, draft.case.owner
    if owner is None or command.account not in owner.accounts or case.status not in SOUGHT:
        return
    if case.clock and case.clock.gathered:
        count_gathered(draft)  # what we had to say cannot arrive, but they have answered
        return
    another = reaching.next_after(owner, Way(command.account, command.aside), command.threads)
    if case.status is Status.AWAITING_MEMBER or not another:
        _lose(draft, command.why)
    if another:
        _approach(draft, owner, another, command.why)
    elif _is_first_time(draft.case):
        draft.want(CallPlatform(case.number, PlatformEvent.NOTICE_UNDELIVERABLE))


def _lose(draft: Draft, why: str) -> None:
    if draft.case.undelivered != why:
        draft.record(e.NoticeFailed(why, draft.facts.now))
        _show(draft)


def _is_first_time(case: Case) -> bool:
    """Whether every way was tried for the first time: the tries of later days are no news to the platform."""
    return case.lost is not None and case.lost.tried == case.lost.since


def meet_member(draft: Draft, command: c.MeetMember) -> None:
    """Word reached a member who had been lost after a notice: the clock starts anew."""
    if draft.case.status is Status.UNDELIVERABLE and draft.case.member_knows:
        reaching.begin_at(draft, command.account)
        draft.record(e.MemberBack(_deadline(draft), draft.facts.now))
        _show(draft)


def see_member(draft: Draft, command: c.SeeMember) -> None:
    """A member who could not be reached was seen: try at once, where they were seen."""
    reaching.update(draft)
    owner = draft.case.owner
    if owner and command.account in owner.accounts and draft.case.status is Status.UNDELIVERABLE:
        draft.record(e.TriedAgain(draft.facts.now))
        _approach(draft, owner, Way(command.account))


def _approach(draft: Draft, owner: Owner, way: Way, why: str = "") -> None:
    """The notice, or where it stands already a word that the question is still open."""
    case = draft.case
    if case.member_knows and case.status is Status.UNDELIVERABLE and way.account == owner.accounts[0]:
        say = Say("say.member_lost", {"case": case.number}, {"deadline": _deadline(draft)})
        draft.want(TellMember(case.number, way.account, say, way.aside))
    else:
        send_notice(draft, way, why)


def hand_over(draft: Draft, command: c.HandOver) -> None:
    """A moderator put the question to the member another way: the clock starts."""
    if draft.case.status is not Status.UNDELIVERABLE:
        draft.say(Say("say.nothing_to_hand_over", {"case": draft.case.number}))
        return
    _hand_over(draft, command)
    draft.say(Say("say.handed_over", {"case": draft.case.number}, {"deadline": _deadline(draft)}))


def _hand_over(draft: Draft, command: c.HandOver) -> None:
    draft.record(e.NoticeHandedOver(command.by, command.words, _deadline(draft), draft.facts.now))
    _delivered(draft)


def _delivered(draft: Draft) -> None:
    draft.want(CallPlatform(draft.case.number, PlatformEvent.NOTICE_DELIVERED, until=_deadline(draft)))
    _show(draft)


def takes_answers(case: Case) -> bool:
    """Whether an answer that came another way can be put on record."""
    return takes_a_reply(case) or case.status in (Status.UNDELIVERABLE, Status.REPLY_IN_REVIEW)


def hand_in(draft: Draft, command: c.HandIn) -> None:
    """A moderator puts an answer on record that came another way; whoever answers has been asked."""
    case = draft.case
    if not takes_answers(case):
        draft.say(Say("say.no_answer_awaited", {"case": case.number}))
        return
    if case.status is Status.UNDELIVERABLE and not case.member_knows:
        _hand_over(draft, c.HandOver(command.by, command.moderator, ""))
    draft.record(e.AnswerHandedIn(command.by, command.reply.messages))
    count_reply(draft, command.reply)
    draft.say(Say("say.handed_in", {"case": case.number}))


def next_due(case: Case, lost: Lost) -> datetime:
    """When a member who could not be reached is tried again, or given up."""
    return min(lost.tried + case.rules.try_again_every, lost.since + case.rules.unreachable_within)


def tick(draft: Draft) -> None:
    """Try again, or close a case about which nobody could be asked: for the artist."""
    case, lost, now = draft.case, draft.case.lost, draft.facts.now
    if lost is None or case.owner is None or now < next_due(case, lost):
        return
    if now >= lost.since + case.rules.unreachable_within:
        draft.record(e.CaseLapsed(now, Ending.NEVER_DELIVERED))
        _show(draft)
        tell_reporters(draft)
    else:
        draft.record(e.TriedAgain(now))
        _approach(draft, case.owner, Way(case.owner.accounts[0]))


def _deadline(draft: Draft) -> datetime:
    return draft.facts.now + draft.case.rules.answer_within


def _show(draft: Draft) -> None:
    draft.want(ShowCard(draft.case.number, draft.case.round.number))

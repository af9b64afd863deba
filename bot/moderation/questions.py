"""What the member asks, and what moderators write to them. It is our turn then, so the member's clock waits."""

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.correspondence import release
from bot.moderation.draft import Draft
from bot.moderation.effects import Say, ShowCard, TellCard
from bot.moderation.endings import tell_member
from bot.moderation.model import IN_REVIEW, Case, Reply, Status
from bot.moderation.replies import take_reply, welcome_back


def take_question(draft: Draft, command: c.TakeQuestion) -> None:
    """Pass it on. Where an answer is under way it belongs to that; where a vote is, it stands on the card as well.

    About a work that is unlisted it repairs nothing, and after silence it answers nothing, so that it begins no vote.
    """
    welcome_back(draft)
    case = draft.case
    if case.status is Status.AWAITING_MEMBER and case.clock and not case.clock.gathered:
        _wait_for_a_word(draft, command.reply)
        return
    if passed := _passed(case):
        tell_member(draft, passed)
        _pass_on(draft, command.reply, "say.thread_asked")
        return
    voted_on = case.round.number if case.status in IN_REVIEW else None
    take_reply(draft, c.TakeReply(command.reply))
    if draft.case.round.number == voted_on:
        _pass_on(draft, command.reply, "say.thread_asked")


def _passed(case: Case) -> str:
    """What the member is told where a vote would begin by their answer, but not by a question; '' elsewhere."""
    if case.status is Status.CLOSED and case.unlisted:
        return "say.member_question_passed"
    late = case.status is Status.ACTION_IN_REVIEW and case.silent
    return "say.member_question_silent" if late else ""


def _wait_for_a_word(draft: Draft, question: Reply) -> None:
    if not waiting(draft.case):  # of several questions in a row one is acknowledged
        tell_member(draft, "say.member_question")
    draft.record(e.MessageHeld(question, draft.facts.now, question=True))
    _pass_on(draft, question, "say.thread_question")
    _show(draft)


def _pass_on(draft: Draft, question: Reply, key: str) -> None:
    """To the thread of the newest card."""
    case = draft.case
    for message in question.messages:
        draft.want(TellCard(case.number, case.round.number, Say(key, {"case": case.number, "message": message})))


def message_member(draft: Draft, command: c.MessageMember) -> None:
    """A moderator writes to the member, unnamed. What was asked is answered by it, and the clock goes on."""
    case = draft.case
    if not case.member_knows or case.status is Status.UNDELIVERABLE:
        draft.say(Say("say.message_nobody", {"case": case.number}))
        return
    draft.record(e.MemberMessaged(command.by, command.words))
    for message in waiting(case):
        release(draft, message)
    tell_member(draft, "say.member_message", message=command.words)
    _show(draft)
    draft.say(Say("say.message_sent", {"case": case.number}))


def waiting(case: Case) -> tuple[str, ...]:
    """The member's questions that nobody has answered yet."""
    held = case.clock.held if case.clock else ()
    return tuple(message for each in held if each.question for message in each.reply.messages)


def _show(draft: Draft) -> None:
    draft.want(ShowCard(draft.case.number, draft.case.round.number))

"""What the member asks, and what moderators write to them. It is our turn then, so the member's clock waits."""

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.correspondence import release
from bot.moderation.draft import Draft
from bot.moderation.effects import Say, ShowCard, TellCard
from bot.moderation.endings import tell_member
from bot.moderation.model import Case, Status
from bot.moderation.replies import take_reply, welcome_back


def take_question(draft: Draft, command: c.TakeQuestion) -> None:
    """Pass it on. Where an answer is under way, or judged, it belongs to that: who judges reads it there."""
    welcome_back(draft)
    case = draft.case
    if case.status is not Status.AWAITING_MEMBER or (case.clock and case.clock.gathered):
        take_reply(draft, c.TakeReply(command.reply))
        return
    if not waiting(case):  # of several questions in a row one is acknowledged
        tell_member(draft, "say.member_question")
    draft.record(e.MessageHeld(command.reply, draft.facts.now, question=True))
    for message in command.reply.messages:
        say = Say("say.thread_question", {"case": case.number, "message": message})
        draft.want(TellCard(case.number, case.round.number, say))
    _show(draft)


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

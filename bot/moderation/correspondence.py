"""The member's side: clock, reminders, what waits to be an answer, and the listing itself as an answer."""

from datetime import datetime, timedelta

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.draft import Draft
from bot.moderation.effects import CallLeads, LookAtListing, ReadConversation, Say, ShowCard
from bot.moderation.endings import resolve, tell_member
from bot.moderation.model import Case, Ending, Held, MemberClock, Reply, RoundKind, Status
from bot.moderation.replies import count_gathered, count_reply, welcome_back, whole_at
from bot.moderation.rounds import open_round


def hold_message(draft: Draft, command: c.HoldMessage) -> None:
    """An answer waits for a file, or for its case: it is our turn, so a clock waits with it.

    What may repair an unlisted work waits as well, so that it counts for it in the end.
    """
    if draft.case.status is Status.AWAITING_MEMBER or _can_be_repaired(draft.case):
        draft.record(e.MessageHeld(command.reply, draft.facts.now))


def release_message(draft: Draft, command: c.ReleaseMessage) -> None:
    """It was no answer to this case: the clock goes on, later by the time that it waited."""
    release(draft, command.message)


def release(draft: Draft, message: str, *, unanswered: bool = False) -> None:
    """A message waits no longer, if it did, and the clock goes on unless another one waits."""
    clock = draft.case.clock
    if clock and any(message in held.reply.messages for held in clock.held):
        deadline = _deadline_after_release(clock, message, draft.facts.now)
        draft.record(e.MessageReleased(message, deadline, unanswered))
    elif any(message in held.reply.messages for held in draft.case.waiting):
        draft.record(e.MessageReleased(message, None))


def _deadline_after_release(clock: MemberClock, message: str, now: datetime) -> datetime:
    """The deadline moves by the time that the clock waited for this message and for no other that is still held."""
    left = [held.since for held in clock.held if message not in held.reply.messages]
    return clock.deadline + (min(left, default=now) - min(held.since for held in clock.held))


def dispute(draft: Draft, command: c.Dispute) -> None:
    """'Not mine': the clock stops until moderators have named the owner. After an answer, they read it."""
    welcome_back(draft)
    if draft.case.status is Status.AWAITING_MEMBER:
        tell_member(draft, "say.member_not_mine")
        draft.record(e.OwnerDisputed(command.message))
        _show(draft)
    else:
        count_reply(draft, Reply((command.message,)))


def claim_removed(draft: Draft, command: c.ClaimRemoved) -> None:
    """'Removed': look before believing or doubting it. After an answer, moderators read it meanwhile."""
    welcome_back(draft)
    if draft.case.status is Status.AWAITING_MEMBER:
        draft.want(LookAtListing(draft.case.number, command.message))
    else:
        count_reply(draft, Reply((command.message,)))
        draft.want(LookAtListing(draft.case.number))


def see_listing(draft: Draft, command: c.SeeListing) -> None:
    """A look at the listing came back. Of one that was decided on nothing is looked for: we may have unlisted it."""
    if draft.case.closed_at:
        return
    if command.sight is c.Sight.GONE:
        _gone(draft, command)
        return
    if draft.case.missing and command.sight in (c.Sight.SAME, c.Sight.CHANGED):
        draft.record(e.ListingBack())
        _show(draft)
    if draft.case.changed and command.sight is c.Sight.SAME:
        draft.record(e.ListingChanged(draft.case.snapshot))
        _show(draft)
    if command.sight is c.Sight.CHANGED and command.snapshot and command.snapshot != draft.case.changed:
        _listing_changed(draft, command)
    elif draft.case.status is Status.AWAITING_MEMBER:
        _nothing_new(draft, command)


def _gone(draft: Draft, command: c.SeeListing) -> None:
    """Gone resolves: at once where the member said so, else at the second look."""
    awaited = draft.case.status is Status.AWAITING_MEMBER
    if draft.case.missing or (awaited and command.message):
        resolve(draft, Ending.REMOVED if awaited else Ending.GONE)
    else:
        draft.record(e.ListingMissing())
        _show(draft)


def _listing_changed(draft: Draft, command: c.SeeListing) -> None:
    draft.record(e.ListingChanged(command.snapshot or ""))
    if draft.case.status in (Status.AWAITING_MEMBER, Status.REPLY_IN_REVIEW):
        count_reply(draft, Reply(_claimed(command), command.media, command.snapshot))
    else:
        _show(draft)


def _claimed(command: c.SeeListing) -> tuple[str, ...]:
    return (command.message,) if command.message else ()


def _nothing_new(draft: Draft, command: c.SeeListing) -> None:
    """The listing is as it was, or cannot be seen: answer a claim, or let the answer or silence count."""
    blind = command.sight in (c.Sight.UNREACHABLE, c.Sight.NOWHERE)
    if command.message and blind:
        count_reply(draft, Reply(_claimed(command)))
    elif command.message:
        tell_member(draft, "say.member_still_there")
    elif is_whole(draft.case.clock):
        count_gathered(draft)
    elif was_read(draft.case.clock) and command.sight is not c.Sight.UNREACHABLE:
        draft.record(e.MemberSilent())
        _show(draft)
        open_round(draft, RoundKind.ACTION)


def is_whole(clock: MemberClock | None) -> bool:
    """Whether an answer waits for nothing but the look at the listing that goes with it."""
    return clock is not None and clock.looking and clock.gathered is not None


def was_read(clock: MemberClock | None) -> bool:
    """Whether a last look is under way and the conversation, which comes first, held no answer."""
    return clock is not None and clock.looking and clock.read


def finish_look(draft: Draft, command: c.FinishConversationLook) -> None:
    """The conversation holds no answer; one with another account of theirs may, and the listing itself."""
    case, clock = draft.case, draft.case.clock
    if clock is None or case.owner is None or not clock.looking:
        return
    unread = [each for each in case.owner.accounts if each != command.account and each not in clock.heard]
    if command.account and unread:
        draft.record(e.ConversationRead(command.account))
        draft.want(ReadConversation(case.number, unread[0]))
    else:
        draft.record(e.ConversationRead())
        draft.want(LookAtListing(case.number))


def next_due(case: Case, clock: MemberClock) -> datetime:
    """When something is due while the member is awaited. While an answer is under way, nothing else is."""
    under_way = [at for at in (whole_at(case, clock), _held_until(case, clock)) if at]
    return min(under_way, default=None) or _reminder_at(case, clock) or clock.deadline


def _held_until(case: Case, clock: MemberClock) -> datetime | None:
    """When something has waited long enough."""
    return min((_waits_until(case, held) for held in clock.held), default=None)


def repair_due(case: Case) -> datetime | None:
    """When what may repair an unlisted work has waited long enough for the member to say which case it is of."""
    waiting = case.waiting if _can_be_repaired(case) else ()
    return min((_waits_until(case, held) for held in waiting), default=None)


def count_repair(draft: Draft) -> None:
    """It has: in doubt for the artist, all that waits counts."""
    due = repair_due(draft.case)
    if due and draft.facts.now >= due:
        for held in draft.case.waiting:
            count_reply(draft, held.reply)


def _can_be_repaired(case: Case) -> bool:
    return case.status is Status.CLOSED and case.unlisted


def _waits_until(case: Case, held: Held) -> datetime:
    return held.since + (case.rules.decide_within if held.question else case.rules.unsorted_within)


def _reminder_at(case: Case, clock: MemberClock) -> datetime | None:
    if clock.reminded >= len(case.rules.reminders):
        return None
    return clock.deadline - _left_after(case, clock.reminded)


def _left_after(case: Case, index: int) -> timedelta:
    """How much of the window a reminder leaves."""
    return case.rules.answer_within - case.rules.reminders[index]


def tick(draft: Draft) -> None:
    """What is due while the member is awaited: an answer is whole, a reminder goes out, or a last look begins.

    Who writes may have changed or removed the listing as well: it is looked at before moderators judge the answer.
    """
    case, clock, now = draft.case, draft.case.clock, draft.facts.now
    if clock is None or case.owner is None or clock.looking or now < next_due(case, clock):
        return
    if clock.gathered:
        draft.record(e.LookAsked(None))
        draft.want(LookAtListing(case.number))
    elif clock.held:
        _end_waiting(draft, clock)
    elif clock.reminded < len(case.rules.reminders):
        _remind(draft, clock)
    else:
        draft.record(e.LookAsked(None))
        draft.want(ReadConversation(case.number, case.owner.accounts[0]))


def _end_waiting(draft: Draft, clock: MemberClock) -> None:
    """What waited for the policy's days counts as a reply. A question is none: the member gets the time back."""
    if all(held.question or draft.facts.now < _waits_until(draft.case, held) for held in clock.held):
        _give_back(draft, clock)
        return
    for held in clock.held:
        count_reply(draft, held.reply)


def _give_back(draft: Draft, clock: MemberClock) -> None:
    """Nobody answered what the member asked: they hear so, and the leads do. What they say next takes it along."""
    case = draft.case
    for message in (message for held in clock.held if held.question for message in held.reply.messages):
        release(draft, message, unanswered=True)
    tell_member(draft, "say.member_question_late")
    draft.want(CallLeads(case.number, case.round.number, Say("say.lead_question", {"case": case.number})))
    _show(draft)


def _remind(draft: Draft, clock: MemberClock) -> None:
    """Send the newest reminder that is due. One that comes late leaves the member as much time as it promises."""
    case, now = draft.case, draft.facts.now
    number = clock.reminded
    while number + 1 < len(case.rules.reminders) and now >= clock.deadline - _left_after(case, number + 1):
        number += 1
    last = number + 1 == len(case.rules.reminders)
    deadline = max(clock.deadline, now + _left_after(case, number)) if last else clock.deadline
    draft.record(e.ReminderDue(number + 1, deadline))
    tell_member(draft, "say.member_reminder", number=number + 1)


def miss_reminder(draft: Draft, command: c.MissReminder) -> None:
    """A reminder could not go out in time. After the last one silence may count: that one is to be made up for."""
    case, clock = draft.case, draft.case.clock
    if clock and clock.reminded == command.number == len(case.rules.reminders):
        draft.record(e.ReminderMissed(command.number))


def _show(draft: Draft) -> None:
    draft.want(ShowCard(draft.case.number, draft.case.round.number))

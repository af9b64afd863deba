"""The case: what may be asked of it, what that leads to, and when it is due next.

`decide(case, command, facts)` gives events and effects; `evolve` (its own module) applies events. Both are pure.
"""

from datetime import datetime
from typing import assert_never

from bot.moderation import (
    acting,
    contesting,
    correspondence,
    desk,
    endings,
    joint,
    linking,
    more_time,
    moving,
    owners,
    questions,
    replies,
    reports,
    rounds,
    seeking,
    telling_why,
    told,
)
from bot.moderation import commands as c
from bot.moderation.authority import refusal
from bot.moderation.ballots import waits_for
from bot.moderation.draft import Decision, Draft
from bot.moderation.effects import Say, ShowCard
from bot.moderation.model import IN_REVIEW, Case, Facts, RoundKind, Standing, Status

ByMember = c.MoreTime | c.HoldMessage | c.ReleaseMessage | c.TakeReply | c.TakeQuestion | c.Dispute | c.ClaimRemoved
ByModerator = c.Observe | c.NameOwner | c.Withdraw | c.HandOver | c.HandIn | c.MessageMember


def decide(case: Case | None, command: c.Command, facts: Facts) -> Decision:
    """What a command leads to.

    Args:
        case: The case as it stands; None only for `OpenCase`.
        command: What is asked.
        facts: The time, and the persons behind the accounts concerned.

    Returns:
        Events, effects, the case after them, and a sentence for the person who acted. A refusal has no events.

    Raises:
        ValueError: The command needs a case, and there is none.
    """
    draft = Draft(case, facts)
    before = _visible(case, facts)
    _act(draft, command)
    decision = draft.decision()
    if decision.case and case and _visible(decision.case, facts) != before:
        draft.want(ShowCard(case.number, decision.case.round.number))
    return told.told_of_each(case, draft.decision())


def _visible(case: Case | None, facts: Facts) -> tuple[Standing | None, tuple[str, ...]] | None:
    """What of a round in review its card tells: that a verdict stands, and what one still waits for."""
    if case is None or case.status not in IN_REVIEW:
        return None
    return case.round.stands, waits_for(case, facts)


def _act(draft: Draft, command: c.Command) -> None:
    match command:
        case c.OpenCase():
            reports.open_case(draft, command)
        case c.JoinReport():
            reports.join_report(draft, command)
        case c.JoinListing():
            joint.join_listing(draft, command)
        case c.PlaceCard() | c.LoseCard() | c.React() | c.ClearReactions() | c.TakeReading():
            _on_card(draft, command)
        case c.Observe() | c.NameOwner() | c.Withdraw() | c.HandOver() | c.HandIn() | c.MessageMember():
            _by_moderator(draft, command)
        case c.AddNote() | c.TakeUpAgain() | c.Purge() | c.LoseMedia() | c.Unseal() | c.Suspect():
            desk.act(draft, command)
        case c.ConfirmNotice() | c.FailNotice() | c.MeetMember() | c.SeeMember():
            _seek(draft, command)
        case c.MissReminder():
            correspondence.miss_reminder(draft, command)
        case (
            c.MoreTime()
            | c.HoldMessage()
            | c.ReleaseMessage()
            | c.TakeReply()
            | c.TakeQuestion()
            | c.Dispute()
            | c.ClaimRemoved()
        ):
            _by_member(draft, command)
        case c.Appeal() | c.ConfirmReasons() | c.FailReasons():
            _contest(draft, command)
        case c.SeeListing():
            if draft.case.is_open:
                correspondence.see_listing(draft, command)
        case c.SeeListings():
            if draft.case.is_open:
                joint.see_listings(draft, command)
        case c.SeeOwner():
            if draft.case.is_open:
                moving.see_owner(draft, command)
        case c.FinishConversationLook():
            correspondence.finish_look(draft, command)
        case c.Reweigh():
            linking.reweigh(draft, command)
        case c.WriteTo():
            linking.write_to(draft, command)
        case c.Tick():
            _tick(draft, command)
        case _:
            assert_never(command)


def _on_card(draft: Draft, command: c.PlaceCard | c.LoseCard | c.React | c.ClearReactions | c.TakeReading) -> None:
    match command:
        case c.PlaceCard():
            rounds.place_card(draft, command)
        case c.LoseCard():
            rounds.lose_card(draft, command)
        case c.React():
            rounds.react(draft, command)
        case c.ClearReactions():
            rounds.clear_reactions(draft, command)
        case c.TakeReading():
            rounds.take_reading(draft, command)
        case _:
            assert_never(command)


def _by_member(draft: Draft, command: ByMember) -> None:
    match command:
        case c.MoreTime():
            more_time.give(draft)
        case c.HoldMessage():
            correspondence.hold_message(draft, command)
        case c.ReleaseMessage():
            correspondence.release_message(draft, command)
        case c.TakeReply():
            replies.take_reply(draft, command)
        case c.TakeQuestion():
            questions.take_question(draft, command)
        case c.Dispute():
            correspondence.dispute(draft, command)
        case c.ClaimRemoved():
            correspondence.claim_removed(draft, command)
        case _:
            assert_never(command)


def _seek(draft: Draft, command: c.ConfirmNotice | c.FailNotice | c.MeetMember | c.SeeMember) -> None:
    match command:
        case c.ConfirmNotice():
            seeking.confirm_notice(draft, command)
        case c.FailNotice():
            seeking.fail_notice(draft, command)
        case c.MeetMember():
            seeking.meet_member(draft, command)
        case c.SeeMember():
            seeking.see_member(draft, command)
            telling_why.try_again(draft, command.account)
        case _:
            assert_never(command)


def _contest(draft: Draft, command: c.Appeal | c.ConfirmReasons | c.FailReasons) -> None:
    match command:
        case c.Appeal():
            contesting.appeal(draft, command)
        case c.ConfirmReasons():
            acting.reasons_delivered(draft)
        case c.FailReasons():
            telling_why.fail_reasons(draft, command)
        case _:
            assert_never(command)


def _by_moderator(draft: Draft, command: ByModerator) -> None:
    """What only a moderator who is not recused may do, and only while it makes sense."""
    account = command.author if isinstance(command, c.Observe) else command.by
    moderator = command.moderator
    if refused := refusal(draft.case, account, draft.facts, moderator=moderator):
        draft.say(refused)
    elif not draft.case.is_open and not _is_for_closed(command, draft.case):
        draft.say(Say("say.case_over", {"case": draft.case.number}))
    else:
        _moderate(draft, command)


def _moderate(draft: Draft, command: ByModerator) -> None:
    match command:
        case c.Observe():
            if draft.case.rounds[command.round - 1].closed:
                draft.say(Say("say.round_over", {"case": draft.case.number}))
            else:
                rounds.observe(draft, command)
        case c.NameOwner():
            owners.name_owner(draft, command)
        case c.Withdraw():
            endings.withdraw(draft, command.by, command.words)
        case c.HandOver():
            (telling_why if telling_why.untold(draft.case) else seeking).hand_over(draft, command)
        case c.HandIn():
            seeking.hand_in(draft, command)
        case c.MessageMember():
            questions.message_member(draft, command)
        case _:
            assert_never(command)


def _is_for_closed(command: ByModerator, case: Case) -> bool:
    """What was closed with an action can be taken back, and told; an unlisted work can be repaired, and asked about."""
    if isinstance(command, c.MessageMember):
        return case.unlisted
    if isinstance(command, c.HandOver):
        return telling_why.untold(case)
    return case.status is Status.CLOSED and isinstance(command, c.Withdraw | c.HandIn)


def _tick(draft: Draft, command: c.Tick) -> None:
    acting.end_restriction(draft)
    telling_why.tick(draft)
    correspondence.count_repair(draft)
    if draft.case.status is Status.ACTION_IN_REVIEW and draft.case.round.closed:
        rounds.open_round(draft, RoundKind.ACTION)  # a case that an earlier release parked
    elif draft.case.status in IN_REVIEW:
        rounds.tick(draft, command)
    elif draft.case.status is Status.AWAITING_MEMBER:
        correspondence.tick(draft)
    elif draft.case.status is Status.UNDELIVERABLE:
        seeking.tick(draft)


def due_at(case: Case) -> datetime | None:
    """When the case wants its next `Tick`, or None while it waits for people or for a look to come back."""
    ends, told, repaired = acting.restriction_ends(case), telling_why.next_due(case), correspondence.repair_due(case)
    times = (_state_due_at(case), ends, told, repaired)
    return min((each for each in times if each), default=None)


def _state_due_at(case: Case) -> datetime | None:
    if case.status in IN_REVIEW:
        return case.opened_at if case.round.closed else rounds.next_due(case, case.round)
    if case.status is Status.AWAITING_MEMBER and case.clock and not case.clock.looking:
        return correspondence.next_due(case, case.clock)
    if case.status is Status.UNDELIVERABLE and case.lost:
        return seeking.next_due(case, case.lost)
    return None

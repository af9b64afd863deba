"""What an event makes of a case. Only this rebuilds a case from the ledger: it decides nothing and cannot refuse."""

from dataclasses import replace
from typing import assert_never

from bot.moderation import events as e
from bot.moderation.ballots import is_settled
from bot.moderation.evolve_action import evolved, reopened
from bot.moderation.model import (
    Account,
    Case,
    Ending,
    Gathered,
    Held,
    Lost,
    Mark,
    MemberClock,
    Observation,
    Owner,
    Part,
    Round,
    Standing,
    Status,
)


def evolve(case: Case | None, event: e.Event) -> Case:
    """The case after the event.

    Args:
        case: The case before it; None before `CaseOpened`.
        event: What happened.

    Raises:
        ValueError: The event cannot be the first one of a case, or only the first one.
    """
    if case is None:
        if isinstance(event, e.CaseOpened):
            return _opened(event)
        raise ValueError(f"a case cannot begin with {type(event).__name__}")
    return replace(_changed(case, event), version=case.version + 1)


def _opened(event: e.CaseOpened) -> Case:
    return Case(
        number=event.number,
        status=Status.IN_REVIEW,
        opened_at=event.at,
        policy=event.policy,
        judged=event.judged,
        rules=event.rules,
        listing=event.listing,
        snapshot=event.snapshot,
        media=event.media,
        owner=event.owner,
        parts=(Part(event.listing, event.snapshot, event.media),) if event.joint else (),
        version=1,
    )


def _changed(case: Case, event: e.Event) -> Case:
    match event:
        case e.CaseOpened():
            raise ValueError(f"case {case.number} was opened before")
        case e.ReportJoined():
            return _joined(case, event)
        case e.ListingJoined():
            part = Part(event.listing, event.snapshot, event.media)
            return replace(case, media=(*case.media, *event.media), parts=(*case.parts, part))
        case e.RoundOpened():
            return _round_opened(case, event)
        case (
            e.CardShown()
            | e.CardLost()
            | e.ReactionChanged()
            | e.ReactionPassed()
            | e.ReactionsCleared()
            | e.CardRead()
            | e.VoterTold()
            | e.VerdictStands()
            | e.VerdictFell()
            | e.VerdictQuestioned()
            | e.RoundExpired()
            | e.LeadsCalled()
        ):
            return _with_round(case, _on_card(_round(case, event.round), event))
        case e.LookAsked():
            return _looking(case, event)
        case e.ConversationRead():
            return replace(case, clock=_heard(_clock(case), event.account))
        case e.Observed():
            return _observed(case, event)
        case e.VerdictReached():
            return _reached(case, event)
        case e.QuestionDue():
            return replace(case, status=Status.NOTICE_DUE, questions=event.number)
        case e.OwnerNamed() | e.OwnerConfirmed() | e.OwnerDisputed() | e.OwnerReached():
            return _owner(case, event)
        case e.OwnerMoved():
            return replace(_moved(case, event.owner), moved_to=event.owner.key, owners=_owners(case, event.owner))
        case e.OwnerLetGo():
            return _unasked(_taken_off(case))
        case e.NoticeStood():
            noticed = case.noticed_at or event.at
            return replace(case, notices=(*case.notices, event.notice), noticed_at=noticed)
        case e.NoticeDelivered() | e.NoticeFailed() | e.TriedAgain() | e.NoticeHandedOver() | e.MemberBack():
            return _delivery(case, event)
        case (
            e.AnswerHandedIn()
            | e.Flagged()
            | e.Reopened()
            | e.TakenUpAgain()
            | e.NoteAdded()
            | e.ReportersUnsealed()
            | e.MemberMessaged()
        ):
            return case
        case e.MediaPurged():
            return replace(case, purged=True)
        case e.ManyReports():
            return replace(case, crowded=True)
        case e.ReminderDue() | e.ReminderMissed() | e.MoreTimeGiven() | e.MessageHeld() | e.MessageReleased():
            return _correspondence(case, event)
        case e.ReplyGathered() | e.Replied() | e.ReplyJoined() | e.ReplyRevised():
            return _replied(case, event)
        case e.ListingChanged() | e.ListingMissing() | e.ListingBack() | e.ListingGone():
            return _with_part(case, event) if case.parts else _listing(case, event)
        case e.MemberSilent():
            return replace(case, status=Status.ACTION_IN_REVIEW, clock=None, silent=True)
        case e.ActionNeeded():
            return replace(case, status=Status.ACTION_IN_REVIEW, clock=None)
        case e.CaseCleared() | e.CaseLapsed() | e.CaseResolved() | e.CaseWithdrawn():
            return _ended(case, event)
        case _:
            return evolved(case, event)


def _round(case: Case, number: int) -> Round:
    return case.rounds[number - 1]


def _with_round(case: Case, changed: Round) -> Case:
    rounds = tuple(changed if each.number == changed.number else each for each in case.rounds)
    return replace(case, rounds=rounds)


def _joined(case: Case, event: e.ReportJoined) -> Case:
    recused = (*case.recused, event.reporter) if event.moderator else case.recused
    return replace(case, reporters=(*case.reporters, event.reporter), recused=recused)


def _round_opened(case: Case, event: e.RoundOpened) -> Case:
    opened = Round(event.round, event.kind, opened_at=event.at, deadline=event.deadline, offers=event.offers)
    return replace(case, rounds=(*case.rounds, opened))


def _on_card(
    round_: Round,
    event: e.CardShown
    | e.CardLost
    | e.ReactionChanged
    | e.ReactionPassed
    | e.ReactionsCleared
    | e.CardRead
    | e.VoterTold
    | e.VerdictStands
    | e.VerdictFell
    | e.VerdictQuestioned
    | e.RoundExpired
    | e.LeadsCalled,
) -> Round:
    match event:
        case e.CardShown():
            return replace(round_, card=event.card)
        case e.CardLost():
            return _card_lost(round_)
        case e.ReactionChanged():
            return _reaction(round_, event)
        case e.ReactionPassed():
            return replace(round_, newest=event.order, seen=round_.seen + 1)
        case e.ReactionsCleared():
            left = frozenset(mark for mark in round_.marks if event.choice not in (None, mark.choice))
            return replace(round_, marks=left, seen=round_.seen + 1)
        case e.CardRead():
            return replace(round_, marks=event.marks, moderators=event.moderators, looking=False)
        case e.VoterTold():
            return replace(round_, told=round_.told | {(event.account, event.why)})
        case e.VerdictStands():
            return replace(round_, stands=Standing(event.outcome, event.since))
        case e.VerdictFell():
            return replace(round_, stands=None)
        case e.VerdictQuestioned():
            return replace(round_, relinked=True)
        case e.RoundExpired():
            return replace(round_, closed=True)
        case e.LeadsCalled():
            return replace(round_, called=True)
        case _:
            assert_never(event)


def _card_lost(round_: Round) -> Round:
    """What was decided keeps its ballots on record; else who had one is, since an appeal asks who has voted before."""
    bare = replace(round_, card=None, looking=False, seen=round_.seen + 1)
    if round_.closed:
        return bare
    voted = frozenset(mark.account for mark in round_.marks if mark.account in round_.moderators)
    return replace(bare, marks=frozenset(), lost=round_.lost | voted)


def _reaction(round_: Round, event: e.ReactionChanged) -> Round:
    marks: frozenset[Mark] = round_.marks | {event.mark} if event.stands else round_.marks - {event.mark}
    moderators = round_.moderators
    if event.stands:
        account = frozenset({event.mark.account})
        moderators = moderators | account if event.moderator else moderators - account
    newest = max(round_.newest, event.order)
    return replace(round_, marks=marks, moderators=moderators, newest=newest, seen=round_.seen + 1)


def _looking(case: Case, event: e.LookAsked) -> Case:
    if event.round is not None:
        return _with_round(case, replace(_round(case, event.round), looking=True))
    return replace(case, clock=replace(_clock(case), looking=True, heard=frozenset(), read=False))


def _heard(clock: MemberClock, account: Account | None) -> MemberClock:
    return replace(clock, heard=clock.heard | {account}) if account else replace(clock, read=True)


def _observed(case: Case, event: e.Observed) -> Case:
    others = tuple(o for o in case.observations if (o.round, o.author) != (event.round, event.author))
    noted = Observation(event.id, event.round, event.author, event.considerations, event.media, event.words)
    return replace(case, observations=(*others, noted))


def _reached(case: Case, event: e.VerdictReached) -> Case:
    decided = replace(_round(case, event.round), outcome=event.outcome, closed=True, finding=event.finding)
    grounds = case.grounds if case.closed_at else (*case.grounds, *event.finding)
    found = replace(_with_round(case, decided), finding=event.finding or case.finding, grounds=grounds)
    return replace(found, parts=_spared(found))


def _spared(case: Case) -> tuple[Part, ...]:
    """What no sentence of the finding names is not spoken of again; one about an answer alone spares nothing more.

    Nor does one about a repair: what was decided concerns them all, until it is undone for all.
    """
    if case.closed_at:
        return case.parts
    named = {letter for each in case.observations if each.id in case.finding for letter in each.media}
    left = tuple(replace(part, spared=part.spared or not _shows(part, named)) for part in case.parts)
    return case.parts if all(part.spared for part in left) else left


def _shows(part: Part, letters: set[str]) -> bool:
    return any(media.letter in letters for media in part.media)


def _owner(case: Case, event: e.OwnerNamed | e.OwnerConfirmed | e.OwnerDisputed | e.OwnerReached) -> Case:
    owner: Owner | None = case.owner
    match event:
        case e.OwnerNamed():
            return replace(case, owner=event.owner)
        case e.OwnerConfirmed():
            return replace(case, owner=replace(owner, confirmed_by=event.by) if owner else None)
        case e.OwnerReached():
            return replace(case, owner=replace(owner, accounts=event.accounts) if owner else None)
        case e.OwnerDisputed():
            return _unasked(case)
        case _:
            assert_never(event)


def _unasked(case: Case) -> Case:
    """Whoever was asked is asked no more. The first notice is due to somebody who is still to be named."""
    bare = replace(case, owner=None, moved=False, clock=None, notices=(), handed=0, noticed_at=None, extended=False)
    bare = replace(bare, silent=False, undelivered=None, lost=None, earlier=len(case.replies))
    first = case.rounds[0].finding
    return replace(bare, status=Status.NOTICE_DUE, questions=1, finding=first, grounds=first)


def _taken_off(case: Case) -> Case:
    """What moderators were still to decide about whoever is let go."""
    if case.round.closed:
        return case
    return _with_round(case, replace(case.round, closed=True, moved=True, stands=None, looking=False))


def _moved(case: Case, owner: Owner) -> Case:
    """Who was not asked yet is replaced."""
    if case.status in (Status.IN_REVIEW, Status.NOTICE_DUE) and not case.member_knows:
        return replace(case, owner=owner)
    return replace(case, moved=owner != case.owner)


def _owners(case: Case, owner: Owner) -> tuple[Account, ...]:
    """An owner whom one moderator named and nobody confirmed was none yet."""
    before = case.owner.accounts if case.owner and is_settled(case.owner, case.rules) else ()
    return tuple(dict.fromkeys((*case.owners, *before, *owner.accounts)))


def _clock(case: Case) -> MemberClock:
    if case.clock is None:
        raise ValueError(f"case {case.number}: the member's clock does not run")
    return case.clock


def _delivery(
    case: Case, event: e.NoticeDelivered | e.NoticeFailed | e.TriedAgain | e.NoticeHandedOver | e.MemberBack
) -> Case:
    match event:
        case e.NoticeDelivered():
            return replace(_awaiting(case, event), notices=(*case.notices, event.notice))
        case e.MemberBack():
            return _awaiting(case, event)
        case e.NoticeHandedOver():
            return _handed_over(case, event)
        case e.NoticeFailed():
            return _lost(case, event)
        case e.TriedAgain():
            return replace(case, lost=replace(case.lost, tried=event.at) if case.lost else None)
        case _:
            assert_never(event)


def _awaiting(case: Case, event: e.NoticeDelivered | e.NoticeHandedOver | e.MemberBack) -> Case:
    clock = MemberClock(started=event.at, deadline=event.deadline)
    noticed = case.noticed_at or event.at
    return replace(case, status=Status.AWAITING_MEMBER, clock=clock, undelivered=None, lost=None, noticed_at=noticed)


def _handed_over(case: Case, event: e.NoticeHandedOver) -> Case:
    """What is handed over again, because a reminder could not be delivered, is the reminder."""
    reminded = min(case.handed, len(case.rules.reminders))
    awaiting = _awaiting(case, event)
    return replace(awaiting, handed=case.handed + 1, clock=replace(_clock(awaiting), reminded=reminded))


def _lost(case: Case, event: e.NoticeFailed) -> Case:
    at = event.at or case.opened_at
    lost = case.lost or Lost(since=at, tried=at)
    return replace(case, status=Status.UNDELIVERABLE, clock=None, undelivered=event.why, lost=lost)


def _correspondence(
    case: Case, event: e.ReminderDue | e.ReminderMissed | e.MoreTimeGiven | e.MessageHeld | e.MessageReleased
) -> Case:
    match event:
        case e.ReminderDue():
            return replace(case, clock=replace(_clock(case), reminded=event.number, deadline=event.deadline))
        case e.ReminderMissed():
            return replace(case, clock=replace(_clock(case), reminded=event.number - 1, looking=False))
        case e.MoreTimeGiven():
            return _extended(case, event)
        case e.MessageHeld():
            return _held(case, event)
        case e.MessageReleased():
            return _released(case, event)
        case _:
            assert_never(event)


def _held(case: Case, event: e.MessageHeld) -> Case:
    held, clock = Held(event.reply, event.at, event.question), case.clock
    if clock is None:
        return replace(case, waiting=(*case.waiting, held))
    asked = event.reply.messages if event.question else ()
    clock = replace(clock, held=(*clock.held, held), looking=False)
    return replace(case, clock=clock, passed_on=(*case.passed_on, *asked))


def _released(case: Case, event: e.MessageReleased) -> Case:
    if event.deadline is None:
        return replace(case, waiting=_without(case.waiting, event.message))
    clock = _clock(case)
    clock = replace(clock, held=_without(clock.held, event.message), deadline=event.deadline)
    passed = tuple(each for each in case.passed_on if not (event.unanswered and each == event.message))
    return replace(case, clock=clock, passed_on=passed)


def _without(held: tuple[Held, ...], message: str) -> tuple[Held, ...]:
    return tuple(each for each in held if message not in each.reply.messages)


def _extended(case: Case, event: e.MoreTimeGiven) -> Case:
    """The last reminder comes before the new deadline, also where it went out before the old one."""
    clock = _clock(case)
    reminded = min(clock.reminded, max(len(case.rules.reminders) - 1, 0))
    clock = replace(clock, deadline=event.deadline, reminded=reminded, looking=False)
    return replace(case, clock=clock, extended=True)


def _replied(case: Case, event: e.ReplyGathered | e.Replied | e.ReplyJoined | e.ReplyRevised) -> Case:
    match event:
        case e.ReplyGathered():
            return replace(case, clock=replace(_clock(case), gathered=_gathered(case, event), looking=False))
        case e.Replied():
            replies = (*case.replies, event.reply)
            return replace(
                reopened(case, Status.REPLY_IN_REVIEW), clock=None, silent=False, replies=replies, waiting=()
            )
        case e.ReplyJoined():
            return _with_more(case, event)
        case e.ReplyRevised():
            revised = replace(_round(case, event.round), stands=None, looking=False, closed=True, revised=True)
            return _with_more(_with_round(case, revised), event)
        case _:
            assert_never(event)


def _gathered(case: Case, event: e.ReplyGathered) -> Gathered:
    before = _clock(case).gathered
    if before is None:
        return Gathered(event.reply, event.at, event.at)
    return Gathered(before.reply.joined(event.reply), before.since, event.at)


def _with_more(case: Case, event: e.ReplyJoined | e.ReplyRevised) -> Case:
    return replace(case, replies=(*case.replies[:-1], case.replies[-1].joined(event.reply)))


def _with_part(case: Case, event: e.ListingChanged | e.ListingMissing | e.ListingBack | e.ListingGone) -> Case:
    parts = tuple(_part(each, event) if each.listing == event.listing else each for each in case.parts)
    return replace(case, parts=parts)


def _part(part: Part, event: e.ListingChanged | e.ListingMissing | e.ListingBack | e.ListingGone) -> Part:
    match event:
        case e.ListingChanged():
            changed = None if event.snapshot == part.snapshot else event.snapshot
            return replace(part, changed=changed, missing=False)
        case e.ListingMissing():
            return replace(part, missing=True)
        case e.ListingBack():
            return replace(part, missing=False, gone=False)
        case e.ListingGone():
            return replace(part, missing=False, gone=True)
        case _:
            assert_never(event)


def _listing(case: Case, event: e.ListingChanged | e.ListingMissing | e.ListingBack | e.ListingGone) -> Case:
    match event:
        case e.ListingChanged():
            changed = None if event.snapshot == case.snapshot else event.snapshot
            return replace(case, changed=changed, missing=False)
        case e.ListingMissing():
            return replace(case, missing=True)
        case e.ListingBack():
            return replace(case, missing=False)
        case e.ListingGone():
            return case  # a case about one listing ends with it
        case _:
            assert_never(event)


def _ended(case: Case, event: e.CaseCleared | e.CaseLapsed | e.CaseResolved | e.CaseWithdrawn) -> Case:
    match event:
        case e.CaseCleared():
            status, ending = Status.CLEARED, Ending.KEPT
        case e.CaseLapsed():
            status, ending = Status.LAPSED, event.ending
        case e.CaseResolved():
            status, ending = Status.RESOLVED, event.ending
        case e.CaseWithdrawn():
            status, ending = Status.WITHDRAWN, Ending.WITHDRAWN
        case _:
            assert_never(event)
    rounds = tuple(replace(each, closed=True) for each in case.rounds)
    return replace(case, status=status, ending=ending, ended_at=event.at, clock=None, lost=None, rounds=rounds)

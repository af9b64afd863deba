"""From stored cases to what people are shown."""

from collections.abc import Collection
from datetime import datetime

from bot.moderation.appeals import closes_at, refusal
from bot.moderation.ballots import is_settled, waits_for
from bot.moderation.cases import due_at
from bot.moderation.effects import Say
from bot.moderation.joint import touched
from bot.moderation.model import IN_REVIEW, Account, Case, Ending, Media, Reply, Round, RoundKind, Status
from bot.moderation.policy import Policy
from bot.moderation.questions import waiting
from bot.moderation.views import (
    AddedNotes,
    CardView,
    CaseLine,
    LegendLine,
    MyCaseView,
    NoticeView,
    Statement,
    versions,
)
from bot.ports import Portfolio, Snapshot, UnitOfWork
from bot.service.deciding import facts
from bot.service.doubtful import hung
from bot.service.ground import Ground
from bot.service.judging import judged_version, policy_of, speaks
from bot.service.kept_files import kept_files
from bot.service.messaging import from_member
from bot.service.portfolio import many_uploads
from bot.service.record import factors
from bot.service.replacing import replacements
from bot.service.said_in_files import facts_in
from bot.service.seen_before import seen_before
from bot.service.several import all_of, lines, title_of, url_of

_UNDELIVERABLE = {
    "dm-closed": "closed",
    "blocked": "closed",
    "no-access": "closed",
    "no-common-guild": "left",
    "no-account": "unknown",
}
"""Why nobody could be reached, by the chats' codes for it."""


_ENDED_SO = frozenset(
    {
        Ending.NEVER_DELIVERED,
        Ending.NOTHING_FOLLOWS,
        Ending.UNLISTED,
        Ending.WARNED,
        Ending.PAUSED,
        Ending.REPAIRED,
        Ending.REPAIRED_UNJUDGED,
    }
)
"""Endings of which the state alone does not say enough."""

_CUT_SHORT = frozenset({Ending.REMOVED, Ending.GONE, Ending.WITHDRAWN})
"""Endings that come while moderators still have time."""


def snapshot_of(uow: UnitOfWork, case: Case) -> Snapshot:
    """What was captured at the first report."""
    snapshot = uow.listings.get(case.snapshot)
    if snapshot is None:
        raise LookupError(f"case {case.number}: its snapshot is not stored")
    return snapshot


def card_view(uow: UnitOfWork, case: Case, number: int, now: datetime, ground: Ground) -> CardView:
    """The card of a round as the case stands now, in the community's language."""
    round_, policy = case.rounds[number - 1], policy_of(uow, case, ground.language)
    reply, later = _reply_of(case, round_), round_.kind is not RoundKind.LISTING
    concerned, after = concerned_media(case, case.noticed), _came(case, round_)
    messages = [message for id_ in _read_with(case, round_) if (message := uow.conversation.get(id_))]
    portfolio = None if later else uow.portfolios.of(case.number)
    return CardView(
        case=case.number,
        round=number,
        kind=round_.kind,
        card=round_.card,
        title=title_of(uow, case),
        url=url_of(uow, case),
        description=all_of(uow, case, "description"),
        process_notes=all_of(uow, case, "process_notes"),
        media=asked_media(case),
        hung=() if later else hung(uow, case, asked_media(case), policy.sameness),
        questions=tuple(each.question for each in policy.considerations),
        legend=tuple(LegendLine(each.choice, each.label) for each in policy.legend(round_.kind, round_.choices)),
        deadline=round_.deadline,
        policy=policy,
        waits_for=_waits(uow, case, round_, now),
        status=_status(case, round_),
        over=round_.closed,
        asked=statements(uow, case, policy, case.noticed) if later else (),
        before=tuple(each for each in concerned if each not in after) or asked_media(case) if later else (),
        after=after,
        answer=tuple(from_member(each, case.number) for each in messages if each.words),
        files=(*kept_files(messages, ground.link), *(replacements(uow, case, reply, concerned) if reply else ())),
        works=portfolio.works if portfolio else (),
        seen=() if later else _seen(uow, case, portfolio, policy),
        notes=added_notes(uow, case),
        facts=facts_in(uow, reply.media if reply else asked_media(case)),
        record=_record(uow, case, round_, now, ground),
        purged=case.purged,
        listings=lines(uow, touched(case)),
        joint=bool(case.parts),
        judged=_judged(uow, case),
    )


def _judged(uow: UnitOfWork, case: Case) -> Say | None:
    judged = judged_version(uow, case)
    words = {"policy": uow.policies.get(case.policy).version, "judged": judged}
    return Say("say.card_judged", words) if judged else None


def _record(uow: UnitOfWork, case: Case, round_: Round, now: datetime, ground: Ground) -> tuple[Say, ...]:
    """For those who decide what follows, while they do."""
    if round_.kind is not RoundKind.ACTION or round_.closed:
        return ()
    return factors(uow, case, now, ground.language)


def added_notes(uow: UnitOfWork, case: Case) -> tuple[AddedNotes, ...]:
    """Process notes that the member added to any of the listings."""
    stored = (notes for listing in case.listings for notes in uow.notes.of(listing))
    return tuple(AddedNotes(each.at, uow.words.get(each.words)) for each in stored)


def _seen(uow: UnitOfWork, case: Case, portfolio: Portfolio | None, policy: Policy) -> tuple[Say, ...]:
    """Pictures seen before, and a flood of uploads. Replies have lines of their own (`replacing`)."""
    uploads = many_uploads(portfolio, case, policy) if portfolio else None
    return (*seen_before(uow, case, case.media, policy), *([uploads] if uploads else []))


def _reply_of(case: Case, round_: Round) -> Reply | None:
    """The reply that a reply round judges: each such round its own, but for those that were begun anew."""
    if round_.kind is not RoundKind.REPLY:
        return None
    earlier = case.rounds[: round_.number - 1]
    return case.replies[sum(each.kind is RoundKind.REPLY and not each.revised for each in earlier)]


def _came(case: Case, round_: Round) -> tuple[Media, ...]:
    """The pictures that came with the answer that is judged or, where it is asked what follows, with all of them."""
    if round_.kind is RoundKind.ACTION:
        return tuple(media for reply in case.answers for media in reply.media)
    reply = _reply_of(case, round_)
    return reply.media if reply else ()


def _read_with(case: Case, round_: Round) -> tuple[str, ...]:
    """The member's messages that belong on a card: the answer that is judged, all answers, or the statement."""
    match round_.kind:
        case RoundKind.REPLY:
            reply = _reply_of(case, round_)
            return reply.messages if reply else ()
        case RoundKind.ACTION:
            return tuple(id_ for reply in case.answers for id_ in reply.messages)
        case RoundKind.APPEAL:
            return case.appeal.messages if case.appeal else ()
        case _:
            return ()


def _waits(uow: UnitOfWork, case: Case, round_: Round, now: datetime) -> tuple[Say, ...]:
    if round_.closed or round_.number != case.round.number or case.status not in IN_REVIEW:
        return ()
    place = {"case": case.number}
    return tuple(Say(f"say.card_waits_{why}", place) for why in waits_for(case, facts(uow, case, now)))


def _status(case: Case, round_: Round) -> tuple[Say, ...]:
    """Where the case stands, in sentences; on its newest card only, older cards say how their round ended."""
    lines = []
    if round_.closed and (end := _end_of(case, round_)):
        lines.append(end)
    if round_.relinked:
        lines.append(Say("say.card_relinked"))
    if round_.number == case.round.number:
        if round_.stands and not round_.closed:
            lines.append(Say("say.card_stands", {}, {"at": round_.stands.since + case.rules.undo}))
        if case.changed and not _judges_change(case, round_):
            lines.append(Say("say.card_changed"))
        if case.moved_to:
            lines.append(Say("say.card_owner_moved"))
        if case.missing and case.is_open:
            lines.append(Say("say.card_missing"))
        if case.status is Status.NOTICE_DUE and not is_settled(case.owner, case.rules):
            lines.append(Say("say.card_owner_needed", {"case": case.number}))
        if case.status not in IN_REVIEW:
            lines.append(status_line(case))
        if waiting(case):
            lines.append(Say("say.card_question", {"case": case.number}))
    return tuple(lines)


def _judges_change(case: Case, round_: Round) -> bool:
    """Whether the listing as it is now is the answer that is judged."""
    reply = _reply_of(case, round_)
    return reply is not None and reply.changed == case.changed


def _end_of(case: Case, round_: Round) -> Say | None:
    """How a round ended; None where nobody was to decide it any more, which the state of the case says."""
    if round_.revised:
        return Say("say.card_revised")
    if round_.superseded:
        return Say("say.card_superseded")
    if round_.moved:
        return Say("say.card_round_moved")
    if round_.outcome:
        return Say(f"say.card_decided_{round_.outcome}", {"case": case.number})
    return None if case.ending in _CUT_SHORT else Say("say.card_undecided", {"case": case.number})


def status_line(case: Case) -> Say:
    """The state of a case as a sentence for moderators."""
    if case.status is Status.UNDELIVERABLE:
        return Say(f"say.undeliverable_{unreached(case)}", {"case": case.number})
    if case.action and case.action.over and case.status is Status.CLOSED:
        return Say("say.status_over", {"case": case.number})
    if case.ending and case.ending in _ENDED_SO:
        return Say(f"say.status_{case.ending.name.lower()}", {"case": case.number}, _restriction(case))
    times = {"deadline": case.clock.deadline} if case.clock else {}
    return Say(f"say.status_{case.status.name.lower()}", {"case": case.number}, times)


def _restriction(case: Case) -> dict[str, datetime]:
    action = case.action
    return {"until": action.until or action.since, "expires": action.expires or action.since} if action else {}


def unreached(case: Case) -> str:
    """Why nobody could be reached: `closed`, `left`, `unknown` or `other`."""
    return _UNDELIVERABLE.get(case.undelivered or "", "other")


def statements(uow: UnitOfWork, case: Case, policy: Policy, noticed: Collection[str]) -> tuple[Statement, ...]:
    """What was noticed, by its ids, as people read it."""
    named = {each.code: each.statement for each in policy.considerations}
    return tuple(
        Statement(
            uow.words.get(each.words),
            tuple(named[code] for code in named if code in each.considerations),
            each.media,
        )
        for each in case.observations
        if each.id in noticed
    )


def concerned_media(case: Case, noticed: Collection[str]) -> tuple[Media, ...]:
    """The media that what was noticed is about: those that it names, else all."""
    every = (*case.media, *(media for reply in case.replies for media in reply.media))
    named = {letter for each in case.observations if each.id in noticed for letter in each.media}
    return tuple(media for media in every if media.letter in named) or asked_media(case)


def asked_media(case: Case) -> tuple[Media, ...]:
    """The media that the question is about; of several listings those of such as were not left out of the finding."""
    return tuple(media for part in touched(case) for media in part.media) or case.media


def notice_view(uow: UnitOfWork, case: Case, account: Account, ground: Ground, now: datetime) -> NoticeView:
    """The notice that is due."""
    spoken = speaks(uow, account, ground)
    snapshot, policy = snapshot_of(uow, case), policy_of(uow, case, *spoken)
    return NoticeView(
        case=case.number,
        question=case.questions,
        account=account,
        title=title_of(uow, case),
        url=url_of(uow, case),
        captured_at=snapshot.captured_at,
        statements=statements(uow, case, policy, case.finding),
        media=concerned_media(case, case.finding),
        deadline=now + case.rules.answer_within,
        version=version_of(uow, case),
        support=ground.support,
        thread=case.notices[0] if case.notices else None,
        listings=lines(uow, touched(case)),
        locale=spoken[0],
    )


def my_case_view(uow: UnitOfWork, case: Case, policy: Policy, now: datetime) -> MyCaseView:
    """What the member may know of a case of theirs, with what its policy says in their language."""
    return MyCaseView(
        number=case.number,
        title=title_of(uow, case),
        url=url_of(uow, case),
        status=_my_status(case),
        statements=statements(uow, case, policy, case.grounds),
        deadline=case.clock.deadline if case.clock else None,
        version=version_of(uow, case),
        listings=lines(uow, touched(case)),
        appeal=_appeal(case, now),
    )


def _appeal(case: Case, now: datetime) -> Say | None:
    """How what was decided can be appealed, and until when; None where it cannot."""
    if refusal(case, now):
        return None
    # While they have not had the reasons their time has not begun: at least this long it lasts.
    return Say("statement.contest_appeal", {}, {"until": closes_at(case) or now + case.rules.appeal_within})


def version_of(uow: UnitOfWork, case: Case) -> Say:
    """The policy that a case goes by, for its member."""
    return versions(uow.policies.get(case.policy).version, judged_version(uow, case))


def _my_status(case: Case) -> Say:
    """Where it stands, for its member; a decision with its end, and once that has come, that it has."""
    if case.action and case.action.over and case.status is Status.CLOSED:
        return Say("say.my_case_over", {"case": case.number})
    if case.action and case.status is Status.WITHDRAWN:  # more than a question is taken back
        return Say("say.my_case_overturned")
    if case.ending and case.ending in _ENDED_SO - {Ending.NEVER_DELIVERED}:
        return Say(f"say.my_case_{case.ending.name.lower()}", {"case": case.number}, _restriction(case))
    return Say(f"say.my_case_{case.status.name.lower()}")


def case_line(uow: UnitOfWork, case: Case) -> CaseLine:
    """The case in a list of moderators."""
    card = case.round.card if case.rounds else None
    return CaseLine(case.number, title_of(uow, case), status_line(case), _decided_by(case), card)


def _decided_by(case: Case) -> datetime | None:
    """When something happens by itself, as far as people care: of a vote, when it ends."""
    return case.round.deadline if case.status in IN_REVIEW and not case.round.stands else due_at(case)

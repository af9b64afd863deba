"""The member's answer: gathered until it is whole, judged by a round, and joined by what comes after."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.moderation import appeals
from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.action_events import RoundSuperseded
from bot.moderation.ballots import voters
from bot.moderation.draft import Draft
from bot.moderation.effects import Say, ShowCard, TellVoter
from bot.moderation.model import Account, Case, Media, MemberClock, Reply, RoundKind, Status
from bot.moderation.rounds import open_round


def take_reply(draft: Draft, command: c.TakeReply) -> None:
    """The member wrote. While we wait for it, more may follow, so that it is gathered first."""
    welcome_back(draft)
    if draft.case.status is Status.AWAITING_MEMBER:
        draft.record(e.ReplyGathered(command.reply, draft.facts.now))
    else:
        count_reply(draft, command.reply)


def welcome_back(draft: Draft) -> None:
    """Who has a notice, could not be reached since, and writes, is awaited again."""
    if draft.case.status is Status.UNDELIVERABLE and draft.case.member_knows:
        draft.record(e.MemberBack(draft.facts.now + draft.case.rules.answer_within, draft.facts.now))


def count_reply(draft: Draft, reply: Reply) -> None:
    """It is the answer, with all that was gathered. A late one counts; what comes later is put to those who judge."""
    welcome_back(draft)
    case = draft.case
    if takes_a_reply(case):
        begun = case.clock.gathered if case.clock else None
        _supersede(draft)
        _show(draft)
        draft.record(e.Replied(_lettered(case, begun.reply.joined(reply) if begun else reply)))
        open_round(draft, RoundKind.REPLY)
    elif case.status is Status.REPLY_IN_REVIEW:
        _join(draft, _lettered(case, reply))
    elif case.status is Status.ACTION_IN_REVIEW:
        draft.record(e.ReplyJoined(_lettered(case, reply)))
        _show(draft)
    elif case.status is Status.APPEAL_IN_REVIEW:
        appeals.join(draft, reply)


def takes_a_reply(case: Case) -> bool:
    """Whether an answer is judged: to a question, one late answer after silence, or the repair of an unlisted work."""
    late = case.status is Status.ACTION_IN_REVIEW and case.silent
    return case.status is Status.AWAITING_MEMBER or late or (case.status is Status.CLOSED and case.unlisted)


def _supersede(draft: Draft) -> None:
    """What moderators were to decide without an answer is taken off: there is one now."""
    if draft.case.status is Status.ACTION_IN_REVIEW and not draft.case.round.closed:
        draft.record(RoundSuperseded(draft.case.round.number))


def count_gathered(draft: Draft) -> None:
    """Nothing more came, or enough did: what was gathered is the answer."""
    count_reply(draft, Reply())


def whole_at(case: Case, clock: MemberClock) -> datetime | None:
    """When an answer that is being gathered is taken to be whole; one of which a file is on its way waits for that."""
    if clock.gathered is None:
        return None
    latest = clock.gathered.since + case.rules.settle_at_most
    fetching = any(not each.question for each in clock.held)
    return latest if fetching else min(clock.gathered.last + case.rules.settle, latest)


def _join(draft: Draft, reply: Reply) -> None:
    """Words join the card, and ballots stand. What is new to look at is voted on anew, so often and no more."""
    voted = voters(draft.case, draft.case.round, draft.facts)
    revised = sum(each.revised for each in draft.case.rounds)
    if voted and _is_new(draft.case, reply) and revised < draft.case.rules.revisions:
        _revise(draft, reply, voted)
    else:
        draft.record(e.ReplyJoined(reply))
        _show(draft)


def _is_new(case: Case, reply: Reply) -> bool:
    """Whether there is more to look at than words."""
    shown = {media.digest for media in (*case.media, *(each for earlier in case.replies for each in earlier.media))}
    return reply.link or any(media.digest is None or media.digest not in shown for media in reply.media)


def _revise(draft: Draft, reply: Reply, voted: list[Account]) -> None:
    draft.record(e.ReplyRevised(draft.case.round.number, reply))
    _show(draft)
    open_round(draft, RoundKind.REPLY)
    say = Say("say.voter_revised", {"case": draft.case.number})
    draft.want(*(TellVoter(draft.case.number, draft.case.round.number, account, say, later=True) for account in voted))


def _lettered(case: Case, reply: Reply) -> Reply:
    """The reply with its media lettered on from all that the case has shown so far."""
    shown = len(case.media) + sum(len(earlier.media) for earlier in case.replies)
    return replace(reply, media=lettered(reply.media, shown))


def lettered(media: Iterable[Media], shown: int) -> tuple[Media, ...]:
    """Media lettered on from so many that were shown before."""
    return tuple(replace(each, letter=letter(shown + index)) for index, each in enumerate(media))


def letter(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    while index >= 0:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
    return letters


def _show(draft: Draft) -> None:
    draft.want(ShowCard(draft.case.number, draft.case.round.number))

"""Many listings of one member at once: one card, one vote, one notice, one deadline.

From a number of open cases on, whose reports came within a time (policy data), the next case is joint: what else of the
member is reported joins it while it is undecided.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.ballots import voters
from bot.moderation.correspondence import is_whole, was_read
from bot.moderation.draft import Draft
from bot.moderation.effects import Say, ShowCard, TellVoter
from bot.moderation.endings import resolve, tell_member
from bot.moderation.model import Case, Ending, Media, Part, Reply, RoundKind, Rules, Status
from bot.moderation.replies import count_gathered, count_reply
from bot.moderation.reports import add_reporter, is_owner, is_reporter, take_in
from bot.moderation.rounds import open_round

JOINED = "joined"
"""What voters are told of once a round: there is more to look at than when they voted."""
_UNSEEN = frozenset({c.Sight.UNREACHABLE, c.Sight.NOWHERE})


def begins(others: Iterable[Case], rules: Rules, now: datetime) -> bool:
    """Whether a case that opens now, beside these open ones of the same member, is to be joint."""
    recent = [case for case in others if case.opened_at >= now - rules.joint_within]
    return len(recent) + 1 >= rules.joint_from


def takes(case: Case, media: Sequence[Media], now: datetime) -> bool:
    """Whether a further listing can join: there is room for its letters, and time for people to look at it."""
    rules, round_ = case.rules, case.round
    undecided = case.status is Status.IN_REVIEW and round_.stands is None and not round_.looking
    in_time = now < min(case.opened_at + rules.joint_within, round_.deadline)
    return bool(case.parts) and undecided and in_time and len(case.media) + len(media) <= rules.joint_media


def touched(case: Case) -> tuple[Part, ...]:
    """The listings that a joint case is about by now: those that a sentence of the finding names."""
    return tuple(part for part in case.parts if not part.spared)


def left_out(case: Case) -> frozenset[str]:
    """The media that were left out as fine, by digest: whatever became of the case, it was not about them."""
    about = {media.digest for part in touched(case) for media in part.media}
    spared = (media.digest for part in case.parts if part.spared for media in part.media)
    return frozenset(each for each in spared if each and each not in about)


def meant(letters: Iterable[str], named: Iterable[str], fine: Iterable[str]) -> tuple[str, ...]:
    """The media that a moderator means in a joint case: those named or else all, without those that are fine.

    They are put on record by letter: what joins later is not meant.
    """
    return tuple(letter for letter in dict.fromkeys(tuple(named) or letters) if letter not in {*fine})


def join_listing(draft: Draft, command: c.JoinListing) -> None:
    """A further listing of the member: lettered on, and put to the same vote.

    Raises:
        ValueError: The case does not take it: a fault of ours, which must not reach the ledger.
    """
    case, now = draft.case, draft.facts.now
    if not takes(case, command.media, now):
        raise ValueError(f"case {case.number} takes no further listing")
    if is_owner(case.owner, command.reporter, draft.facts):
        draft.say(Say("say.report_own"))
        return
    take_in(draft, Part(command.listing, command.snapshot, command.media))
    draft.want(ShowCard(case.number, case.round.number))
    draft.say(Say("say.flagged" if command.duty else "say.report_taken", {"case": case.number}))
    _tell_voters(draft)
    if command.duty:
        draft.record(e.Flagged(command.report, command.reporter))
    elif not is_reporter(case, command.reporter, draft.facts):
        add_reporter(draft, command)


def _tell_voters(draft: Draft) -> None:
    """Whoever voted before has not seen it: their ballots stand, and they hear of it once."""
    round_ = draft.case.round
    for account in voters(draft.case, round_, draft.facts):
        if (account, JOINED) not in round_.told:
            draft.record(e.VoterTold(round_.number, account, JOINED))
            say = Say("say.voter_joined", {"case": draft.case.number})
            draft.want(TellVoter(draft.case.number, round_.number, account, say, later=True))


def see_listings(draft: Draft, command: c.SeeListings) -> None:
    """A look at every listing came back. One that is gone or changed is an answer; with all gone, nothing is left.

    Once it was decided what follows, nothing is looked for: we may have unlisted them.
    """
    before = draft.case
    if before.closed_at:
        return
    awaited = before.status is Status.AWAITING_MEMBER
    for seen in command.seen:
        _note(draft, seen, at_once=awaited and command.message is not None)
    if draft.case.parts != before.parts:
        draft.want(ShowCard(before.number, before.round.number))
    if all(part.gone for part in touched(draft.case)):
        resolve(draft, Ending.REMOVED if awaited else Ending.GONE)
    elif before.status in (Status.AWAITING_MEMBER, Status.REPLY_IN_REVIEW):
        _answer(draft, command, before)


def _note(draft: Draft, seen: c.Seen, *, at_once: bool) -> None:
    """What a look found of one listing. Gone is believed at once where the member said so, else at the second look."""
    part = next(each for each in draft.case.parts if each.listing == seen.listing)
    if seen.sight is c.Sight.GONE and not part.gone:
        sure = part.missing or at_once
        draft.record(e.ListingGone(part.listing) if sure else e.ListingMissing(part.listing))
    if seen.sight not in (c.Sight.SAME, c.Sight.CHANGED):
        return
    if part.missing or part.gone:
        draft.record(e.ListingBack(part.listing))
    now = (seen.sight is c.Sight.CHANGED and seen.snapshot) or part.snapshot
    if now != (part.changed or part.snapshot):
        draft.record(e.ListingChanged(now, part.listing))


def _answer(draft: Draft, command: c.SeeListings, before: Case) -> None:
    """What it means to those who wait for the member or judge: an answer, nothing new, silence after the last look."""
    claimed = (command.message,) if command.message else ()
    was = {part.listing: part for part in before.parts}
    parts = {part.listing: part for part in touched(draft.case)}
    seen = [each for each in command.seen if each.listing in parts]
    changed = [each for each in seen if parts[each.listing].changed not in (None, was[each.listing].changed)]
    removed = any(parts[each.listing].gone and not was[each.listing].gone for each in seen)
    if changed or removed or (claimed and any(each.sight in _UNSEEN for each in seen)):
        media = tuple(media for each in changed for media in each.media)
        count_reply(draft, Reply(claimed, media, changed[0].snapshot if changed else None))
    elif before.status is not Status.AWAITING_MEMBER:
        return
    elif claimed:
        tell_member(draft, "say.member_still_there")
    elif is_whole(draft.case.clock):
        if not any(each.sight is c.Sight.GONE and parts[each.listing].missing for each in seen):
            count_gathered(draft)
    elif was_read(draft.case.clock) and not _unsure(parts.values(), seen):
        draft.record(e.MemberSilent())
        draft.want(ShowCard(before.number, before.round.number))
        open_round(draft, RoundKind.ACTION)


def _unsure(parts: Iterable[Part], seen: Iterable[c.Seen]) -> bool:
    """Whether another look may still find an answer."""
    return any(part.missing for part in parts) or any(each.sight is c.Sight.UNREACHABLE for each in seen)

"""Who may do what, all of it: what it takes to do a thing, and whose part in a case keeps them from it.

- Everybody may report, ask for the policy and their own cases, add notes and answer. What is whose own (a message, a
  question, a report to go on with) is for the use case to tell: it says so, and nothing of anybody else.
- Moderators handle cases; a ballot is theirs alone, and `ballots` says whose counts.
- Leads may do what cannot be undone, or tells who reported.
- Owner and reporters of a case are refused every command that changes it, whatever else they are.
- Operators act on the machine (`salon …`), by no chat: there is nothing of theirs that somebody in a chat could try.

A thing that is not in the table cannot be done; a test goes through what people can do on each chat, as everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from typing import assert_never

from bot.moderation import inbound as i
from bot.moderation.ballots import recused
from bot.moderation.effects import Say
from bot.moderation.model import Account, Case, Facts


class Rank(IntEnum):
    """What somebody is; each may do what those before may."""

    MEMBER = 0
    MODERATOR = 1
    LEAD = 2


class Part(Enum):
    """Whose part in a case keeps them from something."""

    NOBODYS = auto()
    OWNERS = auto()
    """What they would learn could name a colleague's report or vote."""
    ANYBODYS = auto()
    """Owner's and reporters': it changes their case."""


@dataclass(frozen=True, slots=True)
class Permit:
    """What it takes to do a thing."""

    rank: Rank
    barred: Part = Part.NOBODYS


_EVERYBODY = Permit(Rank.MEMBER)
_MODERATORS = Permit(Rank.MODERATOR)
_HANDLING = Permit(Rank.MODERATOR, Part.ANYBODYS)
_LEADING = Permit(Rank.LEAD, Part.ANYBODYS)

PERMITS: Mapping[type[i.Inbound], Permit] = {
    i.ReportSent: _EVERYBODY,
    i.ReportConfirmed: _EVERYBODY,
    i.Reacted: _EVERYBODY,
    i.ReactionsRemoved: _EVERYBODY,
    i.MessageGone: _EVERYBODY,
    i.Unreadable: _EVERYBODY,
    i.Wrote: _EVERYBODY,
    i.Edited: _EVERYBODY,
    i.ChoseCase: _EVERYBODY,
    i.NotesSent: _EVERYBODY,
    i.AskedForm: _EVERYBODY,
    i.Answered: _EVERYBODY,
    i.AskedStatement: _EVERYBODY,
    i.AskedMyCase: _EVERYBODY,
    i.AskedLink: _EVERYBODY,
    i.ChoseHere: _EVERYBODY,
    i.AskedPolicy: _EVERYBODY,
    i.AppealSent: _EVERYBODY,
    i.AskedList: _MODERATORS,
    i.AskedStanding: _MODERATORS,
    i.AskedNext: _MODERATORS,
    i.FlaggedListing: _MODERATORS,
    i.AskedCase: Permit(Rank.MODERATOR, Part.OWNERS),
    i.ObservationSent: _HANDLING,
    i.NamedOwner: _HANDLING,
    i.TookBack: _HANDLING,
    i.WroteNote: _HANDLING,
    i.TookUpAgain: _HANDLING,
    i.AskedLetter: _HANDLING,
    i.HandedOver: _HANDLING,
    i.HandedIn: _HANDLING,
    i.MessagedMember: _HANDLING,
    i.OrderedPurge: _LEADING,
    i.OrderedUnsealing: _LEADING,
}


def rank_of(event: i.Inbound) -> Rank:
    """What somebody is, as far as their chat had to look it up for what they did."""
    if getattr(event, "lead", False):
        return Rank.LEAD
    return Rank.MODERATOR if getattr(event, "moderator", False) else Rank.MEMBER


def concerns(event: i.Inbound) -> int | None:
    """The case that somebody's part in is to be looked at, before what they did is done."""
    return getattr(event, "case", None) if PERMITS[type(event)].barred is not Part.NOBODYS else None


def refused(event: i.Inbound, case: Case | None, facts: Facts) -> Say | None:
    """Why somebody may not do what they did, privately and in a sentence; None where they may."""
    permit, account = PERMITS[type(event)], i.actor(event)
    if rank_of(event) < permit.rank:
        return Say("say.leads_only" if permit.rank is Rank.LEAD else "say.moderators_only")
    if case is None or account is None:
        return None
    return _barred(permit.barred, case, account, facts)


def _barred(part: Part, case: Case, account: Account, facts: Facts) -> Say | None:
    return (
        Say("say.not_your_case", {"case": case.number}) if facts.person(account) in _away(part, case, facts) else None
    )


def _away(part: Part, case: Case, facts: Facts) -> frozenset[str]:
    match part:
        case Part.NOBODYS:
            return frozenset()
        case Part.OWNERS:
            owner = case.owner.accounts if case.owner else ()
            return frozenset(facts.person(account) for account in (*owner, *case.owners))
        case Part.ANYBODYS:
            return recused(case, facts)
    assert_never(part)


def refusal(case: Case, account: Account, facts: Facts, *, moderator: bool) -> Say | None:
    """Why this account may not change this case, or None where it may: `decide` asks again, for whoever calls it."""
    if not moderator:
        return Say("say.moderators_only")
    return _barred(Part.ANYBODYS, case, account, facts)


def lead_refusal(case: Case, account: Account, facts: Facts, *, lead: bool) -> Say | None:
    """The same for what only those may do who lead the moderators."""
    if not lead:
        return Say("say.leads_only")
    return refusal(case, account, facts, moderator=True)

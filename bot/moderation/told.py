"""The platform thinks in listings: it is told of each, and once of each whose case was opened that this is over.

A case can end in many ways, and none of them says so here: it is seen by what was open before and is not any more.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.moderation.draft import Decision
from bot.moderation.effects import CallPlatform, Effect, PlatformEvent
from bot.moderation.joint import touched
from bot.moderation.model import Case, Choice, Ending

_ONCE = frozenset({PlatformEvent.CASE_OPENED, PlatformEvent.NOTICE_DELIVERED, PlatformEvent.NOTICE_UNDELIVERABLE})
"""What the platform is told once a case, of its first listing; all else of every listing that it concerns."""
_ABOUT_MEMBER = frozenset({Choice.WARN, Choice.PAUSE})


def told_of_each(before: Case | None, decision: Decision) -> Decision:
    """What a decision tells the platform, listing by listing; and of which ones it is over, with nothing to follow."""
    case = decision.case
    if case is None:
        return decision
    effects = tuple(each for effect in decision.effects for each in _of_each(case, effect))
    calls = [each for each in effects if isinstance(each, CallPlatform)]
    acted_on = [each.listing for each in calls if each.event is PlatformEvent.ACTION_DECIDED]
    over = [each for each in _undecided(before) if each not in _undecided(case) and each not in acted_on]
    return replace(decision, effects=(*effects, *(_cleared(case, each) for each in over)))


def _undecided(case: Case | None) -> tuple[str, ...]:
    """The listings that a case is still about, before its first end; a case about one listing names none."""
    if case is None or not case.takes_reports:
        return ()
    return tuple(part.listing for part in touched(case)) or ("",)


def _cleared(case: Case, listing: str) -> CallPlatform:
    """Left out as fine while the case goes on, beside an action that is about the member, or over with all of it."""
    after = Ending.NOTHING_FOLLOWS if case.action else case.ending
    ending = Ending.KEPT if case.is_open else after
    return CallPlatform(case.number, PlatformEvent.CASE_CLEARED, listing=listing, ending=ending)


def _of_each(case: Case, effect: Effect) -> Iterator[Effect]:
    if not isinstance(effect, CallPlatform) or effect.listing or not case.parts:
        yield effect
        return
    about = touched(case)
    once = effect.event in _ONCE or effect.outcome in _ABOUT_MEMBER
    for part in about[:1] if once else about:
        yield replace(effect, listing=part.listing)

"""The listing of an open case, looked at from time to time: still there, and still as captured?"""

from datetime import datetime, timedelta

from bot.moderation import commands as c
from bot.moderation.effects import LookAtListing
from bot.moderation.model import Case, Owner
from bot.ports import NotFound, Snapshot, UnitOfWork, Unreachable
from bot.service import linking
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.portfolio import look_once
from bot.service.seeing import saw_listing

SECOND_LOOK = timedelta(minutes=10)
"""How soon a missing or silent listing is looked at again: long enough for a passing fault to pass."""

UNLISTED = "images:"
"""Prefix of the id of what has no page: a case on pictures alone, of which no listing is known."""


def look_later(uow: UnitOfWork, case: Case, at: datetime, now: datetime) -> None:
    """Have the listing looked at, not before `at`, if it has a page at all."""
    if not case.listing.startswith(UNLISTED):
        uow.outbox.put([LookAtListing(case.number)], now, after=at)


def next_look(ground: Ground, now: datetime, *, soon: bool) -> datetime:
    """When an open case's listing is looked at again; the second look, too, comes at the pace of a rehearsal."""
    every = ground.policy.limits.look_every
    return now + (min(SECOND_LOOK, every) if soon else every)


def see(uow: UnitOfWork, number: int, command: c.SeeListing, now: datetime) -> None:
    """A look came back."""
    apply_to(uow, number, command, now)


def finish_look(
    uow: UnitOfWork,
    effect: LookAtListing,
    result: Snapshot | NotFound | Unreachable | None,
    ground: Ground,
    now: datetime,
) -> None:
    """A look at a listing came back (None: there is no page to look at). While the case is open, look again later."""
    if isinstance(result, Snapshot):
        uow.listings.save(result)
        linking.take_owner(uow, result, now)
        saw_listing(uow, result, now)
    before = uow.cases.get(effect.case)
    if before is None:
        return
    see(uow, effect.case, _sight(uow, before, effect, result), now)
    if isinstance(result, Snapshot):
        _see_owner(uow, before, result, now)
    after = uow.cases.get(effect.case)
    if after and after.is_open and effect.message is None:
        soon = after.missing or isinstance(result, Unreachable)
        if isinstance(result, Snapshot):
            look_once(uow, after, result, now)
        look_later(uow, after, next_look(ground, now, soon=soon), now)


def _see_owner(uow: UnitOfWork, case: Case, found: Snapshot, now: datetime) -> None:
    """Whom the platform names now, where it named somebody when the case opened."""
    captured = uow.listings.get(case.snapshot)
    if captured and captured.owner and found.owner and found.owner != (case.moved_to or captured.owner):
        accounts = tuple(dict.fromkeys((*found.accounts, *uow.people.accounts_of(found.owner))))
        apply_to(uow, case.number, c.SeeOwner(Owner(found.owner, accounts)), now)


def shows_the_same(uow: UnitOfWork, captured_as: str, found: Snapshot) -> bool:
    """Whether people see the same as was captured. Whose accounts are linked meanwhile changes nothing."""
    captured = uow.listings.get(captured_as)
    return captured is not None and _visible(captured) == _visible(found)


def _visible(snapshot: Snapshot) -> tuple[object, ...]:
    return snapshot.title, snapshot.description, snapshot.process_notes, snapshot.media


def _sight(
    uow: UnitOfWork, case: Case, effect: LookAtListing, result: Snapshot | NotFound | Unreachable | None
) -> c.SeeListing:
    if isinstance(result, Snapshot):
        return c.SeeListing(sight(uow, case.snapshot, result), result.id, result.media, effect.message)
    return c.SeeListing(sight(uow, case.snapshot, result), message=effect.message)


def sight(uow: UnitOfWork, captured_as: str, result: Snapshot | NotFound | Unreachable | None) -> c.Sight:
    """What a look found, beside what was captured at the report."""
    match result:
        case Snapshot() if _incomplete(uow, captured_as, result):
            return c.Sight.UNREACHABLE
        case Snapshot():
            return c.Sight.SAME if shows_the_same(uow, captured_as, result) else c.Sight.CHANGED
        case NotFound(gone=True):
            return c.Sight.GONE
        case Unreachable():
            return c.Sight.UNREACHABLE
        case NotFound() | None:
            return c.Sight.NOWHERE


def _incomplete(uow: UnitOfWork, captured_as: str, result: Snapshot) -> bool:
    """Whether a picture that was captured at the report could not be fetched this time: that is no change."""
    before = uow.listings.get(captured_as)
    captured = {media.letter for media in before.media if media.digest} if before else set()
    return any(media.letter in captured and media.digest is None for media in result.media)

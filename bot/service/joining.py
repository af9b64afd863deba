"""Many listings of one member: which case takes them, and what a look at all of them found."""

from collections.abc import Mapping
from datetime import datetime

from bot.moderation import commands as c
from bot.moderation import joint
from bot.moderation.draft import Decision
from bot.moderation.effects import LookAtListing
from bot.moderation.inbound import ObservationSent
from bot.moderation.model import Case, Owner, Part, RoundKind
from bot.ports import NotFound, Snapshot, StoredReport, UnitOfWork, Unreachable
from bot.service import linking
from bot.service.deciding import apply, apply_to
from bot.service.ground import Ground
from bot.service.listings import look_later, next_look, sight
from bot.service.seeing import saw_listing
from bot.service.showing import concerned_media

Result = Snapshot | NotFound | Unreachable


def begins(uow: UnitOfWork, owner: Owner | None, ground: Ground, now: datetime) -> bool:
    """Whether the next case of this member is to take their further listings."""
    return owner is not None and joint.begins(uow.cases.open_of(owner), ground.rules, now)


def takes(uow: UnitOfWork, owner: Owner | None, snapshot: Snapshot, judged: str, now: datetime) -> Case | None:
    """The joint case of this member that takes the listing, or None: all its listings are judged under one version.

    `judged` is the hash of the policy that this one is judged under.
    """
    cases = uow.cases.open_of(owner) if owner else []
    version = uow.policies.get(judged).version
    fit = (case for case in cases if joint.takes(case, snapshot.media, now))
    return next((case for case in fit if uow.policies.get(case.judged or case.policy).version == version), None)


def join(uow: UnitOfWork, case: Case, report: StoredReport, snapshot: Snapshot, now: datetime) -> Decision:
    """The listing of a report joins the case."""
    found, who = (snapshot.listing, snapshot.id, snapshot.media), (report.reporter, report.moderator, report.duty)
    return apply(uow, case, c.JoinListing(*found, report.id, *who), now)


def meant(case: Case, event: ObservationSent) -> tuple[str, ...]:
    """The media that a form means; in a joint case, where none are named, all that its card shows but for the fine."""
    if not case.parts:
        return tuple(dict.fromkeys(event.media))
    shown = [media.letter for media in concerned_media(case, case.noticed)]
    if case.rounds[event.round - 1].kind is RoundKind.REPLY:
        shown += [media.letter for reply in case.replies for media in reply.media]
    return joint.meant(shown, event.media, event.fine)


def see_one(uow: UnitOfWork, case: Case, found: Snapshot, now: datetime) -> None:
    """A further report brought one of its listings as it is now."""
    part = next(each for each in case.parts if each.listing == found.listing)
    seen = c.Seen(found.listing, sight(uow, part.snapshot, found), found.id, found.media)
    apply_to(uow, case.number, c.SeeListings((seen,)), now)


def finish_look(
    uow: UnitOfWork, case: Case, effect: LookAtListing, found: Mapping[str, Result], ground: Ground, now: datetime
) -> None:
    """All listings of a joint case were looked at, one after the other. While it is open, look again later."""
    if not case.is_open:
        return
    seen = tuple(_seen(uow, case, part, found[part.listing], now) for part in case.parts if part.listing in found)
    after = apply_to(uow, case.number, c.SeeListings(seen, effect.message), now)
    if after and after.case and after.case.is_open and effect.message is None:
        soon = any(part.missing for part in after.case.parts) or any(isinstance(e, Unreachable) for e in found.values())
        look_later(uow, after.case, next_look(ground, now, soon=soon), now)


def _seen(uow: UnitOfWork, case: Case, part: Part, result: Result, now: datetime) -> c.Seen:
    """What was found of one listing. One that has another owner now is the member's no more, as if it were gone."""
    if not isinstance(result, Snapshot):
        return c.Seen(part.listing, sight(uow, part.snapshot, result))
    uow.listings.save(result)
    linking.take_owner(uow, result, now)
    saw_listing(uow, result, now)
    if _is_moved(uow, case, part, result):
        return c.Seen(part.listing, c.Sight.GONE)
    return c.Seen(part.listing, sight(uow, part.snapshot, result), result.id, result.media)


def _is_moved(uow: UnitOfWork, case: Case, part: Part, found: Snapshot) -> bool:
    captured = uow.listings.get(part.snapshot)
    if captured is None or found.owner is None or captured.owner in (None, found.owner):
        return False
    theirs = case.owner.accounts if case.owner else ()
    return not {*theirs} & {*found.accounts, *uow.people.accounts_of(found.owner)}

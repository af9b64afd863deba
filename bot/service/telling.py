"""What the platform is told of a case, drawn right before it goes out: is it still true, and what does it say?"""

from dataclasses import replace
from datetime import datetime

from bot.moderation.effects import CallPlatform, PlatformEvent
from bot.moderation.model import Case, Status
from bot.moderation.platform import PlatformView
from bot.ports import Gone, QueuedEffect, UnitOfWork
from bot.service.ground import Ground
from bot.service.listings import UNLISTED
from bot.service.replacing import accepted
from bot.service.sending import Unwanted
from bot.service.several import in_place
from bot.service.showing import concerned_media, notice_view, snapshot_of, unreached

NOT_LISTED = Gone("no listing of the platform's")
NOTHING_NEW = Gone("nothing that would stand instead")


def prepare(
    uow: UnitOfWork, queued: QueuedEffect, effect: CallPlatform, ground: Ground, now: datetime
) -> PlatformView | Unwanted | Gone:
    """What to tell; `Gone` where it is nothing that the platform knows of."""
    case = uow.cases.get(effect.case)
    if case is None:
        return Unwanted("no such case")
    if case.listing.startswith(UNLISTED):
        return NOT_LISTED
    unreachable = effect.event is PlatformEvent.NOTICE_UNDELIVERABLE
    if unreachable and case.status is not Status.UNDELIVERABLE:
        return Unwanted("the member was reached meanwhile, or need not be")
    view = _view(uow, case, queued, effect)
    if effect.event is PlatformEvent.REPLACEMENT_ACCEPTED and not view.accepted:
        return NOTHING_NEW
    if unreachable and case.owner:
        return replace(view, notice=notice_view(uow, case, case.owner.accounts[0], ground, now))
    return view


def _view(uow: UnitOfWork, case: Case, queued: QueuedEffect, effect: CallPlatform) -> PlatformView:
    part = next((each for each in case.parts if each.listing == effect.listing), None)
    snapshot = uow.listings.get(part.snapshot) if part else None
    snapshot = snapshot or snapshot_of(uow, case)
    taken = accepted(uow, case, effect.media, concerned_media(case, case.noticed))
    return PlatformView(
        event=effect.event,
        at=queued.created_at,
        case=case.number,
        listing=snapshot.listing,
        url=snapshot.url,
        title=snapshot.title,
        owner=snapshot.owner,
        media=snapshot.media,
        policy=uow.policies.get(case.policy).version,
        question=case.questions,
        until=effect.until,
        reason=unreached(case),
        accepted=tuple(in_place(uow, part, taken)) if part else taken,
        outcome=effect.outcome,
        ending=effect.ending,
    )

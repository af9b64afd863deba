"""The JSON that the platform's API gives for a listing, in the shape that Salon documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .listing import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .listing import Listing


def listing_json(listing: Listing) -> dict[str, Any]:
    """The whole answer."""
    owner = listing.owner
    return {
        "id": listing.id,
        "url": listing.url,
        "title": listing.title,
        "description": listing.description,
        "process_notes": listing.process_notes,
        "listed_at": listing.listed_at.isoformat(),
        "owner": {
            "id": owner.id,
            "name": owner.name,
            "discord_id": owner.discord_id or None,
            "slack_id": owner.slack_id or None,
            "email": owner.email or None,
        },
        "media": [_work_json(listing, place) for place in range(len(listing.works))],
    }


def shelf_json(listings: Sequence[Listing]) -> dict[str, Any]:
    """The listings of one member."""
    return {"listings": [listing_json(each) for each in listings]}


def _work_json(listing: Listing, place: int) -> dict[str, Any]:
    work = listing.works[place]
    poster = work.kind is not Kind.IMAGE and work.poster is not None
    return {
        "id": f"{listing.id}-{place}",
        "kind": work.kind.value,
        "url": listing.media_url(place),
        "poster_url": listing.media_url(place, poster=True) if poster else None,
        "name": work.name,
    }

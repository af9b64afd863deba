"""What else a member shows on the platform, so that moderators can judge whether a work is in keeping with it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from bot.catalog import api
from bot.catalog.capture import Capture
from bot.catalog.links import address
from bot.catalog.settings import CatalogSettings
from bot.catalog.work import Listed
from bot.evidence.fetch import FetchMissing
from bot.moderation.model import Media
from bot.moderation.resemblance import SeenAs, Sighting
from bot.ports import Fetch, FetchFailed, FetchRefused, Portfolio, Unreachable

MOST = 9
"""Works that are shown: three rows of three."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Portfolios:
    """Asks the platform's API for a member's listings."""

    def __init__(self, settings: CatalogSettings, fetch: Fetch, capture: Capture) -> None:
        self._settings = settings
        self._fetch = fetch
        self._capture = capture

    async def of(self, owner: str, without: str, now: datetime) -> Portfolio | Unreachable:
        """One picture each of the newest listings but one, and when all were listed.

        Args:
            owner: The platform's id of the member.
            without: The listing that is looked at, by id.
            now: When a picture was seen whose listing has no date.
        """
        url = address(self._settings.portfolio_url, owner)
        if not url:
            return Portfolio()
        try:
            shelf = api.parse_shelf(await self._fetch(url, headers=self._settings.api_headers))
        except FetchMissing:
            return Portfolio()
        except FetchRefused as fault:
            return Unreachable(fault.why)
        except (FetchFailed, api.Malformed) as fault:
            return Unreachable(f"the API: {fault}")
        newest = sorted(shelf.listings, key=lambda each: each.listed_at or LONG_AGO, reverse=True)
        listings = [each for each in newest if each.id != without and each.media][:MOST]
        pictures = await asyncio.gather(*(self._capture.picture(each.media[0]) for each in listings))
        shown = [(each, work) for each, work in zip(listings, pictures, strict=True) if work.digest]
        return Portfolio(
            works=tuple(replace(work, name=each.title) for each, work in shown),
            listed_at=tuple(each.listed_at for each in newest if each.listed_at),
            sightings=tuple(_sighting(each, work, owner, now) for each, work in shown if each.id),
        )


def _sighting(listing: Listed, work: Media, owner: str, now: datetime) -> Sighting:
    return Sighting(work.digest or "", SeenAs.LISTING, listing.id, listing.listed_at or now, owner)

"""Looks a listing up: the API where there is one, else its page, else the imported table.

Where there is an API it decides alone. A page shows less than an API knows, so falling back to it while the API is
down would look like a changed listing, and a change counts as the member's answer.
"""

from bot.catalog import api, page, table
from bot.catalog.capture import Capture
from bot.catalog.links import Links, address
from bot.catalog.portfolio import Portfolios
from bot.catalog.settings import CatalogSettings
from bot.catalog.table import Imported
from bot.catalog.work import Work
from bot.evidence.fetch import FetchMissing
from bot.ports import (
    Clock,
    Fetch,
    FetchFailed,
    FetchRefused,
    MediaInspector,
    NotFound,
    Portfolio,
    Snapshot,
    Unreachable,
)


class Catalog:
    """Implements `ports.ListingCatalog`.

    Args:
        settings: The platform.
        fetch: The guarded download; raises `FetchMissing` for 404 and 410.
        inspector: Stores the media.
        imported: The imported row of a listing, in the documented JSON shape, or None.
        clock: When a snapshot was captured.
    """

    def __init__(
        self, settings: CatalogSettings, fetch: Fetch, inspector: MediaInspector, imported: Imported, clock: Clock
    ) -> None:
        self._settings = settings
        self._links = Links(settings)
        self._fetch = fetch
        self._capture = Capture(fetch, inspector, settings.most_media)
        self._portfolios = Portfolios(settings, fetch, self._capture)
        self._clock = clock
        self._imported = imported

    def canonical(self, link: str) -> str | None:
        """The listing's id for any form of its link; None for what is no link to a listing of the platform."""
        return self._links.canonical(link)

    def find_link(self, text: str) -> str | None:
        """The first link to a listing in somebody's words, as it stands there; None where there is none."""
        return self._links.find(text)

    async def look_up(self, listing: str) -> Snapshot | NotFound | Unreachable:
        """Capture the listing as it is now, its media stored."""
        found = await (self._from_api(listing) if self._settings.api_url else self._from_page(listing))
        if not isinstance(found, Work):
            return found
        url = address(self._settings.page_url, listing) or None
        return await self._capture.snapshot(listing, url, found, self._clock.now())

    async def portfolio(self, owner: str, without: str) -> Portfolio | Unreachable:
        """What else this owner shows; empty where nobody knows."""
        return await self._portfolios.of(owner, without, self._clock.now())

    async def _from_api(self, listing: str) -> Work | NotFound | Unreachable:
        url = address(self._settings.api_url, listing)
        try:
            return api.parse(await self._fetch(url, headers=self._settings.api_headers))
        except FetchMissing:
            return NotFound(gone=True)
        except FetchRefused as fault:
            return Unreachable(fault.why)
        except (FetchFailed, api.Malformed) as fault:
            return Unreachable(f"the API: {fault}")

    async def _from_page(self, listing: str) -> Work | NotFound | Unreachable:
        """A page that is refused for good, or says nothing, leaves the word to the table."""
        url = address(self._settings.page_url, listing)
        if not url:
            return await self._row(listing) or NotFound(gone=False)
        try:
            shown = page.parse(await self._fetch(url), url)
        except FetchMissing:
            return NotFound(gone=True)
        except FetchFailed as fault:
            return Unreachable(f"the page: {fault}")
        except FetchRefused as fault:
            return await self._row(listing) or Unreachable(f"the page: {fault}")
        row = await self._row(listing)
        return shown.completed(row) if shown and row else shown or row or NotFound(gone=False)

    async def _row(self, listing: str) -> Work | None:
        return await table.find(self._imported, listing)

"""A catalog that stands on the gallery sandbox, with a guarded download and a real inspector."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.catalog import Catalog, CatalogSettings
from bot.evidence.allowed import Allowed
from bot.evidence.fetch import FetchLimits, GuardedFetch
from bot.evidence.inspect import Inspector
from bot.evidence.reader import FileReader
from bot.ports import Snapshot
from bot.sandbox.gallery import GallerySandbox, Listing
from tests.evidence.media import MemoryStore
from tests.reading import shared_pool

QUICK = FetchLimits(connect=1, silence=0.3, total=2)


@dataclass
class Clock:
    """Implements `ports.Clock` as far as a catalog needs it."""

    time: datetime = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The time it was set to."""
        return self.time

    def monotonic(self) -> float:
        """The same in seconds."""
        return self.time.timestamp()

    async def sleep(self, seconds: float) -> None:
        """No test sleeps."""
        raise NotImplementedError(seconds)


@dataclass
class Platform:
    """The gallery, and what a catalog needs to look at it."""

    gallery: GallerySandbox
    fetch: GuardedFetch
    reader: FileReader
    settings: CatalogSettings
    store: MemoryStore = field(default_factory=MemoryStore)
    clock: Clock = field(default_factory=Clock)
    rows: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def catalog(self, **changes: object) -> Catalog:
        """A catalog, with some settings changed."""
        settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # the test knows its fields

        async def imported(listing: str) -> Mapping[str, object] | None:
            return self.rows.get(listing)

        return Catalog(settings, self.fetch, Inspector(self.store, self.reader), imported, self.clock)

    def paged(self) -> Catalog:
        """A catalog of a platform without an API."""
        return self.catalog(api_url="")

    async def captured(self, listing: Listing, catalog: Catalog | None = None) -> Snapshot:
        """The listing's snapshot; the test fails where there is none."""
        result = await (catalog or self.catalog()).look_up(listing.id)
        assert isinstance(result, Snapshot), result
        return result


@asynccontextmanager
async def platform(api_token: str = "") -> AsyncIterator[Platform]:
    """A platform with its doors open."""
    async with (
        GallerySandbox(api_token) as gallery,
        GuardedFetch(Allowed.of((), [gallery.url]), QUICK) as fetch,
    ):
        settings = CatalogSettings(
            hosts=(gallery.host,),
            pattern=gallery.link_path,
            page_url=gallery.page_url,
            api_url=gallery.api_url,
            portfolio_url=gallery.portfolio_url,
            api_token=api_token,
        )
        yield Platform(gallery, fetch, FileReader(shared_pool()), settings)

"""The last sheets that were drawn: a card is drawn anew whenever what it says changes, its picture hardly ever does."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence

from bot.moderation.model import Media, MediaKind
from bot.ports import MediaStore, Sheets

MOST = 64_000_000
"""Bytes. A sheet has up to 8 MB and mostly some hundred KB; a card has two, and many are drawn anew in turn."""

STRIP = (Media("", MediaKind.OTHER, None, "strip"),)
"""Tells the strip of some works from their sheet."""

Key = tuple[tuple[Media, bool], ...]


class KeptSheets:
    """Implements `ports.Sheets`. A picture that was erased since is on no sheet that was kept."""

    def __init__(self, sheets: Sheets, store: MediaStore, most: int = MOST) -> None:
        self._sheets = sheets
        self._store = store
        self._most = most
        self._kept: OrderedDict[tuple[Key, ...], bytes | None] = OrderedDict()

    async def contact(self, media: Sequence[Media]) -> bytes | None:
        """One lettered sheet of the media."""
        return await self._once((media,), lambda: self._sheets.contact(media))

    async def works(self, works: Sequence[Media]) -> bytes | None:
        """A strip of works."""
        return await self._once((works, STRIP), lambda: self._sheets.works(works))

    async def blurred(self, sheet: bytes) -> bytes:
        """A sheet on which nothing can be made out; quickly made."""
        return await self._sheets.blurred(sheet)

    async def before_after(self, before: Sequence[Media], after: Sequence[Media]) -> bytes | None:
        """Two labelled columns."""
        return await self._once((before, after), lambda: self._sheets.before_after(before, after))

    async def _once(
        self, columns: tuple[Sequence[Media], ...], draw: Callable[[], Awaitable[bytes | None]]
    ) -> bytes | None:
        key = tuple([tuple([(each, await self._is_there(each)) for each in column]) for column in columns])
        if key not in self._kept:
            self._kept[key] = await draw()
        self._kept.move_to_end(key)
        self._forget()
        return self._kept[key]

    def _forget(self) -> None:
        """What was wanted longest ago goes first, and never the last one."""
        held = sum(map(_size, self._kept.values()))
        while held > self._most and len(self._kept) > 1:
            held -= _size(self._kept.popitem(last=False)[1])

    async def _is_there(self, media: Media) -> bool:
        try:
            return media.digest is not None and bool(await self._store.get(media.digest))
        except KeyError:
            return False


def _size(sheet: bytes | None) -> int:
    return len(sheet or b"")

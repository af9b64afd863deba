"""Pictures made of pictures, as JPEG: what a card shows of a listing, and what came instead.

JPEG since Slack shows png, jpg and gif alone, and a PNG of photographs is ten times the size. At most 8 MB and 1600
pixels wide: both chats show that without making it a download (Slack shrinks, Discord's default limit is 10 MiB).
"""

import asyncio
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from bot.evidence.ink import BRIGHT, QUIET, WALL, font, latin
from bot.evidence.layout import Block, Box, arrange
from bot.evidence.reader import FileReader
from bot.evidence.tiles import Labels, Tile, draw_tile
from bot.moderation.model import Media
from bot.ports import MediaStore

WIDTH = 1600
MARGIN = 24
HEADING = 92
HEADING_WORDS = 62
BETWEEN = 56
SQUARE = 1.0
MOST_BYTES = 8_000_000
MOST_MEDIA = 30
"""All that a listing shows at most, and a few that were seen before."""
QUALITIES = (86, 78, 68, 55, 40)
FEW, SOME = 2, 6
STRIP_WIDTH, STRIP_TILE = 1248, 640
BLUR = 24
"""The longer side that a blurred sheet was shrunk to."""
LABELS = Labels()


class ContactSheets:
    """Implements `ports.Sheets`: the same media give the same bytes."""

    def __init__(self, store: MediaStore, reader: FileReader, labels: Labels = LABELS) -> None:
        self._store = store
        self._reader = reader
        self._labels = labels
        self._turn = asyncio.Lock()

    async def contact(self, media: Sequence[Media]) -> bytes | None:
        """One lettered sheet of the media; None where there are none."""
        if not media:
            return None
        async with self._turn:
            tiles = await self._tiles(media, WIDTH if len(media) <= FEW else WIDTH // 2)
            return await asyncio.to_thread(_one, tiles, len(media), self._labels)

    async def works(self, works: Sequence[Media]) -> bytes | None:
        """A strip of works under their titles; None where there are none."""
        if not works:
            return None
        async with self._turn:
            tiles = await self._tiles(works, STRIP_TILE)
            return await asyncio.to_thread(_one, tiles, len(works), self._labels, STRIP_WIDTH)

    async def blurred(self, sheet: bytes) -> bytes:
        """A sheet on which nothing can be made out any more: it has been so small that nothing of it is left."""
        return await asyncio.to_thread(_blurred, sheet)

    async def before_after(self, before: Sequence[Media], after: Sequence[Media]) -> bytes | None:
        """Two labelled columns; None where neither has anything."""
        if not before and not after:
            return None
        async with self._turn:
            old = await self._tiles(before, WIDTH // 2)
            new = await self._tiles(after, WIDTH // 2)
            return await asyncio.to_thread(_two, old, new, self._labels)

    async def _tiles(self, media: Sequence[Media], most: int) -> list[Tile]:
        """One at a time, so that never more than one full-sized picture is in memory."""
        most = most if len(media) <= SOME else most * 3 // 4
        return [Tile(each, await self._picture(each, most)) for each in media[:MOST_MEDIA]]

    async def _picture(self, media: Media, most: int) -> Image.Image | None:
        if media.digest is None:
            return None
        try:
            data = await self._store.get(media.digest)
        except KeyError:
            return None  # erased since: the tile keeps its letter and its name
        return await self._reader.small(data, most)


def _blurred(sheet: bytes) -> bytes:
    picture = Image.open(BytesIO(sheet))  # of ours
    small = picture.copy()
    small.thumbnail((BLUR, BLUR))
    return _jpeg(small.resize(picture.size, Image.Resampling.BICUBIC))


def _one(tiles: Sequence[Tile], count: int, labels: Labels, width: int = WIDTH) -> bytes:
    block = arrange([tile.size for tile in tiles], width - 2 * MARGIN, SQUARE)
    rest = count - len(tiles)
    sheet = Image.new("RGB", (block.width + 2 * MARGIN, block.height + 2 * MARGIN + (HEADING if rest else 0)), WALL)
    _draw(sheet, tiles, block, (MARGIN, MARGIN // 2), labels)
    if rest:
        place = (sheet.width / 2, sheet.height - HEADING / 2)
        words = latin(labels.more.format(count=rest))
        ImageDraw.Draw(sheet).text(place, words, font=font(HEADING_WORDS * 3 // 4), fill=QUIET, anchor="mm")
    return _jpeg(sheet)


def _two(before: Sequence[Tile], after: Sequence[Tile], labels: Labels) -> bytes:
    room = (WIDTH - 2 * MARGIN - BETWEEN) // 2
    columns = [(labels.before, before), (labels.after, after)]
    blocks = [arrange([tile.size for tile in tiles], room, 2 * SQUARE) if tiles else None for _, tiles in columns]
    height = max(block.height for block in blocks if block)
    sheet = Image.new("RGB", (WIDTH, height + HEADING + 2 * MARGIN), WALL)
    draw = ImageDraw.Draw(sheet)
    for place, ((label, tiles), block) in enumerate(zip(columns, blocks, strict=True)):
        x = MARGIN + place * (room + BETWEEN)
        draw.text((x, MARGIN + HEADING / 2), latin(label), font=font(HEADING_WORDS), fill=BRIGHT, anchor="lm")
        if block:
            _draw(sheet, tiles, block, (x, MARGIN + HEADING), labels)
        else:
            words = latin(labels.nothing)
            draw.text((x, MARGIN + HEADING * 3 / 2), words, font=font(HEADING_WORDS // 2), fill=QUIET, anchor="lm")
    middle = WIDTH // 2
    draw.line((middle, MARGIN + 10, middle, sheet.height - MARGIN), fill=QUIET, width=3)
    return _jpeg(sheet)


def _draw(sheet: Image.Image, tiles: Sequence[Tile], block: Block, at: tuple[int, int], labels: Labels) -> None:
    for tile, box in zip(tiles, block.boxes, strict=True):
        draw_tile(sheet, tile, Box(box.x + at[0], box.y + at[1], box.width, box.height), labels)


def _jpeg(sheet: Image.Image) -> bytes:
    data = b""
    for quality in QUALITIES:
        buffer = BytesIO()
        sheet.save(buffer, "JPEG", quality=quality)
        data = buffer.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data

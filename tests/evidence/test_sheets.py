"""What a sheet shows, and that the chats will take it."""

import random
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from bot.evidence.kept import KeptSheets
from bot.evidence.reader import FileReader
from bot.evidence.sheets import MOST_BYTES, WIDTH, ContactSheets
from bot.moderation.model import Media, MediaKind
from bot.moderation.replies import letter
from bot.sandbox.gallery import Style
from bot.sandbox.gallery.art import picture as work
from tests.evidence.leavings import saved
from tests.evidence.media import MemoryStore, picture

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def hung(store: MemoryStore, *pictures: bytes) -> list[Media]:
    """Pictures as media, lettered."""
    return [
        Media(letter(place), MediaKind.IMAGE, await store.put(data), f"{place}.jpg")
        for place, data in enumerate(pictures)
    ]


class Counting:
    """Sheets that count how often they are drawn."""

    def __init__(self, sheets: ContactSheets) -> None:
        self.drawn = 0
        self._sheets = sheets

    async def contact(self, media: Sequence[Media]) -> bytes | None:
        """One sheet."""
        self.drawn += 1
        return await self._sheets.contact(media)

    async def works(self, works: Sequence[Media]) -> bytes | None:
        """One more."""
        return await self.contact(works)

    async def blurred(self, sheet: bytes) -> bytes:
        """As it is."""
        return sheet

    async def before_after(self, before: Sequence[Media], after: Sequence[Media]) -> bytes | None:
        """Two columns."""
        self.drawn += 1
        return await self._sheets.before_after(before, after)


def opened(sheet: bytes | None) -> Image.Image:
    """The sheet as a picture; a JPEG, or the test fails."""
    assert sheet is not None
    return Image.open(BytesIO(sheet), formats=["JPEG"])


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9, 12, 29, 34])
async def test_fits_the_chats(reader: FileReader, count: int) -> None:
    """However many media there are, the sheet is neither too wide nor too heavy nor a ribbon."""
    store = MemoryStore()
    works = [work(list(Style)[place % 4], place % 3) for place in range(count)]
    sheet = await ContactSheets(store, reader).contact(await hung(store, *works))
    assert sheet is not None
    assert len(sheet) <= MOST_BYTES
    width, height = opened(sheet).size
    assert width <= WIDTH
    assert 0.5 < height / width < 2


async def test_same_media_same_bytes(reader: FileReader) -> None:
    """A sheet drawn again is the same sheet."""
    store = MemoryStore()
    media = await hung(store, picture(), picture("JPEG", (90, 60)))
    assert await ContactSheets(store, reader).contact(media) == await ContactSheets(store, reader).contact(media)


async def test_nothing_to_show(reader: FileReader) -> None:
    """No media, no sheet."""
    sheets = ContactSheets(MemoryStore(), reader)
    assert await sheets.contact([]) is None
    assert await sheets.before_after([], []) is None


async def test_tiles_without_a_picture(reader: FileReader) -> None:
    """A video, an erased picture and a file that no longer decodes stand on the sheet by name."""
    store = MemoryStore()
    media = [
        Media("A", MediaKind.VIDEO, None, "film.mp4"),
        Media("B", MediaKind.AUDIO, None, "音.mp3"),
        Media("C", MediaKind.MODEL, None, "bust.glb"),
        Media("D", MediaKind.IMAGE, "0" * 64, "erased.png"),
        Media("E", MediaKind.OTHER, await store.put(b"no picture"), "x" * 200),
    ]
    sheet = opened(await ContactSheets(store, reader).contact(media))
    assert len(set(sheet.convert("L").resize((40, 40)).tobytes())) > 5


async def test_what_was_seen_before_is_marked(reader: FileReader) -> None:
    """Nobody takes it for a work of the listing: its letter has a question mark, and words say what it is."""
    store = MemoryStore()
    [own] = await hung(store, picture())
    pairs = [(own, replace(own, letter=beside)) for beside in ("A?", "A")]
    sheets = [opened(await ContactSheets(store, reader).contact(pair)) for pair in pairs]
    marked, plain = (sheet.convert("L").crop((sheet.width // 2, 0, sheet.width, 84)) for sheet in sheets)
    light = [sum(strip.point(lambda tone: tone > 90).histogram()[1:]) for strip in (marked, plain)]
    assert light[0] > light[1] * 1.3


async def test_the_fullest_card_is_light_enough(reader: FileReader) -> None:
    """Noise is what JPEG can do least about, and few large tiles show most of it: with its strip, one message.

    Discord takes 10 MiB in all the files of one (discord.com/developers/docs/reference, 'Uploading Files').
    """
    store = MemoryStore()
    noise = Image.frombytes("RGB", (1600, 1600), random.Random(7).randbytes(1600 * 1600 * 3))  # noqa: S311
    [one] = await hung(store, saved(noise, "PNG", compress_level=0))
    sheets = ContactSheets(store, reader)
    media = [await sheets.contact([one] * count) for count in (1, 2, 3)]
    media.append(await sheets.before_after([one] * 2, [one] * 2))
    works = await sheets.works([one] * 2)
    largest = max(len(sheet or b"") for sheet in media)
    assert largest > 1_000_000, "noise, or this says nothing"
    assert largest + len(works or b"") <= 10 * 1024 * 1024


async def test_before_and_after(reader: FileReader) -> None:
    """What was there is on the left, what came instead on the right."""
    store = MemoryStore()
    red, blue = BytesIO(), BytesIO()
    Image.new("RGB", (600, 600), (200, 20, 20)).save(red, "PNG")
    Image.new("RGB", (600, 600), (20, 20, 200)).save(blue, "PNG")
    old, new = await hung(store, red.getvalue()), await hung(store, blue.getvalue())
    sheet = opened(await ContactSheets(store, reader).before_after(old, new)).convert("RGB")
    left = sheet.getpixel((sheet.width // 4, sheet.height // 2))
    right = sheet.getpixel((sheet.width * 3 // 4, sheet.height // 2))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert (left[0] > 150 > left[2], right[2] > 150 > right[0]) == (True, True)


async def test_one_side_is_empty(reader: FileReader) -> None:
    """An answer in words has no picture after: the sheet says so, and does not fail."""
    store = MemoryStore()
    media = await hung(store, picture())
    sheets = ContactSheets(store, reader)
    answered, added = opened(await sheets.before_after(media, [])), opened(await sheets.before_after([], media))
    assert ImageChops.difference(answered.crop((0, 0, 800, 200)), added.crop((0, 0, 800, 200))).getbbox()


async def test_a_sheet_is_drawn_once(reader: FileReader) -> None:
    """The same media in the same place are the same bytes, without drawing them anew."""
    store = MemoryStore()
    drawing = Counting(ContactSheets(store, reader))
    sheets = KeptSheets(drawing, store)
    one, two = await hung(store, picture()), await hung(store, picture(), picture(mode="L"))
    for _ in range(3):
        assert await sheets.contact(one) == await ContactSheets(store, reader).contact(one)
        assert await sheets.before_after(one, two) == await ContactSheets(store, reader).before_after(one, two)
    assert drawing.drawn == 2


async def test_kept_sheets_have_their_room(reader: FileReader) -> None:
    """As many bytes are kept as there is room for: what was wanted longest ago is drawn anew, the last never."""
    store = MemoryStore()
    one, two, three = [await hung(store, picture(size=size)) for size in ((64, 48), (64, 64), (48, 64))]
    plain = ContactSheets(store, reader)
    sizes = [len(await plain.contact(each) or b"") for each in (one, two, three)]
    drawing = Counting(plain)
    sheets = KeptSheets(drawing, store, most=sum(sizes) - 1)
    for each in (one, two, one, three, one):
        await sheets.contact(each)
    assert drawing.drawn == 3
    await sheets.contact(two)
    assert drawing.drawn == 4
    sheets = KeptSheets(drawing, store, most=1)
    for each in (one, one, two):
        await sheets.contact(each)
    assert drawing.drawn == 6


async def test_an_erased_picture_is_on_no_sheet_that_was_kept(reader: FileReader) -> None:
    """What is erased is not shown again from memory."""
    store = MemoryStore()
    sheets = KeptSheets(ContactSheets(store, reader), store)
    media = await hung(store, picture())
    before = await sheets.contact(media)
    store.files.clear()
    assert await sheets.contact(media) != before

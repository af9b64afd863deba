"""Files made to do harm: each is answered with a value, and the next file is read as if nothing had been."""

import os
import random
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.config import load_texts
from bot.evidence.inside.facts import LONGEST
from bot.evidence.limits import DEFAULT_LIMITS, ProcessLimits
from bot.evidence.pool import Pool
from bot.evidence.reader import FileReader
from bot.ports import Examined
from tests.evidence.hostile import BOMBS, KINDS, cut, flipped, mutated, sound
from tests.evidence.leavings import packet, with_xmp
from tests.evidence.media import picture
from tests.evidence.servers import listening

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUICK = ProcessLimits(cpu=1, turns=10_000)

SENTENCES = load_texts("en").sentences
SEED = int(os.environ.get("SALON_FUZZ_SEED") or random.SystemRandom().randrange(2**32))
ROUNDS = 60


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader() -> AsyncIterator[FileReader]:
    """With less time for a file than the bot gives it, and replaced by none but these files: the tests have many."""
    async with Pool(QUICK) as pool:
        yield FileReader(pool)


def sane(found: Examined) -> bool:
    """Whether an answer keeps its promises, whatever the file was."""
    facts = all(len(each.value) <= LONGEST and each.means in SENTENCES for each in found.facts)
    if found.refused:
        return f"{found.refused}" in SENTENCES and not found.facts
    small = max(found.width or 0, found.height or 0) <= DEFAULT_LIMITS.most_side
    return facts and small and bool(found.facts)


@pytest.mark.parametrize("case", BOMBS)
async def test_bombs(reader: FileReader, case: str) -> None:
    """Refused with the reason that helps, or shown without what was wrong with it."""
    name, make, refused = BOMBS[case]
    found = await reader.examine(name, make())
    assert (found.refused, sane(found)) == (refused, True)
    assert (await reader.examine("good.png", picture())).refused is None


@pytest.mark.parametrize("case", ["entities without end", "an entity that is a file"])
async def test_entities_are_not_followed(reader: FileReader, case: str) -> None:
    """Neither expanded nor opened: the packet counts as damaged."""
    name, make, _ = BOMBS[case]
    found = await reader.examine(name, make())
    assert [each.value for each in found.facts] == ["damaged", "no information"]


async def test_credentials_elsewhere_are_not_fetched(reader: FileReader) -> None:
    """The library would follow the link by default; a listener sees nobody."""
    async with listening() as there:
        link = f"http://127.0.0.1:{there.port}/work.c2pa"
        found = await reader.examine("work.jpg", with_xmp("JPEG", packet(f'dcterms:provenance="{link}"')))
    assert [(each.value, each.means) for each in found.facts] == [(link, "fact.c2pa_remote")]
    assert there.visitors == []


@pytest.mark.parametrize("kind", KINDS)
async def test_sound_files_are_read(reader: FileReader, kind: str) -> None:
    """What the following tests hurt is whole to begin with."""
    found = await reader.examine("work", sound()[kind])
    assert (found.refused, sane(found), min(found.width or 0, found.height or 0) >= 32) == (None, True, True)


@pytest.mark.parametrize("kind", KINDS)
async def test_cut_files(reader: FileReader, kind: str) -> None:
    """However early a file ends."""
    for data in cut(sound()[kind]):
        assert sane(await reader.examine("work", data)), len(data)


@pytest.mark.parametrize("kind", ["JPEG with EXIF", "PNG", "WebP", "AVIF", "HEIC"])
async def test_a_picture_without_its_end_is_broken(reader: FileReader, kind: str) -> None:
    """Half a picture is no picture: only unpacking it finds that, its header is whole."""
    data = sound()[kind]
    assert (await reader.examine("work", data[: len(data) // 2])).refused == "file.broken"


@pytest.mark.parametrize("kind", KINDS)
async def test_flipped_bits(reader: FileReader, kind: str) -> None:
    """One wrong bit anywhere."""
    print(f"SALON_FUZZ_SEED={SEED}")  # noqa: T201 - pytest shows it where the test fails
    chance = random.Random(f"{SEED} {kind} flipped")  # noqa: S311 - to be repeated, not to be safe
    for _ in range(ROUNDS):
        assert sane(await reader.examine("work", flipped(sound()[kind], chance)))


@pytest.mark.parametrize("kind", KINDS)
async def test_mutations(reader: FileReader, kind: str) -> None:
    """A few wounds at a time, drawn anew at each run; SALON_FUZZ_SEED repeats one."""
    print(f"SALON_FUZZ_SEED={SEED}")  # noqa: T201 - pytest shows it where the test fails
    chance = random.Random(f"{SEED} {kind} mutated")  # noqa: S311
    for _ in range(ROUNDS):
        hurt = mutated(sound()[kind], chance)
        assert sane(await reader.examine("work", hurt))
        await reader.small(hurt, 64)
    assert (await reader.examine("good.png", picture())).refused is None

"""Two files, compared."""

from pathlib import Path

from bot.evidence.comparing import compare
from bot.evidence.limits import Unfit
from bot.evidence.local import read_local
from bot.evidence.reader import FileReader
from bot.moderation.resemblance import Compared, Fingerprint


class Refused(Exception):
    """A file cannot be compared. `key` names the sentence that says why."""

    def __init__(self, file: Path, key: str) -> None:
        super().__init__(key)
        self.file = file
        self.key = key


async def compare_files(one: Path, other: Path, reader: FileReader) -> Compared:
    """How the pictures in two files compare; Refused where there is none in one of them."""
    return compare(await _looks(one, reader), await _looks(other, reader))


async def _looks(file: Path, reader: FileReader) -> Fingerprint:
    try:
        data = read_local(file)
    except Unfit as unfit:
        raise Refused(file, unfit.key) from None
    found = await reader.examine(file.name, data)
    if found.looks is None:
        raise Refused(file, found.refused or "inspect.no_still")
    return found.looks

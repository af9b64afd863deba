"""Two files, compared."""

from pathlib import Path

from bot.evidence.comparing import compare
from bot.evidence.limits import Unfit
from bot.evidence.local import read_local
from bot.evidence.reader import FileReader
from bot.moderation.resemblance import FARTHEST, Compared, Fingerprint
from bot.ports import Examined


class Refused(Exception):
    """A file cannot be compared. `key` names the sentence that says why."""

    def __init__(self, file: Path, key: str) -> None:
        super().__init__(key)
        self.file = file
        self.key = key


async def compare_files(one: Path, other: Path, reader: FileReader) -> Compared:
    """How two files compare: the same bytes, whatever they show, or their pictures; Refused where nothing is shown."""
    first, second = await _examined(one, reader), await _examined(other, reader)
    if first.sha256 == second.sha256:
        return Compared(0, FARTHEST, identical=True)
    return compare(_looks(one, first), _looks(other, second))


async def _examined(file: Path, reader: FileReader) -> Examined:
    try:
        data = read_local(file)
    except Unfit as unfit:
        raise Refused(file, unfit.key) from None
    found = await reader.examine(file.name, data)
    if found.refused:
        raise Refused(file, found.refused)
    return found


def _looks(file: Path, found: Examined) -> Fingerprint:
    if found.looks is None:
        raise Refused(file, "inspect.no_still")
    return found.looks

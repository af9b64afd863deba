"""Two files, compared."""

from pathlib import Path

from bot.evidence.comparing import compare
from bot.evidence.decode import check_format, decode
from bot.evidence.fingerprint import fingerprint
from bot.evidence.limits import DEFAULT_LIMITS, Unfit
from bot.evidence.sniff import KINDS
from bot.moderation.resemblance import Compared, Fingerprint


class Refused(Exception):
    """A file cannot be compared. `key` names the sentence that says why."""

    def __init__(self, file: Path, key: str) -> None:
        super().__init__(key)
        self.file = file
        self.key = key


def compare_files(one: Path, other: Path) -> Compared:
    """How the pictures in two files compare; Refused where there is none in one of them."""
    return compare(_fingerprint(one), _fingerprint(other))


def _fingerprint(file: Path) -> Fingerprint:
    with file.open("rb") as opened:
        data = opened.read(DEFAULT_LIMITS.size + 1)
    try:
        if check_format(file.name, data, DEFAULT_LIMITS) in KINDS:
            raise Refused(file, "file.no_still")
        return fingerprint(decode(data, DEFAULT_LIMITS))
    except Unfit as unfit:
        raise Refused(file, unfit.key) from None

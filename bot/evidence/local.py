"""A file of this machine, as the command line is given it: never a device, and never more than is looked at."""

import stat
from pathlib import Path

from bot.evidence.limits import DEFAULT_LIMITS, Unfit


def read_local(file: Path) -> bytes:
    """All of it; Unfit where there is nothing to read, or too much."""
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            raise Unfit("inspect.no_file")
        if about.st_size > DEFAULT_LIMITS.size:
            raise Unfit("file.too_big")
        return file.read_bytes()
    except (OSError, ValueError):
        raise Unfit("inspect.unreadable") from None

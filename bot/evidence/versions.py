"""What reads files, by its versions: what one of them cannot decode, another may."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

READERS = ("salon-bot", "pillow", "pi-heif", "av")


@cache
def made_of() -> str:
    """Each with its version; what is not installed is left out."""
    return ", ".join(f"{name} {found}" for name in READERS if (found := _version(name)))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""

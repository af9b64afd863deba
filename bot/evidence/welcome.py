"""What is welcome at all, by size and first bytes; nothing is unpacked for that."""

from bot.evidence.limits import PictureLimits, Unfit
from bot.evidence.sniff import KINDS, Format, sniff

UNFIT = {
    Format.PDF: "file.pdf",
    Format.VECTOR: "file.vector",
    Format.ARCHIVE: "file.archive",
    Format.WORKING: "file.working_file",
    Format.WEB_PAGE: "file.web_page",
    Format.EMPTY: "file.empty",
}


def check_format(name: str, data: bytes, limits: PictureLimits) -> Format:
    """What the file is, where it is something that is welcome; Unfit otherwise."""
    if len(data) > limits.size:
        raise Unfit("file.too_big")
    what = sniff(name, data)
    if what not in KINDS:
        raise Unfit(UNFIT.get(what, "file.not_a_picture"))
    return what

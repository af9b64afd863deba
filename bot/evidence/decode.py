"""Bytes to pixels, under limits: the only place where a stranger's picture is unpacked."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from bot.evidence import gif
from bot.evidence.limits import DEFAULT_LIMITS, PictureLimits, Unfit
from bot.evidence.sniff import PICTURES, Format, sniff

# Pillow's own guard, behind ours: it holds for the process, as no thread can set it for itself alone.
Image.MAX_IMAGE_PIXELS = DEFAULT_LIMITS.pixels
warnings.simplefilter("error", Image.DecompressionBombWarning)

OPENED = tuple(sorted(PICTURES))
PAPER = (255, 255, 255)
SIXTEEN_TO_EIGHT = 1 / 256

UNFIT = {
    Format.HEIC: "file.heic",
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
    if what in UNFIT or what is Format.UNKNOWN:
        raise Unfit(UNFIT.get(what, "file.not_a_picture"))
    return what


def decode(data: bytes, limits: PictureLimits, within: tuple[int, int] | None = None) -> Image.Image:
    """The first frame, upright, in RGB on white.

    Args:
        data: A picture's bytes.
        limits: What it may cost.
        within: A JPEG may be decoded smaller, but no smaller than this (libjpeg's draft: several times faster).

    Raises:
        Unfit: It is no picture, too large, too small, or broken.
    """
    try:
        with Image.open(BytesIO(data), formats=OPENED) as image:
            _check_size(image.size, limits)
            _check_frames(image, data, limits)
            if within is not None:
                image.draft("RGB", within)
            image.load()
            return _flat(ImageOps.exif_transpose(image))
    except Unfit:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit("file.too_many_pixels") from None
    except Exception as fault:  # decoders raise what they like on hostile bytes: a refusal is a value
        raise Unfit("file.broken") from fault


def _check_size(size: tuple[int, int], limits: PictureLimits) -> None:
    if max(size) > limits.most_side:
        raise Unfit("file.side_too_long")
    if size[0] * size[1] > limits.pixels:
        raise Unfit("file.too_many_pixels")
    if min(size) < limits.least_side:
        raise Unfit("file.too_small")


def _check_frames(image: Image.Image, data: bytes, limits: PictureLimits) -> None:
    # Only for GIF does asking Pillow mean walking the whole file.
    count = gif.frames(data, limits.frames) if image.format == Format.GIF else getattr(image, "n_frames", 1)
    if count > limits.frames:
        raise Unfit("file.too_many_frames")


def _flat(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * SIXTEEN_TO_EIGHT + 0).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, PAPER)
        return Image.alpha_composite(paper, image).convert("RGB")
    return image.convert("RGB")

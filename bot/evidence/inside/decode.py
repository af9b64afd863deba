"""Bytes to pixels, under limits: the only place where a stranger's picture is unpacked."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pi_heif.as_plugin import register_heif_opener
from PIL import AvifImagePlugin, ExifTags, Image, ImageOps

from bot.evidence.inside import gif
from bot.evidence.limits import DEFAULT_LIMITS, PictureLimits, Unfit
from bot.evidence.sniff import Format

# Pillow's own guard, behind ours: it holds for the process, as no thread can set it for itself alone.
Image.MAX_IMAGE_PIXELS = DEFAULT_LIMITS.pixels
warnings.simplefilter("error", Image.DecompressionBombWarning)
AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # the process may start no threads
register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=0)

PLUGINS = {Format.HEIC: "HEIF"}
"""What Pillow calls a format, where it is not our name."""

PAPER = (255, 255, 255)
SIXTEEN_TO_EIGHT = 1 / 256


@contextmanager
def unpacked(
    what: Format, data: bytes, limits: PictureLimits, within: tuple[int, int] | None = None
) -> Iterator[Image.Image]:
    """The first frame as it is stored, with all that was found beside it.

    Args:
        what: What the bytes say they are; nothing else is tried.
        data: A picture's bytes.
        limits: What it may cost.
        within: A JPEG may be decoded smaller, but no smaller than this (libjpeg's draft: several times faster).

    Raises:
        Unfit: It is no picture, too large, too small, or broken.
    """
    try:
        image = Image.open(BytesIO(data), formats=(PLUGINS.get(what, str(what)),))
        _check_size(image.size, limits)
        _check_frames(image, data, limits)
        if within is not None:
            image.draft("RGB", within)
        image.load()
    except (Unfit, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit("file.too_many_pixels") from None
    except Exception as fault:  # decoders raise what they like on hostile bytes: a refusal is a value
        raise Unfit("file.broken") from fault
    with image:
        yield image


def decode(what: Format, data: bytes, limits: PictureLimits, within: tuple[int, int] | None = None) -> Image.Image:
    """The first frame, upright, in RGB on white; Unfit as from `unpacked`."""
    with unpacked(what, data, limits, within) as image:
        return flat(image)


def flat(image: Image.Image) -> Image.Image:
    """The picture upright, in RGB on white."""
    if _orientation(image) > 1:
        image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * SIXTEEN_TO_EIGHT + 0).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, PAPER)
        paper.paste(image, mask=image)
        return paper
    return image.convert("RGB")


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001 - absurd EXIF turns no picture
        return 1
    return found if isinstance(found, int) and found in range(1, 9) else 1


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

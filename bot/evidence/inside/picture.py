"""A picture that has been unpacked, with the bytes it came from: what the readers of facts are given."""

from dataclasses import dataclass

from PIL import Image

from bot.evidence.sniff import Format


@dataclass(frozen=True, slots=True)
class Picture:
    """One file.

    Attributes:
        format: By its bytes.
        data: All of it.
        image: Its first frame as Pillow unpacked it, with all that Pillow found beside the pixels.
    """

    format: Format
    data: bytes
    image: Image.Image

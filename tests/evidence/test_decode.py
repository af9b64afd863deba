"""From whatever a file has to an upright picture in RGB."""

from io import BytesIO

import pytest
from PIL import Image

from bot.evidence.inside.decode import decode
from bot.evidence.limits import DEFAULT_LIMITS
from bot.evidence.sniff import Format
from tests.evidence.media import picture


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "RGBA", "LA", "I;16"])
def test_flattens_png(mode: str) -> None:
    """Every mode of PNG becomes RGB."""
    assert decode(Format.PNG, picture("PNG", mode=mode), DEFAULT_LIMITS).mode == "RGB"


def test_flattens_the_rest() -> None:
    """CMYK becomes RGB, clear becomes white, 16 bits become 8."""
    assert decode(Format.JPEG, picture("JPEG", mode="CMYK"), DEFAULT_LIMITS).mode == "RGB"
    clear, grey = BytesIO(), BytesIO()
    Image.new("RGBA", (40, 40), (9, 9, 9, 0)).save(clear, "PNG")
    Image.new("I;16", (40, 40), 0x8000).save(grey, "PNG")
    assert decode(Format.PNG, clear.getvalue(), DEFAULT_LIMITS).getpixel((1, 1)) == (255, 255, 255)
    assert decode(Format.PNG, grey.getvalue(), DEFAULT_LIMITS).getpixel((1, 1)) == (128, 128, 128)


def test_turns_upright() -> None:
    """A photograph is turned as its camera says."""
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decode(Format.JPEG, picture("JPEG", (100, 40), exif=exif), DEFAULT_LIMITS).size == (40, 100)

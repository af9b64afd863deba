"""Where tiles and names go on a sheet."""

import pytest

from bot.evidence.ink import fitted, font, latin
from bot.evidence.layout import STRIP, arrange


def test_draws_no_picture_larger_than_twice() -> None:
    """A small picture is not blown up: it would look worse than it is."""
    block = arrange([(200, 150)], 1500, 1.0)
    assert (block.boxes[0].width, block.boxes[0].height) == (400, 300)


@pytest.mark.parametrize("sizes", [[(3000, 40)], [(40, 3000)], [(100, 100), (5000, 100)], [(800, 600)] * 26])
def test_tiles_do_not_overlap(sizes: list[tuple[int, int]]) -> None:
    """Every tile has a place of its own with room for its letter above, whatever shapes come."""
    block = arrange(sizes, 1500, 1.0)
    rows = [(box.x, box.y - STRIP, box.x + box.width, box.y + box.height) for box in block.boxes]
    assert all(min(x, y) >= 0 and right <= block.width <= 1500 and low <= block.height for x, y, right, low in rows)
    for place, (x, y, right, low) in enumerate(rows):
        assert all(x >= r or right <= ox or y >= lo or low <= oy for ox, oy, r, lo in rows[place + 1 :])


def test_names_in_the_letters_there_are() -> None:
    """Accents fold, what the font cannot draw is left out, a long name keeps its ending."""
    assert latin("Åsa été 音.png") == "Asa ete .png"
    short = fitted("a-very-long-name-" * 20 + ".png", 30, 300)
    assert short.endswith(".png")
    assert font(30).getlength(short) <= 300

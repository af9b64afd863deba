"""A picture is known again after what people do to it, and two that have nothing in common are not confused."""

from functools import cache
from io import BytesIO
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.evidence.comparing import compare
from bot.evidence.fingerprint import LOOKED_AT, fingerprint
from bot.evidence.inside.decode import decode
from bot.evidence.limits import DEFAULT_LIMITS
from bot.evidence.sniff import sniff
from bot.evidence.windows import WINDOWS
from bot.moderation.resemblance import Fingerprint, Likeness, Sameness, likeness
from bot.sandbox.gallery.art import BY_HAND, Style, picture
from tests.evidence.paintings import dice, painting
from tests.evidence.transforms import TRANSFORMS

BY = Sameness()
SEED = "sameness"
NUMBERS = (1, 2, 3, 4, 6, 7, 8, 9, 11, 12)
"""Paintings of every kind but the clouds, which are flat."""

HARD = {"crop 20 %": 3, "border 10 %": 5, "screenshot": 6}
"""How many of the ten must be known again, where the bench's table has less than nine of ten."""


@cache
def original(number: int) -> Image.Image:
    """One of the collection, hardly larger than what a fingerprint looks at."""
    image = painting(SEED, number)
    image.thumbnail((LOOKED_AT + 48, LOOKED_AT + 48))
    return image


@cache
def looks(number: int) -> Fingerprint:
    """What it looks like."""
    return fingerprint(original(number))


def file(image: Image.Image, format_: str, **options: object) -> Fingerprint:
    """What a picture looks like that went through a file."""
    saved = BytesIO()
    image.save(saved, format_, **options)
    return _read(saved.getvalue())


def _read(data: bytes) -> Fingerprint:
    return fingerprint(decode(sniff("", data), data, DEFAULT_LIMITS))


@pytest.mark.parametrize("name", TRANSFORMS)
def test_a_picture_is_known_again(name: str) -> None:
    """The table of what people do to a picture, each by its name."""
    copies = {number: TRANSFORMS[name](original(number), dice(f"{name}:{number}")) for number in NUMBERS}
    found = {number: compare(looks(number), fingerprint(copy)) for number, copy in copies.items()}
    known = [number for number, each in found.items() if likeness(each, BY) in {Likeness.SAME, Likeness.DERIVED}]
    assert len(known) >= HARD.get(name, 9), {number: each.distance for number, each in found.items()}


@pytest.mark.parametrize("part", [0.2, 0.25, 0.3])
def test_a_cut_from_all_sides_is_known_again(part: float) -> None:
    """The middle of a picture is where most people cut to, so that a window stands there at each scale."""
    found = [likeness(compare(looks(number), fingerprint(_middle(number, part))), BY) for number in NUMBERS]
    assert Likeness.DIFFERENT not in found
    assert found.count(Likeness.UNSURE) <= 1


def _middle(number: int, without: float) -> Image.Image:
    image = original(number)
    left, top = round(image.width * without / 2), round(image.height * without / 2)
    return image.crop((left, top, image.width - left, image.height - top))


def test_pictures_that_have_nothing_in_common_are_not_confused() -> None:
    """Each of a collection with each other: not one is called the same, or derived."""
    found = [likeness(compare(looks(a), looks(b)), BY) for a, b in combinations(NUMBERS, 2)]
    assert set(found) <= {Likeness.DIFFERENT, Likeness.UNSURE}
    assert found.count(Likeness.DIFFERENT) > len(found) * 0.9


@cache
def work(style: Style, seed: int) -> Fingerprint:
    """What a sample work of the sandbox looks like."""
    return _read(picture(style, seed))


@pytest.mark.parametrize("style", BY_HAND)
def test_works_of_one_hand_are_not_confused(style: Style) -> None:
    """Whoever always paints the same kind of thing paints another picture each time."""
    pairs = combinations([work(style, seed) for seed in range(8)], 2)
    assert {likeness(compare(one, other), BY) for one, other in pairs} <= {Likeness.DIFFERENT, Likeness.UNSURE}


def test_works_made_in_bulk_are_known_by_it() -> None:
    """Output that is all alike is found to be so, however the colours change."""
    pairs = combinations([work(Style.GENERIC, seed) for seed in range(8)], 2)
    assert {likeness(compare(one, other), BY) for one, other in pairs} == {Likeness.SAME}


@pytest.mark.parametrize("format_", ["PNG", "WEBP", "JPEG", "AVIF", "GIF"])
def test_the_format_of_the_file_hardly_matters(format_: str) -> None:
    """Saved once more, whatever as, it is the same picture."""
    assert compare(looks(2), file(original(2), format_)).distance <= 20


def test_another_file_may_have_the_same_pixels() -> None:
    """A lossless copy is known to the pixel; a lossy one is not said to be."""
    assert compare(looks(2), file(original(2), "PNG", compress_level=1)).identical
    assert compare(looks(2), file(original(2), "WEBP", lossless=True)).identical
    assert not compare(looks(2), file(original(2), "JPEG")).identical


def test_the_same_pixels_in_another_shape_are_another_picture() -> None:
    """Four by six is not six by four, though the bytes are equal."""
    tall, wide = (Image.new("RGB", size, "teal") for size in ((40, 60), (60, 40)))
    assert not compare(fingerprint(tall), fingerprint(wide)).identical


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(NUMBERS),
    st.sampled_from(NUMBERS),
    st.sampled_from(sorted(TRANSFORMS)),
    st.integers(0, 1000),
)
def test_comparing_has_no_direction(one: int, other: int, name: str, chance: int) -> None:
    """Law: it does not matter which came first, and each is at no distance from itself."""
    copy = fingerprint(TRANSFORMS[name](original(one), dice(str(chance))))
    assert compare(copy, looks(other)) == compare(looks(other), copy)
    assert (compare(copy, copy).distance, compare(copy, copy).identical) == (0, True)


@settings(max_examples=20, deadline=None)
@given(st.integers(32, 1400), st.integers(32, 1400), st.sampled_from(NUMBERS))
def test_every_size_has_a_fingerprint(width: int, height: int, number: int) -> None:
    """Law: small, long or large, it has all its hashes, each with half its bits set, and a quality in bounds."""
    found = fingerprint(original(number).resize((width, height)))
    assert (len(found.turned), len(found.windows)) == (8 * 32, len(WINDOWS) * 32)
    assert 0 <= found.quality <= 100
    hashes = [found.windows[start : start + 32] for start in range(0, len(found.windows), 32)]
    assert all(int.from_bytes(each).bit_count() == 128 for each in hashes)


@pytest.mark.parametrize("ink", ["white", "black", "teal"])
def test_one_colour_is_too_flat_to_judge(ink: str) -> None:
    """It says so, instead of finding every other flat picture."""
    plain, red = fingerprint(Image.new("RGB", (300, 200), ink)), fingerprint(Image.new("RGB", (300, 200), "red"))
    assert plain.quality == 0
    assert likeness(compare(plain, red), BY) is Likeness.UNSURE
    assert likeness(compare(plain, looks(2)), BY) is Likeness.UNSURE


def test_windows_lie_within_the_picture() -> None:
    """Each of them, and the first is the whole."""
    assert WINDOWS[0] == (0, 0, 1, 1)
    assert len(set(WINDOWS)) == len(WINDOWS)
    assert all(0 <= each.top <= 1 - each.height + 1e-9 and 0 <= each.left <= 1 - each.width + 1e-9 for each in WINDOWS)

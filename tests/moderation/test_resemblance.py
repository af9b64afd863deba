"""What may be said of two pictures, from how far apart they are and from how much there is in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.resemblance import FARTHEST, Compared, Likeness, Sameness, likeness

SHIPPED = Sameness()
ORDER = (Likeness.SAME, Likeness.DERIVED, Likeness.UNSURE, Likeness.DIFFERENT)


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (0, Likeness.SAME),
        (45, Likeness.SAME),
        (46, Likeness.DERIVED),
        (63, Likeness.DERIVED),
        (64, Likeness.UNSURE),
        (80, Likeness.UNSURE),
        (81, Likeness.DIFFERENT),
        (FARTHEST, Likeness.DIFFERENT),
    ],
)
def test_the_distance_says_it(distance: int, said: Likeness) -> None:
    """At the edges of each verdict."""
    assert likeness(Compared(distance, 100), SHIPPED) is said


@pytest.mark.parametrize(("quality", "said"), [(49, Likeness.UNSURE), (50, Likeness.SAME)])
def test_flat_pictures_are_unsure(quality: int, said: Likeness) -> None:
    """One blue square looks like every other: that proves nothing."""
    assert likeness(Compared(0, quality), SHIPPED) is said


def test_the_same_pixels_are_the_same_picture() -> None:
    """Also where they are flat: of these there is no doubt."""
    assert likeness(Compared(0, 0, identical=True), SHIPPED) is Likeness.SAME


@given(
    st.lists(st.integers(0, 128), min_size=3, max_size=3).map(sorted),
    st.integers(0, FARTHEST),
    st.integers(0, FARTHEST),
)
def test_nearer_is_never_less_alike(limits: list[int], one: int, other: int) -> None:
    """Whatever the thresholds of the policy are."""
    by = Sameness(*limits)
    near, far = sorted((one, other))
    said = [ORDER.index(likeness(Compared(distance, 100), by)) for distance in (near, far)]
    assert said == sorted(said)

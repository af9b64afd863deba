"""One-time codes: easy to carry from one chat to the other, hopeless to guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation import codes

CODE = codes.fresh("a secret")


@given(st.text())
def test_easy_to_read_and_to_type(secret: str) -> None:
    """Two groups of four letters, none of which is taken for another letter or a digit, and no word among them."""
    code = codes.fresh(secret)
    left, dash, right = code.partition("-")
    assert (len(left), dash, len(right)) == (4, "-", 4)
    assert set(left + right) <= set("BCDFGHJKLMNPQRSTVWXZ")


def test_hopeless_to_guess() -> None:
    """There are more than ten thousand million, and a thousand secrets give a thousand different ones."""
    assert len(codes.LETTERS) ** codes.LENGTH > 10_000_000_000
    assert len({codes.fresh(str(number)) for number in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed", [CODE, CODE.lower(), CODE.replace("-", ""), f"  {CODE.replace('-', ' ')}. ", f"`{CODE}`"]
)
def test_however_it_is_typed(typed: str) -> None:
    """Small letters, a missing dash, spaces and signs make no other code of it."""
    assert codes.digest(typed) == codes.digest(CODE)


def test_what_is_no_code() -> None:
    """Another code is another one, nothing is nothing, and what holds no letter is a wrong code and not nothing."""
    assert codes.digest(CODE) != codes.digest(codes.fresh("another secret"))
    assert codes.digest("") == codes.digest("  ") == ""
    assert codes.digest("?!") not in {"", codes.digest(CODE)}
    assert CODE not in codes.digest(CODE)

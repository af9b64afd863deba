"""The oracle's own rules of voting are those of the policy: a team of seven, as it is in a storm."""

import pytest

from tests.chaos.verdicts import follows

CASES = [
    ("listing", "ask", None),
    ("listing", "ask ask", "ask"),
    ("listing", "ask ask keep", "ask"),
    ("listing", "ask ask keep keep", None),
    ("listing", "keep keep", "keep"),
    ("reply", "accept", "accept"),
    ("reply", "accept again", "accept"),
    ("reply", "again", None),
    ("reply", "again refuse", "again"),
    ("reply", "again refuse refuse accept", "refuse"),
    ("action", "unlist", None),
    ("action", "unlist unlist", "unlist"),
    ("action", "unlist unlist none none", "none"),
    ("action", "none unlist warn", "none"),
    ("appeal", "stands", "stands"),
    ("appeal", "stands overturn", None),
    ("appeal", "stands overturn overturn", "overturn"),
    ("appeal", "", None),
]


@pytest.mark.parametrize(("kind", "given", "outcome"), CASES)
def test_what_follows(kind: str, given: str, outcome: str | None) -> None:
    """From the votes of different people; what is not offered counts for nothing."""
    stood = frozenset((f"person {n}", choice) for n, choice in enumerate(given.split()))
    assert follows(kind, stood) == outcome


def test_two_choices_are_no_ballot() -> None:
    """Until one of them is taken away."""
    one, both = ("mo", "stands"), frozenset({("mo", "stands"), ("mo", "overturn")})
    assert (follows("appeal", both), follows("appeal", frozenset({one}))) == (None, "stands")

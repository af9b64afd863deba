"""How fast a catch-up may go."""

from bot.pace import Pace


class Steady:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        """What it shows."""
        return self.at


def test_a_burst_and_then_one_at_a_time() -> None:
    """Of a minute: a few at once, the rest spread over it; and never more than the burst, however long nothing went."""
    clock = Steady()
    pace = Pace(30, 20, clock)
    for left in range(20, 0, -1):
        assert (pace.free, pace.wait) == (left, 0)
        pace.take()
    assert (pace.free, pace.wait) == (0, 2)
    clock.at += 2
    assert (pace.free, pace.wait) == (1, 0)
    clock.at += 3600
    assert pace.free == 20


def test_a_chat_asks_for_patience() -> None:
    """None goes until then, whatever was left, and then one at a time; what asks for less changes nothing."""
    clock = Steady()
    pace = Pace(30, 20, clock)
    pace.rest(17)
    pace.rest(3)
    clock.at += 16
    assert pace.free == 0
    assert pace.wait == 1
    clock.at += 1
    assert pace.free == 1

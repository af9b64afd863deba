"""A stage for each story, and what must hold at the end of every one.

Each story is played on each chat alone and across both, from the same source; where both are there, the moderators'
channel is on the one in half of the stories and on the other in the rest, by a rule that depends on the name alone.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import structlog

from bot.clocks import JumpingClock
from bot.stage import DISCORD, SLACK
from tests.stories.acting import Scene
from tests.stories.arrows import PROPERTY
from tests.stories.staging import TOLD, stage
from tests.stories.ways import REASONS, WAYS

Chats = tuple[str, ...]
BOTH: list[Chats] = [(DISCORD, SLACK), (SLACK, DISCORD)]
"""The moderators' chat and the members', either way round."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Play a story in every setting in which the chats have what it needs."""
    if "chats" in metafunc.fixturenames:
        story = metafunc.definition
        if story.get_closest_marker("mixed"):
            settings = [each for each in BOTH if _has(story, each)]
        else:
            settings = _distinct([each for each in _settings(metafunc.function.__name__) if _has(story, each)])
        metafunc.parametrize("chats", [_played(each, measured=each in _measured(settings)) for each in settings])


def _played(chats: Chats, *, measured: bool) -> Any:  # noqa: ANN401 - pytest's ParameterSet is private
    """A setting; whether coverage, where it is switched on, is measured in it."""
    return pytest.param(chats, id="+".join(chats), marks=() if measured else pytest.mark.no_cover)


def _measured(settings: Sequence[Chats]) -> list[Chats]:
    """One across both chats, else each: to measure takes nearly as long as the story, and finds the same lines."""
    across = [each for each in settings if len(each) > 1]
    return across[:1] or list(settings)


def _settings(story: str) -> list[Chats]:
    """Each chat alone, and both: (moderators', members'). The second way round plays only what the first cannot."""
    return [(DISCORD,), (SLACK,), *(BOTH if crc32(story.encode()) % 2 else reversed(BOTH))]


def _has(story: pytest.Function | Any, chats: Chats) -> bool:  # noqa: ANN401 - pytest's FunctionDefinition is private
    if len(chats) > 1 and story.get_closest_marker("alone"):
        return False
    side = {"moderators": chats[0], "members": chats[-1]}
    needed = [mark.args for mark in story.iter_markers("needs")]
    assert all(trait in REASONS for trait, _ in needed)
    there = [side[of] == chat for chat, of, _ in (mark.args for mark in story.iter_markers("only"))]
    return all(there) and all(getattr(WAYS[side[of]], trait) for trait, of in needed)


def _distinct(settings: list[Chats]) -> list[Chats]:
    """One setting for each set of chats."""
    return list({frozenset(each): each for each in reversed(settings)}.values())[::-1]


@pytest.fixture(autouse=True)
def _arrows(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """Which way the cases of each story went is told on with its result (`arrows`)."""
    TOLD.clear()
    yield
    record_property(PROPERTY, [list(each) for each in sorted(TOLD)])


@pytest.fixture
def setting(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What a story wants different on its stage (`acting.team`)."""
    chosen: dict[str, Any] = getattr(request, "param", {})
    return chosen


@pytest.fixture
async def stopped(tmp_path: Path, setting: dict[str, Any], chats: Chats) -> AsyncIterator[Scene]:
    """A stage without a bot yet. In the end nobody was pinged, and nothing went astray."""
    clock = JumpingClock()
    with structlog.testing.capture_logs() as log:
        async with stage(tmp_path, clock=clock, chats=chats, **setting) as on:
            scene = Scene(on, clock)
            yield scene
            assert [each for side in scene.sides for each in side.pings] == []
            assert scene.astray == []
    assert [each for each in log if each["log_level"] in {"error", "critical"}] == []


@pytest.fixture
async def told(stopped: Scene) -> AsyncIterator[Scene]:
    """A stage with a bot that tells the gallery; which in the end refused nothing, and heard of no end twice."""
    async with stopped.bot(**stopped.on.telling()):
        yield stopped
    receiver = stopped.on.gallery.receiver
    assert receiver.refused == []
    over = [each.data for each in receiver.heard if each.type in {"case.cleared", "action.decided"}]
    ends = [(each["case"], each["listing"]["id"]) for each in over]
    assert len(set(ends)) == len(ends)


@pytest.fixture
async def scene(stopped: Scene) -> AsyncIterator[Scene]:
    """A stage with the bot on it. In the end nothing that came in was lost."""
    async with stopped.bot():
        yield stopped

"""The rest of what `test_posts_once` shows: a chat takes it, the bot is killed, and the next one finds it."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import pytest

from tests.stories.acting import ASK, DAY, KEEP, TEXTS, Killed, Scene, die, mixed, says
from tests.stories.hand import Side

FORGOTTEN = timedelta(hours=1)
"""Longer than any chat remembers a nonce, and than an answer can be given in its place."""
MANY = 20
"""More messages than are sent at once."""
LINK, WORDS = (TEXTS[f"form.notes_{each}"] for each in ("link", "words"))
WRONG = f"whsec_{base64.b64encode(bytes(32)).decode()}"
NOTES = "Inked by hand on cold-pressed paper, then coloured in layers."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: where it goes, what goes before it, what sends it, how often it stands, and the settings."""

    name: str
    side: Callable[[Scene], Side]
    before: Callable[[Scene], Awaitable[object]]
    act: Callable[[Scene], Awaitable[object]]
    count: Callable[[Scene], int]
    settings: Callable[[Scene], dict[str, str]] = lambda _: {}

    def __str__(self) -> str:
        return self.name


def heard(scene: Scene, name: str, key: str) -> int:
    """How often somebody was told a sentence in private."""
    return sum(says(each, key) for each in scene.heard(name))


async def undecided(scene: Scene) -> None:
    """Two have voted, and do not agree."""
    card = await scene.case()
    await scene.vote("mo", KEEP, card)
    await scene.vote("kai", ASK, card)


async def half_time(scene: Scene) -> None:
    """Half of the time to decide passes."""
    await scene.passes(4 * DAY)


async def noted_out_of_reach(scene: Scene) -> None:
    """Process notes wait for their listing, longer than their answer could be given in its place."""
    listing = scene.listing("Neon Koi")
    scene.on.gallery.down()
    await (await scene.who("ines").opens("process-notes")).submits({LINK: listing.url, WORDS: NOTES})
    await scene.settle()
    scene.clock.jump(FORGOTTEN)
    scene.on.gallery.up()


async def later(scene: Scene) -> None:
    """Some minutes pass."""
    await scene.passes(timedelta(minutes=31))


async def untold(scene: Scene) -> None:
    """The gallery could not be told of a case."""
    scene.on.gallery.receiver.away = HTTPStatus.BAD_GATEWAY, ""
    await scene.case()


async def told(scene: Scene) -> None:
    """It hears of it now, and takes it for forged."""
    scene.on.gallery.receiver.away = None
    await later(scene)


KINDS = (
    Kind("to a lead", lambda on: on.ours, undecided, half_time, lambda on: heard(on, "mo", "say.lead_late")),
    Kind(
        "answer to notes",
        lambda on: on.theirs,
        noted_out_of_reach,
        later,
        lambda on: heard(on, "ines", "say.notes_kept"),
    ),
    Kind(
        "to the operators",
        lambda on: on.ours,
        untold,
        told,
        lambda on: sum(says(each.text, "say.receiver_refuses") for each in on.cards),
        lambda on: on.on.telling() | {"SALON_WEBHOOK_SECRET": WRONG},
    ),
)


@mixed
@pytest.mark.parametrize("kind", KINDS, ids=str)
async def test_the_bot_is_killed(stopped: Scene, kind: Kind) -> None:
    """However much later the next one comes, the message stands once."""
    settings = kind.settings(stopped)
    try:
        async with stopped.bot(**settings):
            await kind.before(stopped)
            side = kind.side(stopped)
            side.faults.withhold(*side.ways.post, times=MANY)
            acting = asyncio.ensure_future(kind.act(stopped))
            await stopped.on.until(lambda: kind.count(stopped) == 1)
            acting.cancel()
            die()
    except* Killed:
        side.faults.calm()
    stopped.clock.jump(FORGOTTEN)
    async with stopped.bot(**settings):
        await stopped.passes(FORGOTTEN)
        assert kind.count(stopped) == 1

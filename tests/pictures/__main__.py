"""`uv run python -m tests.pictures FOLDER`: plays a case and draws what moderators, artist and reporter see of it.

One HTML page a moment, at the width of a phone, to be opened in a browser. Nothing is asserted here: it is for eyes.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from bot.stage import stage
from tests.pictures.page import page
from tests.stories.acting import ACCEPT, ASK, MEDIA, ONE_SENTENCE, TOUCHES, Scene
from tests.stories.clock import JumpingClock
from tests.stories.hand import Seen
from tests.stories.on_discord import DiscordSeen

SENTENCE = "In A and C the fins melt into each other, and the koi have five and seven of them."
ANSWER = "You are right, these two were drafts that I uploaded by mistake. This is the one I finished by hand."


async def _reported(scene: Scene) -> AsyncIterator[tuple[str, str]]:
    listing = scene.listing(
        "Neon Koi",
        works=4,
        description="Four koi in a pond at night, inspired by woodblock prints.",
        process_notes="Sketched in pencil, coloured digitally.",
    )
    told = await scene.report("alice", listing.url)
    card = scene.card("Neon Koi")
    yield "card", _page([("The card, as it is posted", card), ("To the reporter", told)])
    await scene.vote("mo kai", ASK, card)
    yield "waits", _page([("The card waits for a sentence", card)])
    form = await scene.noticing("kai", card)
    noted = await form.submits({ONE_SENTENCE: SENTENCE, TOUCHES: ["no visible artistic intention"], MEDIA: ["A", "C"]})
    await scene.settle()
    yield "stands", _page([("A verdict stands", card), ("To the moderator", noted)])
    await scene.decide()
    yield "notice", _page([("The notice", scene.who("ines").inbox[-1]), ("The first card", card)])


async def _answered(scene: Scene) -> AsyncIterator[tuple[str, str]]:
    await scene.writes("ines", ANSWER, files=[scene.picture()])
    yield "reply", _page([("The reply card", scene.reply_card)])
    await scene.vote("mo", ACCEPT, scene.reply_card)
    await scene.decide()
    ends = [("The end, to the artist", "ines"), ("The end, to a reporter", "alice")]
    shown = [(title, scene.who(name).inbox[-1]) for title, name in ends]
    shown.append(("/my-case", await scene.who("ines").asks("my-case")))
    shown.append(("/ai-policy", await scene.who("ines").asks("ai-policy")))
    shown.append(("/case show", await scene.who("mo").runs("case show", number=1)))
    yield "end", _page(shown)


def _page(shown: Iterable[tuple[str, Seen]]) -> str:
    return page((title, each.view) for title, each in shown if isinstance(each, DiscordSeen))


async def _draw(folder: Path) -> None:
    clock = JumpingClock()
    with tempfile.TemporaryDirectory() as data:
        async with stage(Path(data), clock=clock) as on:
            scene = Scene(on, clock)
            async with scene.bot():
                for moments in (_reported, _answered):
                    async for name, drawn in moments(scene):
                        (folder / f"{name}.html").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(_draw(target))

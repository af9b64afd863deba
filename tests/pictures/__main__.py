"""`uv run python -m tests.pictures FOLDER`: plays a case on each chat and draws what moderators and artist see of it.

One HTML page a moment, at the width of a phone, and a picture of each page where Debian's `chromium` is installed.
Nothing is asserted here: it is for eyes.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.clocks import JumpingClock
from bot.stage import DISCORD, SLACK, stage
from tests.pictures import page, slack_page
from tests.pictures.moments import MOMENTS, Shown
from tests.stories.acting import Scene
from tests.stories.on_discord import DiscordSeen
from tests.stories.on_slack import SlackSeen

WIDTH, TALLEST = 412, 6000
SETTINGS = {"": {}, "-blurred": {"SALON_BLUR": "on"}}


def drawn(shown: Shown) -> str:
    """The page that shows these messages, as their chat does."""
    if any(isinstance(each, SlackSeen) for _, each in shown):
        return slack_page.page((title, each.view) for title, each in shown if isinstance(each, SlackSeen))
    return page.page((title, each.view) for title, each in shown if isinstance(each, DiscordSeen))


async def _play(folder: Path, chat: str, suffix: str, settings: dict[str, str]) -> None:
    clock = JumpingClock()
    with tempfile.TemporaryDirectory() as data:
        async with stage(Path(data), clock=clock, chats=(chat,)) as on:
            scene = Scene(on, clock)
            async with scene.bot(**settings):
                for moment in MOMENTS if not settings else MOMENTS[:1]:
                    async for name, shown in moment(scene):
                        target = folder / f"{chat}-{name}{suffix}.html"
                        target.write_text(drawn(shown), encoding="utf-8")


def _photograph(folder: Path) -> None:
    """Each page as a phone shows it, scrolled through."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("There is no chromium here: open the pages in a browser.")  # noqa: T201
        return
    for each in sorted(folder.glob("*.html")):
        where = f"--screenshot={each.with_suffix('.png').resolve()}"
        how = ("--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={WIDTH},{TALLEST}")
        subprocess.run([chromium, *how, where, each.resolve().as_uri()], check=True, capture_output=True)  # noqa: S603


async def _draw(folder: Path) -> None:
    for chat in (DISCORD, SLACK):
        for suffix, settings in SETTINGS.items():
            await _play(folder, chat, suffix, settings)


if __name__ == "__main__":
    given = Path(sys.argv[1])
    given.mkdir(parents=True, exist_ok=True)
    asyncio.run(_draw(given))
    _photograph(given)

"""What the people of these stories do, who may have an account on either chat."""

import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bot.cli import main
from bot.sandbox.discord import answer
from bot.sandbox.slack import MessageView
from bot.stage import DISCORD
from tests.stories.acting import TEXTS, says
from tests.stories.slack_acting import SlackScene

HERE = TEXTS["button.write_here"]
CODE = re.compile(r"[A-Z]{4}-[A-Z]{4}")
Log = list[MutableMapping[str, Any]]


async def on_discord(scene: SlackScene, name: str, code: str = "") -> str:
    """Use /link on Discord; what only this person sees."""
    options = {"code": code} if code else {}
    shown = answer(await scene.on.person(name).runs("link", scene.on.lobby, in_dm=False, **options))
    await scene.settle()
    assert shown.ephemeral
    return shown.text


async def on_slack(scene: SlackScene, name: str, code: str = "") -> str:
    """Use /link on Slack; the answer, which only this person sees, and which may not be all that they see of it."""
    seen = len(scene.who(name).answers)
    await scene.who(name).runs("/link", code)
    await scene.settle()
    told = [each.text for each in scene.who(name).answers[seen:]]
    return next(each for each in told if any(says(each, key) for key in TEXTS if key.startswith("say.link_")))


def code_in(text: str) -> str:
    """The code that was given."""
    assert says(text, "say.link_code"), text
    found = CODE.search(text)
    assert found
    return found[0]


async def link(scene: SlackScene, name: str, other: str = "") -> str:
    """Ask for a code on Discord, and enter it on Slack, with the account of the same name or of another."""
    told = await on_slack(scene, other or name, code_in(await on_discord(scene, name)))
    assert says(told, "say.link_done"), told
    return told


async def one_person(scene: SlackScene, name: str, other: str) -> None:
    """Two accounts on Slack, both linked with the account on Discord of the first."""
    await link(scene, name)
    await link(scene, name, other)


def private(scene: SlackScene, name: str) -> list[str]:
    """What the bot told somebody in private on Discord."""
    return [each.text for each in scene.on.person(name).inbox if each.author != name]


async def reported(scene: SlackScene, *chats: str, by: str = "alice") -> MessageView:
    """A listing of ines, whom the platform knows on these chats; its card."""
    told = await scene.report(by, scene.listing("Neon Koi", *(chats or (DISCORD,))))
    assert says(told.text, "say.report_taken", case=1)
    return scene.card("Neon Koi")


def imports(scene: SlackScene, folder: Path, *lines: str) -> None:
    """The operator imports a table of people."""
    table = folder / "people.csv"
    table.write_text("\n".join(["person,chat,account,email", *lines, ""]), encoding="utf-8")
    result = CliRunner().invoke(main, ["people", "import", str(table)], env=dict(scene.on.environment))
    assert result.exit_code == 0, result.output


def stored(folder: Path, *texts: str) -> bool:
    """Whether one of these stands in a file."""
    data = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
    return any(each.encode() in data for each in texts)

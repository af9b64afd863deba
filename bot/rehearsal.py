"""`salon sandbox`: the make-believe chats and gallery, played from another terminal, with the real bot or without."""

import asyncio
import logging
import os
import signal
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from bot import guidance, logs
from bot.config import load_texts
from bot.sandbox.control import DiscordSide, Play, Recipe, Side, SlackSide, serving
from bot.sandbox.faults import Unexpected
from bot.sandbox.pulse import Pulse
from bot.stage import DISCORD, SLACK, Stage, stage
from bot.transcript import Transcript

MOST_HASTE = 20.0
"""The chats' own windows are not shortened further: an answer to a command would come after they have closed."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How it is played.

    Attributes:
        port: Where orders are taken; 0 finds a free one.
        chats: Those that are open; the first holds the moderators' channel.
        scale: How many times faster the bot's windows and deadlines pass.
        with_bot: Whether the bot runs in here.
    """

    port: int
    scale: float
    chats: tuple[str, ...] = (DISCORD, SLACK)
    with_bot: bool = True


def serve(how: Rehearsal) -> int:
    """Until a signal says stop. Exit codes: 0 stopped, 1 cannot listen, or the bot did what a chat does not know."""
    try:
        asyncio.run(_serve(how))
    except OSError as fault:
        click.echo(
            f"Port {how.port} cannot be used ({os.strerror(fault.errno or 0)}): name another with --port.", err=True
        )
        return 1
    except Unexpected as fault:
        click.echo(f"The bot did what this chat does not know, or the sandbox broke: {fault}", err=True)
        return 1
    return 0


async def _serve(how: Rehearsal) -> None:
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory("-salon", ignore_cleanup_errors=True))
        on = await stack.enter_async_context(stage(Path(folder), chats=how.chats, scale=min(how.scale, MOST_HASTE)))
        logs.set_up("warning", secrets=_secrets(on))
        # Settling asks for heartbeats out of turn, which discord.py takes for a slow line.
        logging.getLogger("discord.gateway").setLevel(logging.ERROR)
        play = _rehearsed(on, how)
        port = await stack.enter_async_context(serving(play, how.port, lambda line: click.echo(f"> {line}")))
        play.act = command(port)
        if how.with_bot:
            await stack.enter_async_context(on.bot_running(SALON_TIME_SCALE=str(how.scale), **on.telling()))
        click.echo("\n".join(guidance.lines(on, play, how.scale, with_bot=how.with_bot)))
        await _told_until(stop.wait, on)
        click.echo("Stopping.")


def _secrets(on: Stage) -> list[str]:
    return [on.discord.token, on.slack.bot_token, on.slack.app_token, on.gallery.webhook_secret]


def _rehearsed(on: Stage, how: Rehearsal) -> Play:
    for artist, title, works in guidance.EXHIBITS:
        on.gallery.list(on.artist(artist), title, works=works)
    environment = {**on.environment, **on.telling(), "SALON_TIME_SCALE": f"{how.scale:g}", "SALON_LOG": "info"}
    return playing(on, environment)


def playing(on: Stage, environment: Mapping[str, str], act: str = "") -> Play:
    """What takes orders for the chats that are open on a stage."""
    both: dict[str, Side] = {DISCORD: DiscordSide(on.discord), SLACK: SlackSide(on.slack)}
    return Play(tuple(both[each] for each in on.chats), on.gallery, on.settle, recipes(), environment, act)


def recipes() -> dict[str, Recipe]:
    """Verbs for the bot's two forms, by what people read on them."""
    text = load_texts("en").text
    report = Recipe((text("form.report_link"), text("form.report_words")), command="report-listing")
    notice = Recipe((text("form.notice_sentence"),), button=text("button.notice"))
    return {"report": report, "notice": notice}


def command(port: int) -> str:
    """How somebody types an order here."""
    salon = "uv run salon" if os.environ.get("UV") else "salon"
    return f"{salon} sandbox act" if port == guidance.PORT else f"{salon} sandbox --port {port} act"


async def _told_until(stopped: Callable[[], Awaitable[object]], on: Stage) -> None:
    """Print what the bot shows, as it shows it."""
    tale = Transcript(on, click.echo, as_json=False)

    async def tell(pulse: Pulse) -> None:
        while True:
            tale.look()
            await pulse.wait(60)

    telling = [asyncio.create_task(tell(each.world.pulse)) for each in on.sandboxes]
    try:
        await stopped()
    finally:
        for each in telling:
            each.cancel()

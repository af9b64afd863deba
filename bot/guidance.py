"""What `salon sandbox` prints: where things are, and a whole case to copy and paste."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.config import policy_in_force
from bot.config.page import in_words
from bot.sandbox.control import Play
from bot.stage import MODERATORS, Stage

PORT: Final = 8700
"""Where orders are taken unless another port is named."""

EXHIBITS: Final = (("ines", "Neon Koi", 3), ("theo", "Harbour at Five", 2), ("ines", "First Snow", 1))
"""What hangs in the gallery from the start: whose, its title, how many works."""


def lines(on: Stage, play: Play, scale: float, *, with_bot: bool) -> Iterator[str]:
    """All of it."""
    inside = "with the real bot in it" if with_bot else "without a bot"
    yield f"A make-believe Discord and a gallery, {inside}. All of it is on this machine, and is forgotten at the end."
    yield _time(scale)
    yield ""
    yield f"Look at the gallery: {on.gallery.url}/"
    yield from (f"  {each.url}  “{each.title}”, by {each.owner.name}" for each in on.gallery.listings)
    yield ""
    yield from _others(on, play, with_bot=with_bot)
    yield ""
    yield from _case(on, play)
    yield ""
    yield f"{play.act} help   says what else people can do. Ctrl-C stops. What the bot shows, and to whom, comes below."


def _time(scale: float) -> str:
    undo = policy_in_force({}, None).rules(len(MODERATORS)).undo
    if scale == 1:
        return f"Time runs as it is: the undo window takes {in_words(undo)}, and deadlines take days."
    passed = timedelta(seconds=round((undo / scale).total_seconds(), 1))
    return (
        f"Time runs {scale:g} times faster: every window and deadline of the policy is that much shorter, such as the "
        f"undo window of {in_words(undo)}, which takes {passed.total_seconds():g} s."
    )


def _others(on: Stage, play: Play, *, with_bot: bool) -> Iterator[str]:
    if with_bot:
        yield "Point another bot at this Discord (same token, same guild):"
        yield f"  REST {on.discord.api_url}   gateway {on.discord.gateway_url}   files {on.discord.cdn_url}"
        return
    yield "Start the bot in another terminal, with these settings:"
    yield f'  eval "$({play.act} env)"'
    yield f"  {play.act.partition(' sandbox')[0]} run"
    yield "They are:"
    yield from (f"  {line}" for line in play.settings())


def _case(on: Stage, play: Play) -> Iterator[str]:
    yield "From another terminal, a whole case:"
    koi = on.gallery.listings[0]
    for order in (
        f'alice report {koi.url} "The fins melt into each other in all three pictures."',
        "look mo",
        "mo react 💬 --case 1",
        "kai react 💬 --case 1",
        'kai notice 1 "The fins melt into each other, and nothing here seems chosen."',
        "wait ines",
        'ines write "I inked them by hand, one after the other. Tell me what you would like to see." --reply',
        "wait mo 🆗 --case 1",
        "mo react 🆗 --case 1",
        "wait alice",
    ):
        yield f"  {play.act} {order}"

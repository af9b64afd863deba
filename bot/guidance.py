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

ADDRESSES: Final = ("DISCORD_API_URL", "DISCORD_GATEWAY_URL", "DISCORD_CDN_URL", "SLACK_API_URL", "SLACK_FILES_URL")
"""Settings by which a bot finds the chats."""

EXHIBITS: Final = (("ines", "Neon Koi", 3), ("theo", "Harbour at Five", 2), ("ines", "First Snow", 1))
"""What hangs in the gallery from the start: whose, its title, how many works."""


def lines(on: Stage, play: Play, scale: float, *, with_bot: bool) -> Iterator[str]:
    """All of it."""
    inside = "with the real bot in it" if with_bot else "without a bot"
    chats = " and ".join(f"a make-believe {each.name.title()}" for each in play.chats)
    yield f"Here are {chats}, and a gallery, {inside}. All of it is on this machine, and is forgotten at the end."
    yield _time(scale)
    yield ""
    yield f"Look at the gallery: {on.gallery.url}/"
    yield from (f"  {each.url}  “{each.title}”, by {each.owner.name}" for each in on.gallery.listings)
    yield ""
    yield from _others(play, with_bot=with_bot)
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


def _others(play: Play, *, with_bot: bool) -> Iterator[str]:
    if with_bot:
        yield f"Point another bot at this, with the same tokens; `{play.act} env` prints all of its settings:"
        yield from (f"  {name}={play.environment[name]}" for name in ADDRESSES if name in play.environment)
        return
    yield "Start the bot in another terminal, with these settings:"
    yield f'  eval "$({play.act} env)"'
    yield f"  {play.act.partition(' sandbox')[0]} run"
    yield "They are:"
    yield from (f"  {line}" for line in play.settings())


def _case(on: Stage, play: Play) -> Iterator[str]:
    """Moderators and artist on the first chat, somebody who reports on each."""
    yield "From another terminal, a whole case:"
    koi = on.gallery.listings[0]
    others = [play.called(each.hand("bob")) for each in play.chats[1:]]
    for order in (
        f'alice report {koi.url} "The fins melt into each other in all three pictures."',
        *(f'{each} report {koi.url} "The second picture has three tails."' for each in others),
        "look mo",
        "mo react 💬 --case 1",
        "kai react 💬 --case 1",
        'kai notice 1 "The fins melt into each other, and nothing here seems chosen."',
        "wait ines",
        'ines write "I inked them by hand, one after the other. Tell me what you would like to see." --reply',
        "wait mo 🆗 --case 1",
        "mo react 🆗 --case 1",
        *(f"wait {each}" for each in others),
        "wait alice",
    ):
        yield f"  {play.act} {order}"

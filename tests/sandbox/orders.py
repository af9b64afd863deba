"""Giving orders to a running sandbox, and looking at what came of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.sandbox.control.grammar import understand

if TYPE_CHECKING:
    from bot.clocks import JumpingClock
    from bot.sandbox.control import Play
    from bot.sandbox.control.chat import Seen

SEEN = "The fins melt into each other in all three pictures."
UNDO = timedelta(minutes=11)


async def does(play: Play, *words: str) -> str:
    """Type an order."""
    return await play.obey(understand(words))


def seen(play: Play, who: str, words: str = "") -> Seen:
    """The newest message before somebody that says this."""
    return [each for each in play.screen.seen(play.person(who)) if words in each.text][-1]


async def asks(play: Play, clock: JumpingClock, listing: int) -> None:
    """A listing is reported, and its artist asked."""
    case = str(listing + 1)
    await does(play, "alice", "report", play.gallery.listings[listing].url, SEEN)
    await does(play, "mo", "react", "💬", "--case", case)
    await does(play, "kai", "react", "💬", "--case", case)
    await does(play, "kai", "notice", case, SEEN)
    clock.jump(UNDO)
    await play.settle()

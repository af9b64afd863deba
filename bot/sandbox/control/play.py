"""Obeys orders in a running sandbox, and tells what came of them."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from . import exhibits, persons
from .grammar import Misunderstood
from .guide import HELP
from .screen import Screen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.sandbox.gallery import GallerySandbox

    from .chat import Form, Hand, Seen, Side
    from .forms import Recipe
    from .grammar import Order

VERBS: dict[str, Callable[[Play, Hand, Order], Awaitable[str]]] = {
    "react": persons.react,
    "unreact": persons.unreact,
    "write": persons.write,
    "click": persons.click,
    "choose": persons.choose,
    "use": persons.use,
    "command": persons.command,
    "home": persons.home,
    "fill": persons.fill,
    "leave": persons.leave,
    "join": persons.join,
    "close-dms": persons.close_dms,
    "open-dms": persons.open_dms,
}
LONGEST_WAIT = 120.0
BOT = "bot"


@dataclass(slots=True, repr=False)
class Play:
    """The sandbox as it is played.

    Attributes:
        chats: Those that are open; an order that names none is about the first.
        settle: Waits until everything that follows from an act has happened.
        recipes: Verbs beside VERBS, each for a form of the bot.
        environment: What another bot must be told to live here.
        act: How an order begins on the command line, for what is printed.
        forms: The form that is open before somebody, by how they are called.
    """

    chats: tuple[Side, ...]
    gallery: GallerySandbox
    settle: Callable[[], Awaitable[None]]
    recipes: Mapping[str, Recipe] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    act: str = ""
    forms: dict[str, Form] = field(default_factory=dict)
    screen: Screen = field(init=False)

    def __post_init__(self) -> None:
        """Lay out what everybody sees."""
        self.screen = Screen(self.chats)

    @property
    def sides(self) -> dict[str, Side]:
        """The chats by name."""
        return {each.name: each for each in self.chats}

    @property
    def without_bot(self) -> list[str]:
        """The chats on which no bot is."""
        return [each.name.title() for each in self.chats if not each.connected]

    def person(self, called: str) -> Hand:
        """Somebody on a chat, as an order calls them: `mo`, or `mo@slack`."""
        name, _, chat = called.casefold().partition("@")
        side = self.sides.get(chat) if chat else self.chats[0]
        if side is None:
            raise Misunderstood(f"there is no chat {chat!r} here: there are {', '.join(self.sides)}")
        if name not in side.people:
            raise Misunderstood(f"there is no {name!r} here: there are {', '.join(side.people)}")
        return side.hand(name)

    def called(self, who: Hand) -> str:
        """How an order calls somebody."""
        return self.screen.called(who)

    def settings(self) -> list[str]:
        """The environment of another bot, as a shell takes it."""
        return [f"export {name}={shlex.quote(value)}" for name, value in self.environment.items()]

    async def follow(self) -> None:
        """Let everything happen that follows, where a bot is there to do it."""
        if not self.without_bot:
            await self.settle()

    async def obey(self, order: Order) -> str:
        """Do it; return what is to be printed."""
        match order.word(0, "who does what"):
            case "help":
                return HELP.format(act=self.act)
            case "list":
                return "\n".join(self._who(side.hand(name)) for side in self.chats for name in side.people)
            case "env":
                return "\n".join(self.settings())
            case "gallery":
                return exhibits.change(self, order.past(1))
            case "look":
                who = self.person(order.word(1, "who looks"))
                return self.screen.show(who, self.screen.seen(who)) or f"{who.name} sees nothing yet."
            case "wait":
                return await self._wait(order)
            case name:
                return await self._acts(self.person(name), order.past(1))

    def _who(self, who: Hand) -> str:
        roles = ", ".join(who.roles) or "member" if who.here else "left"
        rooms = ", ".join(f"#{each}" for each in who.rooms) or "no channel"
        return f"{self.called(who):<13} {roles}; sees {rooms}"

    async def _wait(self, order: Order) -> str:
        """Until somebody gets a direct message that they were not shown yet, is offered an emoji, or a bot is there."""
        if order.word(1, "who waits") == BOT:
            await self.chats[0].until(lambda: not self.without_bot, LONGEST_WAIT)
            return "A bot is connected."
        who = self.person(order.word(1, "who waits"))
        came = partial(self._offers, who, order) if order.words[2:] else partial(self._letters, who)
        await self.sides[who.chat].until(came, LONGEST_WAIT)
        return self.screen.show(who, self.screen.unread(who))

    def _offers(self, who: Hand, order: Order) -> list[Seen]:
        """The messages under which they could put what the order names."""
        return list(self.screen.fitting(who, order, lambda each: order.words[2] in each.reactions))

    def _letters(self, who: Hand) -> list[Seen]:
        return [each for each in self.screen.unread(who) if each.private]

    async def _acts(self, who: Hand, order: Order) -> str:
        verb = order.word(0, f"what {who.name} does")
        if verb not in VERBS and verb not in self.recipes:
            raise Misunderstood(f"nobody knows how to {verb!r}: there are {', '.join([*self.recipes, *VERBS])}")
        self.screen.show(who, self.screen.unread(who))  # what was there before is no answer to what comes now
        recipe = self.recipes.get(verb)
        doing = persons.cook(self, who, order.past(1), recipe) if recipe else VERBS[verb](self, who, order.past(1))
        told = await doing
        await self.follow()
        return "\n".join(filter(None, [told, self.screen.show(who, self.screen.unread(who))]))

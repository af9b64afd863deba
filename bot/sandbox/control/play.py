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

    from bot.sandbox.discord import DiscordSandbox, MessageView, ModalView, Person
    from bot.sandbox.gallery import GallerySandbox

    from .forms import Recipe
    from .grammar import Order

VERBS: dict[str, Callable[[Play, Person, Order], Awaitable[str]]] = {
    "react": persons.react,
    "unreact": persons.unreact,
    "write": persons.write,
    "click": persons.click,
    "choose": persons.choose,
    "use": persons.use,
    "command": persons.command,
    "fill": persons.fill,
    "leave": persons.leave,
    "join": persons.join,
    "close-dms": persons.close_dms,
    "open-dms": persons.open_dms,
}
LONGEST_WAIT = 120.0
BOT = "bot"


@dataclass(slots=True)
class Play:
    """The sandbox as it is played.

    Attributes:
        settle: Waits until everything that follows from an act has happened.
        recipes: Verbs beside VERBS, each for a form of the bot.
        environment: What another bot must be told to live here.
        act: How an order begins on the command line, for what is printed.
        forms: The form that is open before somebody, by their name.
    """

    discord: DiscordSandbox
    gallery: GallerySandbox
    settle: Callable[[], Awaitable[None]]
    recipes: Mapping[str, Recipe] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    act: str = ""
    forms: dict[str, ModalView] = field(default_factory=dict)
    screen: Screen = field(init=False)

    def __post_init__(self) -> None:
        """Lay out what everybody sees."""
        self.screen = Screen(self.discord)

    @property
    def connected(self) -> bool:
        """Whether a bot is there."""
        return any(each.socket is not None for each in self.discord.gateway.live())

    def person(self, name: str) -> Person:
        """Somebody, by name."""
        found = self.discord.people.get(name.casefold())
        if found is None:
            raise Misunderstood(f"there is no {name!r} here: there are {', '.join(self.discord.people)}")
        return found

    def settings(self) -> list[str]:
        """The environment of another bot, as a shell takes it."""
        return [f"export {name}={shlex.quote(value)}" for name, value in self.environment.items()]

    async def obey(self, order: Order) -> str:
        """Do it; return what is to be printed."""
        match order.word(0, "who does what"):
            case "help":
                return HELP.format(act=self.act)
            case "list":
                return "\n".join(map(self._who, self.discord.people.values()))
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

    def _who(self, who: Person) -> str:
        member = self.discord.world.members.get(who.id)
        roles = [self.discord.world.roles[each].name for each in member.roles] if member else ["left"]
        rooms = [f"#{each.name}" for each in self.discord.channels.values() if who.sees(each)]
        return f"{who.name:<8} {', '.join(roles) or 'member'}; sees {', '.join(rooms) or 'no channel'}"

    async def _wait(self, order: Order) -> str:
        """Until somebody gets a direct message that they were not shown yet, is offered an emoji, or a bot is there."""
        if order.word(1, "who waits") == BOT:
            await self.discord.until(lambda: self.connected, LONGEST_WAIT)
            return "A bot is connected."
        who = self.person(order.word(1, "who waits"))
        came = partial(self._offers, who, order) if order.words[2:] else partial(self._letters, who)
        await self.discord.until(came, LONGEST_WAIT)
        return self.screen.show(who, self.screen.unread(who))

    def _offers(self, who: Person, order: Order) -> list[MessageView]:
        """The messages under which they could put what the order names."""
        return list(self.screen.fitting(who, order, lambda each: order.words[2] in each.reactions))

    def _letters(self, who: Person) -> set[int]:
        return {each.id for each in who.inbox} & {each.id for _, each in self.screen.unread(who)}

    async def _acts(self, who: Person, order: Order) -> str:
        verb = order.word(0, f"what {who.name} does")
        if verb not in VERBS and verb not in self.recipes:
            raise Misunderstood(f"nobody knows how to {verb!r}: there are {', '.join([*self.recipes, *VERBS])}")
        self.screen.show(who, self.screen.unread(who))  # what was there before is no answer to what comes now
        recipe = self.recipes.get(verb)
        doing = persons.cook(self, who, order.past(1), recipe) if recipe else VERBS[verb](self, who, order.past(1))
        told = await doing
        if self.connected:
            await self.settle()
        return "\n".join(filter(None, [told, self.screen.show(who, self.screen.unread(who))]))

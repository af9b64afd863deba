"""What a person can be told to do, a function each. They act by what they see, and wait for the bot's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.discord import MessageView, NotSeen
from bot.sandbox.discord.kinds import OptionKind

from . import forms
from .grammar import Misunderstood, named

if TYPE_CHECKING:
    from bot.sandbox.discord import ModalView, Person, Response, Value
    from bot.sandbox.discord.kinds import Json

    from .forms import Recipe
    from .grammar import Order
    from .play import Play


async def react(play: Play, who: Person, order: Order) -> str:
    """Put an emoji under the newest message that offers it."""
    emoji = order.word(0, "an emoji")
    found = play.screen.find(who, order, lambda each: emoji in each.reactions, f"message with {emoji} under it")
    await who.reacts(emoji, found)
    return f"{who.name} puts {emoji} under message {play.screen.number(found)}."


async def unreact(play: Play, who: Person, order: Order) -> str:
    """Take it away again."""
    emoji = order.word(0, "an emoji")
    found = play.screen.find(who, order, lambda each: who.name in each.reactors(emoji), f"{emoji} of theirs")
    await who.unreacts(emoji, found)
    return f"{who.name} takes {emoji} away from message {play.screen.number(found)}."


async def write(play: Play, who: Person, order: Order) -> str:
    """Write to the bot, or in a channel; `--reply` answers the newest direct message of the bot."""
    answered = None
    if "--reply" in order.flags or "--message" in order.options:
        theirs = {each.id for each in who.inbox if each.author != who.name}
        answered = play.screen.find(who, order, lambda each: each.id in theirs, "direct message to answer")
    room = order.options.get("--in")
    if room is not None and room.lstrip("#") not in play.discord.channels:
        raise Misunderstood(f"there is no channel {room}: there are {', '.join(play.discord.channels)}")
    where = play.discord.channels[room.lstrip("#")] if room else None
    wrote = await who.writes(" ".join(order.words), where, files=order.files, reply_to=answered)
    return f"{who.name} writes message {play.screen.number(wrote)}."


async def click(play: Play, who: Person, order: Order) -> str:
    """Press a button; further words go into the form that it opens."""
    label = order.word(0, "what is written on the button")
    return await _pressed(play, who, label, order.past(1), ())


async def _pressed(play: Play, who: Person, label: str, order: Order, fields: tuple[str, ...]) -> str:
    found = play.screen.find(who, order, lambda each: label in each.buttons, f"button {label!r}")
    return await _answered(play, who, await who.clicks(label, found), order, fields)


async def choose(play: Play, who: Person, order: Order) -> str:
    """Choose from the newest menu that has all of these options."""
    wanted = {order.word(0, "an option of a menu"), *order.words}
    found = play.screen.find(who, order, lambda each: _menu(each, wanted), f"menu with {' and '.join(sorted(wanted))}")
    menu = _menu(found, wanted)
    if menu is None:
        raise Misunderstood(f"message {play.screen.number(found)} has no menu with {' and '.join(sorted(wanted))}")
    return await _answered(play, who, await who.chooses(menu, order.words, found), order.past(len(order.words)), ())


def _menu(message: MessageView, wanted: set[str]) -> str | None:
    return next((name for name, labels in message.menus.items() if wanted <= set(labels)), None)


async def use(play: Play, who: Person, order: Order) -> str:
    """Use a command from the menu of a message."""
    name = order.word(0, "the name of a command in a message's menu")
    found = play.screen.find(who, order, lambda each: not each.ephemeral, "message")
    return await _answered(play, who, await who.uses(name, found), order.past(1), ())


async def command(play: Play, who: Person, order: Order) -> str:
    """Use a slash command: `command "/case show" 1`."""
    name = order.word(0, "a command such as /ai-policy").lstrip("/")
    declared = _declared(play, name)
    given, others = named(order.words[1:], [each["name"] for each in declared])
    free = [each["name"] for each in declared if each["name"] not in given]
    given |= dict(zip(free, others, strict=False))
    rest = order.past(1) if not declared else order.past(len(order.words))
    options = {each["name"]: _typed(play, each, given[each["name"]]) for each in declared if each["name"] in given}
    return await _answered(play, who, await who.runs(name, None, in_dm="--dm" in order.flags, **options), rest, ())


def _declared(play: Play, name: str) -> list[Json]:
    """The options that a command takes; none for a command that is not known here, which the client then says."""
    world = play.discord.world
    first, *rest = name.split() or [""]
    commands = [*world.commands.get(None, []), *world.commands.get(world.guild_id, [])]
    place = next((each for each in commands if each["name"] == first), {})
    for step in rest:
        place = next((each for each in place.get("options", []) if each["name"] == step), {})
    nested = (OptionKind.SUBCOMMAND, OptionKind.GROUP)
    return [each for each in place.get("options", []) if each["type"] not in nested]


def _typed(play: Play, option: Json, value: str) -> Value | float:
    try:
        match option["type"]:
            case OptionKind.INTEGER:
                return int(value)
            case OptionKind.NUMBER:
                return float(value)
            case OptionKind.BOOLEAN:
                return value.lower() in {"yes", "true", "1"}
            case OptionKind.USER:
                return play.person(value.lstrip("@"))
            case _:
                return value
    except ValueError:
        raise Misunderstood(f"{option['name']} takes a number, not {value!r}") from None


async def fill(play: Play, who: Person, order: Order) -> str:
    """Fill in the form that is open, and send it."""
    if who.name not in play.forms:
        raise Misunderstood(f"no form is open before {who.name}: `click` a button or use a `command` that opens one")
    return await _filled(play, who, play.forms[who.name], order, ())


async def cook(play: Play, who: Person, order: Order, recipe: Recipe) -> str:
    """Open one of the bot's forms and fill it in, in one go."""
    if recipe.button and order.words and order.words[0].isdecimal():
        order.options.setdefault("--case", order.words[0])
        order = order.past(1)
    if recipe.button:
        return await _pressed(play, who, recipe.button, order, recipe.fields)
    return await _answered(play, who, await who.runs(recipe.command), order, recipe.fields)


async def _answered(play: Play, who: Person, response: Response, order: Order, fields: tuple[str, ...]) -> str:
    if isinstance(response, MessageView):
        await response.latest()
        return ""
    play.forms[who.name] = response
    return await _filled(play, who, response, order, fields)


async def _filled(play: Play, who: Person, modal: ModalView, order: Order, fields: tuple[str, ...]) -> str:
    filled = forms.values(modal, order, fields)
    missing = forms.missing(modal, filled)
    if missing:
        example = " ".join(f'"{label}=…"' for label in missing)
        return f"{forms.shown(modal)}\nFill it in: {play.act} {who.name} fill {example}"
    answer = await modal.submits(filled)
    play.forms.pop(who.name, None)
    await answer.latest()
    return f"{who.name} sends the form “{modal.title}”."


async def leave(play: Play, who: Person, _order: Order) -> str:
    """Leave the guild."""
    if who.id not in play.discord.world.members:
        raise NotSeen(f"{who.name} is not here")
    await who.leaves()
    return f"{who.name} leaves."


async def join(play: Play, who: Person, _order: Order) -> str:
    """Come back."""
    if who.id in play.discord.world.members:
        raise NotSeen(f"{who.name} is here already")
    await who.joins()
    return f"{who.name} joins."


async def close_dms(_play: Play, who: Person, _order: Order) -> str:
    """Take no direct messages."""
    who.closes_dms()
    return f"{who.name} takes no direct messages now."


async def open_dms(_play: Play, who: Person, _order: Order) -> str:
    """Take them again."""
    who.opens_dms()
    return f"{who.name} takes direct messages again."

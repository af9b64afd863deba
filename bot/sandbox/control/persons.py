"""What a person can be told to do, a function each. They act by what they see, and wait for the bot's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.acts import NotSeen

from . import forms
from .grammar import Misunderstood

if TYPE_CHECKING:
    from .chat import Form, Hand, Seen
    from .forms import Recipe
    from .grammar import Order
    from .play import Play


async def react(play: Play, who: Hand, order: Order) -> str:
    """Put an emoji under the newest message that offers it."""
    emoji = order.word(0, "an emoji")
    found = play.screen.find(who, order, lambda each: emoji in each.reactions, f"message with {emoji} under it")
    await who.reacts(emoji, found)
    return f"{who.name} puts {emoji} under message {play.screen.number(found)}."


async def unreact(play: Play, who: Hand, order: Order) -> str:
    """Take it away again."""
    emoji = order.word(0, "an emoji")
    found = play.screen.find(who, order, lambda each: who.name in each.reactors(emoji), f"{emoji} of theirs")
    await who.unreacts(emoji, found)
    return f"{who.name} takes {emoji} away from message {play.screen.number(found)}."


async def write(play: Play, who: Hand, order: Order) -> str:
    """Write to the bot, or in a channel; `--reply` answers the newest direct message of the bot."""
    room = order.options.get("--in")
    channels = play.sides[who.chat].channels
    if room is not None and room.lstrip("#") not in channels:
        raise Misunderstood(f"there is no channel {room}: there are {', '.join(channels)}")
    answered = _answered(play, who, order)
    wrote = await who.writes(" ".join(order.words), room.lstrip("#") if room else None, order.files, answered)
    return f"{who.name} writes message {play.screen.number(wrote)}."


def _answered(play: Play, who: Hand, order: Order) -> Seen | None:
    if "--reply" not in order.flags and "--message" not in order.options:
        return None
    return play.screen.find(who, order, lambda each: _letter(each, who), "direct message to answer")


def _letter(seen: Seen, who: Hand) -> bool:
    return seen.private and seen.author != who.name


async def click(play: Play, who: Hand, order: Order) -> str:
    """Press a button; further words go into the form that it opens."""
    label = order.word(0, "what is written on the button")
    return await _pressed(play, who, label, order.past(1), ())


async def _pressed(play: Play, who: Hand, label: str, order: Order, fields: tuple[str, ...]) -> str:
    found = play.screen.find(who, order, lambda each: label in each.buttons, f"button {label!r}")
    return await _opened(play, who, await who.clicks(label, found), order, fields)


async def choose(play: Play, who: Hand, order: Order) -> str:
    """Choose from the newest menu that has all of these options."""
    wanted = {order.word(0, "an option of a menu"), *order.words}
    found = play.screen.find(who, order, lambda each: _menu(each, wanted), f"menu with {' and '.join(sorted(wanted))}")
    menu = _menu(found, wanted)
    if menu is None:
        raise Misunderstood(f"message {play.screen.number(found)} has no menu with {' and '.join(sorted(wanted))}")
    return await _opened(play, who, await who.chooses(menu, order.words, found), order.past(len(order.words)), ())


def _menu(seen: Seen, wanted: set[str]) -> str | None:
    return next((name for name, labels in seen.menus.items() if wanted <= set(labels)), None)


async def use(play: Play, who: Hand, order: Order) -> str:
    """Use a command from the menu of a message."""
    name = order.word(0, "the name of a command in a message's menu")
    found = play.screen.find(who, order, lambda each: not each.ephemeral, "message")
    return await _opened(play, who, await who.uses(name, found), order.past(1), ())


async def command(play: Play, who: Hand, order: Order) -> str:
    """Use a slash command: `command "/case show" 1`."""
    name = order.word(0, "a command such as /ai-policy")
    form = await who.runs(name, order.words[1:], in_private="--dm" in order.flags)
    return await _opened(play, who, form, order.past(len(order.words)), ())


async def home(play: Play, who: Hand, _order: Order) -> str:
    """Open the bot's own page."""
    await who.opens_home()
    await play.follow()
    return f"{who.name} opens the bot's page."


async def fill(play: Play, who: Hand, order: Order) -> str:
    """Fill in the form that is open, and send it."""
    open_ = play.forms.get(play.called(who))
    if open_ is None:
        raise Misunderstood(f"no form is open before {who.name}: `click` a button or use a `command` that opens one")
    return await _filled(play, who, open_, order, ())


async def cook(play: Play, who: Hand, order: Order, recipe: Recipe) -> str:
    """Open one of the bot's forms and fill it in, in one go."""
    if recipe.button and order.words and order.words[0].isdecimal():
        order.options.setdefault("--case", order.words[0])
        order = order.past(1)
    if recipe.button:
        return await _pressed(play, who, recipe.button, order, recipe.fields)
    return await _opened(play, who, await who.runs(recipe.command, (), in_private=False), order, recipe.fields)


async def _opened(play: Play, who: Hand, form: Form | None, order: Order, fields: tuple[str, ...]) -> str:
    if form is None:
        return ""
    play.forms[play.called(who)] = form
    return await _filled(play, who, form, order, fields)


async def _filled(play: Play, who: Hand, form: Form, order: Order, fields: tuple[str, ...]) -> str:
    filled = forms.values(form, order, fields)
    missing = forms.missing(form, filled)
    if missing:
        return _to_fill(play, who, form, missing)
    after = await form.submits(filled)
    if after is not None:
        play.forms[play.called(who)] = after
        return _to_fill(play, who, after, [each.label for each in after.fields if each.required])
    play.forms.pop(play.called(who), None)
    return f"{who.name} sends the form “{form.title}”."


def _to_fill(play: Play, who: Hand, form: Form, labels: list[str]) -> str:
    example = " ".join(f'"{label}=…"' for label in labels)
    return f"{forms.shown(form)}\nFill it in: {play.act} {play.called(who)} fill {example}"


async def leave(_play: Play, who: Hand, _order: Order) -> str:
    """Leave the chat."""
    if not who.here:
        raise NotSeen(f"{who.name} is not here")
    await who.leaves()
    return f"{who.name} leaves."


async def join(_play: Play, who: Hand, _order: Order) -> str:
    """Come back."""
    if who.here:
        raise NotSeen(f"{who.name} is here already")
    await who.joins()
    return f"{who.name} joins."


async def close_dms(_play: Play, who: Hand, _order: Order) -> str:
    """Take no direct messages."""
    who.closes_dms()
    return f"{who.name} takes no direct messages now."


async def open_dms(_play: Play, who: Hand, _order: Order) -> str:
    """Take them again."""
    who.opens_dms()
    return f"{who.name} takes direct messages again."

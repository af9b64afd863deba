"""views.open, views.push, views.update, views.publish."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from . import interactions, payloads, view_check
from .errors import SlackError
from .model import View

if TYPE_CHECKING:
    from .calls import Call
    from .kinds import Json
    from .model import User
    from .world import World

MAX_STACK = 3


def make(world: World, user: User, content: Json, below: View | None = None) -> View:
    """Make a view; one that is pushed knows the view below."""
    external = content.get("external_id")
    if external and any(each.content.get("external_id") == external and not each.closed for each in _all(world)):
        raise SlackError("duplicate_external_id")
    made = View(world.timing.id("V"), user, content, _hash(world), "")
    made.root, made.previous = (below.root, below.id) if below else (made.id, None)
    world.views[made.id] = made
    return made


def _all(world: World) -> list[View]:
    return list(world.views.values())


def _hash(world: World) -> str:
    return f"{world.timing.now()}.{secrets.token_hex(4)}"


def show(world: World, view: View) -> View:
    """Bring a modal up: alone, or over the one that it was pushed onto."""
    screen = world.screen(view.user)
    if view.previous is None:
        close(world, view.user)
    if len(screen.stack) >= MAX_STACK:
        raise SlackError("push_limit_reached")
    screen.stack.append(view)
    world.show(view.user, view)
    return view


def close(world: World, user: User) -> None:
    """Close every modal of a person."""
    screen = world.screen(user)
    for each in screen.stack:
        each.closed = True
    screen.stack.clear()


def replace(world: World, view: View, content: Json) -> View:
    """Put something else into a view, under a new hash."""
    view.content, view.hash, view.values = content, _hash(world), {}
    world.show(view.user, view)
    return view


def opened(call: Call) -> Json:
    """views.open: in exchange for a trigger; a view that is refused uses none up."""
    content = view_check.read(call.world, call.json("view"), "modal")
    found = interactions.exchange(call.world, call.needed("trigger_id"))
    return _answer(call, show(call.world, make(call.world, found.user, content)))


def push(call: Call) -> Json:
    """views.push: over the modal that the trigger came from."""
    content = view_check.read(call.world, call.json("view"), "modal")
    found = interactions.exchange(call.world, call.needed("trigger_id"))
    if found.view is None or found.view.closed:
        raise SlackError("not_found")
    return _answer(call, show(call.world, make(call.world, found.user, content, found.view)))


def update(call: Call) -> Json:
    """views.update: by id or by the app's own name for it; a hash guards against overtaking."""
    world, external = call.world, call.text("external_id")
    by_name = (each.id for each in _all(world) if external and each.content.get("external_id") == external)
    view = world.views.get(call.text("view_id") or next(by_name, ""))
    if view is None or view.closed or view.content["type"] == "home":
        raise SlackError("not_found")
    _guard(call, view)
    return _answer(call, replace(world, view, view_check.read(world, call.json("view"), "modal")))


def publish(call: Call) -> Json:
    """views.publish: somebody's App Home."""
    world, user = call.world, call.world.user(call.needed("user_id"))
    if not world.manifest.home_tab:
        raise SlackError("not_enabled")
    content = view_check.read(world, call.json("view"), "home")
    screen = world.screen(user)
    if screen.home is None:
        screen.home = make(world, user, content)
        world.show(user, screen.home)
    else:
        _guard(call, screen.home)
        replace(world, screen.home, content)
    return _answer(call, screen.home)


def _guard(call: Call, view: View) -> None:
    if call.text("hash") not in (None, view.hash):
        raise SlackError("hash_conflict")


def _answer(call: Call, view: View) -> Json:
    return {"view": payloads.view(call.world, view)}

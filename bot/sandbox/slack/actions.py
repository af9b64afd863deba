"""Acting on what stands in blocks (docs.slack.dev: 'block_actions payload')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import filling, interactions, message_json, payloads
from .model import Message, View
from .views import MessageView

if TYPE_CHECKING:
    from bot.sandbox.acts import File

    from .acting import Actor, Response
    from .filling import Somebody
    from .kinds import Json


def pressed(part: Json) -> Json:
    """Return the action of a button."""
    return {key: part[key] for key in ("type", "action_id", "text", "value", "style") if key in part}


def chosen(part: Json, given: list[str | File | Somebody]) -> Json:
    """Return the action of a menu."""
    return {"action_id": part["action_id"], **filling.choose(part, given)}


async def act(person: Actor, where: Message | View, block: Json, action: Json, *, waits: bool) -> Response:
    """Send an action, and return what the person sees come of it: also that the message itself changed."""
    world = person.world
    stamp = where.edited if isinstance(where, Message) else None
    action |= {"block_id": block["block_id"], "action_ts": world.timing.ts()}
    told = person.payload("block_actions", actions=[action])
    told |= _in_message(person, where, action) if isinstance(where, Message) else _in_view(person, where, action)

    def _changed() -> Response | None:
        moved = isinstance(where, Message) and (where.edited != stamp or where.deleted)
        return MessageView(world, where) if moved and isinstance(where, Message) else None

    return await person.interacts(told, _changed, waits=waits)


def _state(action: Json) -> Json:
    kept = {key: value for key, value in action.items() if key == "type" or key.startswith("selected_")}
    return {} if action["type"] == "button" else {action["block_id"]: {action["action_id"]: kept}}


def _in_message(person: Actor, where: Message, action: Json) -> Json:
    world, hidden = person.world, where.visible_to is not None
    container = {"type": "message", "message_ts": where.ts, "channel_id": where.channel.id, "is_ephemeral": hidden}
    container |= {"thread_ts": where.thread_ts} if where.thread_ts else {}
    told: Json = {
        "container": container,
        "channel": interactions.place(where.channel),
        "state": {"values": _state(action)},
        "trigger_id": interactions.trigger(world, person.user),
        "response_url": interactions.response_url(world, person.user, where.channel, where),
    }
    return told if hidden else told | {"message": message_json.message(world, where, metadata=True)}


def _in_view(person: Actor, where: View, action: Json) -> Json:
    world = person.world
    where.values = where.values | _state(action)
    return {
        "container": {"type": "view", "view_id": where.id},
        "view": payloads.view(world, where),
        "trigger_id": interactions.trigger(world, person.user, where),
    }

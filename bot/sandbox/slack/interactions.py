"""What follows from an interaction: a trigger for a modal, a URL for answers (docs.slack.dev: 'Interactivity')."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import SlackError

if TYPE_CHECKING:
    from .kinds import Json
    from .model import Channel, Message, User, View
    from .world import World

URL_LASTS = 30 * 60
URL_USES = 5


@dataclass(slots=True)
class Trigger:
    """The right to open one modal for a person, for three seconds; `view` is the modal that it came from."""

    user: User
    expires: float
    view: View | None = None
    exchanged: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where to answer an interaction: five times within half an hour. `message` is the one that was acted on."""

    user: User
    channel: Channel
    expires: float
    thread_ts: str | None = None
    message: Message | None = None
    uses: int = 0


def trigger(world: World, user: User, view: View | None = None) -> str:
    """Make a trigger id; like the deadline for an acknowledgement, its three seconds are never scaled."""
    name = f"{world.timing.id('')[2:]}.{world.timing.now()}.{secrets.token_hex(16)}"
    world.triggers[name] = Trigger(user, world.timing.ticks() + world.deadline, view)
    return name


def exchange(world: World, name: str) -> Trigger:
    """Use a trigger up."""
    found = world.triggers.get(name)
    if found is None:
        raise SlackError("invalid_trigger_id")
    if found.exchanged:
        raise SlackError("exchanged_trigger_id")
    if world.timing.ticks() > found.expires:
        raise SlackError("expired_trigger_id")
    found.exchanged = True
    return found


def response_url(world: World, user: User, channel: Channel, message: Message | None = None) -> str:
    """Make a URL for answers."""
    path = f"/{'actions' if message else 'commands'}/{world.team_id}/{secrets.token_hex(12)}"
    thread = message.thread_ts if message and message.is_reply else None
    expires = world.timing.ticks() + world.timing.lasts(URL_LASTS)
    world.response_urls[path] = ResponseUrl(user, channel, expires, thread, message)
    return world.api_url.removesuffix("/api/") + path


def common(world: World, user: User) -> Json:
    """Return what every interaction's payload carries."""
    return {
        "token": "verification-token",
        "team": {"id": world.team_id, "domain": world.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": world.app_id,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
    }


def place(channel: Channel) -> Json:
    """Name a conversation as interactions do."""
    return {"id": channel.id, "name": name_of(channel)}


def name_of(channel: Channel) -> str:
    """Return what an interaction calls a conversation: nothing about one that not everybody sees."""
    return {"im": "directmessage", "group": "privategroup"}.get(channel.place.channel_type, channel.name)

"""One interaction from the click to its last follow-up (docs.discord.com: 'Receiving and Responding')."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import message_json, payloads
from .errors import ApiError
from .kinds import MIB, CallbackKind, Context, InteractionKind, Json
from .world import Event

if TYPE_CHECKING:
    from .model import Channel, Message, User
    from .world import World

TOKEN_LASTS = 15 * 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """The bot's first response: a message, a modal, choices, or nothing to see."""

    kind: CallbackKind
    message: Message | None = None
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)


@dataclass(eq=False)
class Interaction:
    """What a person did, and what the bot made of it."""

    id: int
    kind: InteractionKind
    user: User
    channel: Channel
    data: Json
    started: float
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    message: Message | None = None
    trigger: Interaction | None = None
    unanswered: bool = False
    outcome: asyncio.Future[Outcome] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    original: Message | None = None
    followups: dict[int, Message] = field(default_factory=dict)

    def answer(self, outcome: Outcome) -> None:
        """Take the first response."""
        self.original = outcome.message
        self.outcome.set_result(outcome)

    @property
    def answered(self) -> CallbackKind | None:
        """Return how the bot responded first, if it did."""
        return self.outcome.result().kind if self.outcome.done() and not self.outcome.cancelled() else None


def payload(world: World, what: Interaction) -> Json:
    """Show an interaction to the bot ('Interaction Object'); no intent is needed, and none blanks it."""
    direct = payloads.is_direct(what.channel)
    shown: Json = {
        "id": str(what.id),
        "application_id": str(world.application_id),
        "type": int(what.kind),
        "data": what.data,
        "token": what.token,
        "version": 1,
        "channel_id": str(what.channel.id),
        "channel": payloads.channel(what.channel, world),
        "app_permissions": str(int(world.may(world.bot, what.channel))),
        "locale": what.user.locale,
        "entitlements": [],
        "authorizing_integration_owners": owners(world, what.channel),
        "context": int(Context.BOT_DM if direct else Context.GUILD),
        "attachment_size_limit": 10 * MIB,
    }
    if what.message is not None:
        shown["message"] = message_json.message(what.message, world, reveal=True)
    return shown | ({"user": payloads.user(what.user)} if direct else _in_guild(world, what))


def _in_guild(world: World, what: Interaction) -> Json:
    held = int(world.may(what.user, what.channel))
    member = payloads.member(world.members[what.user.id]) | {"permissions": str(held)}
    guild = {"id": str(world.guild_id), "locale": "en-US", "features": []}
    return {"guild_id": str(world.guild_id), "guild_locale": "en-US", "guild": guild, "member": member}


def owners(world: World, channel: Channel) -> Json:
    """Return through which installation the interaction came."""
    return {"0": "0" if payloads.is_direct(channel) else str(world.guild_id)}


def metadata(world: World, what: Interaction) -> Json:
    """Show, on a message, the interaction that it came from ('Message Interaction Metadata')."""
    shown: Json = {
        "id": str(what.id),
        "type": int(what.kind),
        "user": payloads.user(what.user),
        "authorizing_integration_owners": owners(world, what.channel),
    }
    if what.kind is InteractionKind.COMPONENT and what.message is not None:
        shown["interacted_message_id"] = str(what.message.id)
    if what.kind is InteractionKind.COMMAND and "target_id" in what.data:
        shown["target_message_id"] = what.data["target_id"]
    if what.kind is InteractionKind.MODAL and what.trigger is not None:
        shown["triggering_interaction_metadata"] = metadata(world, what.trigger)
    return shown


def start(world: World, what: Interaction) -> None:
    """Hand an interaction to the bot."""
    world.interactions[what.token] = what
    world.emit(Event("INTERACTION_CREATE", payload(world, what)))


def awaiting(world: World, interaction_id: int, token: str) -> Interaction:
    """Find an interaction whose first response is due: 10062 once it is too late, 40060 the second time."""
    what = world.interactions.get(token)
    if what is None or what.id != interaction_id or what.unanswered:
        raise ApiError(10062)
    if what.outcome.done():
        raise ApiError(40060)
    return what


def answered(world: World, application_id: int, token: str) -> Interaction:
    """Find an interaction by its webhook: 10015 before the first response, 50027 once the token has run out."""
    what = world.interactions.get(token)
    if what is None or application_id != world.application_id or what.answered is None:
        raise ApiError(10015)
    if world.timing.ticks() - what.started > world.timing.lasts(TOKEN_LASTS):
        raise ApiError(50027)
    return what

"""One gateway session: what it is told, what it remembers for a resume (docs.discord.com: 'Gateway')."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from . import message_json
from .kinds import Intent, Json
from .permissions import Permission

if TYPE_CHECKING:
    from .world import Event, World

DISPATCH, HEARTBEAT = 0, 1
MEMBER_EVENTS = ("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE")


class Socket(Protocol):
    """The connection that a session speaks through at the moment."""

    def send(self, payload: Json) -> None:
        """Queue a payload; payloads leave in this order."""


@dataclass(eq=False)
class Session:
    """What one IDENTIFY began. It outlives its socket for a while, and keeps every event for a resume."""

    world: World
    intents: Intent
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    events: list[Json] = field(default_factory=list)
    socket: Socket | None = None
    left_at: float | None = None
    superseded: bool = False
    heard: int = 0
    sent: int = 0
    presence: Json = field(default_factory=dict)

    @property
    def sequence(self) -> int:
        """Return the number of the last event."""
        return len(self.events)

    def send(self, event: Json) -> None:
        """Send an event, if there is a socket; `heard` will match `sent` once the bot has received it."""
        if self.socket is not None:
            self.sent = event["s"]
            self.socket.send(event)

    def tell(self, name: str, data: Json) -> Json:
        """Number an event, and remember it; the gateway decides how it travels."""
        event: Json = {"op": DISPATCH, "t": name, "s": self.sequence + 1, "d": data}
        self.events.append(event)
        return event

    def wants(self, event: Event) -> bool:
        """Tell whether the intents, and the bot's sight of the channel, let an event through."""
        channel = event.channel
        if event.name in MEMBER_EVENTS and event.data.get("user", {}).get("id") == str(self.world.bot.id):
            return True
        if event.intent is not None and event.intent not in self.intents:
            return False
        if channel is None:
            return True
        return Permission.VIEW_CHANNEL in self.world.may(self.world.bot, channel)

    def data(self, event: Event) -> Json:
        """Return an event's data as this session may read it ('Message Content Intent')."""
        data = event.data
        message = event.message
        if message is None or Intent.MESSAGE_CONTENT in self.intents:
            return data
        if not message_json.is_exempt(message, self.world):
            data = data | message_json.USER_INPUT
        original = message.reference
        if data.get("referenced_message") and original is not None and not message_json.is_exempt(original, self.world):
            data = data | {"referenced_message": data["referenced_message"] | message_json.USER_INPUT}
        return data

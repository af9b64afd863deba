"""Everything but the kills: what goes wrong on the wire, at random moments, on both chats."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from bot.sandbox.faults import Faults
from bot.stage import Stage

MOST: Final = 6
"""Faults that wait for their request, at most: the older ones give way."""
WITHHELD: Final = 40.0
"""Seconds of the platform's time until an answer comes that was withheld."""
NEVER: Final = 0.33
"""Of the answers that are withheld, so many do not come as long as the storm lasts."""
LATEST: Final = 0.5
"""Seconds after which a late event has come."""
PACE: Final = 0.3
"""Seconds between two faults, in the mean."""

_CHANNEL: Final = "/channels/{channel_id}"
_MESSAGE: Final = f"{_CHANNEL}/messages/{{message_id}}"
_REACTIONS: Final = f"{_MESSAGE}/reactions/{{emoji_name}}"
_WEBHOOK: Final = "/webhooks/{webhook_id}/{webhook_token}"
ON_DISCORD: Final = (
    ("POST", f"{_CHANNEL}/messages"),
    ("POST", f"{_CHANNEL}/messages"),
    ("PATCH", _MESSAGE),
    ("PUT", f"{_REACTIONS}/@me"),
    ("GET", f"{_CHANNEL}/messages"),
    ("GET", _REACTIONS),
    ("GET", _MESSAGE),
    ("POST", "/users/@me/channels"),
    ("PATCH", f"{_WEBHOOK}/messages/@original"),
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"),
    ("GET", "/users/@me"),
    ("GET", "/attachments"),
)
ON_SLACK: Final = tuple(
    ("POST", method)
    for method in (
        "chat.postMessage",
        "chat.postMessage",
        "chat.update",
        "chat.postEphemeral",
        "reactions.add",
        "reactions.get",
        "conversations.open",
        "conversations.history",
        "conversations.replies",
        "conversations.members",
        "users.info",
        "views.open",
        "files.getUploadURLExternal",
        "files.completeUploadExternal",
        "files.info",
        "apps.connections.open",
        "auth.test",
    )
)
EVENTS_OF_DISCORD: Final = ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE")
EVENTS_OF_SLACK: Final = ("message", "reaction_added", "reaction_removed")
STATUSES: Final = (429, 429, 500, 502, 503, 503)


@dataclass(slots=True)
class Weather:
    """A storm over a stage.

    Attributes:
        cuts: How often sockets were cut, closed or asked to go, by how.
        cuts_lines: Whether any are.
    """

    on: Stage
    chance: random.Random
    cuts: Counter[str] = field(default_factory=Counter)
    cuts_lines: bool = True

    async def blow(self) -> None:
        """Let something go wrong every now and then, until cancelled."""
        while True:
            await asyncio.sleep(self.chance.expovariate(1 / PACE))
            likely = [12, 6, int(self.cuts_lines)]
            await self.chance.choices([self._on_request, self._on_event, self._on_socket], likely)[0]()

    @property
    def met(self) -> Counter[str]:
        """How often each kind of fault came about."""
        return self.cuts + self.on.discord.faults.met + self.on.slack.faults.met

    async def _on_request(self) -> None:
        faults, (method, route) = self._somewhere()
        match self.chance.choice(("answer", "reset", "withhold")):
            case "answer":
                faults.answer(method, route, self.chance.choice(STATUSES))
            case "reset":
                faults.reset(method, route)
            case _:
                fault, wait = faults.withhold(method, route), WITHHELD / self.on.discord.scale
                if self.chance.random() > NEVER:
                    asyncio.get_running_loop().call_later(wait, fault.released.set)
        del faults.pending[:-MOST]

    def _somewhere(self) -> tuple[Faults, tuple[str, str]]:
        both = (self.on.discord.faults, ON_DISCORD), (self.on.slack.faults, ON_SLACK)
        faults, routes = self.chance.choice(both)
        return faults, self.chance.choice(routes)

    async def _on_event(self) -> None:
        both = (self.on.discord.faults, EVENTS_OF_DISCORD), (self.on.slack.faults, EVENTS_OF_SLACK)
        faults, names = self.chance.choice(both)
        name = self.chance.choice(names)
        if self.chance.random() < 0.5:
            faults.double(name)
        else:
            faults.delay(name, self.chance.uniform(0, LATEST))

    async def _on_socket(self) -> None:
        gateway, sockets = self.on.discord.gateway, self.on.slack.sockets
        ways = {
            "reconnect": gateway.ask_to_reconnect,
            "invalid session": gateway.invalidate,
            "refresh": sockets.refresh,
            "warning": sockets.warn,
        }
        name = self.chance.choice(["cut", *ways])
        self.cuts[name] += 1
        if name == "cut":
            await self.chance.choice((gateway.cut, sockets.cut))()
        else:
            ways[name]()

    def drop_events(self) -> None:
        """While no socket is open, nothing that happens is told later: Discord never does, Slack gives up in the end.

        Slack tries for six minutes, and says itself that killing all instances of an app 'may miss some events'
        (slackapi/bolt-python issue 1071).
        """
        for name in EVENTS_OF_SLACK:
            self.on.slack.faults.lose(name, times=10_000)

    def calm(self) -> None:
        """Let everything work."""
        self.on.discord.faults.calm()
        self.on.slack.faults.calm()

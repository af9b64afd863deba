"""What a person sees and may do, and how an interaction goes to the bot and its first response back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.acts import ClientRefuses, DidNotRespond, NotSeen

from . import interactions, modals
from .components import walk
from .interactions import Interaction
from .kinds import CallbackKind, InteractionKind, Json, Part
from .permissions import Permission
from .submissions import Filler, Value
from .views import MessageView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Channel, User
    from .places import ChannelView
    from .world import World


@dataclass(frozen=True, slots=True)
class ModalView:
    """A modal on a person's screen."""

    person: Actor
    interaction: Interaction
    modal: Json

    @property
    def title(self) -> str:
        """Return what stands on top."""
        return str(self.modal["title"])

    @property
    def fields(self) -> dict[str, Json]:
        """Return the fields by label, as they are on the wire."""
        return modals.fields(self.modal)

    @property
    def text(self) -> str:
        """Return everything that can be read in it."""
        keys = ("label", "description", "content", "placeholder")
        texts = [str(each[key]) for each in walk(self.modal["components"]) for key in keys if each.get(key)]
        return "\n".join([self.title, *texts])

    async def submits(self, values: Mapping[str, Value]) -> MessageView:
        """Fill it in by label and send it; return the bot's answer."""
        unknown = set(values) - set(self.fields)
        if unknown:
            raise NotSeen(f"no {unknown} in this modal: {list(self.fields)}")
        filler = Filler(self.person.world, self.interaction.channel.id)
        by_id = {part["custom_id"]: filler.fill(part, values.get(label)) for label, part in self.fields.items()}
        data: Json = {
            "custom_id": self.modal["custom_id"],
            "components": [_wrap(each, by_id) for each in self.modal["components"]],
        }
        data |= {"resolved": filler.resolved} if filler.resolved else {}
        made = self.person.interaction(InteractionKind.MODAL, self.interaction.channel, data)
        made.trigger, made.message = self.interaction, self.interaction.message
        return answer(await self.person.sends(made))


def _wrap(item: Json, by_id: dict[str, Json]) -> Json:
    shown: Json = {"type": item["type"], "id": item["id"]}
    if item["type"] == Part.LABEL:
        return shown | {"component": by_id[item["component"]["custom_id"]]}
    if item["type"] == Part.ROW:
        return shown | {"components": [by_id[each["custom_id"]] for each in item["components"]]}
    return shown


Response = MessageView | ModalView


def answer(response: Response) -> MessageView:
    """Insist that the bot answered with a message."""
    if isinstance(response, ModalView):
        raise NotSeen(f"the modal {response.title!r} came, and no message")
    return response


def opened(response: Response) -> ModalView:
    """Insist that the bot opened a modal."""
    if isinstance(response, MessageView):
        raise NotSeen(f"a message came, and no modal: {response}")
    return response


@dataclass(frozen=True, slots=True, eq=False)
class Actor:
    """A person in front of Discord's client: what they see, and how what they do reaches the bot."""

    user: User
    world: World
    deadline: float

    @property
    def id(self) -> int:
        """Return the account's id."""
        return self.user.id

    @property
    def name(self) -> str:
        """Return the account's name."""
        return self.user.name

    @property
    def mention(self) -> str:
        """Return how one calls this person in a text."""
        return f"<@{self.user.id}>"

    @property
    def inbox(self) -> list[MessageView]:
        """Return the direct messages with the bot, of both sides, oldest first."""
        channel = self.world.direct(self.user)
        found = channel.messages.values() if channel else ()
        return [MessageView(each, self.world) for each in found]

    @property
    def answers(self) -> list[MessageView]:
        """Return what only this person was shown, oldest first."""
        found = [each for each in self.world.ephemeral if each.visible_to == self.user.id and not each.deleted]
        return [MessageView(each, self.world) for each in found]

    @property
    def pings(self) -> list[MessageView]:
        """Return the messages that called this person."""
        return [MessageView(each.message, self.world) for each in self.world.pings if each.user is self.user]

    def interaction(self, kind: InteractionKind, channel: Channel, data: Json) -> Interaction:
        """Prepare what is sent to the bot."""
        return Interaction(self.world.timing.snowflake(), kind, self.user, channel, data, self.world.timing.ticks())

    async def sends(self, made: Interaction) -> Response:
        """Send it, and wait for the first response as long as Discord does."""
        interactions.start(self.world, made)
        try:
            outcome = await asyncio.wait_for(asyncio.shield(made.outcome), self.deadline)
        except TimeoutError:
            made.unanswered = True
            made.outcome.cancel()
            raise DidNotRespond(f"The application did not respond to {self.name}: {made.data}") from None
        if outcome.kind is CallbackKind.MODAL and outcome.modal is not None:
            return ModalView(self, made, outcome.modal)
        if outcome.message is None:
            raise NotSeen(f"{self.name} got {outcome.kind.name}")
        return MessageView(outcome.message, self.world)

    def place(self, in_: ChannelView | None, *, in_dm: bool = False) -> Channel:
        """Find where to act: the direct messages, the channel named, or the first one seen."""
        if in_dm:
            return self.world.open_direct(self.user)
        if in_ is not None:
            self.needs(in_.record, Permission.VIEW_CHANNEL)
            return in_.record
        for channel in self.world.guild_channels():
            if Permission.USE_APPLICATION_COMMANDS in self.world.may(self.user, channel):
                return channel
        raise NotSeen(f"{self.name} sees no channel; name one, or use in_dm=True")

    def must_see(self, message: MessageView, need: Permission = Permission.VIEW_CHANNEL) -> None:
        """Insist that a message is there for this person, and that they may do something about it."""
        hidden = message.record.visible_to not in (None, self.user.id)
        if hidden or message.deleted:
            raise NotSeen(f"{self.name} does not see {message}")
        self.needs(message.record.channel, need)

    def needs(self, channel: Channel, need: Permission) -> None:
        """Insist on a permission."""
        if need not in self.world.may(self.user, channel):
            raise NotSeen(f"{self.name} may not {need!r} in {channel.name}")

    def must_own(self, message: MessageView) -> None:
        r"""Insist on one\'s own message."""
        if message.record.author is not self.user or message.deleted:
            raise ClientRefuses("Only one's own message can be changed")

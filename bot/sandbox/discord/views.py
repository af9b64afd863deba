"""Messages and modals as people see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.acts import NotSeen

from . import message_json
from .components import walk
from .kinds import ButtonStyle, Json, MessageFlag, Part
from .selects import KINDS as SELECTS

if TYPE_CHECKING:
    from .model import Attachment, Message
    from .world import World

PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class FileView:
    """A file under a message, or shown in it."""

    attachment: Attachment
    world: World

    @property
    def filename(self) -> str:
        """Return its name."""
        return self.attachment.filename

    @property
    def description(self) -> str | None:
        """Return the alt text."""
        return self.attachment.description

    @property
    def bytes(self) -> bytes:
        """Return what was uploaded."""
        return self.attachment.data

    @property
    def url(self) -> str:
        """Return a link of today."""
        return self.world.files.url(self.attachment)

    @property
    def spoiler(self) -> bool:
        """Tell whether it is hidden until clicked."""
        return self.filename.startswith("SPOILER_")


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as it stands at the moment of looking: what is read from it changes when the message does."""

    record: Message
    world: World

    @property
    def id(self) -> int:
        """Return its id."""
        return self.record.id

    @property
    def author(self) -> str:
        """Return its author's name."""
        return self.record.author.name

    @property
    def content(self) -> str:
        """Return its content alone."""
        return self.record.content

    @property
    def embeds(self) -> list[Json]:
        """Return its embeds."""
        return [message_json.embed(each, self.world.files) for each in self.record.embeds]

    @property
    def text(self) -> str:
        """Return everything that can be read in it: content, embeds, text displays."""
        texts = [self.record.content]
        for each in self.record.embeds:
            texts += _embed_texts(each)
        texts += [each["content"] for each in walk(self.record.components) if each["type"] == Part.TEXT]
        return "\n".join(each for each in texts if each)

    @property
    def attachments(self) -> list[FileView]:
        """Return its files, also those shown in its embeds and components."""
        return [FileView(each, self.world) for each in self.record.attachments]

    @property
    def buttons(self) -> list[str]:
        """Return the labels of its buttons, the disabled and the links included."""
        return [_label(each) for each in walk(self.record.components) if each["type"] == Part.BUTTON]

    @property
    def links(self) -> dict[str, str]:
        """Return where its link buttons lead, by label."""
        parts = walk(self.record.components)
        return {_label(each): each["url"] for each in parts if each.get("style") == ButtonStyle.LINK and "url" in each}

    @property
    def disabled(self) -> list[str]:
        """Return the labels of those buttons that cannot be clicked."""
        parts = walk(self.record.components)
        return [_label(each) for each in parts if each["type"] == Part.BUTTON and each.get("disabled")]

    @property
    def menus(self) -> dict[str, list[str]]:
        """Return its select menus: the labels of the options, by placeholder."""
        parts = [each for each in walk(self.record.components) if each["type"] in SELECTS]
        return {each.get("placeholder", ""): [opt["label"] for opt in each.get("options", [])] for each in parts}

    @property
    def components(self) -> list[Json]:
        """Return its components as they are on the wire."""
        return [message_json.component(each, self.world.files) for each in self.record.components]

    @property
    def reactions(self) -> dict[str, int]:
        """Return how many stand under each emoji, super reactions included."""
        found = self.record.reactions.values()
        return {each.name: len(each.normal) + len(each.burst) for each in found}

    def reactors(self, emoji: str) -> list[str]:
        """Return the names of those who put an emoji there."""
        found = [each for each in self.record.reactions.values() if each.name == emoji]
        return [self.world.users[each].name for held in found for each in held.normal + held.burst]

    @property
    def mentions(self) -> list[str]:
        """Return the names of the people called in it."""
        return [each.name for each in self.record.mentions]

    @property
    def reply_to(self) -> MessageView | None:
        """Return the message that it answers."""
        return MessageView(self.record.reference, self.world) if self.record.reference else None

    @property
    def ephemeral(self) -> bool:
        """Tell whether only one person sees it."""
        return self.record.visible_to is not None

    @property
    def thinking(self) -> bool:
        """Tell whether the bot only said that an answer will come."""
        return MessageFlag.LOADING in self.record.flags

    @property
    def edited(self) -> bool:
        """Tell whether it was changed."""
        return self.record.edited_at is not None

    @property
    def deleted(self) -> bool:
        """Tell whether it is gone."""
        return self.record.deleted

    @property
    def sent_at(self) -> str:
        """Return when it was sent."""
        return self.record.sent_at

    async def latest(self) -> MessageView:
        """Wait until a deferred answer has come."""
        while self.thinking and not self.deleted:
            before = self.world.pulse.count
            await self.world.pulse.wait(PATIENCE)
            if self.world.pulse.count == before:
                raise TimeoutError("The bot is thinking, and nothing happens any more")
        return self

    def part(self, kinds: frozenset[Part], label: str) -> Json:
        """Find a component by what is written on it."""
        for each in walk(self.record.components):
            if each["type"] in kinds and label in (_label(each), each.get("placeholder")):
                return each
        raise NotSeen(f"no {label!r} on this message: {self.buttons} {list(self.menus)}")

    def __str__(self) -> str:
        """Show it in a line."""
        return f"{self.author}: {self.text!r}"


def _label(button: Json) -> str:
    return button.get("label") or (button.get("emoji") or {}).get("name") or ""


def _embed_texts(embed: Json) -> list[str]:
    texts = [(embed.get("author") or {}).get("name", ""), embed.get("title", ""), embed.get("description", "")]
    for each in embed.get("fields", []):
        texts += [each["name"], each["value"]]
    return [*texts, (embed.get("footer") or {}).get("text", "")]

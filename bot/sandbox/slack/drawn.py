"""Blocks as people read them, wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.acts import NotSeen

from . import elements, mrkdwn, uploads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .kinds import Json
    from .model import File, User
    from .world import World

MENUS = elements.SELECTS | elements.MULTIS | elements.CHOICES | {"overflow", "datepicker"}
READABLE = ("text", "fields", "elements", "accessory", "title", "label", "hint", "element", "options", "description")


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture in a block."""

    part: Json
    world: World

    @property
    def alt_text(self) -> str:
        """Return how it is described."""
        return str(self.part["alt_text"])

    @property
    def url(self) -> str | None:
        """Return its address, where it is one of the web."""
        return self.part.get("image_url")

    @property
    def file(self) -> File | None:
        """Return the file behind it, where it is one of Slack's."""
        return uploads.block_picture(self.world, self.part["slack_file"]) if "slack_file" in self.part else None

    def shown_to(self, user: User) -> bool:
        """Tell whether somebody sees it.

        The documentation asks of a `slack_file` that the app has access, and says that a file uploaded without a
        channel is private; it does not say that showing a file shares it. So it is seen by those who see the file,
        unless the sandbox is told otherwise (`blocks_share_files`).
        """
        if self.url:
            return True
        file = self.file
        return file is not None and (self.world.blocks_share_files or self.world.sees_file(user, file))


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something drawn in blocks: reading it, and finding what can be acted on."""

    world: World

    @property
    def blocks(self) -> list[Json]:
        """Return the blocks as they are on the wire."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """Return everything that can be read."""
        return read(self.blocks, self.world)

    @property
    def images(self) -> list[ImageView]:
        """Return the pictures."""
        return [ImageView(each, self.world) for each in mrkdwn.walk(self.blocks) if each.get("type") == "image"]

    @property
    def buttons(self) -> list[str]:
        """Return the labels of the buttons, links included."""
        return [label(each) for _, each in self._parts() if each["type"] == "button"]

    @property
    def links(self) -> dict[str, str]:
        """Return where buttons lead, by label."""
        return {label(each): each["url"] for _, each in self._parts() if each["type"] == "button" and "url" in each}

    @property
    def menus(self) -> dict[str, list[str]]:
        """Return the menus: the labels of the options, by placeholder, or by the text that stands beside."""
        found = [(block, each) for block, each in self._parts() if each["type"] in MENUS]
        return {_name(block, each): [words(each["text"]) for each in options(each)] for block, each in found}

    def _parts(self) -> Iterator[tuple[Json, Json]]:
        for block in self.blocks:
            held = [block.get("accessory"), block.get("element")]
            held += block.get("elements", []) if block["type"] == "actions" else []
            yield from ((block, each) for each in held if each)

    def button(self, name: str) -> tuple[Json, Json]:
        """Find a button by its label, with its block."""
        for block, each in self._parts():
            if each["type"] == "button" and label(each) == name:
                return block, each
        raise NotSeen(f"no button {name!r} here: {self.buttons}")

    def menu(self, name: str) -> tuple[Json, Json]:
        """Find a menu by its placeholder, or by the text beside it, with its block."""
        for block, each in self._parts():
            if each["type"] in MENUS and _name(block, each) == name:
                return block, each
        raise NotSeen(f"no menu {name!r} here: {list(self.menus)}")


def read(blocks: list[Json], world: World) -> str:
    """Return everything that can be read in blocks."""
    return "\n".join(_words(blocks, world))


def words(part: Json | None) -> str:
    """Return what a text object says, as it was written."""
    return str((part or {}).get("text", ""))


def label(part: Json) -> str:
    """Return what is written on a button."""
    return words(part.get("text"))


def options(part: Json) -> list[Json]:
    """Return the options of a menu, in groups or not."""
    grouped = [each for group in part.get("option_groups", []) for each in group["options"]]
    return list(part.get("options", [])) + grouped


def _name(block: Json, part: Json) -> str:
    return words(part.get("placeholder")) or words(block.get("label")) or words(block.get("text"))


def _words(part: object, world: World) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _words(each, world)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"] if part.get("type") == "plain_text" else mrkdwn.read(part["text"], world)
        for key in READABLE:
            if isinstance(part.get(key), dict | list):
                yield from _words(part[key], world)

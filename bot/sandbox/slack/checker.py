"""Checking blocks as Slack does: every fault is collected with its place (docs.slack.dev: 'Block Kit')."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kinds import Json
    from .world import World

PLAIN, EITHER = ("plain_text",), ("plain_text", "mrkdwn")
MAX_ID = 255


@dataclass(slots=True)
class Checker:
    """One place in what was sent; places below it share the same collection of faults."""

    world: World
    path: str = ""
    faults: list[str] = field(default_factory=list)
    action_ids: set[str] = field(default_factory=set)

    def at(self, *steps: str | int) -> Checker:
        """Go down to a place below."""
        path = "".join([self.path, *(f"/{step}" for step in steps)])
        return Checker(self.world, path, self.faults, self.action_ids)

    def wrong(self, text: str) -> None:
        """Note a fault here."""
        self.faults.append(f"{text} [json-pointer:{self.path or '/'}]")

    def size(self, size: int, most: int, *, noun: str) -> None:
        """Hold a length or a count against its bound."""
        if size > most:
            texts = {"characters": f"must be less than {most + 1} characters", "items": f"no more than {most} items"}
            self.wrong(texts[noun] + (" allowed" if noun == "items" else ""))

    def text(self, part: Json, key: str, most: int, *, required: bool = False, least: int = 0) -> str | None:
        """Hold a string against its bounds."""
        value, place = part.get(key), self.at(key)
        if value is None:
            if required:
                self.wrong(f"missing required field: {key}")
            return None
        if not isinstance(value, str):
            place.wrong("must provide a string")
            return None
        if len(value) < least or (required and not value):
            place.wrong(f"must be more than {max(least, 1) - 1} characters")
        place.size(len(value), most, noun="characters")
        return value

    def words(self, part: Json, key: str, most: int, *, kinds: tuple[str, ...] = PLAIN, required: bool = False) -> None:
        """Hold a text object against its bounds ('Text object'): not empty, and of the kinds that fit here."""
        value, place = part.get(key), self.at(key)
        if value is None:
            return self.wrong(f"missing required field: {key}") if required else None
        if not isinstance(value, dict) or value.get("type") not in kinds:
            return place.wrong(f"must provide an object of type {' or '.join(kinds)}")
        if "emoji" in value and value["type"] == "mrkdwn":
            place.wrong("emoji is not allowed with mrkdwn")
        place.text(value, "text", most, required=True, least=1)
        return None

    def items(self, part: Json, key: str, most: int, *, least: int = 1) -> list[tuple[Checker, Json]]:
        """Hold a list of objects against its bounds, and return each with its place."""
        value, place = part.get(key), self.at(key)
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            if value is None and not least:
                return []
            self.wrong(f"missing required field: {key}") if value is None else place.wrong("must provide an array")
            return []
        if len(value) < least:
            place.wrong(f"no fewer than {least} items allowed")
        place.size(len(value), most, noun="items")
        return [(place.at(number), each) for number, each in enumerate(value)]

    def whole(self, part: Json, key: str, least: int, most: int) -> None:
        """Hold a whole number against its bounds."""
        value = part.get(key)
        if value is None:
            return
        if not isinstance(value, int) or isinstance(value, bool):
            self.at(key).wrong("must provide an integer")
        elif not least <= value <= most:
            self.at(key).wrong(f"must be between {least} and {most}")

    def identify(self, part: Json) -> None:
        """Give an element its action_id, which no other in the same view or message may have."""
        given = self.text(part, "action_id", MAX_ID)
        if given is None:
            part["action_id"] = self.world.timing.id("a")[-6:]
            return
        if given in self.action_ids:
            self.at("action_id").wrong("`action_id` already exists")
        self.action_ids.add(given)

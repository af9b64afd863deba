"""Checking a request body as Discord does: every fault is collected under its path, then 50035 (API Reference)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .errors import ApiError

if TYPE_CHECKING:
    from .kinds import Json

MAX_URL = 2048
URL_SCHEMES = ("http://", "https://")


@dataclass(slots=True)
class Form:
    """One place in a request body; places below it share the same collection of faults."""

    path: tuple[str, ...] = ()
    faults: Json = field(default_factory=dict)

    def at(self, *steps: str | int) -> Form:
        """Go down to a place below."""
        return Form((*self.path, *(str(step) for step in steps)), self.faults)

    def wrong(self, code: str, message: str) -> None:
        """Note a fault here."""
        place = self.faults
        for step in self.path:
            place = place.setdefault(step, {})
        place.setdefault("_errors", []).append({"code": code, "message": message})

    def finish(self) -> None:
        """Raise all faults at once."""
        if self.faults:
            raise ApiError(50035, self.faults)

    def text(self, body: Json, key: str, most: int, *, least: int = 0, required: bool = False) -> None:
        """Hold a string against its bounds; Discord counts code points."""
        place, value = self.at(key), body.get(key)
        if value is None:
            return place.missing() if required else None
        if not isinstance(value, str):
            return place.wrong("STRING_TYPE_CONVERT", "Could not interpret value as string.")
        return place.size(len(value), most, least=least, noun="in length")

    def size(self, size: int, most: int, *, least: int = 0, noun: str) -> None:
        """Hold a length or a count against its bounds."""
        if size < least:
            self.wrong("BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} {noun}.")
        elif size > most:
            self.wrong("BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer {noun}.")

    def whole(self, body: Json, key: str, least: int, most: int) -> None:
        """Hold an integer against its bounds."""
        value = body.get(key)
        if value is None:
            return
        if not isinstance(value, int) or isinstance(value, bool):
            self.at(key).wrong("NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif not least <= value <= most:
            self.at(key).wrong("NUMBER_TYPE_RANGE", f"int value should be between {least} and {most}.")

    def items(self, body: Json, key: str, most: int, *, least: int = 0) -> list[Json]:
        """Return a list of objects after holding its length against its bounds."""
        value = body.get(key)
        if value is None and least == 0:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.at(key).wrong("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        self.at(key).size(len(value), most, least=least, noun="in length")
        return value

    def url(
        self, body: Json, key: str, *, most: int = MAX_URL, required: bool = False, attachment: bool = True
    ) -> None:
        """Hold a URL against the schemes that Discord takes."""
        self.text(body, key, most, required=required)
        value = body.get(key)
        schemes = (*URL_SCHEMES, "attachment://") if attachment else URL_SCHEMES
        if isinstance(value, str) and not value.startswith(schemes):
            allowed = ", ".join(scheme.removesuffix("://") for scheme in schemes)
            self.at(key).wrong("URL_TYPE_INVALID_SCHEME", f"Scheme must be one of ({allowed}).")

    def missing(self) -> None:
        """Note that something required is not there."""
        self.wrong("BASE_TYPE_REQUIRED", "This field is required")


def refuse(path: tuple[str | int, ...], code: str, message: str) -> ApiError:
    """Return a 50035 with the one fault that a rule found."""
    form = Form().at(*path)
    form.wrong(code, message)
    return ApiError(50035, form.faults)

"""Components of messages: which may stand where, and their limits (docs.discord.com: 'Component Reference')."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import selects
from .files import store_reference
from .forms import MAX_URL
from .kinds import ButtonStyle, Json, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .forms import Form
    from .model import Attachment

MAX_ROWS = 5
MAX_BUTTONS = 5
MAX_PARTS = 40
MAX_TEXT = 4000
MAX_ITEMS = 10
MAX_SECTION_TEXTS = 3
MAX_BUTTON_URL = 512
CLASSIC = frozenset({Part.ROW})
IN_CONTAINER = frozenset({Part.ROW, Part.SECTION, Part.TEXT, Part.GALLERY, Part.FILE, Part.SEPARATOR})
MODERN = IN_CONTAINER | {Part.CONTAINER}
ACCESSORIES = frozenset({Part.BUTTON, Part.THUMBNAIL})
IN_ROW = frozenset({Part.BUTTON}) | selects.KINDS


def walk(components: list[Json]) -> Iterator[Json]:
    """Go through components and all those inside them."""
    for each in components:
        yield each
        yield from walk(each.get("components") or [])
        yield from walk([inside for inside in (each.get("accessory"), each.get("component")) if inside])


@dataclass(slots=True)
class Checker:
    """Checks the components of one message; `files` are those that `attachment://` may name."""

    files: list[str]
    modern: bool
    seen: set[str] = field(default_factory=set)

    def check(self, body: Json, form: Form) -> list[Json]:
        """Check them all, and what they come to together."""
        most = MAX_PARTS if self.modern else MAX_ROWS
        parts = form.items(body, "components", most)
        self._each(parts, form.at("components"), MODERN if self.modern else CLASSIC)
        if self.modern:
            self._together(parts, form.at("components"))
        return parts

    def _together(self, parts: list[Json], form: Form) -> None:
        everything = list(walk(parts))
        if len(everything) > MAX_PARTS:
            form.wrong("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"Must be {MAX_PARTS} or fewer in total.")
        if sum(len(each.get("content") or "") for each in everything) > MAX_TEXT:
            form.wrong("COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", f"Displayable text exceeds {MAX_TEXT}.")

    def _each(self, parts: list[Json], form: Form, allowed: frozenset[Part]) -> None:
        for number, each in enumerate(parts):
            self._one(each, form.at(number), allowed)

    def _one(self, part: Json, form: Form, allowed: frozenset[Part]) -> None:
        kind = part.get("type")
        if kind not in allowed:
            names = ", ".join(str(int(each)) for each in sorted(allowed))
            form.at("type").wrong("UNION_TYPE_CHOICES", f"Value of field 'type' must be one of ({names}).")
            return
        rules = {
            Part.ROW: self._row,
            Part.BUTTON: self._button,
            Part.SECTION: self._section,
            Part.TEXT: self._text,
            Part.THUMBNAIL: self._picture,
            Part.GALLERY: self._gallery,
            Part.FILE: self._file,
            Part.CONTAINER: self._container,
        }
        if kind in selects.KINDS:
            self._select(part, form)
        elif kind in rules:
            rules[Part(kind)](part, form)

    def _row(self, part: Json, form: Form) -> None:
        inside = form.items(part, "components", MAX_BUTTONS, least=1)
        self._each(inside, form.at("components"), IN_ROW)
        if len(inside) > 1 and any(each.get("type") in selects.KINDS for each in inside):
            form.at("components").wrong("COMPONENT_LAYOUT_WIDTH_EXCEEDED", "Components width exceeded.")

    def _button(self, part: Json, form: Form) -> None:
        form.text(part, "label", 80)
        if not part.get("label") and not part.get("emoji"):
            form.wrong("BUTTON_COMPONENT_MUST_HAVE_LABEL_OR_EMOJI", "A button must have a label or an emoji.")
        if part.get("style") == ButtonStyle.LINK:
            form.url(part, "url", most=MAX_BUTTON_URL, required=True, attachment=False)
            if part.get("custom_id"):
                form.wrong("BUTTON_COMPONENT_CUSTOM_ID_INVALID", "A link button cannot have a custom id.")
        elif part.get("style") in range(1, ButtonStyle.LINK):
            self.identify(part, form)
        else:
            form.at("style").wrong("BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.")

    def _select(self, part: Json, form: Form) -> None:
        self.identify(part, form)
        selects.check(part, form)

    def identify(self, part: Json, form: Form) -> None:
        """Hold a custom id against its length, and against all others of this message."""
        form.text(part, "custom_id", 100, least=1, required=True)
        name = part.get("custom_id")
        if name in self.seen:
            form.at("custom_id").wrong("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
        if isinstance(name, str):
            self.seen.add(name)

    def _section(self, part: Json, form: Form) -> None:
        inside = form.items(part, "components", MAX_SECTION_TEXTS, least=1)
        self._each(inside, form.at("components"), frozenset({Part.TEXT}))
        if not isinstance(part.get("accessory"), dict):
            form.at("accessory").missing()
        else:
            self._one(part["accessory"], form.at("accessory"), ACCESSORIES)

    def _text(self, part: Json, form: Form) -> None:
        form.text(part, "content", MAX_TEXT, least=1, required=True)

    def _picture(self, part: Json, form: Form) -> None:
        form.text(part, "description", 1024, least=1)
        self._media(part.get("media"), form.at("media"))

    def _gallery(self, part: Json, form: Form) -> None:
        for number, each in enumerate(form.items(part, "items", MAX_ITEMS, least=1)):
            self._picture(each, form.at("items", number))

    def _file(self, part: Json, form: Form) -> None:
        self._media(part.get("file"), form.at("file"))

    def _container(self, part: Json, form: Form) -> None:
        inside = form.items(part, "components", MAX_PARTS, least=1)
        self._each(inside, form.at("components"), IN_CONTAINER)

    def _media(self, media: Json | None, form: Form) -> None:
        form.url(media or {}, "url", most=MAX_URL, required=True)
        address = (media or {}).get("url") or ""
        if address.startswith("attachment://") and address.removeprefix("attachment://") not in self.files:
            form.at("url").wrong(
                "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", "The referenced attachment was not found"
            )


def keep(parts: list[Json], files: list[Attachment]) -> list[Json]:
    """Return what Discord stores: every component numbered, defaults filled in, files by reference."""
    kept = [_keep(each, files) for each in parts]
    taken = {each["id"] for each in walk(kept) if each.get("id")}
    free = (number for number in range(1, 10_000) if number not in taken)
    for each in walk(kept):
        each["id"] = each.get("id") or next(free)
    return kept


def _keep(part: Json, files: list[Attachment]) -> Json:
    kept = {key: value for key, value in part.items() if value is not None} | selects.defaults(part)
    for key in ("media", "file"):
        if key in kept:
            kept[key] = {"url": store_reference(kept[key]["url"], files)}
    if part.get("type") in (Part.CONTAINER, Part.THUMBNAIL, Part.FILE) or "media" in kept:
        kept["spoiler"] = bool(part.get("spoiler"))
    if part.get("type") == Part.CONTAINER:
        kept["accent_color"] = part.get("accent_color")
    if "media" in kept:
        kept["description"] = part.get("description")
    if part.get("type") == Part.SEPARATOR:
        kept |= {"spacing": part.get("spacing") or 1, "divider": part.get("divider") is not False}
    for key in ("components", "items"):
        if key in kept:
            kept[key] = [_keep(each, files) for each in kept[key]]
    for key in ("accessory", "component"):
        if key in kept:
            kept[key] = _keep(kept[key], files)
    return kept

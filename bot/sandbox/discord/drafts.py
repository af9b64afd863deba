"""A message body as a bot sends it: read and checked, before anything happens (docs.discord.com: 'Create Message')."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.pictures import dimensions

from . import components, embeds
from .errors import ApiError
from .files import clean_name, content_type
from .forms import Form
from .kinds import MIB, NO_FLAGS, Json, MessageFlag
from .model import Attachment

if TYPE_CHECKING:
    from .model import Message
    from .world import World

MAX_CONTENT = 2000
MAX_FILE = 10 * MIB
MAX_REQUEST = 25 * MIB
MAX_FILES = 10
SETTABLE = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.EPHEMERAL | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came with the request: `field` is the number in `files[n]`."""

    field: str
    filename: str
    data: bytes
    content_type: str | None = None


@dataclass(slots=True)
class Draft:
    """What a message shall be. None means: not said, so an edit leaves it as it is."""

    content: str | None = None
    embeds: list[Json] | None = None
    components: list[Json] | None = None
    attachments: list[Attachment] = field(default_factory=list)
    flags: MessageFlag = NO_FLAGS
    allowed_mentions: Json | None = None

    def is_empty(self) -> bool:
        """Tell whether nothing would be seen."""
        shown = [each for each in self.embeds or [] if not embeds.is_empty(each)]
        return not (self.content or shown or self.components or self.attachments)


@dataclass(slots=True)
class Reader:
    """Reads message bodies for one channel; `path` is where the message stands in the body."""

    world: World
    channel_id: int
    uploads: list[Upload]
    form: Form = field(default_factory=Form)
    ephemeral: bool = False

    def read(self, body: Json, edited: Message | None = None) -> Draft:
        """Check everything, raise all faults at once, and return the draft."""
        flags = MessageFlag(body.get("flags") or 0) & SETTABLE
        if edited is not None:
            flags |= edited.flags & MessageFlag.COMPONENTS_V2
        modern = MessageFlag.COMPONENTS_V2 in flags
        self.form.text(body, "content", MAX_CONTENT)
        shown = embeds.read(body, self.form)
        kept = self._attachments(body, edited)
        parts = components.Checker([each.filename for each in kept], modern).check(body, self.form)
        if modern:
            self._forbid_classic(body)
        self._mentions(body)
        self.form.finish()
        return Draft(
            content=(body["content"] or "").strip() if "content" in body else None,
            embeds=[embeds.keep(each, kept) for each in shown] if "embeds" in body else None,
            components=components.keep(parts, kept) if "components" in body else None,
            attachments=kept,
            flags=flags,
            allowed_mentions=body.get("allowed_mentions"),
        )

    def _forbid_classic(self, body: Json) -> None:
        for key in ("content", "embeds", "sticker_ids", "poll"):
            if body.get(key):
                message = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                self.form.at(key).wrong("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)

    def _mentions(self, body: Json) -> None:
        rules = body.get("allowed_mentions") or {}
        for key in ("users", "roles"):
            if rules.get(key) and key in (rules.get("parse") or []):
                message = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
                self.form.at("allowed_mentions").wrong("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)

    def _attachments(self, body: Json, edited: Message | None) -> list[Attachment]:
        before = edited.attachments if edited else []
        if body.get("attachments") is None:
            kept = before + [self._take(each, {}) for each in self.uploads]
        else:
            kept = self._listed(self.form.items(body, "attachments", MAX_FILES), before)
        self.form.at("attachments").size(len(kept), MAX_FILES, noun="in length")
        return kept

    def _listed(self, listed: list[Json], before: list[Attachment]) -> list[Attachment]:
        kept, old = [], {str(each.id): each for each in before}
        new = {each.field: each for each in self.uploads}
        for number, said in enumerate(listed):
            place, name = self.form.at("attachments", number), str(said.get("id"))
            place.text(said, "description", 1024)
            if name in new:
                kept.append(self._take(new.pop(name), said))
            elif name in old:
                kept.append(old[name])
                old[name].description = said.get("description", old[name].description)
            else:
                place.at("id").wrong("ATTACHMENT_NOT_FOUND", f"Attachment data not found for id: {name}")
        return kept + [self._take(each, {}) for each in new.values()]

    def _take(self, upload: Upload, said: Json) -> Attachment:
        name = clean_name(said.get("filename") or upload.filename)
        spoiler = "SPOILER_" if said.get("is_spoiler") and not name.startswith("SPOILER_") else ""
        return Attachment(
            id=self.world.timing.snowflake(),
            channel_id=self.channel_id,
            filename=spoiler + name,
            data=upload.data,
            content_type=content_type(name),
            description=said.get("description"),
            title=said.get("title"),
            dimensions=dimensions(upload.data),
            ephemeral=self.ephemeral,
        )


def check_sizes(uploads: list[Upload]) -> None:
    """Refuse what is too large before anything else is read."""
    if sum(len(each.data) for each in uploads) > MAX_REQUEST or any(len(each.data) > MAX_FILE for each in uploads):
        raise ApiError(40005)

"""A listing as a source tells it: the documented JSON shape, read with patience for what other platforms make of it.

Unknown fields are left out, missing and null ones are empty, numbers may stand for text. What cannot be meant
(a title that is a list, a date that is none) is a fault.
"""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from bot.moderation.model import MediaKind

MOST_TITLE = 300
MOST_TEXT = 10_000
MOST_LINK = 2_048


def _plain(value: object) -> object:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _kind(value: object) -> object:
    if value is None or value == "":
        return MediaKind.IMAGE
    return next((kind for kind in MediaKind if kind == str(value).lower()), MediaKind.OTHER)


def _no_text(value: object) -> object:
    return None if value == "" else value


def _few(value: object) -> object:
    return () if value is None else value


Plain = Annotated[str, BeforeValidator(_plain)]
Title = Annotated[Plain, AfterValidator(lambda text: text.strip()[:MOST_TITLE])]
Text = Annotated[Plain, AfterValidator(lambda text: text.strip()[:MOST_TEXT])]
Link = Annotated[Plain, AfterValidator(lambda text: text.strip()[:MOST_LINK])]
Moment = Annotated[datetime | None, BeforeValidator(_no_text), AfterValidator(_utc)]
Kind = Annotated[MediaKind, BeforeValidator(_kind)]


class Tolerant(BaseModel):
    """Reads what it knows."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Owner(Tolerant):
    """Whose listing it is: the platform's id, and the chat accounts where it knows them.

    `email` is the address by which Slack may know them. It is never dumped: what is dumped is kept.
    """

    id: Plain = ""
    discord_id: Plain = ""
    slack_id: Plain = ""
    email: Link = Field(default="", exclude=True, validation_alias=AliasChoices("slack_email", "email"))


class Piece(Tolerant):
    """One piece of media; `poster_url` is a picture of what is none itself."""

    kind: Kind = MediaKind.IMAGE
    url: Link = ""
    poster_url: Link = ""
    name: Title = ""


class Work(Tolerant):
    """One listing."""

    url: Link = ""
    title: Title = ""
    description: Text = ""
    process_notes: Text = ""
    listed_at: Moment = None
    owner: Owner | None = None
    media: Annotated[tuple[Piece, ...], BeforeValidator(_few)] = Field(default=())

    @property
    def says_something(self) -> bool:
        """Whether it describes a listing at all; an error in JSON does not."""
        return bool(self.title or self.media)

    def completed(self, row: "Work") -> "Work":
        """With the owner, the process notes and the date of another telling, where this one has none."""
        missing = {
            name: getattr(row, name) for name in ("owner", "process_notes", "listed_at") if not getattr(self, name)
        }
        return self.model_copy(update=missing)


class Listed(Work):
    """One listing among others."""

    id: Plain = ""


class Shelf(Tolerant):
    """The listings of one member."""

    listings: Annotated[tuple[Listed, ...], BeforeValidator(_few)]

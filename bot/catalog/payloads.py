"""What the platform reads: one JSON object for each thing that it is told, and the schema that describes them all."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, assert_never

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from bot.moderation.effects import PlatformEvent
from bot.moderation.model import Ending, Media, MediaKind
from bot.moderation.platform import PlatformView
from bot.moderation.views import NoticeView

Link = Callable[[str], tuple[str, datetime] | None]
"""Where a stored picture can be fetched, and until when; None where the bot has no address that is known."""
Letter = Callable[[NoticeView], str]

Letters = Annotated[str, Field(pattern="^[A-Z]+$")]
Number = Annotated[int, Field(ge=1)]
Reason = Literal["closed", "left", "unknown", "other"]
Outcome = Literal["unlist", "warn", "pause"]
How = Literal["kept", "undecided", "accepted", "removed", "withdrawn", "unreachable", "nothing"]

ENDINGS: Mapping[Ending, How] = {
    Ending.KEPT: "kept",
    Ending.UNDECIDED: "undecided",
    Ending.ACCEPTED: "accepted",
    Ending.ACCEPTED_UNJUDGED: "accepted",
    Ending.REMOVED: "removed",
    Ending.GONE: "removed",
    Ending.WITHDRAWN: "withdrawn",
    Ending.NEVER_DELIVERED: "unreachable",
    Ending.NOTHING_FOLLOWS: "nothing",
}
"""How a case ends from which nothing follows."""
_EARLIER = Ending.KEPT
"""Earlier releases cleared nothing else, and what they queued may still be told, or told again."""


def _open(schema: dict[str, Any]) -> None:
    """Whoever holds what comes against the schema is to take what a later release adds; we are held to it exactly."""
    schema.pop("additionalProperties", None)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, json_schema_extra=_open)


class Listing(_Part):
    """The listing that a case is about, as it was captured when it was first reported."""

    id: str
    """Your id of it, as it stands in the links to it."""
    url: str | None
    title: str
    owner: str | None
    """Your id of its owner, where your API gave one."""


class Medium(_Part):
    """One of the listing's media."""

    letter: Letters
    """A, B, C…, in the order of the listing."""
    kind: MediaKind
    name: str


class Replacement(_Part):
    """Something that moderators accepted, as the member sent it."""

    letter: Letters
    replaces: Letters | None
    """The letter of the medium that it stands instead of; null where nobody said that it does, or of which.

    Of a case about several listings, what is null may belong to any of them, and is told with each.
    """
    kind: MediaKind
    name: str
    sha256: str | None
    """Of the file; null where Salon keeps none of its kind (a sound, a 3D model): ask the member for it."""
    url: str | None
    """Where to fetch it; null where there is no file, or Salon has no public address."""
    url_expires_at: AwareDatetime | None


class _AboutCase(_Part):
    case: Number
    listing: Listing


class CaseOpened(_AboutCase):
    """Somebody reported the listing, and moderators look at it. Nothing is decided, and nothing is to be done.

    You hear once that it is over, by `case.cleared` or by `action.decided` with the same case and listing. Show it to
    your staff at most: the owner knows nothing of the case before they have a notice, and others have no need to.
    """

    media: tuple[Medium, ...]
    policy: str
    """The version of the policy that the case is heard under."""


class CaseCleared(_AboutCase):
    """The case is over for this listing, and nothing follows from it. What was accepted in it you heard before.

    Unless you heard of a notice in the same case, the owner never heard of it. Where moderators take a case back after
    an action, you hear `action.undone` alone.
    """

    ending: How
    """Moderators kept the listing; they did not decide in time; they accepted the owner's answer, or did not judge it
    in time; the listing was removed; they took the case back; the owner could not be reached; or they decided that
    nothing is to follow. Of a case about several listings, what is decided about their owner is told with one of them,
    and nothing follows for the others."""


class NoticeDelivered(_AboutCase):
    """The owner was asked about the listing."""

    question: Number
    """1 for the first notice of the case, 2 where they were asked again."""
    answer_by: AwareDatetime
    """Until when they are waited for. Answers that come later count as well while nothing is decided."""


class NoticeUndeliverable(_AboutCase):
    """No chat leads to the owner. Please mail them the text, and let a moderator know (`/case delivered`)."""

    question: Number
    reason: Reason
    """They take no private messages, left the chat, are unknown there, or something else."""
    text: str
    """The whole notice, as plain text."""


class ReplacementAccepted(_AboutCase):
    """Moderators accepted what the owner sent in answer: please show it."""

    media: Annotated[tuple[Replacement, ...], Field(min_length=1)]


class ActionDecided(_AboutCase):
    """Moderators decided on an action, and the case is over; the action may be undone later."""

    action: Outcome
    """Unlist this listing, warn its owner formally, or pause their new listings."""
    until: AwareDatetime | None
    """When it ends by itself; null where it does not."""


class ActionUndone(_AboutCase):
    """An action no longer holds: list the listing again, take the warning back, or end the pause."""

    action: Outcome


class _Told(_Part):
    timestamp: AwareDatetime
    """When it happened, which may be long before it is told."""


class ToldCaseOpened(_Told):
    """A case was opened."""

    type: Literal[PlatformEvent.CASE_OPENED]
    data: CaseOpened


class ToldCaseCleared(_Told):
    """A case is over for a listing, and nothing follows."""

    type: Literal[PlatformEvent.CASE_CLEARED]
    data: CaseCleared


class ToldNoticeDelivered(_Told):
    """A notice was delivered."""

    type: Literal[PlatformEvent.NOTICE_DELIVERED]
    data: NoticeDelivered


class ToldNoticeUndeliverable(_Told):
    """A notice reached nobody."""

    type: Literal[PlatformEvent.NOTICE_UNDELIVERABLE]
    data: NoticeUndeliverable


class ToldReplacementAccepted(_Told):
    """A replacement was accepted."""

    type: Literal[PlatformEvent.REPLACEMENT_ACCEPTED]
    data: ReplacementAccepted


class ToldActionDecided(_Told):
    """An action was decided on."""

    type: Literal[PlatformEvent.ACTION_DECIDED]
    data: ActionDecided


class ToldActionUndone(_Told):
    """An action was undone."""

    type: Literal[PlatformEvent.ACTION_UNDONE]
    data: ActionUndone


Told = Annotated[
    ToldCaseOpened
    | ToldCaseCleared
    | ToldNoticeDelivered
    | ToldNoticeUndeliverable
    | ToldReplacementAccepted
    | ToldActionDecided
    | ToldActionUndone,
    Field(discriminator="type"),
]

_TOLD: TypeAdapter[Told] = TypeAdapter(Told)


def payload(view: PlatformView, letter: Letter, link: Link) -> str:
    """The text to send; ValidationError where the view lacks what its event is to tell."""
    about = {"case": view.case, "listing": _listing(view)}
    told = _TOLD.validate_python(
        {"type": view.event, "timestamp": view.at, "data": {**about, **_more(view, letter, link)}}
    )
    return _TOLD.dump_json(told).decode()


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of everything that is sent."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_TOLD.json_schema(mode="serialization")}


def _listing(view: PlatformView) -> Mapping[str, object]:
    return {"id": view.listing, "url": view.url, "title": view.title, "owner": view.owner}


def _more(view: PlatformView, letter: Letter, link: Link) -> Mapping[str, object]:
    match view.event:
        case PlatformEvent.CASE_OPENED:
            return {"media": tuple(_medium(each) for each in view.media), "policy": view.policy}
        case PlatformEvent.CASE_CLEARED:
            return {"ending": ENDINGS[view.ending or _EARLIER]}
        case PlatformEvent.NOTICE_DELIVERED:
            return {"question": view.question, "answer_by": view.until}
        case PlatformEvent.NOTICE_UNDELIVERABLE:
            text = letter(view.notice) if view.notice else None
            return {"question": view.question, "reason": view.reason, "text": text}
        case PlatformEvent.REPLACEMENT_ACCEPTED:
            return {"media": tuple(_accepted(each.media, each.replaces, link) for each in view.accepted)}
        case PlatformEvent.ACTION_DECIDED:
            return {"action": view.outcome, "until": view.until}
        case PlatformEvent.ACTION_UNDONE:
            return {"action": view.outcome}
        case _:
            assert_never(view.event)


def _medium(media: Media) -> Mapping[str, object]:
    return {"letter": media.letter, "kind": media.kind, "name": media.name}


def _accepted(media: Media, replaces: str | None, link: Link) -> Mapping[str, object]:
    url, expires = (media.digest and link(media.digest)) or (None, None)
    where = {"sha256": media.digest, "url": url, "url_expires_at": expires}
    return {**_medium(media), "replaces": replaces, **where}

"""What the platform is told: facts about a case and its listing, and never who reported or voted."""

from dataclasses import dataclass
from datetime import datetime

from bot.moderation.effects import PlatformEvent
from bot.moderation.model import Choice, Ending, Media
from bot.moderation.views import NoticeView


@dataclass(frozen=True, slots=True)
class Accepted:
    """A picture that was accepted; `replaces` is the letter that it stands instead of, where that is known."""

    media: Media
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class PlatformView:
    """Something that happened, as it is told.

    Attributes:
        at: When it happened.
        owner: The platform's id of the listing's owner, where it gave one.
        media: The listing's, as it was captured.
        question: How many notices the case has had.
        until: When the member's time ends (a notice), or what was decided ends by itself (an action).
        notice: Its words, for a notice that reached nobody; and `reason` why: closed, left, unknown or other.
        accepted: What stands instead of the listing's media, for a replacement.
        outcome: What was decided or is undone, for an action: unlist, warn or pause.
        ending: How the case ended, for one from which nothing follows; None where an earlier release cleared it.
    """

    event: PlatformEvent
    at: datetime
    case: int
    listing: str
    url: str | None
    title: str
    owner: str | None
    media: tuple[Media, ...]
    policy: str
    question: int = 0
    until: datetime | None = None
    notice: NoticeView | None = None
    reason: str = ""
    accepted: tuple[Accepted, ...] = ()
    outcome: Choice | None = None
    ending: Ending | None = None

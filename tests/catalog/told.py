"""Things to tell the platform: one of each event."""

from datetime import UTC, datetime, timedelta

from bot.moderation.effects import PlatformEvent, Say
from bot.moderation.model import Account, Chat, Choice, Ending, Media, MediaKind
from bot.moderation.platform import Accepted, PlatformView
from bot.moderation.views import NoticeView

NOW = datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC)
KOI = Media("A", MediaKind.IMAGE, "a" * 64, "koi.jpg")
INKED = Media("B", MediaKind.IMAGE, "b" * 64, "inked.jpg")
NOTICE = NoticeView(
    case=7,
    question=1,
    account=Account(Chat.DISCORD, "314159265358979"),
    title="Neon Koi",
    url=None,
    captured_at=NOW,
    statements=(),
    media=(KOI,),
    deadline=NOW,
    version=Say("notice.version", {"policy": "2026-01"}),
    support="help@gallery.example",
)


def view(event: PlatformEvent, **more: object) -> PlatformView:
    """Something that happened, with all that could be told of it."""
    known: dict[str, object] = {
        "event": event,
        "at": NOW,
        "case": 7,
        "listing": "koi-1",
        "url": "https://gallery.example/works/koi-1",
        "title": "Neon Koi",
        "owner": "member-7",
        "media": (KOI,),
        "policy": "2026-01",
        "question": 1,
        "until": NOW + timedelta(days=14),
        "notice": NOTICE,
        "reason": "closed",
        "accepted": (Accepted(INKED, "A"),),
        "outcome": Choice.UNLIST,
        "ending": Ending.ACCEPTED,
    }
    return PlatformView(**{**known, **more})  # type: ignore[arg-type]  # each by its name

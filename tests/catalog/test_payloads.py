"""What the platform reads is what docs/webhooks.json describes."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from bot.catalog.payloads import ENDINGS, payload
from bot.moderation.effects import PlatformEvent
from bot.moderation.model import Choice, Ending, Media, MediaKind
from bot.moderation.platform import Accepted, PlatformView
from bot.moderation.views import NoticeView
from tests.catalog.told import INKED, NOTICE, NOW, view

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/webhooks.json").read_text(encoding="utf-8"))
DESCRIBED = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
LISTING = {
    "id": "koi-1",
    "url": "https://gallery.example/works/koi-1",
    "title": "Neon Koi",
    "owner": "member-7",
}
EXPECTED: dict[PlatformEvent, dict[str, Any]] = {
    PlatformEvent.CASE_OPENED: {
        "media": [{"letter": "A", "kind": "image", "name": "koi.jpg"}],
        "policy": "2026-01",
    },
    PlatformEvent.CASE_CLEARED: {"ending": "accepted"},
    PlatformEvent.NOTICE_DELIVERED: {"question": 1, "answer_by": "2026-03-16T09:30:15Z"},
    PlatformEvent.NOTICE_UNDELIVERABLE: {"question": 1, "reason": "closed", "text": "about Neon Koi"},
    PlatformEvent.REPLACEMENT_ACCEPTED: {
        "media": [
            {
                "letter": "B",
                "replaces": "A",
                "kind": "image",
                "name": "inked.jpg",
                "sha256": "b" * 64,
                "url": f"https://salon.example/media/{'b' * 64}",
                "url_expires_at": "2026-03-02T09:30:15Z",
            }
        ]
    },
    PlatformEvent.ACTION_DECIDED: {
        "action": "unlist",
        "until": "2026-03-16T09:30:15Z",
    },
    PlatformEvent.ACTION_UNDONE: {"action": "unlist"},
}


def letter(notice: NoticeView) -> str:
    """The words of a notice."""
    return f"about {notice.title}"


def link(digest: str) -> tuple[str, datetime] | None:
    """Where a picture is to be had."""
    return f"https://salon.example/media/{digest}", NOW


def read(told: PlatformView) -> dict[str, Any]:
    """What the platform reads, as described."""
    found: dict[str, Any] = json.loads(payload(told, letter, link))
    DESCRIBED.validate(found)
    return found


@pytest.mark.parametrize("event", PlatformEvent)
def test_each_event(event: PlatformEvent) -> None:
    """Type, time, case and listing, and what belongs to the event: no more and no less than is described."""
    assert read(view(event)) == {
        "type": event.value,
        "timestamp": "2026-03-02T09:30:15Z",
        "data": {"case": 7, "listing": LISTING, **EXPECTED[event]},
    }


def test_the_description_describes() -> None:
    """It is a schema, and takes neither an unknown event, nor one with another's data, nor a time that is none."""
    Draft202012Validator.check_schema(SCHEMA)
    told = read(view(PlatformEvent.CASE_OPENED))
    for wrong in (
        {**told, "type": "case.dreamt"},
        {**told, "type": "notice.delivered"},
        {**told, "data": {**told["data"], "case": "seven"}},
        {**told, "data": {"case": 7}},
        {"type": told["type"], "data": told["data"]},
    ):
        assert not DESCRIBED.is_valid(wrong)


def test_what_a_later_release_adds_is_taken() -> None:
    """A receiver that checks what comes against today's description is not to refuse tomorrow's."""
    told = read(view(PlatformEvent.CASE_CLEARED))
    assert DESCRIBED.is_valid({**told, "release": 2, "data": {**told["data"], "more": True}})


def test_what_an_earlier_release_cleared() -> None:
    """It did not say how, and was always kept: so it is told, also when it is told again."""
    assert read(view(PlatformEvent.CASE_CLEARED, ending=None))["data"]["ending"] == "kept"


AFTER_AN_ACTION = {
    Ending.UNLISTED,
    Ending.WARNED,
    Ending.PAUSED,
    Ending.REPAIRED,
    Ending.REPAIRED_UNJUDGED,
    Ending.OVERTURNED,
    Ending.OVERTURNED_UNJUDGED,
}


@pytest.mark.parametrize("ending", [each for each in Ending if each not in AFTER_AN_ACTION])
def test_how_it_ended(ending: Ending) -> None:
    """Each ending from which nothing follows has a word, and that is described."""
    assert read(view(PlatformEvent.CASE_CLEARED, ending=ending))["data"]["ending"] == ENDINGS[ending]


def test_what_may_be_unknown() -> None:
    """A listing without page and owner, an action without end, a picture of which nobody knows what it replaces."""
    bare = view(PlatformEvent.ACTION_DECIDED, url=None, owner=None, until=None, outcome=Choice.PAUSE)
    data = read(bare)["data"]
    assert (data["listing"]["url"], data["listing"]["owner"], data["until"]) == (None,) * 3
    song = Media("C", MediaKind.AUDIO, None, "song.mp3")
    nowhere = view(PlatformEvent.REPLACEMENT_ACCEPTED, accepted=(Accepted(INKED), Accepted(song, "A")))
    text = payload(nowhere, letter, lambda _: None)
    DESCRIBED.validate(json.loads(text))
    picture, sound = json.loads(text)["data"]["media"]
    assert (picture["replaces"], picture["url"], picture["url_expires_at"]) == (None, None, None)
    assert (sound["replaces"], sound["sha256"]) == ("A", None)
    assert read(nowhere)["data"]["media"][1] == sound, "what is not kept has no link either"


@pytest.mark.parametrize("event", PlatformEvent)
def test_no_account_is_told(event: PlatformEvent) -> None:
    """Not even the artist's: the platform knows its members by its own ids."""
    assert NOTICE.account.id not in payload(view(event), letter, link)

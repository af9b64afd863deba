"""What is stored is what is read, to the byte and for ever."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.moderation.effects import Effect, Say
from bot.moderation.events import CaseCleared, Event, ReportJoined, VoterTold
from bot.moderation.inbound import AskedPolicy, Inbound
from bot.moderation.model import Account, Case, Chat, Mark
from bot.moderation.policy import Policy
from bot.ports import Snapshot, StoredMessage, StoredReport
from storage.codec import (
    CASES,
    EFFECTS,
    EVENTS,
    INBOUND,
    MESSAGES,
    POLICIES,
    REPORTS,
    SNAPSHOTS,
    Codec,
    Encoded,
    Fields,
    UnionCodec,
)
from tests.storage.story import ARTIST, FIXTURES, evolved, told

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))

LEDGERS = sorted(FIXTURES.glob("ledger-*.jsonl"))
UNIONS = [(EVENTS, Event), (EFFECTS, Effect), (INBOUND, Inbound)]
MEMBERS = [pytest.param(codec, kind, id=kind.__name__) for codec, union in UNIONS for kind in get_args(union)]
RECORDS = [
    (CASES, Case),
    (POLICIES, Policy),
    (REPORTS, StoredReport),
    (MESSAGES, StoredMessage),
    (SNAPSHOTS, Snapshot),
]


@pytest.mark.parametrize(("codec", "kind"), MEMBERS)
def test_every_member_of_every_union_comes_back(codec: UnionCodec[Any], kind: type) -> None:
    """Whatever the values of an event, an effect or a platform's event, it is read as it was stored."""

    @settings(max_examples=20, deadline=None)
    @given(st.from_type(kind))
    def comes_back(value: object) -> None:
        stored = codec.dump(value)
        assert codec.load(*stored) == value
        assert codec.dump(codec.load(*stored)) == stored

    comes_back()


@pytest.mark.parametrize(("codec", "kind"), RECORDS, ids=lambda each: getattr(each, "__name__", ""))
def test_every_record_comes_back(codec: Codec[Any], kind: type) -> None:
    """Whatever the values of a record, it is read as it was stored."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.from_type(kind))
    def comes_back(value: object) -> None:
        assert codec.load(codec.dump(value)) == value
        assert codec.dump(codec.load(codec.dump(value))) == codec.dump(value)

    comes_back()


@settings(deadline=None)
@given(st.frozensets(st.from_type(Mark)))
def test_a_set_has_one_text(marks: frozenset[Mark]) -> None:
    """A set is stored sorted, so that equal values have equal bytes in every process."""
    kind = Codec(frozenset[Mark])
    each = [json.dumps(mark, sort_keys=True, ensure_ascii=False) for mark in json.loads(kind.dump(marks))]
    assert each == sorted(each)
    assert kind.load(kind.dump(marks)) == marks


def test_a_number_stays_a_number_and_digits_stay_text() -> None:
    """`7` and `"7"` in a sentence's places are different things."""
    codec = Codec(Say)
    assert codec.load(codec.dump(Say("say.x", {"case": 7, "title": "7"}))).words == {"case": 7, "title": "7"}


def test_times_are_stored_in_utc() -> None:
    """A time of another zone is stored as the same moment in UTC, and one without a zone is refused."""
    abroad = datetime(2026, 7, 1, 14, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))
    stored = EVENTS.dump(CaseCleared(abroad))
    assert stored.body == '{"at":"2026-07-01T12:00:00.000005+00:00"}'
    assert EVENTS.load(*stored) == CaseCleared(abroad)
    with pytest.raises(ValueError, match="without a zone"):
        EVENTS.dump(CaseCleared(abroad.replace(tzinfo=None)))


def test_half_a_character_is_stored_as_a_replacement() -> None:
    """Half of a surrogate pair, which JSON can carry and a database cannot, costs one character and no event."""
    stored = INBOUND.dump(AskedPolicy("\ud83d key", Account(Chat.SLACK, "U1")))
    assert INBOUND.load(*stored) == AskedPolicy("\ufffd key", Account(Chat.SLACK, "U1"))


def test_what_is_no_value_of_ours_cannot_be_stored() -> None:
    """Bytes, for one, belong into the media store."""
    with pytest.raises(TypeError, match="bytes"):
        EVENTS.dump(VoterTold(1, ARTIST, b"why"))  # type: ignore[arg-type]


@pytest.mark.parametrize("body", ['{"at":"2026-07-01T12:00:00Z","more":1}', "{}", '{"at":7}', "nonsense"])
def test_what_does_not_fit_is_an_error(body: str) -> None:
    """A field too many, too few, or of another kind is not guessed at."""
    with pytest.raises(ValidationError):
        EVENTS.load("CaseCleared", 1, body)


@pytest.mark.parametrize(("name", "version"), [("Unheard", 1), ("CaseCleared", 2)])
def test_a_newer_releases_events_are_refused(name: str, version: int) -> None:
    """An event of a class or a version that this release does not know is named in the error."""
    with pytest.raises(ValueError, match=name):
        EVENTS.load(name, version, "{}")


def test_an_older_version_is_brought_up_to_date() -> None:
    """Each upcast brings the fields one version on; what is stored now has the newest version."""

    def recuse(fields: Fields) -> Fields:
        return {**fields, "moderator": False}

    def rename(fields: Fields) -> Fields:
        return {"report": fields.pop("id"), **fields}

    codec: UnionCodec[Event] = UnionCodec(Event, {("ReportJoined", 1): recuse, ("ReportJoined", 2): rename})
    old = '{"id":"r1","reporter":{"chat":"discord","id":"500"}}'
    joined = ReportJoined("r1", ARTIST, moderator=False)
    assert codec.load("ReportJoined", 1, old) == joined
    assert codec.dump(joined) == Encoded("ReportJoined", 3, EVENTS.dump(joined).body)


def test_there_is_a_fixture_for_the_first_release() -> None:
    """The ledger of version 0.1.0 is kept, and no release may lose it."""
    assert FIXTURES / "ledger-0.1.0.jsonl" in LEDGERS


@pytest.mark.parametrize("fixture", LEDGERS, ids=lambda path: path.stem)
def test_the_ledger_of_every_release_loads(fixture: Path) -> None:
    """Every event that any release has stored is read, and makes a case."""
    cases: dict[int, list[Event]] = {}
    for line in fixture.read_text().splitlines():
        stored = json.loads(line)
        cases.setdefault(stored.pop("number"), []).append(EVENTS.load(**{"name": stored.pop("type"), **stored}))
    assert {number: evolved(events).number for number, events in cases.items()} == {number: number for number in cases}


def test_the_story_has_every_event() -> None:
    """What is written to a release's fixture shows every event that it can store."""
    assert {type(event) for events in told().values() for event in events} == set(get_args(Event))

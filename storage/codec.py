"""Values as JSON and back, exactly; the ledger's every release stays readable.

Encoding is ours, because bytes must be stable (a set is sorted, a key has its place) and a time must be UTC; decoding
is pydantic's, strict, so that a row that does not fit is an error and not a guess. A member of a union is stored as
three things: its class's name, the version of its shape, and its fields.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from pydantic import TypeAdapter

from bot.moderation.effects import Effect
from bot.moderation.events import Event
from bot.moderation.file_fact import FileFact
from bot.moderation.inbound import Inbound
from bot.moderation.model import Case
from bot.moderation.policy import Policy
from bot.ports import Portfolio, Snapshot, StoredMessage, StoredNotes, StoredReport
from storage.sql import clean, stamp

T = TypeVar("T")
Fields = dict[str, Any]
Upcast = Callable[[Fields], Fields]
"""Makes the fields of the next version: `UPCASTS["Observed", 1]` takes those of version 1 and gives version 2's."""

UPCASTS: Mapping[tuple[str, int], Upcast] = {}

_DURATION = TypeAdapter(timedelta)


def plain(value: object) -> Any:  # noqa: ANN401  # JSON has any shape
    """The value in JSON's own types; sets are sorted, times are UTC."""
    match value:
        case Enum():
            return value.value
        case str():
            return clean(value)
        case None | bool() | int() | float():
            return value
        case datetime():
            return stamp(value)
        case date():
            return value.isoformat()
        case timedelta():
            return _DURATION.dump_python(value, mode="json")
        case _:
            return _plain_many(value)


def _plain_many(value: object) -> object:
    match value:
        case Mapping():
            return {plain(key): plain(each) for key, each in value.items()}
        case tuple() | list():
            return [plain(each) for each in value]
        case frozenset():
            return sorted((plain(each) for each in value), key=canonical)
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            raise TypeError(f"cannot be stored: {type(value).__name__}")


def canonical(value: object) -> str:
    """The one JSON text of a plain value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Codec(Generic[T]):
    """Values of one class."""

    def __init__(self, kind: type[T]) -> None:
        self.adapter: TypeAdapter[T] = TypeAdapter(kind)

    def dump(self, value: T) -> str:
        """The value as JSON; equal values give equal text."""
        return canonical(plain(value))

    def load(self, body: str) -> T:
        """The value; pydantic's ValidationError (a ValueError) where the text is none."""
        return self.adapter.validate_json(body, strict=True, extra="forbid")


class Encoded(NamedTuple):
    """A member of a union as it is stored; the names are those of the columns."""

    type: str
    version: int
    body: str


class UnionCodec(Generic[T]):
    """Values of a closed union of classes."""

    def __init__(self, union: object, upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS) -> None:
        self._codecs: dict[str, Codec[Any]] = {kind.__name__: Codec(kind) for kind in get_args(union)}
        self._upcasts = upcasts

    def version(self, name: str) -> int:
        """The version that a class has now."""
        version = 1
        while (name, version) in self._upcasts:
            version += 1
        return version

    def dump(self, value: T) -> Encoded:
        """The value as it is stored."""
        name = type(value).__name__
        return Encoded(name, self.version(name), self._codecs[name].dump(value))

    def load(self, name: str, version: int, body: str) -> T:
        """The value, whichever release stored it; ValueError for what this release does not know."""
        if name not in self._codecs or version > self.version(name):
            raise ValueError(f"stored by a newer release: {name}, version {version}")
        value: T = self._codecs[name].load(self._upcast(name, version, body))
        return value

    def _upcast(self, name: str, version: int, body: str) -> str:
        while upcast := self._upcasts.get((name, version)):
            body = canonical(upcast(json.loads(body)))
            version += 1
        return body


EVENTS: UnionCodec[Event] = UnionCodec(Event)
EFFECTS: UnionCodec[Effect] = UnionCodec(Effect)
INBOUND: UnionCodec[Inbound] = UnionCodec(Inbound)
CASES = Codec(Case)
POLICIES = Codec(Policy)
REPORTS = Codec(StoredReport)
MESSAGES = Codec(StoredMessage)
SNAPSHOTS = Codec(Snapshot)
PORTFOLIOS = Codec(Portfolio)
NOTES = Codec(StoredNotes)
FACTS = Codec(tuple[FileFact, ...])

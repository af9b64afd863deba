"""The platform's JSON API: its answers about one listing, and about those of one member."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.catalog.work import Shelf, Work

Model = TypeVar("Model", bound=BaseModel)

MOST_BYTES = 2 * 1024 * 1024


class Malformed(Exception):
    """An answer is not what it should be; says how in a few words."""


def parse(data: bytes) -> Work:
    """The listing; Malformed where the answer is none."""
    work = _read(Work, data)
    if not work.says_something:
        raise Malformed("neither a title nor media")
    return work


def parse_shelf(data: bytes) -> Shelf:
    """A member's listings; Malformed where the answer is none."""
    return _read(Shelf, data)


def _read(model: type[Model], data: bytes) -> Model:
    if len(data) > MOST_BYTES:
        raise Malformed(f"an answer of {len(data)} bytes")
    try:
        return model.model_validate_json(data)
    except ValidationError as fault:
        raise Malformed(_first(fault)) from None


def _first(fault: ValidationError) -> str:
    """Where and what is wrong, never the value: it may be somebody's words."""
    first = fault.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]

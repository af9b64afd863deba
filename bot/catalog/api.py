"""The platform's JSON API: its answer about one listing."""

from pydantic import ValidationError

from bot.catalog.work import Work

MOST_BYTES = 2 * 1024 * 1024


class Malformed(Exception):
    """An answer is not what it should be; says how in a few words."""


def parse(data: bytes) -> Work:
    """The listing; Malformed where the answer is none."""
    if len(data) > MOST_BYTES:
        raise Malformed(f"an answer of {len(data)} bytes")
    try:
        work = Work.model_validate_json(data)
    except ValidationError as fault:
        raise Malformed(_first(fault)) from None
    if not work.says_something:
        raise Malformed("neither a title nor media")
    return work


def _first(fault: ValidationError) -> str:
    """Where and what is wrong, never the value: it may be somebody's words."""
    first = fault.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]

"""The imported table: rows in the documented JSON shape, as `imports.py` made them."""

from collections.abc import Awaitable, Callable, Mapping

from pydantic import ValidationError

from bot.catalog.work import Work

Imported = Callable[[str], Awaitable[Mapping[str, object] | None]]


async def find(imported: Imported, listing: str) -> Work | None:
    """The row of a listing; None where there is none, or where an older release stored what this one cannot read."""
    row = await imported(listing)
    if row is None:
        return None
    try:
        return Work.model_validate(row)
    except ValidationError:
        return None

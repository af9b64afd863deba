"""One line of `salon doctor`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One line. `ok` is None for what cannot be told, or is only advice."""

    name: str
    ok: bool | None
    what_to_do: str = ""

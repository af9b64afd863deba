"""The record of everything that went over the REST wire, for assertions and for the conformance test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response; `template` is the route's, or None for a route that Discord does not have.

    `ordered` marks a response that `faults` ordered, which nothing else explains.
    """

    method: str
    template: str | None
    path: str
    query: Mapping[str, str]
    content_type: str
    request: Any
    files: tuple[str, ...]
    status: int
    response: Any
    ordered: bool = False

    def __str__(self) -> str:
        """Show it in a line."""
        return f"{self.method} {self.path} -> {self.status}"

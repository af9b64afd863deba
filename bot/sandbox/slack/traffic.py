"""The record of every Web API call, for assertions and for the conformance test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and its answer; `known` tells whether Slack has such a method.

    `ordered` marks an answer that `faults` ordered, which nothing else explains.
    """

    verb: str
    method: str
    request: Mapping[str, Any]
    status: int
    response: Any
    known: bool = True
    ordered: bool = False

    @property
    def ok(self) -> bool:
        """Tell whether Slack did what was asked."""
        return self.status == 200 and bool(self.response["ok"])  # noqa: PLR2004 - the one status that means it

    def __str__(self) -> str:
        """Show it in a line."""
        return f"{self.method} -> {'ok' if self.ok else self.response.get('error', self.status)}"

"""A Web API call on its way to the function that answers it (docs.slack.dev: 'Using the Slack Web API')."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from .errors import SlackError

if TYPE_CHECKING:
    from .kinds import Json
    from .model import Channel
    from .world import World

Item = TypeVar("Item")
TRUE = frozenset({"1", "true", "True"})
MAX_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Call:
    """A call: its arguments, wherever they stood. Forms carry everything as text, JSON inside it included."""

    world: World
    args: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """Return an argument as text; an empty one is none."""
        value = self.args.get(name)
        return None if value in (None, "") else str(value)

    def needed(self, name: str) -> str:
        """Return an argument that the method requires."""
        value = self.text(name)
        if value is None:
            messages = [f"[ERROR] missing required field: {name}"]
            raise SlackError("invalid_arguments", response_metadata={"messages": messages})
        return value

    def flag(self, name: str) -> bool:
        """Return a boolean argument."""
        value = self.args.get(name)
        return value is True or str(value) in TRUE

    def json(self, name: str, refusal: str = "invalid_arguments") -> Any:  # noqa: ANN401 - whatever was sent
        """Return an argument that is JSON: as such in a JSON body, as text in a form."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(refusal) from None

    def listed(self, name: str) -> list[str]:
        """Return an argument that is a list of words."""
        value = self.args.get(name) or ""
        words = value if isinstance(value, list) else str(value).split(",")
        return [str(each).strip() for each in words if str(each).strip()]

    def whole(self, name: str, default: int, most: int = MAX_PAGE) -> int:
        """Return a number, within its bounds."""
        text = self.text(name)
        if text is None:
            return default
        if not text.isdigit() or not 1 <= int(text) <= most:
            raise SlackError("invalid_limit")
        return int(text)

    def require(self, *scopes: str) -> None:
        """Refuse unless one of these scopes was granted."""
        granted = self.world.manifest.scopes
        if not granted.intersection(scopes):
            raise SlackError("missing_scope", needed=",".join(scopes), provided=",".join(sorted(granted)))

    def readable(self, name: str = "channel") -> Channel:
        """Find a conversation whose facts the app may read."""
        channel = self.world.channel(self.needed(name))
        self.require(f"{channel.place.family}:read")
        return channel

    def page(self, items: Sequence[Item], default: int = 100, most: int = MAX_PAGE) -> tuple[list[Item], Json]:
        """Return one page of a list, and the cursor of the next ('Pagination')."""
        start, limit = self._start(), self.whole("limit", default, most)
        ends = start + limit
        cursor = base64.b64encode(f"next:{ends}".encode()).decode() if ends < len(items) else ""
        return list(items[start:ends]), {"response_metadata": {"next_cursor": cursor}}

    def _start(self) -> int:
        cursor = self.text("cursor")
        if cursor is None:
            return 0
        try:
            name, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            name, number = "", ""
        if name != "next" or not number.isdigit():
            raise SlackError("invalid_cursor")
        return int(number)


Handler: TypeAlias = Callable[[Call], "Json"]


@dataclass(frozen=True, slots=True)
class Method:
    """One method: who answers it, one of which scopes it needs, and which limit it counts against."""

    name: str
    handler: Handler
    limit: str
    scopes: tuple[str, ...] = ()
    bearer: str = "bot"

    @property
    def page(self) -> str:
        """Return where it is documented."""
        return f"https://docs.slack.dev/reference/methods/{self.name}"

"""A request on its way to the function that answers it, and the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

from .forms import refuse

if TYPE_CHECKING:
    from .drafts import Upload
    from .kinds import Json
    from .world import World

MAX_SNOWFLAKE = 1 << 64


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back; no body means 204."""

    body: Json | list[Json] | None = None
    status: int = 200


@dataclass(frozen=True, slots=True)
class Call:
    """A request: its route's parameters, its query, its body and the files that came along."""

    world: World
    params: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=dict)
    content: Any = None
    uploads: list[Upload] = field(default_factory=list)

    @property
    def body(self) -> Json:
        """Return the body of a route that takes an object."""
        if self.content is None:
            return {}
        if not isinstance(self.content, dict):
            raise refuse((), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return self.content

    def id(self, name: str) -> int:
        """Return an id from the path."""
        return snowflake(self.params[name], name)

    def query_id(self, name: str) -> int | None:
        """Return an id from the query."""
        return snowflake(self.query[name], name) if name in self.query else None

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """Return a number from the query, within its bounds."""
        text = self.query.get(name, str(default))
        if not text.isdigit() or not least <= int(text) <= most:
            raise refuse((name,), "NUMBER_TYPE_RANGE", f"int value should be between {least} and {most}.")
        return int(text)


def snowflake(text: object, name: str) -> int:
    """Read an id; Discord takes numbers as well as strings."""
    if not re.fullmatch(r"\d{1,20}", str(text)) or int(str(text)) >= MAX_SNOWFLAKE:
        raise refuse((name,), "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')
    return int(str(text))


Handler: TypeAlias = Callable[[Call], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """One route: where it is documented, who answers it, which limit it counts against."""

    method: str
    template: str
    page: str
    handler: Handler
    limit: str | None = None
    authorized: bool = True

    def match(self, method: str, raw_path: str) -> dict[str, str] | None:
        """Return the parameters if a request is for this route."""
        ours, theirs = self.template.split("/"), raw_path.split("/")
        if method != self.method or len(ours) != len(theirs):
            return None
        found: dict[str, str] = {}
        for our, their in zip(ours, theirs, strict=True):
            if our.startswith("{"):
                found[our[1:-1]] = unquote(their)
            elif our != unquote(their):
                return None
        return found

    def major(self, params: Mapping[str, str]) -> str:
        """Return what separates the buckets of a route ('Rate Limits', 'top-level resources')."""
        return "/".join(params.get(each, "") for each in ("channel_id", "guild_id", "webhook_id", "webhook_token"))

"""What stands in the gallery: artists, their listings, the works in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus
from string import ascii_uppercase

from .art import Style

LISTED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Kind(StrEnum):
    """What a work is, as the platform's API says it."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Artist:
    """A member of the platform, and how to find them on the chats."""

    id: str
    name: str
    style: Style = Style.HILLS
    discord_id: str = ""
    slack_id: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of media. What is no image may have a poster, which is one."""

    name: str
    data: bytes
    kind: Kind = Kind.IMAGE
    poster: bytes | None = None


@dataclass(slots=True, eq=False)
class Listing:
    """A listing, and what its owner and the platform do to it.

    Attributes:
        home: Address of the gallery.
        versions: How often each work was replaced; its address changes with it.
        mislinked: What the platform says in place of a work's address.
        status: What its page and API answer with.
        moved: Where they lead instead.
        measures: What moderators decided on, by case and action, and until when it holds ('' for no end).
    """

    id: str
    home: str
    owner: Artist
    title: str
    works: list[Work]
    description: str = ""
    process_notes: str = ""
    listed_at: datetime = LISTED
    status: int = HTTPStatus.OK
    moved: str | None = None
    missing: set[int] = field(default_factory=set)
    versions: dict[int, int] = field(default_factory=dict)
    mislinked: dict[int, str] = field(default_factory=dict)
    measures: dict[tuple[int, str], str] = field(default_factory=dict)

    @property
    def is_listed(self) -> bool:
        """Whether visitors find it in the gallery."""
        return self.status == HTTPStatus.OK and not any(action == "unlist" for _, action in self.measures)

    @property
    def url(self) -> str:
        """Address of its page."""
        return f"{self.home}/works/{self.id}"

    @property
    def api_url(self) -> str:
        """Address of its JSON."""
        return f"{self.home}/api/listings/{self.id}"

    def media_url(self, place: int, *, poster: bool = False) -> str:
        """Address of one work's file, or of its poster."""
        if place in self.mislinked:
            return self.mislinked[place]
        name = "poster.jpg" if poster else self.works[place].name
        return f"{self.home}/media/{self.id}/{place}/{self.versions.get(place, 0)}/{name}"

    def replace(self, which: int | str, picture: bytes, name: str = "replacement.jpg") -> None:
        """Put another picture where a work hung; `which` is its letter or its place from 0."""
        place = self._place(which)
        self.works[place] = Work(name, picture)
        self.versions[place] = self.versions.get(place, 0) + 1

    def add(self, work: Work) -> None:
        """Hang one more."""
        self.works.append(work)

    def take_down(self, which: int | str) -> None:
        """Take one work down; those behind it move up."""
        del self.works[self._place(which)]
        self.versions.clear()

    def lose_file(self, which: int | str) -> None:
        """The file of a work is not served any more, though the listing still names it."""
        self.missing.add(self._place(which))

    def mislink(self, which: int | str, link: str) -> None:
        """The platform names this as a work's address; artists may have typed it themselves."""
        self.mislinked[self._place(which)] = link

    def retitle(self, title: str) -> None:
        """Give it another title."""
        self.title = title

    def change_hands(self, owner: Artist) -> None:
        """Let the platform list it under somebody else's name."""
        self.owner = owner

    def add_notes(self, notes: str) -> None:
        """Say how it was made."""
        self.process_notes = notes

    def remove(self, status: int = HTTPStatus.GONE) -> None:
        """Remove the listing: 410, or 404 where the platform forgets at once."""
        self.status = status

    def restore(self) -> None:
        """Put it back as it was."""
        self.status, self.moved = HTTPStatus.OK, None

    def move(self, url: str) -> None:
        """Page and API lead elsewhere from now on."""
        self.moved = url

    def _place(self, which: int | str) -> int:
        return ascii_uppercase.index(which.upper()) if isinstance(which, str) else which

"""Whether two pictures are the same. Said to people who decide; nothing is decided by it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.moderation.model import Account

FARTHEST = 256
"""Every bit differs."""
DOUBTFUL = "?"
"""Ends the letter of a picture that was seen before, and may be the one of that letter: nobody can say."""


class Likeness(StrEnum):
    """What may be said of two pictures. `UNSURE` is to be shown side by side, whatever else is known."""

    SAME = "same"
    DERIVED = "derived"
    UNSURE = "unsure"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Sameness:
    """Up to which distance a picture is the same, probably derived, or neither to be said (policy data).

    The values given here are those of the policy before it named them.

    Attributes:
        flat: A picture of a lower quality has too little in it to be judged by its looks.
    """

    same: int = 45
    derived: int = 63
    unsure: int = 80
    flat: int = 50


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a picture looks like. Bits are packed, 32 bytes a hash.

    Attributes:
        pixels: SHA-256 (hex) of its size and its pixels: the same picture in another file, to the bit.
        quality: 0 (one colour) to 100: how much there is to go by.
        turned: The whole picture in its eight orientations, the first as it stands.
        windows: Parts of it, the whole among them.
    """

    pixels: str
    quality: int
    turned: bytes
    windows: bytes


@dataclass(frozen=True, slots=True)
class Compared:
    """Two pictures, compared.

    Attributes:
        distance: Bits of 256 in which they differ where they are nearest.
        quality: The lower of both.
        identical: They have the same pixels.
    """

    distance: int
    quality: int
    identical: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """A picture that was seen before, by digest, and how it compares."""

    digest: str
    compared: Compared


class SeenAs(StrEnum):
    """How a picture came to us."""

    LISTING = "listing"
    REPLY = "reply"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a picture was seen.

    Attributes:
        place: Canonical id of the listing, or the id of the message or report on record.
        at: When the work was listed, where the platform says so; else when we first saw it there.
        owner: The person whose listing or answer it is: the platform's id or, where only that is known, the account.
            Of a report nobody: who reported is not to be told.
        account: The account that it came from, if it came in a message of the member.
        case: The case that the answer or report belongs to; of a listing none.
    """

    digest: str
    seen_as: SeenAs
    place: str
    at: datetime
    owner: str | None = None
    account: Account | None = None
    case: int | None = None


def likeness(compared: Compared, by: Sameness) -> Likeness:
    """What may be said of two pictures that compare so."""
    if compared.identical:
        return Likeness.SAME
    if compared.quality < by.flat:
        return Likeness.UNSURE
    if compared.distance <= by.same:
        return Likeness.SAME
    if compared.distance <= by.derived:
        return Likeness.DERIVED
    return Likeness.UNSURE if compared.distance <= by.unsure else Likeness.DIFFERENT

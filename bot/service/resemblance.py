"""What resembles a picture, among all that were ever seen; whose it is, and what became of it. For moderators."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.moderation.model import Case, Ending, Media, Status
from bot.moderation.resemblance import FARTHEST, Compared, Likeness, Sameness, SeenAs, Sighting, likeness
from bot.ports import UnitOfWork

NEARLY = frozenset({Likeness.SAME, Likeness.DERIVED})


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A picture that looks like one, or is it."""

    digest: str
    likeness: Likeness
    distance: int


@dataclass(frozen=True, slots=True)
class Series:
    """So many nearly identical pictures in so many listings of one member, between the first and the last upload."""

    pictures: int
    listings: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Flag:
    """An ended case about nearly the same picture. `same_owner` is None where either owner is not known."""

    case: int
    status: Status
    ending: Ending | None
    at: datetime | None
    same_owner: bool | None


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a picture beside where it stands now.

    Attributes:
        series: Of the same owner, where there is more than the one picture.
        elsewhere: Where others than the owner showed it, in a listing or in an answer; oldest first.
        unsure: Digests of pictures of which nobody can say: to be shown beside it.
    """

    series: Series | None
    elsewhere: tuple[Sighting, ...]
    unsure: tuple[str, ...]


def alike(uow: UnitOfWork, digest: str, by: Sameness) -> list[str]:
    """The picture itself, and those that are the same or derived, by digest."""
    near = (near for near in uow.fingerprints.near(digest) if likeness(near.compared, by) in NEARLY)
    return [digest, *(each.digest for each in near)]


def lookalikes(uow: UnitOfWork, digest: str, by: Sameness) -> list[Lookalike]:
    """The picture itself, and what looks like it, nearest first."""
    found = {digest: Compared(0, FARTHEST, identical=True)}
    found |= {near.digest: near.compared for near in uow.fingerprints.near(digest) if _tells(near.compared, by)}
    return [Lookalike(each, likeness(compared, by), compared.distance) for each, compared in found.items()]


def _tells(compared: Compared, by: Sameness) -> bool:
    """Flat pictures are all unsure, near and far: of those, the near ones are enough."""
    return compared.identical or compared.distance <= by.unsure


def past(uow: UnitOfWork, case: Case, digest: str, by: Sameness) -> Past:
    """What is known of a picture that a case is about, or that the member sent to it."""
    owner = _keys(uow, case)
    found = lookalikes(uow, digest, by)
    sightings = uow.sightings.of(each.digest for each in found if each.likeness in NEARLY)
    return Past(
        series=_series([each for each in sightings if each.owner in owner]),
        elsewhere=tuple(each for each in sightings if owner and _is_elsewhere(each, case, owner)),
        unsure=tuple(each.digest for each in found if each.likeness is Likeness.UNSURE),
    )


def flags(uow: UnitOfWork, case: Case, digest: str, by: Sameness) -> tuple[Flag, ...]:
    """Ended cases about nearly the same picture, oldest first. They lead the eye: not for a card about a listing."""
    owner = _keys(uow, case)
    about = {each.number: each for _, each in uow.cases.about(alike(uow, digest, by))}
    ended = [each for each in about.values() if not each.is_open and each.number != case.number]
    return tuple(_flag(each, owner) for each in ended)


def _keys(uow: UnitOfWork, case: Case) -> frozenset[str]:
    """All that the owner of a case may be called where a picture was seen: the platform's id, accounts, the person."""
    if case.owner is None:
        return frozenset()
    accounts = case.owner.accounts
    return frozenset({case.owner.key, *map(str, accounts), *uow.people.persons(accounts).values()})


def _is_elsewhere(sighting: Sighting, case: Case, owner: frozenset[str]) -> bool:
    """Whether somebody else showed it. Whoever the platform holds for the owner of the case's own listing is not."""
    here = sighting.place in case.listings or sighting.case == case.number
    return sighting.owner is not None and sighting.owner not in owner and not here


def _series(sightings: Sequence[Sighting]) -> Series | None:
    listed = [each for each in sightings if each.seen_as is SeenAs.LISTING]
    if len(listed) < 2:  # noqa: PLR2004  # one picture is no series
        return None
    return Series(len(listed), len({each.place for each in listed}), listed[-1].at - listed[0].at)


def _flag(case: Case, owner: frozenset[str]) -> Flag:
    same = case.owner.key in owner if case.owner and owner else None
    return Flag(case.number, case.status, case.ending, case.ended_at, same)


@dataclass(frozen=True, slots=True)
class Match:
    """A picture that came as an answer, and which of those asked about it comes nearest to.

    Attributes:
        digest: Of the picture that came.
        letter: Of the one that it looks like, or may look like; None where it is another picture.
    """

    digest: str
    likeness: Likeness
    letter: str | None = None


def match(uow: UnitOfWork, digest: str, asked: Iterable[Media], by: Sameness) -> Match | None:
    """Whether an answer shows again what was asked about; None where nothing was compared with it.

    To be asked after `ports.Resemblances.relate`.
    """
    among = tuple(media for media in asked if media.digest)
    near = {
        each.digest: each.compared for each in uow.fingerprints.compared(digest, [each.digest or "" for each in among])
    }
    near[digest] = Compared(0, FARTHEST, identical=True)
    compared = [(media.letter, near[media.digest]) for media in among if media.digest in near]
    nearest = min(compared, key=lambda each: (not each[1].identical, each[1].distance), default=None)
    if nearest is None:
        return None
    letter, said = nearest[0], likeness(nearest[1], by)
    return Match(digest, said, None if said is Likeness.DIFFERENT else letter)

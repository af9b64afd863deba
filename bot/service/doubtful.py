"""Pictures seen before of which comparing cannot say whether they are the same: they hang beside, for people to see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.moderation.model import Case, Media, MediaKind
from bot.moderation.resemblance import DOUBTFUL, Sameness, SeenAs, Sighting
from bot.ports import UnitOfWork
from bot.service.resemblance import past

MOST = 3
"""So many hang on one sheet: what is judged is the listing."""
SHOWN = (SeenAs.LISTING, SeenAs.REPLY)
"""Where a picture was seen that may be told: what came with a report is the reporter's affair."""


def hung(uow: UnitOfWork, case: Case, media: Sequence[Media], by: Sameness) -> tuple[Media, ...]:
    """The media, each followed by what it may be, under its letter with a mark."""
    beside = dict(islice(_doubtful(uow, case, media, by), MOST))
    return tuple(each for one in media for each in (one, *beside.get(one, ())))


def away(uow: UnitOfWork, case: Case, digests: Iterable[str]) -> Iterator[str]:
    """Those that were seen anywhere but in this case."""
    return (digest for digest in digests if any(_is_away(each, case) for each in uow.sightings.of([digest])))


def _doubtful(
    uow: UnitOfWork, case: Case, media: Iterable[Media], by: Sameness
) -> Iterator[tuple[Media, tuple[Media]]]:
    for each in media:
        unsure = past(uow, case, each.digest, by).unsure if each.digest else ()
        if nearest := next(away(uow, case, unsure), None):
            yield each, (replace(each, letter=each.letter + DOUBTFUL, kind=MediaKind.IMAGE, digest=nearest, name=""),)


def _is_away(sighting: Sighting, case: Case) -> bool:
    return sighting.seen_as in SHOWN and sighting.place not in case.listings and sighting.case != case.number

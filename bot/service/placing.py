"""In place of which medium each picture of an answer stands; said on the card, and to the platform once accepted."""

from collections.abc import Iterable, Iterator, Mapping

from bot.moderation.joint import touched
from bot.moderation.model import Case, Media, Reply
from bot.moderation.resemblance import Likeness
from bot.moderation.understood import Given
from bot.ports import Snapshot, UnitOfWork
from bot.service.given import lettered
from bot.service.resemblance import Match


def hung(uow: UnitOfWork, case: Case, reply: Reply) -> dict[str, str]:
    """What the member changed in a listing stands there already: by letter, in place of what was there."""
    instead = {new.digest: old.letter for there, now in _changed(uow, case, reply) for old, new in _pairs(there, now)}
    return {media.letter: instead[media.digest] for media in reply.media if media.digest in instead}


def places(
    uow: UnitOfWork,
    case: Case,
    reply: Reply,
    matched: Mapping[str, Match | None],
    given: Mapping[str | None, Given],
    asked: Iterable[Media],
) -> dict[str, str]:
    """By letter: as it hangs, as the member wrote, as it was made, or in turn where as many came as were asked about.

    Nothing is said where two would stand in one place, nor of what is the same again or only shows how it was made.
    A question about an answer is one about the listing's own media, in whose place that was to be. `matched` is what
    each picture looks like, by letter, and `given` what it was sent as, by digest.
    """
    there = hung(uow, case, reply)
    about = [each.letter for each in asked if each in case.media] or [each.letter for each in _own(case)]
    free = [each for each in about if each not in there.values()]
    others = [each for each in reply.media if each.letter not in there and given.get(each.digest) is not Given.PROOF]
    new = [each.letter for each in others if not is_same(matched[each.letter])]
    said = _once({**_made_from(matched), **_written(uow, reply)}, new, free)
    left = [each for each in new if each not in said], [each for each in free if each not in said.values()]
    return {**there, **said, **(dict(zip(*left, strict=True)) if len(left[0]) == len(left[1]) else {})}


def _own(case: Case) -> tuple[Media, ...]:
    return tuple(media for part in touched(case) for media in part.media) or case.media


def _changed(uow: UnitOfWork, case: Case, reply: Reply) -> Iterator[tuple[tuple[Media, ...], Snapshot]]:
    if not reply.changed:
        return
    parts = {part.changed: part.media for part in touched(case)} or {reply.changed: case.media}
    for id_, media in parts.items():
        if id_ and (found := uow.listings.get(id_)):
            yield media, found


def _pairs(there: tuple[Media, ...], now: Snapshot) -> Iterator[tuple[Media, Media]]:
    return ((old, new) for old, new in zip(there, now.media, strict=False) if new.digest)


def is_same(matched: Match | None) -> bool:
    """Whether it is the same picture again."""
    return matched is not None and matched.likeness is Likeness.SAME


def _made_from(matched: Mapping[str, Match | None]) -> dict[str, str]:
    derived = {each: found for each, found in matched.items() if found and found.likeness is Likeness.DERIVED}
    return {each: found.letter for each, found in derived.items() if found.letter}


def _written(uow: UnitOfWork, reply: Reply) -> dict[str, str]:
    found = lettered(uow, reply)
    return {media.letter: found[media.digest] for media in reply.media if media.digest in found}


def _once(said: Mapping[str, str], new: Iterable[str], free: Iterable[str]) -> dict[str, str]:
    """What can be: of what is new, in a place that is asked about, and where no other one is to stand."""
    meant = {each: said[each] for each in new if said.get(each) in {*free}}
    places = [*meant.values()]
    return {each: place for each, place in meant.items() if places.count(place) == 1}

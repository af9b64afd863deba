"""How several listings of one case are told of: by title, letters and link."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.moderation.effects import Say
from bot.moderation.joint import touched
from bot.moderation.model import Case, Part
from bot.moderation.platform import Accepted
from bot.moderation.views import ListingLine
from bot.ports import Snapshot, UnitOfWork

NAMED = 2
"""How many titles stand for all of them, where one would."""


def title_of(uow: UnitOfWork, case: Case) -> str:
    """The listing's title as captured; of several those of the first, and how many more there are."""
    found = [uow.listings.get(each) for each in _snapshots(case)]
    titles = [each.title for each in found if each]
    more = len(titles) - NAMED
    return ", ".join(titles[:NAMED]) + (f" (+{more})" if more > 0 else "")


def url_of(uow: UnitOfWork, case: Case) -> str | None:
    """Where the listing stands; several have a line each instead."""
    snapshots = _snapshots(case)
    return _snapshot(uow, snapshots[0]).url if len(snapshots) == 1 else None


def lines(uow: UnitOfWork, parts: Iterable[Part]) -> tuple[ListingLine, ...]:
    """A line for each of several listings; none for one alone, which needs none."""
    found = [(part, _snapshot(uow, part.snapshot)) for part in parts]
    if len(found) == 1:
        return ()  # its title and its link say all
    return tuple(
        ListingLine(tuple(each.letter for each in part.media), seen.title, seen.url, _state(part))
        for part, seen in found
    )


def in_place(uow: UnitOfWork, part: Part, taken: Iterable[Accepted]) -> Iterator[Accepted]:
    """What was accepted for one listing, by the letters of that listing alone; also what belongs nobody knows where."""
    alone = _snapshot(uow, part.snapshot).media
    letters = {here.letter: each.letter for here, each in zip(part.media, alone, strict=True)}
    for each in taken:
        if each.replaces is None or each.replaces in letters:
            yield replace(each, replaces=each.replaces and letters[each.replaces])


def all_of(uow: UnitOfWork, case: Case, written: str) -> str:
    """What was written to each listing under this name of a snapshot's field; of several with their letters."""
    if len(case.parts) < NAMED:
        return str(getattr(_snapshot(uow, case.snapshot), written))
    told = [(part, str(getattr(_snapshot(uow, part.snapshot), written))) for part in touched(case)]
    return "\n".join(f"{', '.join(each.letter for each in part.media)}: {words}" for part, words in told if words)


def _snapshots(case: Case) -> list[str]:
    return [part.snapshot for part in touched(case)] or [case.snapshot]


def _snapshot(uow: UnitOfWork, id_: str) -> Snapshot:
    snapshot = uow.listings.get(id_)
    if snapshot is None:
        raise LookupError(f"the snapshot {id_} is not stored")
    return snapshot


def _state(part: Part) -> Say | None:
    if part.gone:
        return Say("say.listing_gone")
    if part.missing:
        return Say("say.listing_missing")
    return Say("say.listing_changed") if part.changed else None

"""Where pictures are seen: put on record with the listing, answer or report that brought them."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from bot.moderation.effects import ShowCard
from bot.moderation.model import Media
from bot.moderation.resemblance import SeenAs, Sighting
from bot.ports import Snapshot, StoredFile, StoredMessage, UnitOfWork


def saw_listing(uow: UnitOfWork, snapshot: Snapshot, now: datetime) -> None:
    """A listing was captured."""
    at = snapshot.listed_at or snapshot.captured_at
    seen = [Sighting(each, SeenAs.LISTING, snapshot.listing, at, snapshot.owner) for each in _digests(snapshot.media)]
    saw(uow, seen, now)


def saw(uow: UnitOfWork, sightings: Collection[Sighting], now: datetime) -> None:
    """Pictures were seen in listings. Where that is news, cards of other listings with pictures like them say so."""
    known = {(each.digest, each.place) for each in uow.sightings.of([each.digest for each in sightings])}
    for each in sightings:
        uow.sightings.add(each)
    fresh = [each for each in sightings if (each.digest, each.place) not in known]
    places = {each.place for each in fresh}
    alike = {near.digest for each in fresh for near in uow.fingerprints.near(each.digest)}
    about = uow.cases.open_about({*alike, *(each.digest for each in fresh)})
    shown = [case for case in about if not places.issuperset(case.listings)]
    uow.outbox.put([ShowCard(case.number, case.round.number) for case in shown], now, after=_soon(now))


def _soon(now: datetime) -> datetime:
    """At the next full minute: eighty listings of one picture are not to redraw every card about it eighty times."""
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1)


def saw_reply(uow: UnitOfWork, message: StoredMessage, files: Iterable[StoredFile]) -> None:
    """The files of a member's message are stored."""
    for digest in _digests(files):
        uow.sightings.add(Sighting(digest, SeenAs.REPLY, message.id, message.at, account=message.account))


def saw_report(uow: UnitOfWork, report: str, files: Iterable[StoredFile], now: datetime) -> None:
    """The files of a report are stored. Nobody owns them, and who attached them is not to be told."""
    for digest in _digests(files):
        uow.sightings.add(Sighting(digest, SeenAs.REPORT, report, now))


def _digests(files: Iterable[Media | StoredFile]) -> list[str]:
    return [file.digest for file in files if file.digest]

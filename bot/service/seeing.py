"""Where pictures are seen: put on record with the listing, answer or report that brought them."""

from collections.abc import Iterable
from datetime import datetime

from bot.moderation.model import Media
from bot.moderation.resemblance import SeenAs, Sighting
from bot.ports import Snapshot, StoredFile, StoredMessage, UnitOfWork


def saw_listing(uow: UnitOfWork, snapshot: Snapshot) -> None:
    """A listing was captured."""
    at = snapshot.listed_at or snapshot.captured_at
    for digest in _digests(snapshot.media):
        uow.sightings.add(Sighting(digest, SeenAs.LISTING, snapshot.listing, at, snapshot.owner))


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

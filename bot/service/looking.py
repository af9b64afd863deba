"""Looks: what a look needs to begin, and what its result does. Each ends its row of the outbox with its result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.moderation import commands as c
from bot.moderation import effects as f
from bot.moderation.inbound import FileRef
from bot.moderation.model import Account, Ending, MessageRef
from bot.moderation.policy import Policy
from bot.ports import (
    CardReading,
    ConversationReading,
    NotFound,
    Portfolio,
    Retry,
    Snapshot,
    StoredFile,
    StoredReport,
    UnitOfWork,
    Unreachable,
)
from bot.service import (
    corresponding,
    joining,
    leading,
    linking,
    listings,
    notes,
    on_record,
    opening,
    portfolio,
    reporting,
    room,
    unread,
    voting,
)
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.kept_files import not_kept
from bot.service.replacing import pictures
from bot.service.seeing import saw_report
from bot.service.sorting import candidates


@dataclass(frozen=True, slots=True)
class CardToRead:
    """The card of an open round, and how many reaction events were applied when its reading began."""

    card: MessageRef
    seen: int
    policy: Policy


def card_to_read(uow: UnitOfWork, effect: f.ReadCard) -> CardToRead | None:
    """None where the round is over or its card does not stand."""
    case = uow.cases.get(effect.case)
    if case is None:
        return None
    round_ = case.rounds[effect.round - 1]
    if round_.closed or round_.card is None:
        return None
    return CardToRead(round_.card, round_.seen, uow.policies.get(case.policy))


def finish_card(
    uow: UnitOfWork, row: str, effect: f.ReadCard, begun: CardToRead, reading: CardReading, now: datetime
) -> None:
    """The card was read."""
    command = c.TakeReading(effect.round, begun.seen, reading.marks, reading.moderators)
    voting.take_reading(uow, effect.case, begun.card, begun.policy, command, now)
    for account in reading.moderators:
        uow.people.moderates(account, now)
    uow.outbox.done(row, now)
    room.was_read(uow, effect.case, effect.round, now)


def lose_card(uow: UnitOfWork, row: str, effect: f.ReadCard, now: datetime) -> None:
    """The card is not there any more."""
    apply_to(uow, effect.case, c.LoseCard(effect.round), now)
    uow.outbox.done(row, now, "gone")


def conversation_to_read(uow: UnitOfWork, effect: f.ReadConversation) -> corresponding.Known:
    """What is known of a conversation before it is read."""
    return corresponding.known(uow, effect.account)


def finish_conversation(
    uow: UnitOfWork,
    row: str,
    effect: f.ReadConversation,
    begun: corresponding.Known,
    reading: ConversationReading,
    ground: Ground,
    now: datetime,
) -> None:
    """The conversation was read to its end, or what may stand there is waited for: then nothing is silence."""
    corresponding.compare(uow, begun, reading, ground, now)
    corresponding.have_read(uow, effect.account, begun, reading)
    if corresponding.finish_conversation(uow, effect, begun, reading, ground, now):
        uow.outbox.done(row, now)
        unread.is_over(uow, effect.account.chat, ground, now)
    else:
        unread.wait(uow, row, effect.account.chat, reading.unread, ground, now)


def listings_to_look_at(uow: UnitOfWork, effect: f.LookAtListing) -> tuple[str, ...]:
    """The canonical ids of an open case's listings; none where the case is over or its listing has no page."""
    case = uow.cases.get(effect.case)
    if case is None or not case.is_open or case.listing.startswith(listings.UNLISTED):
        return ()
    return case.listings


def pictures_on(uow: UnitOfWork, listing: str) -> frozenset[str]:
    """The pictures of the open case on a listing, by digest."""
    case = uow.cases.open_on(listing)
    return pictures(case) if case else frozenset()


def finish_listing(
    uow: UnitOfWork,
    row: str,
    effect: f.LookAtListing,
    found: Mapping[str, Snapshot | NotFound | Unreachable],
    ground: Ground,
    now: datetime,
) -> None:
    """The listings were looked at (none: there is nowhere to look)."""
    case = uow.cases.get(effect.case)
    if case and case.parts:
        joining.finish_look(uow, case, effect, found, ground, now)
    else:
        listings.finish_look(uow, effect, next(iter(found.values()), None), ground, now)
    uow.outbox.done(row, now)


def report_to_look_up(uow: UnitOfWork, effect: f.LookUpListing) -> StoredReport | None:
    """A report that still waits for its listing."""
    report = uow.reports.get(effect.report)
    return report if report and report.state == "pending" else None


@dataclass(frozen=True, slots=True)
class Found:
    """What looking a report up brought: the listing, or a sentence that says why not; and the files attached.

    `further` are the other listings of a case that is taken up again.
    """

    result: Snapshot | f.Say
    files: tuple[StoredFile, ...] = ()
    further: tuple[Snapshot, ...] = ()


def finish_report(
    uow: UnitOfWork, row: str, effect: f.LookUpListing, found: Found, ground: Ground, begun: datetime, now: datetime
) -> Retry | None:
    """The listing of a report was captured since `begun`, or the sentence says why it was not.

    What was taken down meanwhile is looked up again: nobody is asked about a work that they have removed.
    """
    if isinstance(found.result, Snapshot):
        if _was_removed(uow, found.result.listing, begun):
            return Retry(0, "the listing was taken down while it was looked up")
        _tell_not_kept(uow, effect.report, found.files, now)
    uow.reports.store_files(effect.report, found.files)
    saw_report(uow, effect.report, found.files, now)
    if isinstance(found.result, Snapshot):
        opening.take_listing(uow, effect.report, (found.result, *found.further), ground, now)
    else:
        reporting.refuse_report(uow, effect.report, found.result, now)
    uow.outbox.done(row, now)
    return None


def _was_removed(uow: UnitOfWork, listing: str, since: datetime) -> bool:
    ended = (case for case in uow.cases.on_listing(listing) if case.ended_at and case.ended_at >= since)
    return any(case.ending in (Ending.REMOVED, Ending.GONE) for case in ended)


def _tell_not_kept(uow: UnitOfWork, id_: str, files: tuple[StoredFile, ...], now: datetime) -> None:
    """The reporter hears which files were not kept; of a report that is looked up again, they have heard."""
    report = uow.reports.get(id_)
    if report and not report.stored:
        uow.outbox.put([f.TellPerson(report.reporter, say) for say in not_kept(files)], now)


def portfolio_to_look_at(uow: UnitOfWork, effect: f.LookAtPortfolio) -> str | None:
    """The listing whose owner's other works are wanted; None where the case is over."""
    return portfolio.listing_of(uow, effect)


def finish_portfolio(uow: UnitOfWork, row: str, effect: f.LookAtPortfolio, found: Portfolio, now: datetime) -> None:
    """The owner's other works were looked at."""
    portfolio.finish(uow, effect, found, now)
    uow.outbox.done(row, now)


def notes_to_look_up(uow: UnitOfWork, effect: f.LookUpNotes) -> str | None:
    """The link that process notes came with; None where they are settled."""
    return notes.to_look_up(uow, effect)


def finish_notes(uow: UnitOfWork, row: str, effect: f.LookUpNotes, result: notes.Result, now: datetime) -> None:
    """The listing that process notes are for was looked up."""
    notes.finish(uow, effect, result, now)
    uow.outbox.done(row, now)


@dataclass(frozen=True, slots=True)
class FilesToFetch:
    """The files of a member's message, where it stands, and the pictures of the cases that it may answer."""

    message: MessageRef
    files: tuple[FileRef, ...]
    shown: frozenset[str]


def files_to_fetch(uow: UnitOfWork, effect: f.FetchFiles) -> FilesToFetch | None:
    """None where they are stored already."""
    message = uow.conversation.get(effect.message)
    if message is None or message.stored is not None:
        return None
    shown = frozenset(digest for case in candidates(uow, message) for digest in pictures(case))
    return FilesToFetch(message.ref, message.files, shown)


def finish_files(
    uow: UnitOfWork, row: str, effect: f.FetchFiles, files: tuple[StoredFile, ...], ground: Ground, now: datetime
) -> None:
    """The files are in the media store, or refused."""
    corresponding.take_files(uow, effect.message, files, ground, now)
    uow.outbox.done(row, now)


def address_to_find(uow: UnitOfWork, effect: f.FindAccount) -> str | None:
    """The address by which an account is looked for; None where it is not needed any more."""
    return uow.people.address(effect.person, effect.chat)


def finish_account(uow: UnitOfWork, row: str, effect: f.FindAccount, found: Account | None, now: datetime) -> None:
    """The chat said whose account it is."""
    linking.finish_account(uow, effect, found, now)
    uow.outbox.done(row, now)


def finish_erasing(uow: UnitOfWork, row: str, effect: f.EraseMedia, now: datetime) -> None:
    """The files are gone."""
    on_record.have_erased(uow, effect.case, effect.digests, now)
    uow.outbox.done(row, now)


def finish_leads(uow: UnitOfWork, row: str, effect: f.CallLeads, leads: frozenset[Account], now: datetime) -> None:
    """The chat said who leads the moderators."""
    leading.call(uow, effect, leads, now)
    uow.outbox.done(row, now)


def drop(uow: UnitOfWork, row: str, why: str, now: datetime) -> None:
    """Nothing is left to look at."""
    uow.outbox.done(row, now, f"dropped: {why}")

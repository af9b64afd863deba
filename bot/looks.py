"""Performs the looks of the outbox: cards, conversations, listings and files, each with its network."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.moderation import effects as f
from bot.moderation.inbound import FileRef
from bot.moderation.model import Account, Chat, Media, MediaKind, MessageRef
from bot.moderation.replies import letter
from bot.parts import Parts
from bot.ports import (
    CardReading,
    ConversationReading,
    Fault,
    FetchFailed,
    FetchRefused,
    Gone,
    NotFound,
    QueuedEffect,
    Refused,
    Retry,
    Snapshot,
    StoredFile,
    StoredReport,
    Unknown,
    Unreachable,
)
from bot.service import leading, looking, reopening, room
from bot.service.listings import UNLISTED

PATIENCE = 9
"""Tries after which a listing or a file that cannot be had is answered rather than waited for (about four minutes)."""

LINKS_FRESH = timedelta(minutes=10)
"""How long a link is taken as it came: both chats let theirs live for hours."""


class Looks:
    """What a look needs from outside. `perform` returns None when the look is over, a `Retry` when it is not."""

    def __init__(self, parts: Parts) -> None:
        self._core = parts.core
        self._gateways = parts.gateways
        self._catalog = parts.catalog
        self._fetch = parts.fetch
        self._inspector = parts.inspector
        self._resemblances = parts.resemblances
        self._media = parts.media
        self._ground = parts.ground
        self._clock = parts.clock

    async def perform(self, queued: QueuedEffect, effect: f.Look) -> Retry | None:
        """Look, and put what was found to its use case."""
        match effect:
            case f.ReadCard():
                return await self._card(queued.id, effect)
            case f.ReadConversation():
                return await self._conversation(queued.id, effect)
            case f.LookUpListing():
                return await self._report(queued, effect)
            case f.LookAtListing():
                return await self._listing(queued.id, effect)
            case f.LookAtPortfolio():
                return await self._portfolio(queued, effect)
            case f.LookUpNotes():
                return await self._notes(queued, effect)
            case f.FetchFiles():
                return await self._files(queued, effect)
            case f.FindAccount():
                return await self._account(queued.id, effect)
            case f.CallLeads():
                return await self._leads(queued.id, effect)
            case f.EraseMedia(digests=digests):
                for digest in digests:
                    await self._media.erase(digest)
                return await self._core(looking.finish_erasing, queued.id, effect, self._now())
            case _:
                assert_never(effect)

    def _now(self) -> datetime:
        return self._clock.now()

    async def _drop(self, row: str, why: str) -> None:
        await self._core(looking.drop, row, why, self._now())

    async def _card(self, row: str, effect: f.ReadCard) -> Retry | None:
        begun = await self._core(looking.card_to_read, effect)
        if begun is None:
            await self._drop(row, "the round is over, or its card does not stand")
            return None
        reading = await self._gateways[begun.card.chat].read_card(begun.card, begun.policy)
        if isinstance(reading, CardReading):
            return await self._core(looking.finish_card, row, effect, begun, reading, self._now())
        if isinstance(reading, Gone):
            return await self._core(looking.lose_card, row, effect, self._now())
        if isinstance(reading, Refused) and reading.why in room.NO_ROOM:
            return await self._core(room.wait, row, effect.case, reading.why, self._ground, self._now())
        return _again(reading)

    async def _conversation(self, row: str, effect: f.ReadConversation) -> Retry | None:
        begun = await self._core(looking.conversation_to_read, effect)
        gateway = self._gateways.get(effect.account.chat)
        reading: ConversationReading | Fault = ConversationReading()  # of a chat that is not set up
        if gateway:
            reading = await gateway.read_conversation(effect.account, begun.since, begun.channel)
        if isinstance(reading, Refused):
            reading = ConversationReading(unread=reading.why)
        if isinstance(reading, ConversationReading):
            finish = looking.finish_conversation
            return await self._core(finish, row, effect, begun, reading, self._ground, self._now())
        return _again(reading)

    async def _listing(self, row: str, effect: f.LookAtListing) -> Retry | None:
        listings = await self._core(looking.listings_to_look_at, effect)
        found = {each: await self._look_up(each) for each in listings}
        return await self._core(looking.finish_listing, row, effect, found, self._ground, self._now())

    async def _report(self, queued: QueuedEffect, effect: f.LookUpListing) -> Retry | None:
        report = await self._core(looking.report_to_look_up, effect)
        if report is None:
            await self._drop(queued.id, "the report is settled")
            return None
        again = await self._core(reopening.listings_of, report.reopens)
        last, begun = queued.attempts >= PATIENCE, self._now()
        found = await (self._find_again(again) if again else self._find(report, last=last))
        if isinstance(found, Unreachable):
            if not last:
                return Retry(0, found.why)
            found = looking.Found(f.Say("listing.unreachable"))
        return await self._core(looking.finish_report, queued.id, effect, found, self._ground, begun, self._now())

    async def _find(self, report: StoredReport, *, last: bool) -> looking.Found | Unreachable:
        """The listing behind the link or, where there is none, the pictures as they were attached."""
        try:
            files = tuple([await self._fetched(report.reporter.chat, each, last=last) for each in report.files])
        except FetchFailed as fault:
            return Unreachable(str(fault))
        listing = self._catalog.canonical(report.link) if report.link else None
        result = await self._look_up(listing) if listing else None
        if isinstance(result, Unreachable):
            return result
        if isinstance(result, Snapshot):
            return looking.Found(result, files)
        return looking.Found(self._without_listing(report, files, known=listing is not None), files)

    async def _find_again(self, listings: Iterable[str]) -> looking.Found | Unreachable:
        """The listings of a case that is taken up again, as far as they are still there."""
        results = [await self._look_up(each) for each in listings]
        found = [each for each in results if isinstance(each, Snapshot)]
        if away := [each for each in results if isinstance(each, Unreachable)]:
            return away[0]
        return looking.Found(found[0], further=tuple(found[1:])) if found else looking.Found(f.Say("listing.not_found"))

    def _without_listing(self, report: StoredReport, files: tuple[StoredFile, ...], *, known: bool) -> Snapshot | f.Say:
        pictures = [file for file in files if file.digest]
        if pictures:
            return _snapshot(pictures, self._now())
        if files:
            return _none_shown(files)
        return f.Say("listing.foreign" if report.link and not known else "listing.not_found")

    async def _portfolio(self, queued: QueuedEffect, effect: f.LookAtPortfolio) -> Retry | None:
        listing = await self._core(looking.portfolio_to_look_at, effect)
        if listing is None:
            await self._drop(queued.id, "the case is over")
            return None
        found = await self._catalog.portfolio(effect.owner, listing)
        if isinstance(found, Unreachable):
            if queued.attempts < PATIENCE:
                return Retry(0, found.why)
            await self._drop(queued.id, found.why)
            return None
        return await self._core(looking.finish_portfolio, queued.id, effect, found, self._now())

    async def _notes(self, queued: QueuedEffect, effect: f.LookUpNotes) -> Retry | None:
        link = await self._core(looking.notes_to_look_up, effect)
        listing = self._catalog.canonical(link) if link else None
        result = await self._look_up(listing) if listing else None
        if isinstance(result, Unreachable) and queued.attempts < PATIENCE:
            return Retry(0, result.why)
        return await self._core(looking.finish_notes, queued.id, effect, result, self._now())

    async def _files(self, queued: QueuedEffect, effect: f.FetchFiles) -> Retry | None:
        wanted = await self._core(looking.files_to_fetch, effect)
        if wanted is None:
            await self._drop(queued.id, "the files are stored")
            return None
        old = queued.attempts > 1 or self._now() - queued.created_at > LINKS_FRESH
        fresh = await self._fresh(wanted.message, wanted.files) if old else wanted.files
        last = queued.attempts >= PATIENCE
        try:
            files = [await self._fetched(wanted.message.chat, each, last=last) for each in fresh]
        except FetchFailed as fault:
            return Retry(0, str(fault))
        await self._compare(files, wanted.shown)
        return await self._core(looking.finish_files, queued.id, effect, tuple(files), self._ground, self._now())

    async def _look_up(self, listing: str) -> Snapshot | NotFound | Unreachable:
        """The listing as it is now. Where a case on it is open, its pictures are compared with those of the case."""
        result = await self._catalog.look_up(listing)
        if isinstance(result, Snapshot):
            await self._compare(result.media, await self._core(looking.pictures_on, listing))
        return result

    async def _compare(self, files: Iterable[Media | StoredFile], shown: frozenset[str]) -> None:
        """Compare what came with what stood there before: whether it is another picture has to be known then."""
        for digest in {file.digest for file in files if file.digest} - shown:
            await self._resemblances.relate(digest, shown)

    async def _fresh(self, message: MessageRef, files: tuple[FileRef, ...]) -> tuple[FileRef, ...]:
        """Links of a chat's files die: on a later try, or where the bot was away, the message is asked for new ones."""
        if not message.channel:  # of a form: nothing stands anywhere that could be read again
            return files
        fresh = await self._gateways[message.chat].fresh_files(message)
        return fresh if isinstance(fresh, tuple) and fresh else files

    async def _fetched(self, chat: Chat, file: FileRef, *, last: bool) -> StoredFile:
        """One file in the media store, or a refusal with its reason.

        FetchFailed passes on, as it may work later. On the last try it is a refusal too: then one file that cannot be
        had does not take the others along.
        """
        try:
            data = await self._fetch(file.url, headers=self._gateways[chat].file_headers(file.url))
        except FetchRefused as fault:
            return StoredFile(file.name, MediaKind.OTHER, None, fault.key)
        except FetchFailed:
            if not last:
                raise
            return StoredFile(file.name, MediaKind.OTHER, None, "file.unfetched")
        return await self._inspector.store(file.name, data)

    async def _account(self, row: str, effect: f.FindAccount) -> Retry | None:
        address = await self._core(looking.address_to_find, effect)
        gateway = self._gateways.get(effect.chat)
        found = await gateway.find_account(address) if gateway and address else None
        if isinstance(found, Retry | Unknown):
            return _again(found)
        account = found if isinstance(found, Account) else None
        return await self._core(looking.finish_account, row, effect, account, self._now())

    async def _leads(self, row: str, effect: f.CallLeads) -> Retry | None:
        candidates = await self._core(leading.may_lead, self._ground)
        found = await self._gateways[self._ground.chat].leads(candidates)
        if isinstance(found, Retry | Unknown):
            return _again(found)
        leads = found if isinstance(found, frozenset) else frozenset[Account]()
        return await self._core(looking.finish_leads, row, effect, leads, self._now())


def _again(fault: Fault) -> Retry:
    """A look that did not succeed is repeated: until it has, nothing becomes final."""
    return fault if isinstance(fault, Retry) else Retry(0, str(fault))


def _none_shown(files: Iterable[StoredFile]) -> f.Say:
    """Why nobody can look at what came, of each file."""
    why, *others = (f.Say(file.refused or "listing.no_pictures", {"name": file.name}) for file in files)
    return replace(why, also=tuple(others))


def _snapshot(pictures: list[StoredFile], now: datetime) -> Snapshot:
    """Pictures without a listing: the same pictures are the same case."""
    digests = sorted(file.digest or "" for file in pictures)
    listing = UNLISTED + hashlib.sha256("".join(digests).encode()).hexdigest()
    media = tuple(Media(letter(n), file.kind, file.digest, file.name) for n, file in enumerate(pictures))
    accounts: tuple[Account, ...] = ()
    return Snapshot(listing, listing, None, pictures[0].name, "", "", None, accounts, media, now)

"""A listing as it is now becomes a snapshot: its media fetched and stored, its content hashed."""

import asyncio
import hashlib
import json
from dataclasses import asdict, replace
from datetime import datetime

from bot.catalog.work import Piece, Work
from bot.evidence.names import clean_name, name_in
from bot.moderation.model import Account, Chat, Media, MediaKind
from bot.moderation.replies import letter
from bot.ports import Fetch, FetchFailed, FetchRefused, MediaInspector, Snapshot

AT_ONCE = 4
ACCOUNTS = {Chat.DISCORD: "discord_id", Chat.SLACK: "slack_id"}


class Capture:
    """Makes snapshots."""

    def __init__(self, fetch: Fetch, inspector: MediaInspector, most_media: int) -> None:
        self._fetch = fetch
        self._inspector = inspector
        self._most = most_media

    async def snapshot(self, listing: str, url: str | None, work: Work, now: datetime) -> Snapshot:
        """The listing with its media; a file that cannot be had or shown is kept by name."""
        turns = asyncio.Semaphore(AT_ONCE)
        media = await asyncio.gather(*(self._medium(place, piece, turns) for place, piece in enumerate(work.media)))
        unnamed = Snapshot(
            id="",
            listing=listing,
            url=work.url or url,
            title=work.title,
            description=work.description,
            process_notes=work.process_notes,
            owner=(work.owner.id or None) if work.owner else None,
            accounts=_accounts(work),
            media=tuple(media),
            captured_at=now,
            listed_at=work.listed_at,
            address=_address(work),
        )
        return _named(unnamed)

    async def _medium(self, place: int, piece: Piece, turns: asyncio.Semaphore) -> Media:
        if place >= self._most:
            return Media(letter(place), piece.kind, None, _name(piece))
        async with turns:
            return replace(await self.picture(piece), letter=letter(place))

    async def picture(self, piece: Piece) -> Media:
        """One piece, its picture stored where there is one to be had; without a letter."""
        for source in _sources(piece):
            if digest := await self._digest(_name(piece), source):
                return Media("", piece.kind, digest, _name(piece))
        return Media("", piece.kind, None, _name(piece))

    async def _digest(self, name: str, url: str) -> str | None:
        try:
            data = await self._fetch(url)
        except (FetchRefused, FetchFailed):
            return None
        return (await self._inspector.store(name, data)).digest


def _sources(piece: Piece) -> list[str]:
    """Where its picture may be. Of a video the poster goes first, as it is known again; else frames show what it is."""
    sources = {MediaKind.IMAGE: [piece.url], MediaKind.VIDEO: [piece.poster_url, piece.url]}
    return [each for each in sources.get(piece.kind, [piece.poster_url]) if each]


def _name(piece: Piece) -> str:
    return clean_name(piece.name or name_in(piece.url or piece.poster_url))


def _accounts(work: Work) -> tuple[Account, ...]:
    if work.owner is None:
        return ()
    known = ((chat, getattr(work.owner, name)) for chat, name in ACCOUNTS.items())
    return tuple(Account(chat, id_) for chat, id_ in known if id_)


def _address(work: Work) -> tuple[Chat, str] | None:
    """Where an account is to be looked for, unless the platform knows it."""
    owner = work.owner
    return (Chat.SLACK, owner.email) if owner and owner.id and owner.email and not owner.slack_id else None


def _named(snapshot: Snapshot) -> Snapshot:
    """With the hash of its content as its id: the same content is the same snapshot, whenever it was captured."""
    content = {key: value for key, value in asdict(snapshot).items() if key not in {"id", "captured_at", "address"}}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=datetime.isoformat)
    content_id = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    return replace(snapshot, id=content_id)

"""What the use cases and the wiring need from outside, as Protocols; `bot.app` gives the real ones.

Synchronous protocols are used on the writer thread, inside a transaction. Asynchronous ones talk to a network.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from bot.moderation.effects import Effect
from bot.moderation.events import Event
from bot.moderation.file_fact import FileFact
from bot.moderation.inbound import FileRef, Inbound, Wrote
from bot.moderation.model import Account, Case, Chat, Mark, Media, MediaKind, MessageRef, Owner, Status
from bot.moderation.platform import PlatformView
from bot.moderation.policy import Policy
from bot.moderation.reporters import Fate, Restraint
from bot.moderation.resemblance import Fingerprint, Near, Sighting
from bot.moderation.understood import Given
from bot.moderation.views import (
    AnswerView,
    CardView,
    DigestView,
    MessageView,
    NoticeView,
    SupportView,
    ThreadView,
    VoterView,
    WhichView,
)

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


# --- Time -----------------------------------------------------------------------------------------------------------


class Clock(Protocol):
    """Time, so that tests own it and a demo can run faster."""

    def now(self) -> datetime:
        """The wall clock, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some start, never back, at the pace of `now`."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for so many of this clock's seconds."""
        ...


# --- What is stored ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A listing as captured. What was captured never changes; `id` is the hash of the rest.

    Attributes:
        listing: Canonical id; every form of a link gives the same.
        owner: The platform's id of its owner, where known.
        accounts: The owner's chat accounts, where known.
        listed_at: When the work was listed, where the platform says so.
        address: The owner's e-mail address on a chat, where the platform gives it; never stored with the listing.
    """

    id: str
    listing: str
    url: str | None
    title: str
    description: str
    process_notes: str
    owner: str | None
    accounts: tuple[Account, ...]
    media: tuple[Media, ...]
    captured_at: datetime
    listed_at: datetime | None = None
    address: tuple[Chat, str] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that somebody sent, after the attempt to fetch it.

    Attributes:
        digest: SHA-256 of the stored picture or video; None where it was refused or is neither.
        refused: Key of the sentence that says why it was refused (`file.*` in the notices), or None.
    """

    name: str
    kind: MediaKind
    digest: str | None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that was looked at under limits.

    Attributes:
        format: By its bytes, whatever its name says.
        sha256: Of all its bytes.
        width: As people see it, turned upright; None where it was not unpacked.
        looks: What it looks like, and how much there is to go by; None for what is no picture.
        facts: What it says about its making; that it says nothing is a fact of its own.
        refused: Key of the sentence that says why it cannot be shown (`file.*` in the notices), or None.
    """

    name: str
    kind: MediaKind
    format: str
    sha256: str
    width: int | None = None
    height: int | None = None
    looks: Fingerprint | None = None
    facts: tuple[FileFact, ...] = ()
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report on record. `case` is None until its listing was found; `stored` are its files once fetched.

    Attributes:
        duty: A moderator flagged the listing on duty: no report of anybody's.
        reopens: The case that is to be taken up again by it.
    """

    id: str
    reporter: Account
    moderator: bool
    link: str
    which: str
    category: str
    words: str
    files: tuple[FileRef, ...]
    token: str
    expires: datetime
    locale: str
    sure: bool
    at: datetime
    state: str = "pending"
    case: int | None = None
    stored: tuple[StoredFile, ...] = ()
    duty: bool = False
    reopens: int | None = None


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message of a member on record. `words` is the newest version, `earlier` what it said before edits.

    Attributes:
        id: Of the record (not the chat's).
        case: The case it belongs to; None while unsorted.
        candidates: The cases it could belong to, where the member was asked; one alone, whose notice is on its way.
        files: As announced; `stored` once fetched.
        by: The moderator who put it on record, where it came another way than by a chat.
        edited: When the newest version was written, where it is not the first one.
        answered: When we said that its case is over.
        given: What its pictures are, where they came by a form that says so.
    """

    id: str
    ref: MessageRef
    account: Account
    words: str
    files: tuple[FileRef, ...]
    at: datetime
    reply_to: MessageRef | None = None
    stored: tuple[StoredFile, ...] | None = None
    case: int | None = None
    candidates: tuple[int, ...] = ()
    earlier: tuple[str, ...] = ()
    deleted: bool = False
    by: Account | None = None
    edited: datetime | None = None
    answered: datetime | None = None
    given: Given | None = None

    @property
    def by_hand(self) -> bool:
        """Whether it stands in no chat: a moderator put it on record, or it came by a button or a form."""
        return not self.ref.channel


@dataclass(frozen=True, slots=True)
class StoredNotes:
    """Process notes that a member sent for a listing of theirs. `words` is the id of what they wrote.

    Attributes:
        listing: Canonical id, once it is known to be theirs.
        state: `pending`, `kept` or `refused`.
    """

    id: str
    account: Account
    link: str
    words: str
    token: str
    expires: datetime
    at: datetime
    listing: str | None = None
    state: str = "pending"


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What else an owner shows on the platform. To have little or nothing there says nothing.

    Attributes:
        works: One picture each of the newest of their other listings; `name` is the listing's title.
        listed_at: When each of all their listings was listed, where the platform says so, newest first.
        sightings: Where the pictures of the works were seen: in whose listing, and since when it is there.
    """

    works: tuple[Media, ...] = ()
    listed_at: tuple[datetime, ...] = ()
    sightings: tuple[Sighting, ...] = ()


@dataclass(frozen=True, slots=True)
class QueuedEffect:
    """One row of the outbox. `id` is opaque, at most 22 characters, and goes out with a post."""

    id: str
    effect: Effect
    lane: str
    attempts: int
    created_at: datetime
    road: str = ""


class StorageFault(RuntimeError):
    """Nothing of what was to be stored is: the disk is full, the database read-only, locked or damaged; says which.

    It is nobody's mistake and may pass, so it is never taken for the failure of a use case.
    """


class Cannot(Exception):
    """What somebody asked for on the command line is not done; says why."""


class Cases(Protocol):
    """The ledger and the cases derived from it."""

    def next_number(self) -> int:
        """A number that no case has had."""
        ...

    def get(self, number: int) -> Case | None:
        """The case, or None."""
        ...

    def append(self, before: Case | None, after: Case, events: Sequence[Event], now: datetime) -> None:
        """Append the events and store the case they made; ValueError if `before` is not what is stored."""
        ...

    def history(self, number: int) -> list[tuple[datetime, Event]]:
        """All that happened to a case, oldest first."""
        ...

    def open_on(self, listing: str) -> Case | None:
        """The open case of a listing that takes reports, or None."""
        ...

    def on_listing(self, listing: str) -> list[Case]:
        """Every case of a listing, oldest first."""
        ...

    def open_of(self, owner: Owner) -> list[Case]:
        """The open cases of this owner, by the platform's id or by an account, oldest first."""
        ...

    def by_card(self, card: MessageRef) -> tuple[Case, int] | None:
        """The case and the round whose card this is or was, or None."""
        ...

    def by_notice(self, notice: MessageRef) -> Case | None:
        """The case that one of our messages in a member's conversation belongs to, or None."""
        ...

    def told_in(self, chat: Chat, channel: str) -> list[Case]:
        """Cases about which we wrote in this conversation, whoever is asked about them now; oldest first."""
        ...

    def of_owner(self, accounts: Iterable[Account]) -> list[Case]:
        """Cases whose owner has one of these accounts, oldest first."""
        ...

    def concerning(self, accounts: Iterable[Account], persons: Iterable[str]) -> list[Case]:
        """Every case that may name one of these accounts, or whose owner is one of these persons; oldest first."""
        ...

    def in_status(self, *statuses: Status) -> list[Case]:
        """Cases in one of these states, oldest first; with none named, the open ones."""
        ...

    def judged(self, owner: str, digests: Iterable[str]) -> dict[str, tuple[Status, int]]:
        """Media of this owner (key) that an ended case was about: digest -> its newest status and case number."""
        ...

    def open_about(self, digests: Iterable[str]) -> list[Case]:
        """The open cases about any of these media, oldest first."""
        ...

    def about(self, digests: Iterable[str]) -> list[tuple[str, Case]]:
        """Every case that is or was about one of these media, oldest first, with the digest."""
        ...

    def saying(self, words: str, most: int) -> list[Case]:
        """Cases, open or ended, in whose title, number or observations these words occur; newest first."""
        ...

    def due(self, now: datetime) -> list[int]:
        """Numbers of the cases whose `due_at` is not after `now`, earliest first."""
        ...

    def next_due(self, after: datetime) -> datetime | None:
        """The earliest `due_at` that is after this time, of open and of ended cases, or None."""
        ...


class Outbox(Protocol):
    """Effects until they are done."""

    def put(
        self, effects: Iterable[Effect], now: datetime, *, after: datetime | None = None, sweep: bool = False
    ) -> None:
        """Queue effects; a waiting one with the same `sync_key` is replaced in place. Not before `after`.

        With `sweep` they belong to a catch-up, and make way for what happens now.
        """
        ...

    def lease(self, now: datetime, until: datetime, hands: Mapping[str, int], others: int) -> list[QueuedEffect]:
        """Take the first due effects of free lanes; they are ours until `until`.

        At most so many of each road as `hands` says, of a road that it does not name as many as `others`.
        """
        ...

    def done(self, id_: str, now: datetime, result: str = "done") -> None:
        """It is done, or `result` says how else it ended for good (gone, dropped: why, refused: why)."""
        ...

    def put_off(self, id_: str, at: datetime, why: str) -> None:
        """Give it back untried: until `at` it holds up nobody, and then comes to the end of its lane."""
        ...

    def retry(self, id_: str, at: datetime, why: str, *, unknown: bool = False) -> None:
        """Give it back, to be tried again at `at`. `unknown`: it may have gone out; look first."""
        ...

    def is_held_by(self, why: str) -> bool:
        """Whether something was given back for this reason, and has not ended."""
        ...

    def hasten(self, why: str, now: datetime) -> None:
        """What was given back for this reason need not wait any longer."""
        ...

    def set_back(self, by: timedelta, now: datetime) -> None:
        """Somebody set the clock back to `now`: what had its turn, or was given back, waits no longer for that."""
        ...

    def maybe_sent(self, id_: str) -> bool:
        """Whether an earlier try of this effect may have gone out (unknown outcome, or a lease that ran out)."""
        ...

    def place(self, id_: str, now_known: str) -> str:
        """The conversation for an effect: where an earlier try may have gone; else the one now known, which is kept."""
        ...

    def under_way(self, lane: str) -> bool:
        """Whether something of this lane is being sent, or may have gone out without our knowing it yet."""
        ...

    def next_at(self, full: Iterable[str] = ()) -> datetime | None:
        """When the next effect can be leased (a lane that is leased counts from its lease's end), or None.

        Roads that are `full` are left out: there it is for whoever puts something down to look again.
        """
        ...

    def pending(self, now: datetime) -> int:
        """How many effects are leased, or due at `now` and not behind one that waits for its next try."""
        ...


@dataclass(frozen=True, slots=True)
class FailedEvent:
    """A row of the inbox whose handling raised, or was cut off. `tried_at` is None where it is to be tried at once."""

    id: str
    kind: str
    at: datetime
    attempts: int
    why: str
    tried_at: datetime | None


class Inbox(Protocol):
    """Platform events as they came."""

    def keep(self, event: Inbound, now: datetime) -> str | None:
        """Store the event; its row id, or None where an event of this key was kept before."""
        ...

    def handled(self, id_: str, now: datetime) -> None:
        """Its handling is done."""
        ...

    def failed(self, id_: str, why: str, now: datetime) -> None:
        """Its handling raised; the row stays, visible, and is retried."""
        ...

    def failures(self) -> list[FailedEvent]:
        """Rows that failed, oldest first."""
        ...

    def event(self, id_: str) -> Inbound:
        """The event of a row; ValueError where this release cannot read it."""
        ...

    def pending(self) -> int:
        """How many rows are neither handled nor failed."""
        ...


class Reports(Protocol):
    """Reports and their words."""

    def add(self, report: StoredReport) -> None:
        """Store one."""
        ...

    def get(self, id_: str) -> StoredReport | None:
        """One, or None."""
        ...

    def set_state(self, id_: str, state: str, case: int | None = None) -> None:
        """`pending`, `joined`, `refused`, `unsure`…; and the case it joined."""
        ...

    def store_files(self, id_: str, files: tuple[StoredFile, ...]) -> None:
        """Its files were fetched, or refused."""
        ...

    def confirm(self, id_: str) -> None:
        """The reporter goes on: `sure` is set."""
        ...

    def of_case(self, case: int) -> list[StoredReport]:
        """The reports of a case, oldest first."""
        ...

    def made(self, accounts: Iterable[Account], since: datetime) -> list[datetime]:
        """When these accounts sent reports that were passed on, newest first."""
        ...

    def fates(self, accounts: Iterable[Account], last: int) -> list[Fate]:
        """What became of their last reports, of those about which moderators decided; newest first."""
        ...

    def crowd(self, owner: str | None, listing: str, since: datetime) -> list[Account]:
        """Who reported works of this owner (key), or this listing."""
        ...

    def restraint(self, accounts: Iterable[Account]) -> Restraint | None:
        """That one of these accounts was warned, or pauses; None where none was."""
        ...

    def restrain(self, account: Account, restraint: Restraint) -> None:
        """Store it for an account, in place of what was."""
        ...

    def forgive(self, accounts: Iterable[Account]) -> None:
        """Forget that they were warned."""
        ...


class Conversation(Protocol):
    """Members' messages."""

    def add(self, message: StoredMessage) -> bool:
        """Store one; False where its reference is on record already."""
        ...

    def get(self, id_: str) -> StoredMessage | None:
        """One by record id, or None."""
        ...

    def at(self, ref: MessageRef) -> StoredMessage | None:
        """One by where it stands, or None."""
        ...

    def assign(self, id_: str, case: int) -> None:
        """It belongs to this case."""
        ...

    def offer(self, id_: str, cases: tuple[int, ...]) -> None:
        """It could belong to these; the member is asked."""
        ...

    def store_files(self, id_: str, files: tuple[StoredFile, ...]) -> None:
        """Its files were fetched or refused."""
        ...

    def edit(self, id_: str, words: str, at: datetime) -> bool:
        """New words, written then; the old ones are kept. False where newer ones are on record, and stay the newest."""
        ...

    def answer(self, id_: str, at: datetime) -> None:
        """It was answered that its case is over."""
        ...

    def was_answered(self, case: int, since: datetime) -> bool:
        """Whether a message about this case was answered so, since then."""
        ...

    def mark_deleted(self, id_: str) -> None:
        """It was deleted in the chat; the record stays, marked."""
        ...

    def of_case(self, case: int) -> list[StoredMessage]:
        """The member's messages of a case, oldest first."""
        ...

    def newest_in(self, account: Account) -> MessageRef | None:
        """The newest message of the account on record."""
        ...

    def standing(self, account: Account) -> list[StoredMessage]:
        """What the account wrote of cases that can go on, or what waits for its case, and stands; oldest first."""
        ...

    def waiting_for(self, case: int) -> list[StoredMessage]:
        """The messages that wait until the notice of this case is known to stand, or not to; oldest first."""
        ...

    def ours(self, case: int | None, ref: MessageRef) -> None:
        """One of our own messages stands here, about this case: a reply to it belongs to the case."""
        ...

    def unanswered_question(self, account: Account) -> StoredMessage | None:
        """The oldest message of the account whose 'which case?' is open, or None."""
        ...


class Words(Protocol):
    """Sentences that can be erased."""

    def put(self, text: str, author: Account, now: datetime) -> str:
        """Store a sentence; its id."""
        ...

    def get(self, id_: str) -> str:
        """The sentence, or '' once erased."""
        ...


class Listings(Protocol):
    """Captured listings, and the imported table."""

    def save(self, snapshot: Snapshot) -> None:
        """Store a snapshot; the same one again changes nothing."""
        ...

    def get(self, id_: str) -> Snapshot | None:
        """A snapshot by id, or None."""
        ...

    def imported(self, listing: str) -> Mapping[str, object] | None:
        """The imported row of a listing, or None."""
        ...

    def import_row(self, listing: str, row: Mapping[str, object]) -> None:
        """Insert or replace an imported row."""
        ...


@dataclass(frozen=True, slots=True)
class Profile:
    """What a chat tells of somebody: the language in which they use it (`es-419`), the name of their time zone.

    '' where it does not tell.
    """

    locale: str = ""
    zone: str = ""


class People(Protocol):
    """Accounts, the persons behind them, and the platform's member ids."""

    def seen(self, account: Account, now: datetime, locale: str = "", channel: str = "") -> None:
        """The account was seen; its locale and private channel are remembered where given."""
        ...

    def seen_at(self, account: Account) -> datetime | None:
        """When the account last did something that we know of; None where it never did."""
        ...

    def learn(self, account: Account, profile: Profile) -> None:
        """What the chat tells of the account; what it does not tell stays as it was."""
        ...

    def profile(self, account: Account) -> Profile:
        """What was last told of the account or, where nothing was, of another one of the same person."""
        ...

    def persons(self, accounts: Iterable[Account]) -> dict[Account, str]:
        """The person of each account that belongs to one."""
        ...

    def accounts_of(self, person: str) -> tuple[Account, ...]:
        """The accounts of a person: the one last chosen to be written to first, then the one last used."""
        ...

    def accounts(self, persons: Iterable[str]) -> dict[str, tuple[Account, ...]]:
        """The accounts of several persons, in that order."""
        ...

    def members(self, accounts: Iterable[Account]) -> dict[Account, str]:
        """The same for persons who are members of the platform, as far as it said so; nobody else."""
        ...

    def link(self, account: Account, person: str) -> None:
        """The platform says that the account is this member's; so are all that were linked with it."""
        ...

    def unite(self, accounts: tuple[Account, Account], fresh: str) -> None:
        """Both are one person's, with all that are linked with either: a member's where one is, else `fresh`'s."""
        ...

    def choose(self, account: Account, now: datetime) -> None:
        """Its person wants to be written to there."""
        ...

    def talks_in(self, account: Account, channel: str) -> None:
        """The private conversation with the account."""
        ...

    def talking_in(self, chat: Chat, channel: str) -> Account | None:
        """Whose private conversation this is, where it is one that we know."""
        ...

    def keep_address(self, person: str, chat: Chat, address: str) -> None:
        """The member's e-mail address, until their account on this chat is known; nothing where it is."""
        ...

    def address(self, person: str, chat: Chat) -> str | None:
        """That address, or None."""
        ...

    def addressed(self, person: str) -> list[Chat]:
        """The chats for which there is one."""
        ...

    def forget_address(self, person: str, chat: Chat) -> None:
        """It was looked up, and is needed no longer."""
        ...

    def opening(self, account: Account, now: datetime) -> None:
        """A conversation with the account, which we do not know yet, is opened now."""
        ...

    def openings(self, chat: Chat, since: datetime, until: datetime) -> dict[Account, datetime]:
        """With whom conversations of a chat were opened in a time, and when."""
        ...

    def moderates(self, account: Account, now: datetime) -> None:
        """The account acted as a moderator."""
        ...

    def moderators(self, chat: Chat) -> tuple[Account, ...]:
        """Accounts of a chat that acted as moderators, the latest first."""
        ...

    def private_channel(self, account: Account) -> str | None:
        """The conversation with the account, where known."""
        ...

    def read_to(self, account: Account) -> MessageRef | None:
        """Up to where the private conversation was read without a gap: whatever is older is on record."""
        ...

    def have_read(self, account: Account, to: MessageRef) -> None:
        """It was read without a gap up to this message, which stands in it."""
        ...

    def known_conversations(self, chat: Chat) -> list[Account]:
        """Every account of a chat with a known conversation."""
        ...


class Links(Protocol):
    """Codes by which people show that two accounts are theirs. Codes are known by their digest alone."""

    def offer(self, account: Account, digest: str, until: datetime) -> None:
        """The account has this code now, and no other."""
        ...

    def find(self, digest: str, now: datetime) -> Account | None:
        """Whose code this is; None where it is nobody's, or nobody's any more."""
        ...

    def spend(self, account: Account) -> None:
        """The account's code was used."""
        ...

    def missed(self, account: Account, until: datetime) -> None:
        """The account tried a wrong code; it and those before count until then."""
        ...

    def misses(self, account: Account, now: datetime) -> tuple[int, datetime] | None:
        """Its wrong tries that still count, and until when; None where there are none."""
        ...

    def forgive(self, account: Account) -> None:
        """It had a right one: the wrong ones count no longer."""
        ...


class Policies(Protocol):
    """Policies and texts in force, kept by hash."""

    def keep(self, policy: Policy) -> str:
        """Store a policy; its hash. One that is kept again is the last one."""
        ...

    def get(self, hash_: str) -> Policy:
        """The policy of this hash; KeyError if it was never kept."""
        ...

    def dates(self) -> Iterable[tuple[str, date]]:
        """Each one's hash and the day from which it is in force, in the order in which they were kept."""
        ...


class Digests(Protocol):
    """The days whose digest was made, so that there is one a day."""

    def begin(self, day: str, now: datetime) -> bool:
        """It is made; whether it was not before."""
        ...

    def has(self, day: str) -> bool:
        """Whether it was."""
        ...


class Outages(Protocol):
    """When nothing could be put on record."""

    def add(self, since: datetime, until: datetime, why: str) -> None:
        """One is over."""
        ...


class Troubles(Protocol):
    """What is wrong just now and was reported, so that it is reported once."""

    def begin(self, name: str, now: datetime) -> bool:
        """It is wrong; whether that is new."""
        ...

    def end(self, name: str) -> bool:
        """It is right again; whether it was wrong."""
        ...

    def since(self, name: str) -> datetime | None:
        """Since when it is wrong; None where it is not."""
        ...


class Fingerprints(Protocol):
    """What pictures look like, and which look alike."""

    def put(self, digest: str, method: int, fingerprint: Fingerprint) -> None:
        """Store a picture's fingerprint, in place of one that another method made; the same one changes nothing."""
        ...

    def has_none(self, digest: str, method: int) -> None:
        """It was examined and has no fingerprint by this method, as a video has none: nobody need look again."""
        ...

    def cannot_decode(self, digest: str, reader: str) -> None:
        """This reader could not decode it: only another one need try again."""
        ...

    def pare(self, digest: str) -> None:
        """Forget all of it but the hash of the whole picture, by which it is known should it come again."""
        ...

    def get(self, digest: str, method: int) -> Fingerprint | None:
        """The fingerprint, or None."""
        ...

    def after(self, position: int, method: int, limit: int) -> list[tuple[int, bytes]]:
        """Hashes of whole pictures that were stored later than this position, oldest first, with their positions."""
        ...

    def at(self, positions: Iterable[int]) -> list[tuple[str, Fingerprint]]:
        """The fingerprints that stand at these positions, with their digests; those that are gone are left out."""
        ...

    def missing(self, after: str, method: int, limit: int, reader: str = "") -> list[str]:
        """Digests of files that were seen and never examined by this method, in order, from behind `after` on.

        Those that this reader could not decode are left out.
        """
        ...

    def relate(self, digest: str, near: Iterable[Near]) -> None:
        """These look like it; and it looks like them."""
        ...

    def near(self, digest: str) -> list[Near]:
        """What looks like it, nearest first, without itself; 100 at most, as some pictures are everywhere."""
        ...

    def compared(self, digest: str, others: Iterable[str]) -> list[Near]:
        """Those of some pictures that look like it, in no order."""
        ...


class Sightings(Protocol):
    """Where pictures were seen."""

    def add(self, sighting: Sighting) -> None:
        """Store one; where the picture was seen there before, the first time counts."""
        ...

    def of(self, digests: Iterable[str]) -> list[Sighting]:
        """Where these pictures were seen, oldest first."""
        ...


class FileFacts(Protocol):
    """What files say about their making."""

    def put(self, digest: str, facts: tuple[FileFact, ...]) -> None:
        """Store what a file says, in place of what was read of it before."""
        ...

    def of(self, digest: str) -> tuple[FileFact, ...]:
        """What it says; nothing where it was never read (that a file says nothing is a fact of its own)."""
        ...

    def erase(self, digest: str) -> None:
        """Forget what it says."""
        ...


class Portfolios(Protocol):
    """What the owners of listings in cases showed beside them, as it was when it was looked at."""

    def keep(self, case: int, portfolio: Portfolio) -> None:
        """Store what was found for a case, in place of what was found before."""
        ...

    def of(self, case: int) -> Portfolio | None:
        """What was found for a case; None where nobody has looked yet."""
        ...


class Notes(Protocol):
    """Process notes that members added to their listings."""

    def put(self, notes: StoredNotes) -> None:
        """Store them, or what became of them."""
        ...

    def get(self, id_: str) -> StoredNotes | None:
        """One, or None."""
        ...

    def of(self, listing: str) -> list[StoredNotes]:
        """Those that are kept for a listing, oldest first."""
        ...


class UnitOfWork(Protocol):
    """One transaction on the writer thread."""

    @property
    def written(self) -> int:
        """How many rows were written since the database was opened; of use to compare alone."""
        ...

    @property
    def cases(self) -> Cases:
        """The ledger and its cases."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Effects."""
        ...

    @property
    def inbox(self) -> Inbox:
        """Events."""
        ...

    @property
    def reports(self) -> Reports:
        """Reports."""
        ...

    @property
    def conversation(self) -> Conversation:
        """Members' messages."""
        ...

    @property
    def words(self) -> Words:
        """Sentences."""
        ...

    @property
    def listings(self) -> Listings:
        """Listings."""
        ...

    @property
    def people(self) -> People:
        """People."""
        ...

    @property
    def links(self) -> Links:
        """Codes that link accounts."""
        ...

    @property
    def policies(self) -> Policies:
        """Policies."""
        ...

    @property
    def digests(self) -> Digests:
        """Digests."""
        ...

    @property
    def outages(self) -> Outages:
        """Outages."""
        ...

    @property
    def troubles(self) -> Troubles:
        """Troubles."""
        ...

    @property
    def fingerprints(self) -> Fingerprints:
        """What pictures look like."""
        ...

    @property
    def sightings(self) -> Sightings:
        """Where pictures were seen."""
        ...

    @property
    def file_facts(self) -> FileFacts:
        """What files say about their making."""
        ...

    @property
    def portfolios(self) -> Portfolios:
        """What else owners show."""
        ...

    @property
    def notes(self) -> Notes:
        """Members' process notes."""
        ...

    def new_id(self) -> str:
        """A fresh opaque id, at most 22 characters of [a-z0-9]."""
        ...

    def attempt(self, work: Callable[[], R]) -> R:
        """Run `work` in a savepoint: what it wrote is undone if it raises, and the exception passes on."""
        ...


class Core(Protocol):
    """Runs a use case on the writer thread, in a transaction, and answers after its commit."""

    async def __call__(self, use_case: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The use case's result. What is called first runs first. Its exception undoes its writes and is raised.

        Raises:
            StorageFault: It may have run, and nothing of it is stored.
        """
        ...


# --- Media and listings -----------------------------------------------------------------------------------------------


class MediaStore(Protocol):
    """Content-addressed files. A file is on the disk before a transaction names it."""

    async def put(self, data: bytes) -> str:
        """Store bytes; their SHA-256 in hex."""
        ...

    async def get(self, digest: str) -> bytes:
        """The bytes; KeyError where there are none."""
        ...


class Eraser(Protocol):
    """What a media store can do beside, for whoever has to have something forgotten."""

    async def erase(self, digest: str) -> None:
        """Forget the bytes for good: they are not stored again, should they come once more."""
        ...


class Sheets(Protocol):
    """Pictures made of pictures, as JPEG."""

    async def contact(self, media: Sequence[Media]) -> bytes | None:
        """One lettered sheet of the media; None where there is nothing to show."""
        ...

    async def works(self, works: Sequence[Media]) -> bytes | None:
        """A strip of works under their titles; None where there are none."""
        ...

    async def blurred(self, sheet: bytes) -> bytes:
        """A sheet on which nothing can be made out any more."""
        ...

    async def before_after(self, before: Sequence[Media], after: Sequence[Media]) -> bytes | None:
        """What was there, and what came instead, side by side."""
        ...


class MediaInspector(Protocol):
    """Decides whether bytes are something that can be shown, and says what stands in them."""

    async def examine(self, name: str, data: bytes) -> Examined:
        """Look at a file and keep nothing; a refusal is a value, never an exception."""
        ...

    async def store(self, name: str, data: bytes) -> StoredFile:
        """Check and store a file that somebody sent; a refusal is a value, never an exception."""
        ...


class Resemblances(Protocol):
    """Finds, among all pictures ever seen, those that look alike. What was found is read in `Fingerprints.near`."""

    async def remember(self, digest: str, fingerprint: Fingerprint | None) -> None:
        """Store a picture's fingerprint, and what looks like it; of a video, that it has none."""
        ...

    async def relate(self, digest: str, others: Iterable[str]) -> None:
        """Compare a picture with some that it may be another version of, so that none is missed, and store that."""
        ...


class FetchRefused(Exception):
    """A download was refused or failed for good. `key` names the sentence for people, `why` is for the log."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(why)
        self.key = key
        self.why = why


class FetchFailed(Exception):
    """A download failed in a way that may pass: try again."""


class Fetch(Protocol):
    """The guarded download."""

    async def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> bytes:
        """The bytes; FetchRefused or FetchFailed otherwise."""
        ...


@dataclass(frozen=True, slots=True)
class NotFound:
    """There is no such listing. `gone`: the platform answered 404 or 410 for a link of its own."""

    gone: bool = True


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The platform did not answer, or not usefully: try again."""

    why: str


class ListingCatalog(Protocol):
    """The platform's listings."""

    def canonical(self, link: str) -> str | None:
        """The listing's id for any form of its link; None for what is no link to a listing of the platform."""
        ...

    async def look_up(self, listing: str) -> Snapshot | NotFound | Unreachable:
        """Capture the listing as it is now, its media stored."""
        ...

    async def portfolio(self, owner: str, without: str) -> Portfolio | Unreachable:
        """What else this owner (the platform's id) shows, but for the listing `without`; empty where nobody knows."""
        ...


# --- Chats ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """It is done; for a post, where it stands."""

    ref: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now: try again after so many seconds (at least)."""

    after: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """What it was about is no longer there: a sync counts as done then, a post as refused."""

    what: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The chat will not do it; `why` is a code (`dm-closed`, `no-access`, …), kept and shown, never silent."""

    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have happened: look before sending again.

    `ref` is where it is known to stand, if only the rest of it (its reactions, its picture) is missing.
    """

    why: str
    ref: MessageRef | None = None


NOT_CONNECTED = Retry(2, "not connected")
"""The chat is down: it is tried again now and then, and at once when the chat is back (`Outbox.hasten`)."""

Outcome = Done | Retry | Gone | Refused | Unknown
Fault = Retry | Gone | Refused | Unknown


class PlatformCalls(Protocol):
    """Telling the platform what happened."""

    async def call(self, id_: str, view: PlatformView) -> Outcome:
        """Tell it, under this id; an earlier try may have reached it under the same."""
        ...


@dataclass(frozen=True, slots=True)
class CardReading:
    """All that stands on a card: known meanings of everyone but the bot, and who of them is a moderator now."""

    marks: frozenset[Mark]
    moderators: frozenset[Account]


@dataclass(frozen=True, slots=True)
class ConversationReading:
    """What an account wrote to the bot since a message, oldest first; `channels` were read to their ends.

    `unread` is why the conversation that is known, or else any, could not be read; '' where it was.
    """

    messages: tuple[Wrote, ...] = field(default=())
    channels: frozenset[str] = frozenset()
    unread: str = ""


Sendable = (
    CardView | NoticeView | MessageView | WhichView | AnswerView | SupportView | ThreadView | VoterView | DigestView
)


class ChatGateway(Protocol):
    """One chat, as far as effects need it. Nothing here raises for what a chat may answer: see `Outcome`."""

    @property
    def chat(self) -> Chat:
        """Which one."""
        ...

    @property
    def room(self) -> str:
        """The moderators' channel, where it is on this chat."""
        ...

    async def show_card(self, id_: str, view: CardView, *, tried: datetime | None) -> Outcome:
        """Post the card with its reactions, or redraw it where it stands; Gone if it stood and is deleted."""
        ...

    async def send(
        self,
        id_: str,
        view: Sendable,
        *,
        tried: datetime | None,
        channel: str = "",
        aside: bool = False,
        locale: str = "",
    ) -> Outcome:
        """Send a post once: `id_` goes out with it.

        Args:
            id_: The effect's.
            view: What to send.
            tried: Since when an earlier try can stand there: it is looked for first, in everything that is newer,
                however many pages that takes. None on a first try.
            channel: The conversation with the person, where it is known.
            aside: Open a private thread for it, where the chat has such; Refused elsewhere.
            locale: The language of whoever reads it, where known; else the community's is taken.
        """
        ...

    async def find(
        self, id_: str, view: NoticeView, *, tried: datetime, channel: str = "", aside: bool = False, locale: str = ""
    ) -> Outcome:
        """Only look whether `send`, tried with the same before, has reached anybody: Gone where it has not."""
        ...

    async def mark_stored(self, message: MessageRef) -> Outcome:
        """Put 📥 on a message."""
        ...

    async def remove_reaction(self, card: MessageRef, account: Account, emoji: str) -> Outcome:
        """Take a reaction off."""
        ...

    async def read_card(self, card: MessageRef, policy: Policy) -> CardReading | Fault:
        """Every reaction of both kinds that stands on the card and means something under the case's policy."""
        ...

    async def read_conversation(
        self, account: Account, since: MessageRef | None, channel: str = ""
    ) -> ConversationReading | Fault:
        """What stands there of the account from `since` on; `channel` is the conversation, where it is known."""
        ...

    async def fresh_files(self, message: MessageRef) -> tuple[FileRef, ...] | Fault:
        """The files of a message, with links that work now."""
        ...

    async def profile(self, account: Account) -> Profile | Fault:
        """What the chat tells of somebody who may never have used the bot."""
        ...

    async def find_account(self, address: str) -> Account | Fault | None:
        """Whose account has this e-mail address; None where nobody's has, Refused where the chat does not tell."""
        ...

    async def leads(self, candidates: Sequence[Account]) -> frozenset[Account] | Fault:
        """Who leads the moderators now: of all where the chat lists its people, else of these."""
        ...

    def file_headers(self, url: str) -> Mapping[str, str]:
        """Headers a download from this chat's own servers needs."""
        ...


TOO_FAST = Retry(600, "private conversations are opened too fast")
"""A chat opens no more of them for now: going on would have the bot blocked for good."""

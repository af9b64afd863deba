"""The nouns of the core (docs: the README's words and state diagram).

All values are frozen: a change is an event (`events.py`) and makes a new value (`evolve` in `cases.py`).
Times are aware datetimes in UTC. The ledger stores accounts; which person an account belongs to is looked up
when it matters and reaches the core as a fact (`Facts.people`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Chat(StrEnum):
    """The chats that Salon speaks. The only place outside the edges that names them."""

    DISCORD = "discord"
    SLACK = "slack"


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """One account on one chat. A person may have any number of them."""

    chat: Chat
    id: str

    def __str__(self) -> str:
        return f"{self.chat}:{self.id}"


@dataclass(frozen=True, slots=True, order=True)
class MessageRef:
    """Where one message stands: chat, channel (or conversation) id, message id."""

    chat: Chat
    channel: str
    message: str


class MediaKind(StrEnum):
    """What a piece of media is; anything but an image is shown by its poster or as a named tile."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    MODEL = "model"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Media:
    """One piece of media as it was captured.

    Attributes:
        letter: A, B, C… as shown to people; stable within a listing.
        kind: What it is.
        digest: SHA-256 (hex) of the stored picture (for what is no image: of its poster, else of the video itself);
            None when there is none.
        name: A file name or title, for the alt text and for a tile without a picture.
    """

    letter: str
    kind: MediaKind
    digest: str | None
    name: str = ""


class RoundKind(StrEnum):
    """The question that a round puts to moderators."""

    LISTING = "listing"
    REPLY = "reply"
    ACTION = "action"
    APPEAL = "appeal"


class Choice(StrEnum):
    """What one reaction means. The policy binds each to an emoji; this is the only list of meanings."""

    KEEP = "keep"
    ASK = "ask"
    ACCEPT = "accept"
    AGAIN = "again"
    REFUSE = "refuse"
    NONE = "none"
    UNLIST = "unlist"
    WARN = "warn"
    PAUSE = "pause"
    OVERTURN = "overturn"
    STANDS = "stands"


CHOICES: Mapping[RoundKind, tuple[Choice, ...]] = {
    RoundKind.LISTING: (Choice.KEEP, Choice.ASK),
    RoundKind.REPLY: (Choice.ACCEPT, Choice.AGAIN, Choice.REFUSE),
    RoundKind.ACTION: (Choice.NONE, Choice.UNLIST, Choice.WARN, Choice.PAUSE),
    RoundKind.APPEAL: (Choice.OVERTURN, Choice.STANDS),
}

CONCERNS: frozenset[Choice] = frozenset({Choice.ASK, Choice.AGAIN, Choice.REFUSE})
"""The choices that the member hears of, and that therefore need somebody's sentence."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The procedure a case runs under, fixed when it opens (policy data: one preset, and what a setting overrode).

    Attributes:
        team: How many moderators there are (a setting).
        ask, accept, action, appeal: Quorums, in persons.
        undo: How long a winning verdict must have stood.
        decide_within: How long moderators have for a round.
        answer_within: How long the member has, from delivery.
        reminders: When the member is reminded, counted from delivery.
        questions: How many notices one case may send.
        unsorted_within: How long a message that could belong to several cases waits to be assigned.
        weak: Codes of considerations that carry no finding alone.
        confirm_owner_from: From this team size on, a second moderator confirms a named owner.
        unreachable_within: How long a member who cannot be reached is looked for.
        try_again_every: How often they are tried meanwhile.
        settle: How long after the last message of an answer it is taken to be whole.
        settle_at_most: How long after the first one, whatever else comes.
        revisions: How often a case's vote on an answer begins anew because more came.
        unlist_for: How long a listing is unlisted at most; repaired, it is listed again before.
        pause_for: How long new listings are paused.
        violation_for: How long a violation counts.
        appeal_within: How long the member may appeal, from the delivery of the statement of reasons.
        more_time: By how much the member's time grows where they ask for it, once a case.
        joint_from: The open case of one member, begun within `joint_within` as the others, that takes further listings.
        joint_within: That time; so long, too, does such a case take them.
        joint_media: How many media such a case may show: each has a letter on its sheet and in its form.
    """

    team: int
    ask: int
    accept: int
    action: int
    appeal: int
    undo: timedelta
    decide_within: timedelta
    answer_within: timedelta
    reminders: tuple[timedelta, ...]
    questions: int = 2
    unsorted_within: timedelta = timedelta(days=3)
    weak: frozenset[str] = frozenset()
    confirm_owner_from: int = 3
    unreachable_within: timedelta = timedelta(days=90)
    try_again_every: timedelta = timedelta(days=1)
    settle: timedelta = timedelta(minutes=2)
    settle_at_most: timedelta = timedelta(minutes=10)
    revisions: int = 2
    unlist_for: timedelta = timedelta(days=180)
    pause_for: timedelta = timedelta(days=30)
    violation_for: timedelta = timedelta(days=180)
    appeal_within: timedelta = timedelta(days=60)
    more_time: timedelta = timedelta(days=14)
    joint_from: int = 5
    joint_within: timedelta = timedelta(days=1)
    joint_media: int = 25


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose listing it is: the platform's id (or the account, where only that is known) and the chat accounts.

    The first of `accounts` is the one that is written to.
    """

    key: str
    accounts: tuple[Account, ...]
    named_by: Account | None = None
    confirmed_by: Account | None = None


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One standing reaction: who, what it means, and whether it is of a chat's second kind."""

    account: Account
    choice: Choice
    burst: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A verdict that holds now, and since when; it becomes final once it has stood for the undo window."""

    outcome: Choice
    since: datetime


@dataclass(frozen=True, slots=True)
class Observation:
    """What a moderator noticed. The sentence stands in the words table under `words`, so that it can be erased."""

    id: str
    round: int
    author: Account
    considerations: frozenset[str]
    media: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Round:
    """One question put to moderators, with its own card.

    Attributes:
        number: 1, 2, 3… within the case.
        marks: The reactions that stand on the card, of everyone.
        moderators: Who of them was a moderator when last looked up.
        seen: How many reaction events were applied; a read of the card that began at another number is stale.
        newest: Order of the newest live event seen, for chats whose events come unordered.
        stands: The verdict that holds now, if one does.
        looking: A last look at the card was asked for and has not come back.
        told: Who has been told, and what, about a ballot that does not count (once a round and reason).
        outcome: The final verdict; None while open.
        called: The leads were told that its time runs out.
        relinked: A ballot that counted in the final verdict would not count now: accounts were linked since.
        revised: More of the answer came after voting had begun: the next round judges all of it.
        offers: What can be chosen, where that is not all that its kind knows.
        superseded: It was closed because something else had to be judged first.
        moved: It was closed because it was about somebody who is the owner no more.
        finding: Ids of the observations that its verdict rests on.
        lost: Moderators who had voted on a card of it that was deleted: nothing of that counts, but they had a ballot.
    """

    number: int
    kind: RoundKind
    opened_at: datetime
    deadline: datetime
    card: MessageRef | None = None
    marks: frozenset[Mark] = frozenset()
    moderators: frozenset[Account] = frozenset()
    seen: int = 0
    newest: str = ""
    stands: Standing | None = None
    looking: bool = False
    told: frozenset[tuple[Account, str]] = frozenset()
    outcome: Choice | None = None
    closed: bool = False
    relinked: bool = False
    called: bool = False
    revised: bool = False
    offers: tuple[Choice, ...] = ()
    superseded: bool = False
    moved: bool = False
    finding: tuple[str, ...] = ()
    lost: frozenset[Account] = frozenset()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen on its card, the mildest first."""
        return self.offers or CHOICES[self.kind]


class Status(StrEnum):
    """Where a case stands (README: the way of a case)."""

    IN_REVIEW = "in review"
    NOTICE_DUE = "notice due"
    AWAITING_MEMBER = "awaiting member"
    UNDELIVERABLE = "undeliverable"
    REPLY_IN_REVIEW = "reply in review"
    ACTION_IN_REVIEW = "action in review"
    APPEAL_IN_REVIEW = "appeal in review"
    CLEARED = "cleared"
    LAPSED = "lapsed"
    RESOLVED = "resolved"
    CLOSED = "closed"
    OVERTURNED = "overturned"
    WITHDRAWN = "withdrawn"


ENDED: frozenset[Status] = frozenset(
    {Status.CLEARED, Status.LAPSED, Status.RESOLVED, Status.CLOSED, Status.OVERTURNED, Status.WITHDRAWN}
)


IN_REVIEW: tuple[Status, ...] = (
    Status.IN_REVIEW,
    Status.REPLY_IN_REVIEW,
    Status.ACTION_IN_REVIEW,
    Status.APPEAL_IN_REVIEW,
)
"""Where moderators have a question to decide."""


class Ending(StrEnum):
    """How a case came to its end, as far as texts differ."""

    KEPT = "kept"
    UNDECIDED = "undecided"
    ACCEPTED = "accepted"
    ACCEPTED_UNJUDGED = "accepted, nobody decided in time"
    REMOVED = "removed"
    GONE = "gone"
    WITHDRAWN = "withdrawn"
    NEVER_DELIVERED = "never delivered"
    NOTHING_FOLLOWS = "nothing follows"
    UNLISTED = "unlisted until repaired"
    WARNED = "warned"
    PAUSED = "paused"
    REPAIRED = "repaired"
    REPAIRED_UNJUDGED = "repaired, nobody decided in time"
    OVERTURNED = "overturned"
    OVERTURNED_UNJUDGED = "overturned, nobody decided in time"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the member answered with: ids of conversation messages, and what of it is media.

    Attributes:
        messages: Ids in the conversation table, oldest first.
        media: The pictures sent, lettered on from the case's.
        changed: The listing itself was changed on the platform (digest of the new snapshot), or None.
        link: A link came with it.
    """

    messages: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    changed: str | None = None
    link: bool = False

    def joined(self, more: "Reply") -> "Reply":
        """This and what came after it, as one."""
        return Reply(
            (*self.messages, *more.messages),
            (*self.media, *more.media),
            more.changed or self.changed,
            self.link or more.link,
        )


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of an answer so far, from the first message to the last. It is whole once nothing more comes."""

    reply: Reply
    since: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A message that waits, and since when: for us after all, so that after a while it counts as the reply.

    A question waits for moderators to answer it (`Rules.decide_within`), anything else for `Rules.unsorted_within`.
    """

    reply: Reply
    since: datetime
    question: bool = False


@dataclass(frozen=True, slots=True)
class MemberClock:
    """The member's time to answer. It runs from delivery, and waits while it is our turn.

    Attributes:
        started: Delivery of the notice.
        deadline: When silence would count; moved on by every wait.
        reminded: How many reminders went out.
        held: Messages that wait: for a file to be fetched, for the member to say which case they belong to, or for
            moderators to answer them.
        gathered: An answer of which more may come yet.
        looking: A look was asked for and has not come back: at the listing for an answer that is whole, else the last
            one for an answer, at the conversation and the listing.
        heard: The accounts of the member whose conversation it has read to its end.
        read: Its first half is done: every conversation was.
    """

    started: datetime
    deadline: datetime
    reminded: int = 0
    held: tuple[Held, ...] = ()
    gathered: Gathered | None = None
    looking: bool = False
    heard: frozenset[Account] = frozenset()
    read: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A private way to somebody: an account's own conversation with us or, aside, a thread that only they see."""

    account: Account
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """Since when no private way leads to the member, and when one was last tried."""

    since: datetime
    tried: datetime


@dataclass(frozen=True, slots=True)
class Action:
    """What an action round ended in, where that was more than nothing.

    Attributes:
        until: When what it restricts ends by itself; None for a warning, which restricts nothing.
        expires: Until when it counts as a violation; None where it is none.
        over: What it restricted has ended.
        undone: It was overturned or taken back: it is as if it had never been.
        told_at: When the member had the statement of reasons; the time to appeal runs from there.
        tried: When it was last tried to send it, where every private way has failed once.
    """

    outcome: Choice
    since: datetime
    until: datetime | None
    expires: datetime | None
    over: bool = False
    undone: bool = False
    told_at: datetime | None = None
    tried: datetime | None = None

    @property
    def restricts(self) -> bool:
        """Whether it still keeps the member from something."""
        return self.until is not None and not self.over and not self.undone


@dataclass(frozen=True, slots=True)
class Part:
    """One of several listings of a case.

    Attributes:
        media: Lettered on through the case.
        changed: Id of the newest snapshot, where it is another than the captured one.
        missing: One look found it gone.
        gone: It is not there any more, or not the member's.
        spared: No sentence that the member read names any of its media.
    """

    listing: str
    snapshot: str
    media: tuple[Media, ...]
    changed: str | None = None
    missing: bool = False
    gone: bool = False
    spared: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """All about one listing, or about several of one member, from first report to outcome.

    Attributes:
        version: How many events made it.
        policy: Hash of the policy it opened under.
        judged: Hash of the one in force when its work was listed, by which that is judged; '' where it is the same.
        listing: Canonical id.
        snapshot: Id of what was captured at the first report; that is what is judged.
        recused: Those of the reporters who are moderators.
        finding: Ids of the observations that the member read last.
        grounds: Ids of all that was noticed before something was decided: in each question to the present owner, and
            in an answer that was refused. On these that decision rests.
        questions: Notices decided on.
        notices: Where the notices to the present owner stand.
        changed: Id of the newest snapshot, where it is another than the captured one.
        missing: One look found the listing gone.
        silent: The member's time ran out without an answer.
        undelivered: Why no private way led to the member.
        lost: Since when none has led to them.
        purged: Media of it were erased; its cards show them nowhere any more.
        crowded: Many people reported works of its owner in a short time, which was noted.
        handed: How often a moderator put the question to the present owner another way.
        passed_on: The member's messages that went to the moderators as questions, and are no answers.
        moved_to: The platform's id of whom it has named as the owner since, where that changed.
        moved: It is somebody else's by now than `owner`'s, whose answer, or appeal, is judged.
        owners: Accounts of everybody who was the owner before the platform named another one, or is since.
        earlier: How many of the replies are of owners who were let go.
        noticed_at: When the first notice reached the present owner.
        action: What the action round ended in.
        closed_at: When the case was closed by an action round first; it takes no reports from then on.
        appeal: What the member said against that.
        extended: The present owner asked for more time, and got it.
        parts: The listings of a joint case, `listing` first; none where there can only be that one.
        waiting: What may repair its unlisted work, and waits for a file or for the member to say which case it is of.
    """

    number: int
    status: Status
    opened_at: datetime
    policy: str
    rules: Rules
    listing: str
    snapshot: str
    media: tuple[Media, ...]
    owner: Owner | None
    version: int = 0
    reporters: tuple[Account, ...] = ()
    recused: tuple[Account, ...] = ()
    rounds: tuple[Round, ...] = ()
    observations: tuple[Observation, ...] = ()
    finding: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    questions: int = 0
    notices: tuple[MessageRef, ...] = ()
    clock: MemberClock | None = None
    replies: tuple[Reply, ...] = ()
    changed: str | None = None
    missing: bool = False
    silent: bool = False
    undelivered: str | None = None
    lost: Lost | None = None
    handed: int = 0
    purged: bool = False
    crowded: bool = False
    passed_on: tuple[str, ...] = ()
    moved_to: str | None = None
    moved: bool = False
    owners: tuple[Account, ...] = ()
    earlier: int = 0
    noticed_at: datetime | None = None
    action: Action | None = None
    closed_at: datetime | None = None
    appeal: Reply | None = None
    extended: bool = False
    parts: tuple[Part, ...] = ()
    ending: Ending | None = None
    ended_at: datetime | None = None
    judged: str = ""
    waiting: tuple[Held, ...] = ()

    @property
    def round(self) -> Round:
        """The current (last) round."""
        return self.rounds[-1]

    @property
    def answers(self) -> tuple[Reply, ...]:
        """What the present owner answered."""
        return self.replies[self.earlier :]

    @property
    def noticed(self) -> tuple[str, ...]:
        """Ids of all that was noticed, also in a repair that was refused since."""
        return tuple(dict.fromkeys((*self.grounds, *self.finding)))

    @property
    def listings(self) -> tuple[str, ...]:
        """Every listing that it is about."""
        return tuple(part.listing for part in self.parts) or (self.listing,)

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be decided."""
        return self.status not in ENDED

    @property
    def takes_reports(self) -> bool:
        """Whether further reports join it: what was decided once is not reported again, it is appealed."""
        return self.is_open and self.closed_at is None

    @property
    def unlisted(self) -> bool:
        """Whether its listing is unlisted, until it is repaired or the time is over."""
        return self.action is not None and self.action.restricts and self.action.outcome is Choice.UNLIST

    @property
    def member_knows(self) -> bool:
        """Whether a notice was delivered or handed over; otherwise nothing may betray the case to the member."""
        return bool(self.notices) or self.handed > 0


@dataclass(frozen=True, slots=True)
class Record:
    """What the other cases of a member mean for this one.

    Attributes:
        earlier: Violations that stand, and whose notice the member had before uploading this listing.
        exempt: Nothing about this listing makes a violation: it is older than the policy, or nobody knows how old.
    """

    earlier: int = 0
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What `decide` may know beside the case.

    Attributes:
        now: The wall clock.
        people: The person (any stable key) behind each account concerned; an account not named is its own person.
        accounts: The accounts of the persons concerned: the one that they chose to be written to at first, then the one
            used last.
        record: What the member's other cases mean for this one.
    """

    now: datetime
    people: Mapping[Account, str] = field(default_factory=dict)
    accounts: Mapping[str, tuple[Account, ...]] = field(default_factory=dict)
    record: Record = field(default_factory=Record)

    def person(self, account: Account) -> str:
        """The person behind `account`."""
        return self.people.get(account, str(account))

"""What people did in a chat, without the chat: the closed union that the inbox keeps.

Each has a `key`: the platform's own id of the event, so that a repeat changes nothing; '' where the platform gives
none (then repeating it must be harmless, as it is for reactions: they are state).
"""

from dataclasses import dataclass, field
from datetime import datetime

from bot.moderation.model import Account, MessageRef
from bot.moderation.understood import Given


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that stands on a chat's servers until it is fetched.

    Attributes:
        url: Where; may expire, then the message is read again.
        size: In bytes, as the chat says.
        content_type: As the chat says; the bytes decide.
    """

    id: str
    name: str
    url: str
    size: int
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class ReportSent:
    """Somebody sent the report form.

    Attributes:
        link: As typed; may be empty where images are attached.
        which: Which media, in the reporter's words.
        token: What a later answer needs, '' on a chat where it needs nothing.
        expires: Until when it can be used.
        sure: The reporter was told that nobody would be left to vote, and goes on.
    """

    key: str
    reporter: Account
    moderator: bool
    link: str
    which: str
    category: str
    words: str
    files: tuple[FileRef, ...]
    token: str
    expires: datetime
    locale: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ReportConfirmed:
    """The reporter goes on after having been told what it costs. `token` is `AnswerView.confirm`."""

    key: str
    reporter: Account
    token: str


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction changed on a message in the moderators' channel. `emoji` is folded (no skin tone, no U+FE0F)."""

    key: str
    card: MessageRef
    account: Account
    moderator: bool
    emoji: str
    burst: bool
    stands: bool
    order: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class ReactionsRemoved:
    """All reactions, or all of one emoji, were removed from a message at once."""

    key: str
    card: MessageRef
    emoji: str | None


@dataclass(frozen=True, slots=True)
class MessageGone:
    """A message was deleted: a card, or a member's message."""

    key: str
    message: MessageRef


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something of a kind that the chat names, which we could not read: that it came stays visible."""

    key: str
    kind: str


@dataclass(frozen=True, slots=True)
class ObservationSent:
    """A moderator sent the form 'What did you notice?'. `media` and `fine`, which are not meant, are letters."""

    key: str
    account: Account
    moderator: bool
    case: int
    round: int
    sentence: str
    considerations: tuple[str, ...]
    media: tuple[str, ...]
    fine: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrote:
    """A private message to the bot.

    Attributes:
        reply_to: The message that it answers, where the person chose one.
        edited: When these words were written, where they are not the first ones.
    """

    key: str
    message: MessageRef
    account: Account
    words: str
    files: tuple[FileRef, ...]
    at: datetime
    reply_to: MessageRef | None = None
    locale: str = ""
    edited: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """A private message was edited: the old words are kept beside the new."""

    key: str
    message: MessageRef
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChoseCase:
    """The member said which case a message belongs to. `message` is the id that `WhichView` carried."""

    key: str
    account: Account
    message: str
    case: int


@dataclass(frozen=True, slots=True)
class AskedCase:
    """`/case show N`."""

    key: str
    account: Account
    moderator: bool
    case: int


@dataclass(frozen=True, slots=True)
class AskedList:
    """`/case list`. `which` of them: `open`, `mine` (to vote on) or `due`; with `words`, those that they occur in."""

    key: str
    account: Account
    moderator: bool
    which: str = "open"
    words: str = ""


@dataclass(frozen=True, slots=True)
class AskedNext:
    """`/case next`: the case that has waited longest for this moderator's ballot."""

    key: str
    account: Account
    moderator: bool


@dataclass(frozen=True, slots=True)
class NamedOwner:
    """`/case owner N PERSON`."""

    key: str
    account: Account
    moderator: bool
    case: int
    owner: Account


@dataclass(frozen=True, slots=True)
class TookBack:
    """`/case withdraw N`, with the moderator's reason."""

    key: str
    account: Account
    moderator: bool
    case: int
    words: str = field(default="")


@dataclass(frozen=True, slots=True)
class WroteNote:
    """`/case note N`: for the record, and for moderators alone."""

    key: str
    account: Account
    moderator: bool
    case: int
    words: str


@dataclass(frozen=True, slots=True)
class FlaggedListing:
    """`/case open LINK`: a moderator flags a listing on duty.

    Attributes:
        token: What a later answer needs, '' on a chat where it needs nothing.
        expires: Until when it can be used.
    """

    key: str
    account: Account
    moderator: bool
    link: str
    token: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class TookUpAgain:
    """`/case reopen N`; `token` and `expires` as for a listing that is flagged."""

    key: str
    account: Account
    moderator: bool
    case: int
    token: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class OrderedPurge:
    """`/case purge N`, with the lead's reason."""

    key: str
    account: Account
    lead: bool
    case: int
    words: str


@dataclass(frozen=True, slots=True)
class OrderedUnsealing:
    """`/case unseal N`, with the lead's reason: who reported?"""

    key: str
    account: Account
    lead: bool
    case: int
    words: str


@dataclass(frozen=True, slots=True)
class AskedLetter:
    """`/case notice N`: the notice's text, to be put to the member another way."""

    key: str
    account: Account
    moderator: bool
    case: int


@dataclass(frozen=True, slots=True)
class HandedOver:
    """`/case delivered N`: the member has the notice another way, and how."""

    key: str
    account: Account
    moderator: bool
    case: int
    words: str


@dataclass(frozen=True, slots=True)
class HandedIn:
    """`/case reply N`: the form with an answer that came another way."""

    key: str
    account: Account
    moderator: bool
    case: int
    words: str
    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True)
class MessagedMember:
    """`/case message N`, with what the moderator says to the member."""

    key: str
    account: Account
    moderator: bool
    case: int
    words: str


@dataclass(frozen=True, slots=True)
class AppealSent:
    """A member sent the form of `/appeal`, or of the button under a statement of reasons.

    `case` is the one that the button was about, or was named; None for the newest.
    """

    key: str
    account: Account
    case: int | None
    words: str


@dataclass(frozen=True, slots=True)
class AskedStanding:
    """`/case standing PERSON`."""

    key: str
    account: Account
    moderator: bool
    person: Account


@dataclass(frozen=True, slots=True)
class NotesSent:
    """A member sent the form of `/process-notes`.

    Attributes:
        link: To the listing, as typed.
        token: What a later answer needs, '' on a chat where it needs nothing.
        expires: Until when it can be used.
    """

    key: str
    account: Account
    link: str
    words: str
    token: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class AskedForm:
    """The member pressed a button of the notice of a case that opens a form."""

    key: str
    account: Account
    case: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The member pressed a button of the notice of a case, or sent the form behind one: as if they had written it.

    `words` are those on the button, or those in the form; `given` what the form says its files are.
    """

    key: str
    account: Account
    case: int
    words: str
    files: tuple[FileRef, ...] = ()
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class AskedStatement:
    """The member wants to read the full statement about a case."""

    key: str
    account: Account
    case: int


@dataclass(frozen=True, slots=True)
class AskedMyCase:
    """`/my-case`."""

    key: str
    account: Account


@dataclass(frozen=True, slots=True)
class AskedLink:
    """`/link`: asks for a code, or enters one, of which the edge hands over no more than `codes.digest`."""

    key: str
    account: Account
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ChoseHere:
    """'Write to me here', pressed with this account."""

    key: str
    account: Account


@dataclass(frozen=True, slots=True)
class AskedPolicy:
    """`/ai-policy`."""

    key: str
    account: Account


Inbound = (
    ReportSent
    | ReportConfirmed
    | Reacted
    | ReactionsRemoved
    | MessageGone
    | Unreadable
    | ObservationSent
    | Wrote
    | Edited
    | ChoseCase
    | AskedCase
    | AskedList
    | AskedNext
    | NamedOwner
    | TookBack
    | WroteNote
    | FlaggedListing
    | TookUpAgain
    | OrderedPurge
    | OrderedUnsealing
    | AskedLetter
    | HandedOver
    | HandedIn
    | MessagedMember
    | AppealSent
    | AskedStanding
    | NotesSent
    | AskedForm
    | Answered
    | AskedStatement
    | AskedMyCase
    | AskedLink
    | ChoseHere
    | AskedPolicy
)


ForModerators = (
    ObservationSent
    | AskedCase
    | AskedList
    | AskedNext
    | AskedStanding
    | NamedOwner
    | TookBack
    | WroteNote
    | FlaggedListing
    | TookUpAgain
    | OrderedPurge
    | OrderedUnsealing
    | AskedLetter
    | HandedOver
    | HandedIn
    | MessagedMember
)
"""What others are refused: an edge that cannot look up now who acts hands none of it over."""


def as_moderator(event: Inbound) -> bool:
    """Whether somebody was seen to be a moderator by it."""
    match event:
        case ReportSent(moderator=moderator) | Reacted(moderator=moderator):
            return moderator
        case OrderedPurge(lead=lead) | OrderedUnsealing(lead=lead):
            return lead
        case _:
            return isinstance(event, ForModerators) and event.moderator


def actor(event: Inbound) -> Account | None:
    """Who did it, where that says that they use this account."""
    match event:
        case ReportSent(reporter=account) | ReportConfirmed(reporter=account):
            return account
        case ReactionsRemoved() | MessageGone() | Edited() | Unreadable():
            return None
        case _:
            return event.account

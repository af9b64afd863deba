"""What may be asked of a case: the closed union that `decide` takes. Each carries the facts it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.moderation.model import Account, Chat, Choice, Mark, Media, MessageRef, Owner, Part, Reply, Rules


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The first report on a listing. `moderator` says whether the reporter has a ballot to lose.

    Attributes:
        duty: It is no report: a moderator flagged the listing on duty, and keeps their ballot.
        earlier: The case that is taken up again by it.
        joint: Further listings of the member may join.
        further: Those that it is about from the beginning, beside the first.
        judged: Hash of the policy that was in force when the work was listed, where that is another one.
    """

    number: int
    policy: str
    rules: Rules
    listing: str
    snapshot: str
    media: tuple[Media, ...]
    owner: Owner | None
    report: str
    reporter: Account
    moderator: bool
    duty: bool = False
    earlier: "Earlier | None" = None
    joint: bool = False
    further: tuple[Part, ...] = ()
    judged: str = ""


@dataclass(frozen=True, slots=True)
class JoinReport:
    """A further report on the listing of an open case."""

    report: str
    reporter: Account
    moderator: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """An ended case that is taken up again, and its reports: whoever reported then has no ballot now either.

    `listings` is how many it was about in the end.
    """

    number: int
    reports: tuple[JoinReport, ...]
    listings: int = 1


@dataclass(frozen=True, slots=True)
class JoinListing:
    """The first report on a further listing of a member whose joint case takes it."""

    listing: str
    snapshot: str
    media: tuple[Media, ...]
    report: str
    reporter: Account
    moderator: bool
    duty: bool = False


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """The card of a round now stands here."""

    round: int
    card: MessageRef


@dataclass(frozen=True, slots=True)
class LoseCard:
    """The card of a round was deleted."""

    round: int


@dataclass(frozen=True, slots=True)
class React:
    """A reaction changed on a card.

    Attributes:
        moderator: Whether the account is a moderator now.
        order: The event's own time, as sortable text, on chats whose events may come late; '' where arrival is order.
        repeated: The chat delivers this event again.
    """

    round: int
    mark: Mark
    stands: bool
    moderator: bool
    order: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class ClearReactions:
    """All reactions, or all of one meaning, were removed at once."""

    round: int
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class TakeReading:
    """A card was read. `began` is the round's `seen` when the reading began."""

    round: int
    began: int
    marks: frozenset[Mark]
    moderators: frozenset[Account]


@dataclass(frozen=True, slots=True)
class Observe:
    """A moderator notes what they noticed."""

    id: str
    round: int
    author: Account
    moderator: bool
    considerations: frozenset[str]
    media: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class NameOwner:
    """A moderator names the owner's chat account (or, a second one, confirms it)."""

    by: Account
    moderator: bool
    account: Account


@dataclass(frozen=True, slots=True)
class Withdraw:
    """A moderator takes the case back."""

    by: Account
    moderator: bool
    words: str


@dataclass(frozen=True, slots=True)
class AddNote:
    """A moderator writes a note onto the record, for moderators alone."""

    by: Account
    moderator: bool
    words: str


@dataclass(frozen=True, slots=True)
class TakeUpAgain:
    """The listing of this ended case is looked at again, as another case."""

    number: int


@dataclass(frozen=True, slots=True)
class Purge:
    """A lead has the media of a case erased, because to have them is unlawful."""

    by: Account
    lead: bool
    digests: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class LoseMedia:
    """Media that this case shows, too, are erased on the order of a lead about another one."""

    by: Account
    digests: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Unseal:
    """A lead asks who reported; `words` say why."""

    by: Account
    lead: bool
    words: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """So many people reported works of the case's owner in a short time. `tell`: leads are told, too."""

    people: int
    minutes: int
    tell: bool


@dataclass(frozen=True, slots=True)
class ConfirmNotice:
    """The notice was delivered.

    Attributes:
        notice: Where it stands.
        account: To which account.
        question: Which question it puts.
    """

    notice: MessageRef
    account: Account
    question: int


@dataclass(frozen=True, slots=True)
class FailNotice:
    """A private way to the member failed.

    Attributes:
        aside: It was a private thread.
        threads: The chats on which private threads can be opened.
    """

    account: Account
    why: str
    aside: bool = False
    threads: frozenset[Chat] = frozenset()


@dataclass(frozen=True, slots=True)
class MeetMember:
    """Word of ours reached a member who had been lost."""

    account: Account


@dataclass(frozen=True, slots=True)
class MoreTime:
    """The member asks for more time to answer."""


@dataclass(frozen=True, slots=True)
class SeeMember:
    """The member wrote, or used a command, with this account: a way to them may be open."""

    account: Account


@dataclass(frozen=True, slots=True)
class MissReminder:
    """A reminder could not go out before it was too late to make sense."""

    number: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """A moderator says that the member has the notice another way; `words` say how."""

    by: Account
    moderator: bool
    words: str


@dataclass(frozen=True, slots=True)
class HandIn:
    """A moderator puts an answer on record that the member gave another way."""

    by: Account
    moderator: bool
    reply: Reply


@dataclass(frozen=True, slots=True)
class HoldMessage:
    """An answer of the member must wait, for a file or for the member to say which case it belongs to."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class ReleaseMessage:
    """A held message belongs to another case, or had nothing in it that could be used."""

    message: str


@dataclass(frozen=True, slots=True)
class TakeReply:
    """The member answered."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class TakeQuestion:
    """The member asks something."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class MessageMember:
    """A moderator writes to the member; `words` is the id of what they wrote."""

    by: Account
    moderator: bool
    words: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """The member asks other moderators to look at the decision again."""

    statement: Reply


@dataclass(frozen=True, slots=True)
class ConfirmReasons:
    """The statement of reasons was delivered."""


@dataclass(frozen=True, slots=True)
class FailReasons:
    """A private way for the statement of reasons failed (as for the notice)."""

    account: Account
    aside: bool = False
    threads: frozenset[Chat] = frozenset()


@dataclass(frozen=True, slots=True)
class Dispute:
    """The member says that the listing is not theirs."""

    message: str


@dataclass(frozen=True, slots=True)
class ClaimRemoved:
    """The member says that the listing was removed."""

    message: str


class Sight(StrEnum):
    """What a look at a listing found."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    UNREACHABLE = "unreachable"
    NOWHERE = "nowhere to look"


@dataclass(frozen=True, slots=True)
class SeeListing:
    """A look at the listing came back. `message` is the member's message that claimed a removal, if one did."""

    sight: Sight
    snapshot: str | None = None
    media: tuple[Media, ...] = ()
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look found of one listing of a joint case."""

    listing: str
    sight: Sight
    snapshot: str | None = None
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class SeeListings:
    """A look at all listings of a joint case came back; `message` as for one listing."""

    seen: tuple[Seen, ...]
    message: str | None = None


@dataclass(frozen=True, slots=True)
class SeeOwner:
    """The platform names this owner now."""

    owner: Owner


@dataclass(frozen=True, slots=True)
class FinishConversationLook:
    """The conversation with an account was read to its end; what was found has been taken before."""

    account: Account | None = None


@dataclass(frozen=True, slots=True)
class Reweigh:
    """Accounts turned out to be one person's. `before` has the persons that these accounts had until now."""

    before: Mapping[Account, str]


@dataclass(frozen=True, slots=True)
class WriteTo:
    """The owner wants to be written to at this account."""

    account: Account


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed: do what is due.

    `steady` says whether the verdict that stands has also stood for the undo window by the running bot's own clock.
    """

    steady: bool = True


Command = (
    OpenCase
    | JoinReport
    | JoinListing
    | PlaceCard
    | LoseCard
    | React
    | ClearReactions
    | TakeReading
    | Observe
    | NameOwner
    | Withdraw
    | AddNote
    | TakeUpAgain
    | Purge
    | LoseMedia
    | Unseal
    | Suspect
    | ConfirmNotice
    | FailNotice
    | MeetMember
    | SeeMember
    | MissReminder
    | MoreTime
    | HandOver
    | HandIn
    | HoldMessage
    | ReleaseMessage
    | TakeReply
    | TakeQuestion
    | MessageMember
    | Appeal
    | ConfirmReasons
    | FailReasons
    | Dispute
    | ClaimRemoved
    | SeeListing
    | SeeListings
    | SeeOwner
    | FinishConversationLook
    | Reweigh
    | WriteTo
    | Tick
)

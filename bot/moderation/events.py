"""What happened to a case: the closed union that the ledger keeps, in order, for ever.

A verdict is an event and is never computed again, so new rules do not rewrite history. Events carry digests and
references only: words, media and identities stand in tables of their own.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.moderation.action_events import ActionEvent
from bot.moderation.model import (
    Account,
    Choice,
    Ending,
    Mark,
    Media,
    MessageRef,
    Owner,
    Reply,
    RoundKind,
    Rules,
)


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """The first report on a listing that has no open case. A joint one takes further listings of the member.

    `judged` is the hash of the policy that was in force when the work was listed, where that is another one.
    """

    number: int
    policy: str
    rules: Rules
    listing: str
    snapshot: str
    media: tuple[Media, ...]
    owner: Owner | None
    at: datetime
    joint: bool = False
    judged: str = ""


@dataclass(frozen=True, slots=True)
class ReportJoined:
    """A report, the first included. Its author is recused from here on; its words stand under `report`."""

    report: str
    reporter: Account
    moderator: bool


@dataclass(frozen=True, slots=True)
class Flagged:
    """A moderator flagged the listing on duty: that is no report, and they keep their ballot."""

    report: str
    by: Account


@dataclass(frozen=True, slots=True)
class Reopened:
    """The case takes up an earlier one of the same listing."""

    earlier: int


@dataclass(frozen=True, slots=True)
class TakenUpAgain:
    """The listing of this ended case is looked at again, as another case."""

    number: int


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """A moderator wrote a note onto the record; `words` say what."""

    by: Account
    words: str


@dataclass(frozen=True, slots=True)
class MediaPurged:
    """A lead had these media erased; `words` say why. What they look like stays known, so that they are known again."""

    by: Account
    digests: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class ReportersUnsealed:
    """A lead was told who reported; `words` say why."""

    by: Account
    words: str


@dataclass(frozen=True, slots=True)
class ManyReports:
    """So many people reported works of the case's owner within so many minutes. That proves nothing."""

    people: int
    minutes: int


@dataclass(frozen=True, slots=True)
class ListingJoined:
    """A further listing of the member was reported; its media are lettered on."""

    listing: str
    snapshot: str
    media: tuple[Media, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """A question was put to moderators; `offers` says what can be chosen, where that is not all."""

    round: int
    kind: RoundKind
    deadline: datetime
    at: datetime
    offers: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadsCalled:
    """Half the time of a round is gone and no verdict stands: those who lead the moderators are told."""

    round: int


@dataclass(frozen=True, slots=True)
class CardShown:
    """The round's card stands in the moderators' channel (anew, after a loss)."""

    round: int
    card: MessageRef


@dataclass(frozen=True, slots=True)
class CardLost:
    """The card was deleted, and its ballots with it."""

    round: int


@dataclass(frozen=True, slots=True)
class ReactionChanged:
    """A reaction came to stand on the card or was taken away."""

    round: int
    mark: Mark
    stands: bool
    moderator: bool
    order: str = ""


@dataclass(frozen=True, slots=True)
class ReactionPassed:
    """A reaction event that was newer than all before was not applied, or changed nothing: older ones are late now."""

    round: int
    order: str


@dataclass(frozen=True, slots=True)
class ReactionsCleared:
    """All reactions, or all of one meaning, were removed at once."""

    round: int
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class CardRead:
    """The card was read: these reactions stand on it, and these of their authors are moderators."""

    round: int
    marks: frozenset[Mark]
    moderators: frozenset[Account]


@dataclass(frozen=True, slots=True)
class LookAsked:
    """A look is under way: the last one at a card (a round's number) or for what the member answers (None)."""

    round: int | None


@dataclass(frozen=True, slots=True)
class ConversationRead:
    """The last look found no answer in the conversation with an account, or (None) in any: the listing comes next."""

    account: Account | None = None


@dataclass(frozen=True, slots=True)
class VoterTold:
    """Somebody was told privately why a ballot of theirs does not count."""

    round: int
    account: Account
    why: str


@dataclass(frozen=True, slots=True)
class Observed:
    """A moderator noted what they noticed; a second note of the same moderator in a round replaces the first."""

    id: str
    round: int
    author: Account
    considerations: frozenset[str]
    media: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class VerdictStands:
    """A verdict came to hold, in full: rule, sentence, owner. Its undo window begins."""

    round: int
    outcome: Choice
    since: datetime


@dataclass(frozen=True, slots=True)
class VerdictFell:
    """The verdict that stood holds no longer."""

    round: int


@dataclass(frozen=True, slots=True)
class VerdictReached:
    """The round is decided by its ballots. `finding` names the observations that the member will read."""

    round: int
    outcome: Choice
    finding: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerdictQuestioned:
    """After a verdict was final, accounts turned out to be one person's: a ballot that counted would not count now.

    The verdict stands, and the card says so.
    """

    round: int


@dataclass(frozen=True, slots=True)
class QuestionDue:
    """A notice is to go out: the n-th question of the case."""

    number: int


@dataclass(frozen=True, slots=True)
class RoundExpired:
    """The round's deadline passed with no verdict; the deadline's rule applies."""

    round: int


@dataclass(frozen=True, slots=True)
class OwnerNamed:
    """A moderator named the chat account of the listing's owner."""

    owner: Owner


@dataclass(frozen=True, slots=True)
class OwnerConfirmed:
    """A second moderator named the same account."""

    by: Account


@dataclass(frozen=True, slots=True)
class OwnerDisputed:
    """The member said that the listing is not theirs; the clock is off until moderators name the owner."""

    message: str


@dataclass(frozen=True, slots=True)
class OwnerMoved:
    """The platform names somebody else as the owner: whoever was asked, and has not answered, is asked no more."""

    owner: Owner


@dataclass(frozen=True, slots=True)
class OwnerLetGo:
    """Whoever was asked is the owner no more, and is asked no more; the question waits until a new one is named."""


@dataclass(frozen=True, slots=True)
class OwnerReached:
    """The owner's accounts, the one to write to first: another one was linked, chosen, or the only one that works."""

    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class NoticeDelivered:
    """The notice stands in the member's conversation; the member's clock starts."""

    notice: MessageRef
    deadline: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeStood:
    """The notice of a case that is over stands in the member's conversation all the same: they know of the case."""

    notice: MessageRef
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeFailed:
    """Every private way to the member failed; events of release 0.1.0 do not say when."""

    why: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TriedAgain:
    """A member who could not be reached is tried once more."""

    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeHandedOver:
    """A moderator put the question to the member another way; `words` say how. The member's clock starts."""

    by: Account
    words: str
    deadline: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerHandedIn:
    """A moderator put an answer on record that the member gave another way."""

    by: Account
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberBack:
    """A member who had been lost after a notice is reached or writes again; the clock starts anew."""

    deadline: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """The member is reminded, for the n-th time. A reminder that comes late moves the deadline with it."""

    number: int
    deadline: datetime


@dataclass(frozen=True, slots=True)
class ReminderMissed:
    """The last reminder could not go out in time, and is to be made up for before silence counts."""

    number: int


@dataclass(frozen=True, slots=True)
class MoreTimeGiven:
    """The member asked for more time: once a case, the deadline moves."""

    deadline: datetime


@dataclass(frozen=True, slots=True)
class MessageHeld:
    """A message of the member waits: for a file, for its case or, a question, for a word; a clock waits with it."""

    reply: Reply
    at: datetime
    question: bool = False


@dataclass(frozen=True, slots=True)
class MessageReleased:
    """It is no answer to this case, or its question is answered; the deadline moves by the time it was held.

    `deadline`: None about an unlisted work, where no clock of the member runs.
    `unanswered`: nobody answered the question in time, so that it belongs to what the member says next.
    """

    message: str
    deadline: datetime | None
    unanswered: bool = False


@dataclass(frozen=True, slots=True)
class MemberMessaged:
    """A moderator wrote to the member, who does not read who; `words` is the id of what they wrote."""

    by: Account
    words: str


@dataclass(frozen=True, slots=True)
class ReplyGathered:
    """The member began to answer, or went on: more may come, so that no round judges it yet."""

    reply: Reply
    at: datetime


@dataclass(frozen=True, slots=True)
class Replied:
    """The member answered; a new round judges it."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class ReplyJoined:
    """More of the same answer, while moderators judge it: the card shows it too."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class ReplyRevised:
    """More of the answer came after voting had begun: the round's ballots fall, and a new round judges all of it."""

    round: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class ListingChanged:
    """The platform shows another version of the listing (of a joint case: of which) than the one captured."""

    snapshot: str
    listing: str = ""


@dataclass(frozen=True, slots=True)
class ListingMissing:
    """One look found the listing (of a joint case: which) gone; a second one makes sure."""

    listing: str = ""


@dataclass(frozen=True, slots=True)
class ListingBack:
    """A listing (of a joint case: which) that one look had missed is there after all."""

    listing: str = ""


@dataclass(frozen=True, slots=True)
class ListingGone:
    """One of the listings of a joint case is not there any more, or not the member's."""

    listing: str


@dataclass(frozen=True, slots=True)
class MemberSilent:
    """The member's time ran out, after the reminders and one last look for an answer."""


@dataclass(frozen=True, slots=True)
class ActionNeeded:
    """A reply was refused, or no question is left: moderators must decide what follows."""


@dataclass(frozen=True, slots=True)
class CaseCleared:
    """'Keep' won."""

    at: datetime


@dataclass(frozen=True, slots=True)
class CaseLapsed:
    """Nobody decided in time, or nobody could be asked; it shields nothing."""

    at: datetime
    ending: Ending = Ending.UNDECIDED


@dataclass(frozen=True, slots=True)
class CaseResolved:
    """Repaired, removed, gone, or accepted for want of a decision."""

    ending: Ending
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseWithdrawn:
    """A moderator took the case back."""

    by: Account
    words: str
    at: datetime


Event = (
    CaseOpened
    | ReportJoined
    | Flagged
    | Reopened
    | TakenUpAgain
    | NoteAdded
    | MediaPurged
    | ReportersUnsealed
    | ManyReports
    | ListingJoined
    | RoundOpened
    | LeadsCalled
    | CardShown
    | CardLost
    | ReactionChanged
    | ReactionPassed
    | ReactionsCleared
    | CardRead
    | LookAsked
    | ConversationRead
    | VoterTold
    | Observed
    | VerdictStands
    | VerdictFell
    | VerdictReached
    | VerdictQuestioned
    | QuestionDue
    | RoundExpired
    | OwnerNamed
    | OwnerConfirmed
    | OwnerDisputed
    | OwnerMoved
    | OwnerLetGo
    | OwnerReached
    | NoticeDelivered
    | NoticeStood
    | NoticeFailed
    | TriedAgain
    | NoticeHandedOver
    | AnswerHandedIn
    | MemberBack
    | ReminderDue
    | ReminderMissed
    | MoreTimeGiven
    | MessageHeld
    | MessageReleased
    | MemberMessaged
    | ReplyGathered
    | Replied
    | ReplyJoined
    | ReplyRevised
    | ListingChanged
    | ListingMissing
    | ListingBack
    | ListingGone
    | MemberSilent
    | ActionNeeded
    | CaseCleared
    | CaseLapsed
    | CaseResolved
    | CaseWithdrawn
    | ActionEvent
)

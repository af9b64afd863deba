"""What people are shown, as values: each edge draws them natively. No markup, no emoji, no length limits here."""

from dataclasses import dataclass
from datetime import datetime

from bot.moderation.effects import Say
from bot.moderation.model import Account, Action, Chat, Choice, Media, MessageRef, RoundKind
from bot.moderation.policy import Policy


def versions(policy: str, judged: str, where: str = "notice") -> Say:
    """The policy by its version: both, where the work is judged under another one than the case opened under."""
    if not judged:
        return Say(f"{where}.version", {"policy": policy})
    return Say(f"{where}.versions", {"policy": policy, "judged": judged})


@dataclass(frozen=True, slots=True)
class Statement:
    """One observation as people read it: the sentence, the considerations as statements, the media by letter."""

    sentence: str
    considerations: tuple[str, ...]
    media: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListingLine:
    """One of several listings of a case: the letters of its media, and what has become of it since."""

    media: tuple[str, ...]
    title: str
    url: str | None
    state: Say | None = None


@dataclass(frozen=True, slots=True)
class LegendLine:
    """One reaction of a card and its words."""

    choice: Choice
    label: str


@dataclass(frozen=True, slots=True)
class AddedNotes:
    """Process notes that the member added by hand, and when."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """Something that was written about a case.

    Attributes:
        note: What is to be known of it, after the words.
        by: The moderator who wrote it to the member; None where the member did.
    """

    words: str
    note: Say | None = None
    by: Account | None = None


@dataclass(frozen=True, slots=True)
class FactLine:
    """One thing that files say about their making. `field` is '' where they say nothing.

    Attributes:
        media: The letters of those that say it.
        means: What it does and does not mean.
    """

    media: tuple[str, ...]
    source: str
    field: str
    value: str
    means: Say


@dataclass(frozen=True, slots=True)
class CardView:
    """A round's card in the moderators' channel.

    Attributes:
        card: Where it stands; None when it is to be posted.
        hung: On the first card, what its sheet shows: the media and, beside some, a picture that was seen before and of
            which nobody can say whether it is the same, under the same letter with a question mark.
        waits_for: Sentences on what still keeps a verdict from holding (never a count).
        status: Sentences on where the case stands ('changed since', 'decided in …', parked).
        over: The round is decided: the card shrinks to `status`.
        asked: On every card but the first: what the member was asked about.
        before, after: On a reply card, the media concerned and what came instead.
        answer: On every card but the first, the member's words, oldest first; on an appeal's, their statement.
        record: On the card that asks what follows: what is on record of the member.
        files: A note for each file of the answer that is no picture or was refused.
        policy: The one that the case opened under: its emoji stand for the choices.
        judged: A sentence on the version by which the work is judged, where that is another one.
        works: Other works of the member, newest first, to judge whether this one is in keeping; `name` is the title.
        seen: Sentences on where pictures like these were seen before, and how many listings came of late.
        notes: What the member added to the listing's process notes.
        facts: What the files say about their making, those first that help most.
        purged: Media were erased: what stands there and is not drawn any more is to be gone for good.
        listings: Those of a case about several, whose titles `title` sums up.
        joint: Further listings may join, so a concern names what it is about, and leaves out what is fine.
    """

    case: int
    round: int
    kind: RoundKind
    card: MessageRef | None
    title: str
    url: str | None
    description: str
    process_notes: str
    media: tuple[Media, ...]
    questions: tuple[str, ...]
    legend: tuple[LegendLine, ...]
    deadline: datetime
    policy: Policy
    waits_for: tuple[Say, ...] = ()
    status: tuple[Say, ...] = ()
    over: bool = False
    asked: tuple[Statement, ...] = ()
    before: tuple[Media, ...] = ()
    after: tuple[Media, ...] = ()
    answer: tuple[Written, ...] = ()
    files: tuple[Say, ...] = ()
    works: tuple[Media, ...] = ()
    seen: tuple[Say, ...] = ()
    notes: tuple[AddedNotes, ...] = ()
    facts: tuple[FactLine, ...] = ()
    record: tuple[Say, ...] = ()
    purged: bool = False
    listings: tuple[ListingLine, ...] = ()
    joint: bool = False
    hung: tuple[Media, ...] = ()
    judged: Say | None = None


@dataclass(frozen=True, slots=True)
class NoticeView:
    """The private notice of a concern. `thread` is the first notice of the case there, where one stands already.

    `listings` are those that it is about, where they are several; `version` names the policy (see `versions`).
    `locale` is the member's, where it is known.
    """

    case: int
    question: int
    account: Account
    title: str
    url: str | None
    captured_at: datetime
    statements: tuple[Statement, ...]
    media: tuple[Media, ...]
    deadline: datetime
    version: Say
    support: str
    thread: MessageRef | None = None
    listings: tuple[ListingLine, ...] = ()
    locale: str = ""


@dataclass(frozen=True, slots=True)
class MessageView:
    """A sentence for one person in private.

    Attributes:
        reply_to: Ties it to their message where the chat can.
        thread: The first notice of the case that it is about, whose thread it goes into where the chat has threads.
        case: That case, where it is about one.
        appeal: A button to appeal goes with it.
        version: The policy that it goes by (see `versions`), where it is a statement of reasons.
    """

    account: Account
    say: Say
    reply_to: MessageRef | None = None
    thread: MessageRef | None = None
    case: int | None = None
    appeal: bool = False
    version: Say | None = None


@dataclass(frozen=True, slots=True)
class WhichView:
    """The question which case a message belongs to: (number, title) each."""

    account: Account
    message: str
    reply_to: MessageRef
    cases: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """The answer to a report: by its stored token while that lives, else as a message.

    `confirm` is the report's id where a button 'send it all the same' goes with it (`ReportConfirmed.token`), else ''.
    """

    account: Account
    token: str
    expires: datetime
    say: Say
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class SupportView:
    """A line for the support contact; about no case where it is about the bot itself."""

    case: int | None
    say: Say


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A line for the moderators in a card's thread; in their channel where the card does not stand (any more)."""

    case: int
    card: MessageRef | None
    say: Say


@dataclass(frozen=True, slots=True)
class VoterView:
    """A private word to a voter about a card; `later`: one that has to reach them although they may be away."""

    account: Account
    card: MessageRef | None
    case: int
    say: Say
    later: bool = False


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    number: int
    title: str
    status: Say
    due: datetime | None
    card: MessageRef | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened, for `/case show`: when, and a sentence."""

    at: datetime
    say: Say


@dataclass(frozen=True, slots=True)
class CaseView:
    """`/case show N`: the case, its number of reports, earlier outcomes, its history.

    Attributes:
        written: What the member wrote and what moderators wrote to them, in full, oldest first; a card may have to cut.
        pictures: What reporters attached, unnamed.
        facts: What the files say about their making; a card shows the first of it.
        said: What those who reported see, unnamed.
        crowd: That many people reported at once, which may have been agreed.
        notes: Process notes that the member added by hand, in full.
    """

    line: CaseLine
    url: str | None
    reports: int
    earlier: tuple[CaseLine, ...]
    statements: tuple[Statement, ...]
    history: tuple[HistoryLine, ...]
    written: tuple[Written, ...] = ()
    pictures: tuple[Media, ...] = ()
    facts: tuple[FactLine, ...] = ()
    listings: tuple[ListingLine, ...] = ()
    said: tuple[Say, ...] = ()
    crowd: Say | None = None
    notes: tuple[AddedNotes, ...] = ()


@dataclass(frozen=True, slots=True)
class MyCaseView:
    """`/my-case`: what the member may know of one of their cases; it also shows that the notice is genuine.

    `appeal`: How they can appeal, and until when; None while they cannot.
    """

    number: int
    title: str
    url: str | None
    status: Say
    statements: tuple[Statement, ...]
    deadline: datetime | None
    version: Say
    listings: tuple[ListingLine, ...] = ()
    appeal: Say | None = None


@dataclass(frozen=True, slots=True)
class StatementView:
    """The full statement about a case, for its member: what was noticed, by whom it was decided, what they can do.

    Attributes:
        reference: Names the case to anybody outside; random, and nobody's.
        synthetic: The files' credentials hold, and say that a trained model made it.
        sent_at: When the notice was delivered; None where it never was.
        clauses: The sentences of the policy that the finding touches.
        policy: The version that the case opened under.
        judged: The one that the work is judged under, where it is another; else ''.
        policy_url: Where the policy can be read, or ''.
        decided: How many decided to ask, and under which rule.
        weighed: How earlier answers were weighed, oldest first.
        status: Where the case stands; None where `outcome` says all of it.
        more_time: They can still ask for more time.
        listings: Those that it is about, where they are several.
        flagged: It came up by a moderator on duty, and by nobody's report.
        action: What was decided since, unless it was undone.
        outcome: The same in sentences, with how many decided it and under which rule; or that it was undone, and when.
        undone: Something was decided, and it is as if it had never been.
        contest: How to disagree; None where what was decided can be contested no more.
        standing: What counts against them, of this case and of others, until when, and what could follow next.
    """

    reference: str
    case: int
    title: str
    url: str | None
    media: tuple[Media, ...]
    synthetic: bool
    captured_at: datetime
    sent_at: datetime | None
    statements: tuple[Statement, ...]
    clauses: tuple[str, ...]
    policy: str
    policy_url: str
    decided: Say
    weighed: tuple[Say, ...]
    status: Say | None
    deadline: datetime | None
    more_time: bool
    support: str
    listings: tuple[ListingLine, ...] = ()
    flagged: bool = False
    action: Action | None = None
    outcome: tuple[Say, ...] = ()
    undone: bool = False
    contest: Say | None = None
    standing: tuple[Say, ...] = ()
    judged: str = ""


@dataclass(frozen=True, slots=True)
class PolicyView:
    """`/ai-policy`: the stance in force, in lists of sentences."""

    version: str
    stance: tuple[str, ...]
    allowed: tuple[str, ...]
    not_allowed: tuple[str, ...]
    support: str


@dataclass(frozen=True, slots=True)
class ReasonsView:
    """What was decided and why, by which version of the policy; `locale` is the member's, where it is known."""

    case: int
    why: Say
    version: Say
    locale: str = ""


@dataclass(frozen=True, slots=True)
class LetterView:
    """What could not be delivered, as plain text for a moderator to hand over another way; in the member's language."""

    notice: NoticeView | ReasonsView


@dataclass(frozen=True, slots=True)
class ReportersView:
    """Who reported a case, for the lead alone who asked."""

    case: int
    reporters: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A private sentence."""

    say: Say


@dataclass(frozen=True, slots=True)
class Linked:
    """A private sentence about accounts that are one person's now, with the button 'write to me here'."""

    say: Say


@dataclass(frozen=True, slots=True)
class Listed:
    """Cases under a heading; an empty list is said, not shown as nothing."""

    heading: Say
    cases: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True)
class DigestView:
    """What waits for moderators, in their channel on this chat, under a heading each."""

    chat: Chat
    sections: tuple[Listed, ...]


Outgoing = (
    CardView | NoticeView | MessageView | WhichView | AnswerView | SupportView | ThreadView | VoterView | DigestView
)


@dataclass(frozen=True, slots=True)
class MyCases:
    """The member's own cases.

    Attributes:
        hint: What may help, or None.
        standing: Sentences on what they were asked about once, what counts, until when, and what could follow next.
        here: They have accounts on several chats: a button 'write to me here' goes with it.
    """

    cases: tuple[MyCaseView, ...]
    hint: Say | None = None
    here: bool = False
    standing: tuple[Say, ...] = ()

    @property
    def heading(self) -> str:
        """The key of the sentence above them: here they are, there is none any more, or there is none."""
        if self.cases:
            return "command.my_cases"
        return "command.my_cases_past" if self.standing else "command.my_cases_none"


@dataclass(frozen=True, slots=True)
class StandingView:
    """`/case standing PERSON`: sentences on where a member stands, and the cases that count."""

    lines: tuple[Say, ...]
    cases: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True)
class Deferred:
    """The answer follows by an effect (`AnswerReport`, `AnswerNotes`)."""


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing to say: an answer would be noise."""


Answer = (
    Said
    | Linked
    | Listed
    | CaseView
    | LetterView
    | ReportersView
    | MyCases
    | StandingView
    | StatementView
    | PolicyView
    | Deferred
    | Silent
)
"""What an edge shows the person who acted, privately, within the chat's deadline."""

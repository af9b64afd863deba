"""What a decision wants done in the world: the closed union that the outbox keeps until it is done.

- *Posts* go out exactly once, as far as the platform lets us.
- *Syncs* are idempotent and coalesced: only the newest of a key is worth doing.
- *Looks* bring something back: a reading, a listing, a file. They are repeated until they do.
- *Calls* go to the platform at least once, each under an id of its own by which it can drop a repeat.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from bot.moderation.model import Account, Chat, Choice, Ending, Media, MessageRef


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence of `notices.<language>.toml`: its key and what fills its places.

    `words` are people's and ours and are escaped by the edge; `times` are drawn in the reader's own time. `also` are
    sentences that follow it, each on a line of its own.
    """

    key: str
    words: Mapping[str, str | int] = field(default_factory=dict)
    times: Mapping[str, datetime] = field(default_factory=dict)
    also: tuple["Say", ...] = ()


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Sync: the round's card is to look like the case (posted if it does not stand, a line once it is over)."""

    case: int
    round: int


@dataclass(frozen=True, slots=True)
class MarkStored:
    """Sync: the bot's 📥 stands on the member's message, which is on record."""

    case: int | None
    message: MessageRef


@dataclass(frozen=True, slots=True)
class RemoveReaction:
    """Sync: a reaction of somebody who is no moderator is taken off, where the chat allows it."""

    case: int
    card: MessageRef
    account: Account
    emoji: str


@dataclass(frozen=True, slots=True)
class ReadCard:
    """Look: read all reactions of a card and who of their authors is a moderator."""

    case: int
    round: int


@dataclass(frozen=True, slots=True)
class ReadConversation:
    """Look: read what somebody wrote since their last message on record. `case` waits for it, if one does."""

    case: int | None
    account: Account


@dataclass(frozen=True, slots=True)
class LookUpListing:
    """Look: find the listing of a report, capture it, and open, join or refuse."""

    report: str


@dataclass(frozen=True, slots=True)
class LookAtListing:
    """Look: is the listing of a case still there, and still as captured? `message` is the member's who said so."""

    case: int
    message: str | None = None


@dataclass(frozen=True, slots=True)
class LookAtPortfolio:
    """Look: what else the owner of a case's listing (the platform's id) shows, for the moderators to see."""

    case: int
    owner: str


@dataclass(frozen=True, slots=True)
class LookUpNotes:
    """Look: whose listing is it that somebody wants to add process notes to?"""

    notes: str


@dataclass(frozen=True, slots=True)
class FetchFiles:
    """Look: bring the files of a member's message into the media store, before their links die."""

    message: str


@dataclass(frozen=True, slots=True)
class EraseMedia:
    """Look: have these media of a case erased; then the cards that showed them are drawn anew."""

    case: int
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallLeads:
    """Look: who leads the moderators now? Each of them is told in private, but for those who are part of the case."""

    case: int
    round: int
    say: Say


@dataclass(frozen=True, slots=True)
class FindAccount:
    """Look: find a member's account on a chat by the address that is on record for them."""

    person: str
    chat: Chat


@dataclass(frozen=True, slots=True)
class SendNotice:
    """Post: the notice of a concern, or the repeated question.

    Attributes:
        aside: In a private thread, for somebody who takes no private messages, where the chat has such threads.
        why: Why the ways before this one failed.
    """

    case: int
    account: Account
    question: int
    aside: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class TellMember:
    """Post: something about their case to the member, in their conversation (`aside` as for the notice)."""

    case: int
    account: Account
    say: Say
    aside: bool = False


@dataclass(frozen=True, slots=True)
class TellReporter:
    """Post: something to a reporter, privately; never who else, never how."""

    case: int
    account: Account
    say: Say


@dataclass(frozen=True, slots=True)
class TellVoter:
    """Post: what a voter has to know about their ballot, privately.

    Attributes:
        later: It follows from what somebody else did, or is only seen now: they may be away, and must not miss it.
    """

    case: int
    round: int
    account: Account
    say: Say
    later: bool = False


@dataclass(frozen=True, slots=True)
class TellLead:
    """Post: to somebody who leads the moderators, about a round of a case, privately."""

    case: int
    round: int
    account: Account
    say: Say


@dataclass(frozen=True, slots=True)
class TellCard:
    """Post: something for the moderators, in the thread of a round's card, where their talk stays internal."""

    case: int
    round: int
    say: Say


@dataclass(frozen=True, slots=True)
class ShowDigest:
    """Post: what waits for moderators on this day, in their channel."""

    day: str


@dataclass(frozen=True, slots=True)
class TellPerson:
    """Post: an answer to somebody's private message that belongs to no case."""

    account: Account
    say: Say


@dataclass(frozen=True, slots=True)
class AskWhich:
    """Post: which of these cases does the member's message belong to?"""

    account: Account
    message: str
    cases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """Post: the answer to a report, in place of 'one moment' where that can still be edited, else as a message.

    With `confirm` it asks whether to go on, and a button sends the report all the same.
    """

    report: str
    account: Account
    say: Say
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class AnswerNotes:
    """Post: the answer to process notes, in place of 'one moment' where that can still be edited, else as a message."""

    notes: str
    account: Account
    say: Say


@dataclass(frozen=True, slots=True)
class TellSupport:
    """Post: something that the support contact must know, for instance that too few moderators may vote.

    It goes to the moderators' chat, or where another one is named.
    """

    case: int
    say: Say
    chat: Chat | None = None


@dataclass(frozen=True, slots=True)
class TellOperators:
    """Post: something about the bot itself that whoever runs it must know; to the support contact on this chat."""

    chat: Chat
    say: Say


class PlatformEvent(StrEnum):
    """What the platform is told of, by the name that it reads; docs/webhooks.json describes each."""

    CASE_OPENED = "case.opened"
    CASE_CLEARED = "case.cleared"
    NOTICE_DELIVERED = "notice.delivered"
    NOTICE_UNDELIVERABLE = "notice.undeliverable"
    REPLACEMENT_ACCEPTED = "replacement.accepted"
    ACTION_DECIDED = "action.decided"
    ACTION_UNDONE = "action.undone"


@dataclass(frozen=True, slots=True)
class CallPlatform:
    """Call: the platform is told what happened to a case; all else that it is told is drawn from the case.

    Attributes:
        until: When the member's time ends, for a delivered notice; when what was decided ends by itself, for an action.
        media: What was accepted in place of the listing's, for a replacement.
        outcome: What was decided or is undone, for an action: unlist, warn or pause.
        listing: Which one, of a joint case.
        ending: How the case ended, for one from which nothing follows; None where an earlier release cleared it.
    """

    case: int
    event: PlatformEvent
    until: datetime | None = None
    media: tuple[Media, ...] = ()
    outcome: Choice | None = None
    listing: str = ""
    ending: Ending | None = None


Sync = ShowCard | MarkStored | RemoveReaction
ToPlatform = LookUpListing | LookAtListing | LookAtPortfolio | LookUpNotes | FetchFiles
Look = ReadCard | ReadConversation | ToPlatform | FindAccount | EraseMedia | CallLeads
ToPeople = (
    SendNotice | TellMember | TellReporter | TellVoter | TellLead | TellPerson | AskWhich | AnswerReport | AnswerNotes
)
Post = ToPeople | TellCard | TellSupport | TellOperators | ShowDigest
Call = CallPlatform
Effect = Sync | Look | Post | Call


def lane(effect: Effect) -> str:
    """The lane of an effect: what is in one lane goes out in order, lanes do not wait for each other."""
    match effect:
        case ShowCard(case=case, round=round_):
            return f"{case}/card/{round_}"
        case ReadCard(case=case, round=round_):
            return f"{case}/look/{round_}"  # of its own: votes are read though the card's picture is still missing
        case TellCard(case=case, round=round_):
            return f"{case}/thread/{round_}"
        case RemoveReaction(case=case, card=card):
            return f"{case}/reactions/{card.message}"
        case TellSupport(case=case):
            return f"{case}/support"
        case TellOperators(chat=chat):
            return f"operators/{chat}"
        case ShowDigest():
            return "digest"
        case CallLeads(case=case):
            return f"{case}/leads"
        case LookUpListing(report=report):
            return f"report/{report}"
        case LookAtListing(case=case):
            return f"{case}/listing"
        case LookAtPortfolio(case=case):
            return f"{case}/portfolio"
        case CallPlatform(case=case):
            return f"{case}/told"
        case LookUpNotes(notes=notes):
            return f"notes/{notes}"
        case FetchFiles(message=message):
            return f"files/{message}"
        case EraseMedia(case=case):
            return f"{case}/erase"
        case FindAccount(person=person, chat=chat):
            return f"find/{chat}/{person}"
        case MarkStored(message=message):
            return f"stored/{message.channel}/{message.message}"
        case ReadConversation(case=None, account=account):
            return f"read/{account}"
        case AnswerReport(report=record) | AnswerNotes(notes=record):
            return f"answer/{record}"
        case TellPerson(account=account):
            return f"person/{account}"
        case AskWhich(account=account):
            return f"person/{account}"
        case (
            SendNotice(case=case, account=account)
            | TellMember(case=case, account=account)
            | ReadConversation(case=case, account=account)
        ):
            # The last look for an answer comes behind a reminder that is still on its way.
            return f"{case}/member/{account}"
        case (
            TellReporter(case=case, account=account)
            | TellVoter(case=case, account=account)
            | TellLead(case=case, account=account)
        ):
            return f"{case}/person/{account}"
        case _:
            assert_never(effect)


SWEEP = "sweep"
"""The road of a catch-up's looks: they make way for what happens now."""


ROOM = "room"
"""The road of what is posted in the moderators' channel, one after the other: chats count messages by channel."""


def road(effect: Effect) -> str:
    """The road that an effect takes: each has hands of its own, so that one that is blocked holds up no other."""
    match effect:
        case ShowCard() | TellCard() | TellSupport() | ShowDigest():
            return ROOM
        case ReadCard() | CallLeads():
            return "moderators"
        case EraseMedia():
            return "media"
        case LookUpListing() | LookAtListing() | LookAtPortfolio() | LookUpNotes() | FetchFiles():
            return "platform"
        case CallPlatform():
            return "webhooks"
        case FindAccount(chat=chat) | TellOperators(chat=chat):
            return str(chat)
        case MarkStored(message=ref) | RemoveReaction(card=ref):
            return str(ref.chat)
        case (
            ReadConversation(account=account)
            | SendNotice(account=account)
            | TellMember(account=account)
            | TellReporter(account=account)
            | TellVoter(account=account)
            | TellLead(account=account)
            | TellPerson(account=account)
            | AskWhich(account=account)
            | AnswerReport(account=account)
            | AnswerNotes(account=account)
        ):
            return str(account.chat)
        case _:
            assert_never(effect)


def sync_key(effect: Effect) -> str | None:
    """What a waiting effect of the same key makes needless; None for what is never coalesced."""
    match effect:
        case ShowCard(case=case, round=round_):
            return f"show/{case}/{round_}"
        case ReadCard(case=case, round=round_):
            return f"read/{case}/{round_}"
        case ReadConversation(case=case, account=account):
            return f"conversation/{case}/{account}"
        case LookAtListing(case=case, message=None):
            return f"look/{case}"
        case LookAtPortfolio(case=case):
            return f"portfolio/{case}"
        case FindAccount(person=person, chat=chat):
            return f"find/{chat}/{person}"
        case MarkStored(message=message):
            return f"stored/{message.channel}/{message.message}"
        case _:
            return None

"""The slash commands: what somebody typed, as an event. Pure; what cannot be meant gets a sentence of help."""

import re
from dataclasses import dataclass
from typing import Final

from bot.moderation import codes
from bot.moderation.effects import Say
from bot.moderation.inbound import (
    AskedCase,
    AskedLetter,
    AskedLink,
    AskedList,
    AskedMyCase,
    AskedNext,
    AskedPolicy,
    AskedStanding,
    FlaggedListing,
    HandedOver,
    Inbound,
    MessagedMember,
    NamedOwner,
    OrderedPurge,
    OrderedUnsealing,
    TookBack,
    TookUpAgain,
    WroteNote,
)
from handlers.slack import inbound, markup
from handlers.slack.acts import Act

REPORT: Final = "/report-listing"
CASE: Final = "/case"
MY_CASE: Final = "/my-case"
POLICY: Final = "/ai-policy"
LINK: Final = "/link"
NOTES: Final = "/process-notes"
APPEAL: Final = "/appeal"
COMMANDS: Final = (REPORT, CASE, MY_CASE, NOTES, APPEAL, LINK, POLICY)
ABOUT_ONE: Final = (
    *("show", "owner", "withdraw", "notice", "delivered", "reply", "message"),
    *("note", "reopen", "purge", "unseal"),
)
"""What moderators do about one case: `/case`, the word, and its number."""
VERBS: Final = ("list", "next", "open", "standing", *ABOUT_ONE)
WHICH: Final = ("open", "mine", "due")

_NUMBER: Final = re.compile(r"#?([1-9][0-9]{0,8})")
_REPLY: Final = re.compile(r"reply\s+#?([1-9][0-9]{0,8})", re.IGNORECASE)
_LINK: Final = re.compile(r"<?(https?://[^|>\s]{1,500})(?:\|[^>]*)?>?")
_PERSON: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_REASON: Final = range(3, 301)
_MESSAGE: Final = range(3, 1001)
_HOW: Final = Say("command.usage_standing")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as Slack hands it over: mentions escaped, words after it trimmed."""

    name: str
    text: str


def read(act: Act, typed: Typed) -> Inbound | Say:
    """The event, or what is to be said about how it was typed; what opens a form is not read here."""
    match typed.name:
        case "/my-case":
            return AskedMyCase(act.key, act.account)
        case "/link":
            return AskedLink(act.key, act.account, codes.digest(typed.text))
        case "/ai-policy":
            return AskedPolicy(act.key, act.account)
        case "/appeal":
            return Say("command.usage_appeal")
        case "/case":
            found = _case(act, typed.text.split())
            # How it is typed is of no use to somebody whom it is not for.
            mistyped = isinstance(found, Say) and not (act.moderator or act.in_doubt)
            return Say("say.moderators_only") if mistyped else found
    return Say("command.outdated")


def reply_to(typed: Typed) -> int | None:
    """The case of `/case reply N`, which opens a form; None for every other command."""
    found = _REPLY.fullmatch(typed.text)
    return int(found[1]) if typed.name == CASE and found else None


def appeal_in(typed: Typed) -> int | None:
    """The case of `/appeal N`, which opens a form, or 0 where none is named; None for every other command."""
    found = _NUMBER.fullmatch(typed.text)
    if typed.name != APPEAL or (typed.text and not found):
        return None
    return int(found[1]) if found else 0


def _case(act: Act, typed: list[str]) -> Inbound | Say:
    verb, rest = (typed[0].lower(), typed[1:]) if typed else ("", [])
    match verb:
        case "list":
            return _list(act, rest)
        case "open":
            return _open(act, rest)
        case "next" if not rest:
            return AskedNext(act.key, act.account, act.moderator)
        case "standing":
            found = _PERSON.fullmatch(rest[0]) if len(rest) == 1 else None
            person = inbound.account(found[1]) if found else None
            return AskedStanding(act.key, act.account, act.moderator, person) if person else _HOW
        case _ if verb in ABOUT_ONE:
            return _about(act, verb, rest)
    return Say("command.usage")


def _list(act: Act, rest: list[str]) -> AskedList:
    """`/case list`, `/case list mine`, and either with words to look for."""
    which = rest[0].lower() if rest and rest[0].lower() in WHICH else ""
    words = " ".join(rest[1:] if which else rest)
    return AskedList(act.key, act.account, act.moderator, which or "open", markup.read(words)[:100])


def _open(act: Act, rest: list[str]) -> Inbound | Say:
    found = _LINK.fullmatch(rest[0]) if len(rest) == 1 else None
    if found is None:
        return Say("command.usage_open")
    return FlaggedListing(act.key, act.account, act.moderator, found[1], act.way.url, act.way.until)


def _about(act: Act, verb: str, rest: list[str]) -> Inbound | Say:
    number = _NUMBER.fullmatch(rest[0]) if rest else None
    if number is None:
        return Say(f"command.usage_{verb}")
    case, words = int(number[1]), rest[1:]
    match verb, words:
        case "show", []:
            return AskedCase(act.key, act.account, act.moderator, case)
        case "owner", [person] if found := _PERSON.fullmatch(person):
            return NamedOwner(act.key, act.account, act.moderator, case, inbound.account(found[1]))
        case "reopen", []:
            return TookUpAgain(act.key, act.account, act.moderator, case, act.way.url, act.way.until)
        case "note", _ if len(note := markup.read(" ".join(words))) in _REASON:
            return WroteNote(act.key, act.account, act.moderator, case, note)
        case "purge", _ if len(reason := markup.read(" ".join(words))) in _REASON:
            return OrderedPurge(act.key, act.account, act.lead, case, reason)
        case "unseal", _ if len(reason := markup.read(" ".join(words))) in _REASON:
            return OrderedUnsealing(act.key, act.account, act.lead, case, reason)
        case "withdraw", _ if len(reason := markup.read(" ".join(words))) in _REASON:
            return TookBack(act.key, act.account, act.moderator, case, reason)
        case "message", _ if len(said := markup.read(" ".join(words))) in _MESSAGE:
            return MessagedMember(act.key, act.account, act.moderator, case, said)
        case "notice", []:
            return AskedLetter(act.key, act.account, act.moderator, case)
        case "delivered", _ if len(how := markup.read(" ".join(words))) in _REASON:
            return HandedOver(act.key, act.account, act.moderator, case, how)
    return Say(f"command.usage_{verb}")

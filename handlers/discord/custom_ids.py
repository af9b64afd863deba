"""What our components and forms carry in their `custom_id`: written and read here, and nowhere else.

An id is `verb:part:…`. Whatever a component does can be told from it alone, so that it works after a restart. The ids
of posts end with the effect that they went out for: a try whose outcome is not known is found by it.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.moderation.understood import Given
from handlers.discord import limits
from handlers.shared import answering
from handlers.shared.answering import Way

_RECORD: Final = re.compile(r"[A-Za-z0-9_-]{1,32}")
_LETTERS: Final = re.compile(r"[A-Z]{1,2}(,[A-Z]{1,2}){0,24}")
_MANY: Final = "*"


@dataclass(frozen=True, slots=True)
class OpenObservation:
    """The card's button 'What did you notice?'. `letters` of the media, or none where there are too many to list.

    On a `joint` case some may be named as fine.
    """

    case: int
    round: int
    letters: tuple[str, ...]
    effect: str
    joint: bool = False


@dataclass(frozen=True, slots=True)
class ObservationForm:
    """The form behind it."""

    case: int
    round: int


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The report form."""


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """The form for an answer that came another way."""

    case: int


@dataclass(frozen=True, slots=True)
class OpenAppeal:
    """The button under a statement of reasons; opens the form."""

    case: int
    effect: str


@dataclass(frozen=True, slots=True)
class AppealForm:
    """The form behind it, and of `/appeal`; `case` is 0 where none was named."""

    case: int


@dataclass(frozen=True, slots=True)
class NotesForm:
    """The form of `/process-notes`."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """'Report anyway': `token` is the one of `Confirm`."""

    token: str


@dataclass(frozen=True, slots=True)
class WhichCase:
    """The select that asks which case a message belongs to."""

    message: str
    effect: str


@dataclass(frozen=True, slots=True)
class ShowMyCases:
    """The notice's button; the same as `/my-case`."""

    effect: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A button of the notice: it opens a form, or says what is written on it."""

    case: int
    way: Way


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The form behind it; `given` is what pictures are that come by it."""

    case: int
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class ShowStatement:
    """'The full statement', on the notice and under `/my-case`."""

    case: int


@dataclass(frozen=True, slots=True)
class ShowPolicy:
    """The button under other private messages; the same as `/ai-policy`."""

    effect: str


@dataclass(frozen=True, slots=True)
class ShowNext:
    """The digest's button; the same as `/case next`."""

    effect: str


@dataclass(frozen=True, slots=True)
class WriteHere:
    """'Write to me here': the member chose this account."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The button under a line for the support contact; the same as `/case show`."""

    case: int
    effect: str


CustomId = (
    OpenObservation
    | ObservationForm
    | ReportForm
    | ReplyForm
    | OpenAppeal
    | AppealForm
    | NotesForm
    | GoOn
    | WhichCase
    | ShowMyCases
    | Answer
    | AnswerForm
    | ShowStatement
    | ShowPolicy
    | ShowNext
    | WriteHere
    | OpenCase
)


def write(custom_id: CustomId) -> str:
    """The text of an id."""
    match custom_id:
        case OpenObservation(case=case, round=round_, letters=letters, effect=effect, joint=joint):
            parts: tuple[object, ...] = ("sees" if joint else "see", case, round_, _join(letters), effect)
        case ObservationForm(case=case, round=round_):
            parts = ("saw", case, round_)
        case ReportForm():
            parts = ("report",)
        case ReplyForm(case=case):
            parts = ("reply", case)
        case OpenAppeal(case=case, effect=effect):
            parts = ("appeal", case, effect)
        case AppealForm(case=case):
            parts = ("appealed", case)
        case NotesForm():
            parts = ("notes",)
        case GoOn(token=token):
            parts = ("sure", token)
        case WhichCase(message=message, effect=effect):
            parts = ("which", message, effect)
        case ShowMyCases(effect=effect):
            parts = ("mine", effect)
        case ShowPolicy(effect=effect):
            parts = ("policy", effect)
        case Answer(case=case, way=way):
            parts = ("answer", case, way)
        case AnswerForm(case=case, given=given):
            parts = ("answered", case, given) if given else ("answered", case)
        case ShowStatement(case=case):
            parts = ("statement", case)
        case ShowNext(effect=effect):
            parts = ("next", effect)
        case WriteHere():
            parts = ("here",)
        case OpenCase(case=case, effect=effect):
            parts = ("case", case, effect)
    return ":".join(map(str, parts))


def read(text: str) -> CustomId | None:
    """The id that a text stands for; None for one that is not ours, or not of this version."""
    match text.split(":") if len(text) <= limits.CUSTOM_ID else []:
        case ["see" | "sees" as verb, case, round_, letters, effect] if _numbers(case, round_) and _records(effect):
            known = tuple(letters.split(",")) if _LETTERS.fullmatch(letters) else ()
            return OpenObservation(int(case), int(round_), known, effect, verb == "sees")
        case ["saw", case, round_] if _numbers(case, round_):
            return ObservationForm(int(case), int(round_))
        case ["reply", case] if _numbers(case):
            return ReplyForm(int(case))
        case ["appeal", case, effect] if _numbers(case) and _records(effect):
            return OpenAppeal(int(case), effect)
        case ["appealed", case] if _numbers(case):
            return AppealForm(int(case))
        case ["answer", case, name] if _numbers(case) and (way := answering.read(name)):
            return Answer(int(case), way)
        case ["answered", case] if _numbers(case):
            return AnswerForm(int(case))
        case ["answered", case, Given.INSTEAD | Given.PROOF as given] if _numbers(case):
            return AnswerForm(int(case), Given(given))
        case ["statement", case] if _numbers(case):
            return ShowStatement(int(case))
        case ["notes"]:
            return NotesForm()
        case ["report"]:
            return ReportForm()
        case ["sure", token] if _records(token):
            return GoOn(token)
        case ["which", message, effect] if _records(message, effect):
            return WhichCase(message, effect)
        case ["mine", effect] if _records(effect):
            return ShowMyCases(effect)
        case ["policy", effect] if _records(effect):
            return ShowPolicy(effect)
        case ["next", effect] if _records(effect):
            return ShowNext(effect)
        case ["here"]:
            return WriteHere()
        case ["case", case, effect] if _numbers(case) and _records(effect):
            return OpenCase(int(case), effect)
    return None


def effect_of(text: str | None) -> str | None:
    """The effect that a component's message went out for, or None."""
    return getattr(read(text or ""), "effect", None)


def _join(letters: tuple[str, ...]) -> str:
    joined = ",".join(letters)
    return joined if _LETTERS.fullmatch(joined) and len(letters) <= limits.OPTIONS else _MANY


def _numbers(*parts: str) -> bool:
    return all(part.isascii() and part.isdecimal() and len(part) <= 9 for part in parts)  # noqa: PLR2004


def _records(*parts: str) -> bool:
    return all(_RECORD.fullmatch(part) for part in parts)

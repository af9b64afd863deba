"""What must hold between the keys of a policy file. A check yields each fault as (place below its table, sentence)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from bot.config.faults import CHECKED
from bot.config.policy_shapes import (
    CategoryShape,
    ConsiderationShape,
    LimitsShape,
    PresetShape,
    ReactionShape,
    ReportingShape,
    SamenessShape,
)
from bot.moderation.model import CHOICES, Choice, RoundKind

Faults = Iterator[tuple[str, str]]
Reactions = Mapping[RoundKind, Mapping[Choice, ReactionShape]]
Presets = tuple[PresetShape, ...]

LONGEST: Final = timedelta(days=180)
"""Nothing restricts a member, or counts against one, for longer."""
_STORED: Final = {"discord": "📥", "slack": "inbox_tray"}
"""What the bot says itself, on a message that is stored."""
_SKIN_TONES: Final[Mapping[int, None]] = dict.fromkeys(range(0x1F3FB, 0x1F400))


def checked(*checks: Callable[[Any], Faults]) -> AfterValidator:
    """A validator that runs every check on a table that is sound in itself, and reports all that they find."""

    def run(value: object) -> object:
        raise_if(fault for check in checks for fault in check(value))
        return value

    return AfterValidator(run)


def raise_if(found: Iterable[tuple[str, str]]) -> None:
    """Report every fault that was found; nothing where there is none."""
    if faults := list(found):
        raise PydanticCustomError(CHECKED, "does not hold together", {"faults": faults})


def _folded(emoji: str) -> str:
    """Chats send an emoji with or without its variant and skin tone, and both mean the same."""
    return emoji.replace("\ufe0f", "").translate(_SKIN_TONES)


def clauses_there(considerations: tuple[ConsiderationShape, ...], sentences: int) -> Faults:
    """Each consideration quotes a sentence that there is."""
    for place, each in enumerate(considerations, 1):
        if each.clause > sentences:
            yield f"considerations (entry {place}).clause", f"is no sentence under not_allowed: there are {sentences}"


def one_meaning_each(reactions: Reactions) -> Faults:
    """No emoji means two things, on either chat."""
    for chat, stored in _STORED.items():
        taken = {stored: "the bot's own 'stored'"}
        for kind, choices in reactions.items():
            for choice, reaction in choices.items():
                emoji = _folded(getattr(reaction, chat))
                if emoji in taken:
                    yield f".{kind}.{choice}.{chat}", f"has the same emoji as {taken[emoji]}: choose another"
                taken.setdefault(emoji, f"{kind}.{choice}")


def every_choice(reactions: Reactions) -> Faults:
    """Each round has its own choices, all of them and no others."""
    for kind, choices in CHOICES.items():
        given = reactions.get(kind, {})
        yield from ((f".{kind}.{choice}", "is missing") for choice in choices if choice not in given)
        yield from ((f".{kind}.{choice}", "belongs to another round") for choice in given if choice not in choices)


def own_codes(entries: tuple[CategoryShape | ConsiderationShape, ...]) -> Faults:
    """A code names one entry."""
    for code, times in Counter(entry.code for entry in entries).items():
        if times > 1:
            yield "", f"have the code '{code}' {times} times"


def some_open(categories: tuple[CategoryShape, ...]) -> Faults:
    """A report can open a case."""
    if not any(category.opens_case for category in categories):
        yield "", "have none that opens a case"


def some_carry(considerations: tuple[ConsiderationShape, ...]) -> Faults:
    """A finding can stand."""
    if all(consideration.weak for consideration in considerations):
        yield "", "are all weak, so that no finding could stand"


def each_size_once(presets: Presets) -> Faults:
    """Every team, from one moderator up, works under one preset."""
    wanted: int | None = 1
    for preset in sorted(presets, key=lambda each: each.smallest):
        if wanted is None or preset.smallest < wanted:
            yield "", f"overlap at a team of {preset.smallest}"
        elif preset.smallest > wanted:
            yield "", f"leave a gap at a team of {wanted}"
        if preset.largest is not None and preset.largest < preset.smallest:
            yield _below(preset, "largest"), "is below smallest"
        wanted = None if preset.largest is None else max(preset.largest, preset.smallest) + 1
    if wanted is not None:
        yield "", f"leave a gap at a team of {wanted}: leave 'largest' out of the last one"


def _below(preset: PresetShape, key: str) -> str:
    return f" (for teams from {preset.smallest}).{key}"


def reachable(presets: Presets) -> Faults:
    """No quorum is larger than the largest team it is for."""
    for preset in presets:
        most = preset.largest or preset.smallest
        for name in ("ask", "accept", "action", "appeal"):
            if getattr(preset, name) > most:
                yield _below(preset, name), f"asks for more people than a team of {most} can give"


def in_order(presets: Presets) -> Faults:
    """What comes first is shorter than what it comes before."""
    for preset in presets:
        if preset.undo >= preset.decide_within:
            yield _below(preset, "undo"), "is to be shorter than decide_within"
        if list(preset.reminders) != sorted(set(preset.reminders)):
            yield _below(preset, "reminders"), "are to be in order, each later than the one before"
        if any(reminder >= preset.answer_within for reminder in preset.reminders):
            yield _below(preset, "reminders"), "are to come before answer_within is over"


def spans(limits: LimitsShape) -> Faults:
    """A least is no more than its most."""
    for key, span in (("observation", limits.observation), ("report", limits.report), ("notes", limits.notes)):
        if span.least > span.most:
            yield f".{key}", "has a least above its most"


def gentle_first(reporting: ReportingShape) -> Faults:
    """Nobody pauses unwarned, and a day is longer than an hour."""
    if reporting.pause_below > reporting.warn_below:
        yield ".pause_below", "is above warn_below"
    if reporting.an_hour > reporting.a_day:
        yield ".an_hour", "is above a_day"


def settles(limits: LimitsShape) -> Faults:
    """An answer has at least as long to become whole as one pause in it."""
    if limits.settle > limits.settle_at_most:
        yield ".settle", "is longer than settle_at_most"


def never_open_ended(limits: LimitsShape) -> Faults:
    """What restricts somebody ends: after half a year at most."""
    for key in ("unlist_for", "pause_for", "violation_for"):
        if getattr(limits, key) > LONGEST:
            yield f".{key}", "is to be 180 days at most"


def nearer_first(sameness: SamenessShape) -> Faults:
    """What is the same is nearer than what is derived, and that is nearer than what is unsure."""
    for near, far in (("same", "derived"), ("derived", "unsure")):
        if getattr(sameness, near) > getattr(sameness, far):
            yield f".{near}", f"is above {far}"

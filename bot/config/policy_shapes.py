"""What the tables of a policy file have to look like, key by key. What holds between keys is in `policy_checks`."""

import re
from datetime import timedelta
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bot.moderation.model import Choice

_PERIOD: Final = re.compile(r"([1-9][0-9]{0,4}) (minute|hour|day)s?")
_SLACK_NAME: Final = r"^[a-z0-9_+-]+$"


def period(value: object) -> timedelta:
    """A period as people write it: '10 minutes', '6 hours', '14 days'."""
    match = _PERIOD.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("is to be a period such as '10 minutes', '6 hours' or '14 days'")
    return timedelta(**{f"{match[2]}s": int(match[1])})


def picture(value: object) -> str:
    """An emoji as a character: a name would be refused by Discord when the card is posted."""
    if not isinstance(value, str) or value.isascii() or any(sign.isspace() or sign.isalnum() for sign in value):
        raise ValueError("is to be one emoji, as a character")
    return value


Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
"""A sentence that a chat puts into a list, where there is no room for more."""
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Period = Annotated[timedelta, BeforeValidator(period)]
Quorum = Annotated[int, Field(ge=1)]
AnyChoice = Annotated[Choice, Field(strict=False)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Sentences = Annotated[tuple[Sentence, ...], Field(min_length=1, strict=False)]


class Shape(BaseModel):
    """A table: only the keys it names, of exactly their kinds."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class CategoryShape(Shape):
    """`[[categories]]`."""

    code: Code
    sentence: Line
    opens_case: bool = True


class ConsiderationShape(Shape):
    """`[[considerations]]`."""

    code: Code
    question: Line
    statement: Line
    weak: bool = False
    clause: Annotated[int, Field(ge=1)] = 1


class ReactionShape(Shape):
    """One choice under `[reactions.…]`."""

    discord: Annotated[str, BeforeValidator(picture)]
    slack: Annotated[str, Field(pattern=_SLACK_NAME)]
    label: Line


class TranslationShape(Shape):
    """`[translations.…]`: every sentence of the file in another language."""

    stance: Sentences
    allowed: Sentences
    not_allowed: Sentences
    categories: dict[Code, Line]
    questions: dict[Code, Line]
    statements: dict[Code, Line]
    labels: dict[AnyChoice, Line]


class PresetShape(Shape):
    """`[[presets]]`."""

    smallest: Annotated[int, Field(ge=1)]
    largest: Annotated[int, Field(ge=1)] | None = None
    ask: Quorum
    accept: Quorum
    action: Quorum
    appeal: Quorum
    undo: Period
    decide_within: Period
    answer_within: Period
    reminders: Annotated[tuple[Period, ...], Field(strict=False)]
    more_time: Period = timedelta(days=14)


class SpanShape(Shape):
    """Least and most characters. A chat's form takes 4,000 at most."""

    least: Annotated[int, Field(ge=1)]
    most: Annotated[int, Field(le=4000)]


class LimitsShape(Shape):
    """`[limits]`."""

    observation: SpanShape
    report: SpanShape
    questions: Annotated[int, Field(ge=1, le=5)]
    unsorted_within: Period
    look_every: Period
    unreachable_within: Period
    try_again_every: Period
    confirm_owner_from: Annotated[int, Field(ge=1)]
    notes: SpanShape = SpanShape(least=10, most=2000)
    uploads_from: Annotated[int, Field(ge=2)] = 10
    uploads_within: Period = timedelta(days=7)
    joint_from: Annotated[int, Field(ge=2)] = 5
    joint_within: Period = timedelta(days=1)
    joint_media: Annotated[int, Field(ge=1, le=25)] = 25
    settle: Period = timedelta(minutes=2)
    settle_at_most: Period = timedelta(minutes=10)
    revisions: Annotated[int, Field(ge=0, le=5)] = 2
    unlist_for: Period = timedelta(days=180)
    pause_for: Period = timedelta(days=30)
    violation_for: Period = timedelta(days=180)
    appeal_within: Period = timedelta(days=60)


class ReportingShape(Shape):
    """`[reporting]`."""

    an_hour: Annotated[int, Field(ge=1)] = 20
    a_day: Annotated[int, Field(ge=1)] = 60
    last: Annotated[int, Field(ge=10, le=1000)] = 100
    warn_below: Annotated[int, Field(ge=0, le=50)] = 21
    pause_below: Annotated[int, Field(ge=0, le=50)] = 13
    pause: Period = timedelta(days=14)
    many: Annotated[int, Field(ge=2)] = 5
    many_within: Period = timedelta(hours=1)


class SamenessShape(Shape):
    """`[sameness]`. Two pictures that have nothing in common differ in half of all bits, and seldom in less than 70."""

    same: Annotated[int, Field(ge=0)]
    derived: Annotated[int, Field(ge=0)]
    unsure: Annotated[int, Field(le=128)]
    flat: Annotated[int, Field(ge=0, le=100)]

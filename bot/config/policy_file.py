"""From a policy file to the policy as values."""

from collections.abc import Mapping
from datetime import date
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from bot.config import policy_checks as checks
from bot.config.faults import ConfigFaults, file_faults
from bot.config.policy_shapes import (
    AnyChoice,
    CategoryShape,
    ConsiderationShape,
    Language,
    LimitsShape,
    PresetShape,
    ReactionShape,
    ReportingShape,
    SamenessShape,
    Sentences,
    Shape,
    TranslationShape,
)
from bot.config.toml import TEXTS, read_toml
from bot.config.translation_checks import whole
from bot.moderation.model import CHOICES, Chat, Choice, RoundKind
from bot.moderation.policy import Category, Consideration, Limits, Policy, Preset, Reaction, Translation
from bot.moderation.reporters import Reporting
from bot.moderation.resemblance import Sameness

POLICY: Traversable = TEXTS / "policy.toml"
"""The policy that came with Salon."""

_Kind = Annotated[RoundKind, Field(strict=False)]


class PolicyShape(Shape):
    """The whole file. A list has at most the 25 entries that a chat shows in one."""

    version: Annotated[str, Field(pattern=r"^[0-9A-Za-z.-]{1,32}$")]
    effective: date
    since: date | None = None
    language: Language = "en"
    url: Annotated[str, Field(pattern=r"^(https?://\S{1,500})?$")] = ""
    stance: Sentences
    allowed: Sentences
    not_allowed: Sentences
    categories: Annotated[
        tuple[CategoryShape, ...],
        Field(min_length=1, max_length=25, strict=False),
        checks.checked(checks.own_codes, checks.some_open),
    ]
    considerations: Annotated[
        tuple[ConsiderationShape, ...],
        Field(min_length=1, max_length=25, strict=False),
        checks.checked(checks.own_codes, checks.some_carry),
    ]
    reactions: Annotated[
        dict[_Kind, dict[AnyChoice, ReactionShape]],
        checks.checked(checks.every_choice, checks.one_meaning_each),
    ]
    presets: Annotated[
        tuple[PresetShape, ...],
        Field(min_length=1, strict=False),
        checks.checked(checks.each_size_once, checks.reachable, checks.in_order),
    ]
    reporting: Annotated[ReportingShape, checks.checked(checks.gentle_first)] = ReportingShape()
    limits: Annotated[LimitsShape, checks.checked(checks.spans, checks.settles, checks.never_open_ended)]
    sameness: Annotated[SamenessShape, checks.checked(checks.nearer_first)]
    # Last, as it is held against what comes before.
    translations: Annotated[dict[Language, TranslationShape], AfterValidator(whole)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _quotes_what_is_there(self) -> Self:
        checks.raise_if(checks.clauses_there(self.considerations, len(self.not_allowed)))
        return self


def load_policy(file: Traversable = POLICY) -> Policy:
    """Read and check a policy file.

    Raises:
        ConfigFaults: With every fault of the file.
    """
    return read_policy(file.name, read_toml(file))


def read_policy(name: str, content: Mapping[str, Any]) -> Policy:
    """The policy that a file of this name holds; ConfigFaults with every fault of it.

    What must hold between keys is checked in each table that is sound in itself, whatever is wrong with the others.
    """
    try:
        return _policy(PolicyShape.model_validate(content))
    except ValidationError as error:
        raise ConfigFaults(fault for each in error.errors() for fault in file_faults(name, each)) from error


def _policy(shape: PolicyShape) -> Policy:
    return Policy(
        version=shape.version,
        effective=shape.effective,
        url=shape.url,
        stance=shape.stance,
        allowed=shape.allowed,
        not_allowed=shape.not_allowed,
        categories=tuple(Category(**dict(each)) for each in shape.categories),
        considerations=tuple(Consideration(**dict(each)) for each in shape.considerations),
        reactions={
            choice: _reaction(choice, shape.reactions[kind][choice]) for kind in CHOICES for choice in CHOICES[kind]
        },
        presets=tuple(Preset(**dict(each)) for each in sorted(shape.presets, key=lambda preset: preset.smallest)),
        limits=_limits(shape.limits),
        confirm_owner_from=shape.limits.confirm_owner_from,
        reporting=Reporting(**dict(shape.reporting)),
        sameness=Sameness(**dict(shape.sameness)),
        since=shape.since,
        language=shape.language,
        translations={each: Translation(**dict(words)) for each, words in shape.translations.items()},
    )


def _reaction(choice: Choice, shape: ReactionShape) -> Reaction:
    return Reaction(choice, {chat: getattr(shape, chat) for chat in Chat}, shape.label)


def _limits(shape: LimitsShape) -> Limits:
    return Limits(
        observation=(shape.observation.least, shape.observation.most),
        report=(shape.report.least, shape.report.most),
        questions=shape.questions,
        unsorted_within=shape.unsorted_within,
        look_every=shape.look_every,
        unreachable_within=shape.unreachable_within,
        try_again_every=shape.try_again_every,
        notes=(shape.notes.least, shape.notes.most),
        uploads_from=shape.uploads_from,
        uploads_within=shape.uploads_within,
        joint_from=shape.joint_from,
        joint_within=shape.joint_within,
        joint_media=shape.joint_media,
        settle=shape.settle,
        settle_at_most=shape.settle_at_most,
        revisions=shape.revisions,
        unlist_for=shape.unlist_for,
        pause_for=shape.pause_for,
        violation_for=shape.violation_for,
        appeal_within=shape.appeal_within,
    )

"""The policy as values. Read from `bot/texts/policy.toml` by `bot.config`; kept by hash with each case."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.moderation.model import CHOICES, Chat, Choice, RoundKind, Rules
from bot.moderation.notices import language_of
from bot.moderation.reporters import Reporting
from bot.moderation.resemblance import Sameness


@dataclass(frozen=True, slots=True)
class Category:
    """What a report may say, in a plain sentence. One that opens no case is answered with the support contact."""

    code: str
    sentence: str
    opens_case: bool = True


@dataclass(frozen=True, slots=True)
class Consideration:
    """What a moderator asks, and how a finding states it. A weak one carries no finding alone.

    `clause` is the number of the sentence under `not_allowed` that a finding about it quotes.
    """

    code: str
    question: str
    statement: str
    weak: bool = False
    clause: int = 1


@dataclass(frozen=True, slots=True)
class Reaction:
    """One choice as people see it: the emoji on each chat (a character, or a name) and its words on the legend."""

    choice: Choice
    emoji: Mapping[Chat, str]
    label: str

    def folded(self, chat: Chat) -> str:
        """Its emoji as events name it: without U+FE0F."""
        return self.emoji[chat].replace("\ufe0f", "")


@dataclass(frozen=True, slots=True)
class Translation:
    """Every sentence of a policy in another language: lists in the same order, the others by code or by choice."""

    stance: tuple[str, ...]
    allowed: tuple[str, ...]
    not_allowed: tuple[str, ...]
    categories: Mapping[str, str]
    questions: Mapping[str, str]
    statements: Mapping[str, str]
    labels: Mapping[Choice, str]


@dataclass(frozen=True, slots=True)
class Preset:
    """The procedure for teams of a size; `largest` is None for 'and more'."""

    smallest: int
    largest: int | None
    ask: int
    accept: int
    action: int
    appeal: int
    undo: timedelta
    decide_within: timedelta
    answer_within: timedelta
    reminders: tuple[timedelta, ...]
    more_time: timedelta = timedelta(days=14)

    def suits(self, team: int) -> bool:
        """Whether a team of this many moderators works under it."""
        return self.smallest <= team and (self.largest is None or team <= self.largest)


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers that are nobody's preset.

    Attributes:
        observation: Least and most characters of an observation's sentence.
        report: Least and most characters of a report's words.
        questions: Notices one case may send.
        unsorted_within: How long a message without a case waits.
        look_every: How often the listing of an awaited member is looked at.
        unreachable_within: How long a member whom no private way reaches is looked for.
        try_again_every: How often they are tried meanwhile.
        notes: Least and most characters of a member's process notes.
        unlist_for, pause_for: How long what an action restricts lasts at most.
        violation_for: How long a violation counts.
        appeal_within: How long a member may appeal.
        uploads_from: From how many listings in `uploads_within` on moderators are told how many there are.
        settle: How long after the last message of an answer it is taken to be whole.
        settle_at_most: How long after the first one.
        revisions: How often a case's vote on an answer begins anew.
        joint_from, joint_within, joint_media: From which open case of one member on their listings join one (`Rules`).
    """

    observation: tuple[int, int]
    report: tuple[int, int]
    questions: int
    unsorted_within: timedelta
    look_every: timedelta
    unreachable_within: timedelta = timedelta(days=90)
    try_again_every: timedelta = timedelta(days=1)
    notes: tuple[int, int] = (10, 2000)
    uploads_from: int = 10
    uploads_within: timedelta = timedelta(days=7)
    settle: timedelta = timedelta(minutes=2)
    settle_at_most: timedelta = timedelta(minutes=10)
    revisions: int = 2
    unlist_for: timedelta = timedelta(days=180)
    pause_for: timedelta = timedelta(days=30)
    violation_for: timedelta = timedelta(days=180)
    appeal_within: timedelta = timedelta(days=60)
    joint_from: int = 5
    joint_within: timedelta = timedelta(days=1)
    joint_media: int = 25


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the policy: the words of its stance, its choices and its numbers.

    `effective` is when this version came into force, `since` when the first one did, where that was before.
    Its sentences are in `language`; `translations` has them in others.
    """

    version: str
    effective: date
    stance: tuple[str, ...]
    allowed: tuple[str, ...]
    not_allowed: tuple[str, ...]
    categories: tuple[Category, ...]
    considerations: tuple[Consideration, ...]
    reactions: Mapping[Choice, Reaction]
    presets: tuple[Preset, ...]
    limits: Limits
    confirm_owner_from: int
    sameness: Sameness = field(default_factory=Sameness)
    url: str = ""
    reporting: Reporting = field(default_factory=Reporting)
    since: date | None = None
    language: str = "en"
    translations: Mapping[str, Translation] = field(default_factory=dict)

    @property
    def begins(self) -> date:
        """From when on there was a policy: nothing that is older makes a violation."""
        return self.since or self.effective

    def speaking(self, *locales: str) -> "Policy":
        """The same policy in the first of these languages that it has; as its file has it where it has none of them."""
        for language in map(language_of, locales):
            if language == self.language:
                return self
            if words := self.translations.get(language):
                return self._in(language, words)
        return self

    def _in(self, language: str, words: Translation) -> "Policy":
        return replace(
            self,
            language=language,
            translations={},
            stance=words.stance,
            allowed=words.allowed,
            not_allowed=words.not_allowed,
            categories=tuple(replace(each, sentence=words.categories[each.code]) for each in self.categories),
            considerations=tuple(
                replace(each, question=words.questions[each.code], statement=words.statements[each.code])
                for each in self.considerations
            ),
            reactions={choice: replace(each, label=words.labels[choice]) for choice, each in self.reactions.items()},
        )

    def judging_by(self, content: "Policy") -> "Policy":
        """The same procedure, with what is asked of a work as another version has it. Each speaks before they join."""
        return replace(
            self,
            allowed=content.allowed,
            not_allowed=content.not_allowed,
            categories=content.categories,
            considerations=content.considerations,
            since=content.begins,
            url=content.url or self.url,
            translations={},
        )

    def rules(self, team: int) -> Rules:
        """The rules a case opens under, for a team of this many moderators."""
        preset = next(preset for preset in self.presets if preset.suits(team))
        return Rules(
            team=team,
            ask=preset.ask,
            accept=preset.accept,
            action=preset.action,
            appeal=preset.appeal,
            undo=preset.undo,
            decide_within=preset.decide_within,
            answer_within=preset.answer_within,
            reminders=preset.reminders,
            more_time=preset.more_time,
            questions=self.limits.questions,
            unsorted_within=self.limits.unsorted_within,
            weak=frozenset(each.code for each in self.considerations if each.weak),
            confirm_owner_from=self.confirm_owner_from,
            unreachable_within=self.limits.unreachable_within,
            try_again_every=self.limits.try_again_every,
            settle=self.limits.settle,
            settle_at_most=self.limits.settle_at_most,
            revisions=self.limits.revisions,
            unlist_for=self.limits.unlist_for,
            pause_for=self.limits.pause_for,
            violation_for=self.limits.violation_for,
            appeal_within=self.limits.appeal_within,
            joint_from=self.limits.joint_from,
            joint_within=self.limits.joint_within,
            joint_media=self.limits.joint_media,
        )

    def legend(self, kind: RoundKind, offers: tuple[Choice, ...] = ()) -> tuple[Reaction, ...]:
        """The reactions of a round, or those of them that it offers, in the order in which they are put on its card."""
        return tuple(self.reactions[choice] for choice in offers or CHOICES[kind])

    def meaning(self, chat: Chat, emoji: str) -> Choice | None:
        """What an emoji (already folded: no skin tone, no U+FE0F) means, or None."""
        for reaction in self.reactions.values():
            if reaction.folded(chat) == emoji:
                return reaction.choice
        return None

    def overridden(self, numbers: Mapping[str, int]) -> "Policy":
        """The same policy with quorums that the operator set for every preset (`ask`, `accept`, `action`, `appeal`)."""
        quorums = {name: numbers[name] for name in ("ask", "accept", "action", "appeal") if name in numbers}
        return replace(self, presets=tuple(replace(preset, **quorums) for preset in self.presets))  # type: ignore[arg-type]

    def faster(self, scale: float) -> "Policy":
        """The same policy with every window and deadline divided by `scale`: for a rehearsal, which says so."""
        presets = tuple(
            replace(
                preset,
                undo=preset.undo / scale,
                decide_within=preset.decide_within / scale,
                answer_within=preset.answer_within / scale,
                reminders=tuple(each / scale for each in preset.reminders),
                more_time=preset.more_time / scale,
            )
            for preset in self.presets
        )
        limits = replace(
            self.limits,
            unsorted_within=self.limits.unsorted_within / scale,
            look_every=self.limits.look_every / scale,
            unreachable_within=self.limits.unreachable_within / scale,
            try_again_every=self.limits.try_again_every / scale,
            settle=self.limits.settle / scale,
            settle_at_most=self.limits.settle_at_most / scale,
            unlist_for=self.limits.unlist_for / scale,
            pause_for=self.limits.pause_for / scale,
            violation_for=self.limits.violation_for / scale,
            appeal_within=self.limits.appeal_within / scale,
            joint_within=self.limits.joint_within / scale,
        )
        reporting = replace(self.reporting, pause=self.reporting.pause / scale)
        return replace(self, presets=presets, limits=limits, reporting=reporting)

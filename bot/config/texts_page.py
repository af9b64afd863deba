"""Every sentence that a member can receive, filled with samples, and when: as lines to read on a terminal."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Final

from bot.config.toml import TEXTS, read_toml
from bot.moderation.effects import Say
from bot.moderation.notices import Texts, places
from bot.moderation.policy import Policy

FOR_OTHERS: Final = (
    # Moderators: votes, cards, commands, the record of a case.
    "say.voter_", "say.card_", "say.observed", "say.observation_",
    "say.round_over", "say.no_such_case", "say.not_your_case", "say.withdrawn", "say.owner_", "say.handed_",
    "say.nothing_to_hand_over",
    "say.no_letter", "say.no_answer_awaited", "say.answer_empty", "say.list_", "say.status_", "say.undeliverable_",
    "say.history_", "say.thread_", "say.message_", "card.", "fact.", "form.notice_", "form.reply_", "button.notice",
    "button.go_to_card", "button.show_case", "command.case_", "command.usage", "command.letter", "command.reports",
    "command.earlier", "command.answers", "command.attached", "command.noticed", "command.facts", "command.older",
    "say.standing_", "say.record_", "say.reasons_undelivered", "command.standing",
    "say.lead_", "say.digest_", "say.noted", "say.flag", "say.reopen", "say.purge", "say.unseal_",
    "say.case_open", "button.next", "command.unsealed", "command.account_elsewhere",
    "command.due", "command.more", "command.list_empty", "command.from_",
    # The support contact, and whoever runs the bot.
    "say.too_few", "say.storage_back", "say.chat_refuses", "say.receiver_", "say.room_", "say.unread",
    "inspect.", "compare.", "command.hello",
)  # fmt: skip
"""How the keys begin that no member reads. Whatever is not named here is taken to be for members."""

FOR_MEMBERS_TOO: Final = (
    "say.voter_outsider",
    "card.untitled",
    "card.no_media",
    "card.kind_",
    "command.usage_appeal",
    "command.older",
)
"""Of these, what members read nevertheless."""

HEADINGS: Final = {
    "say": "Answers and messages",
    "file": "About files",
    "listing": "About listings",
    "card": "Titles and files",
    "form": "Forms",
    "notice": "The notice",
    "statement": "The full statement",
    "letter": "The notice as a letter",
    "button": "Buttons",
    "command": "Commands and their answers",
}

SAMPLES: Final[Mapping[str, str]] = {
    "case": "7",
    "title": "Neon Koi",
    "support": "support@gallery.example",
    "deadline": "2026-12-10 12:00",
    "until": "2026-12-10 12:00",
    "captured": "2026-11-26 12:00",
    "sent": "2026-11-26 12:00",
    "since": "2026-11-26 12:00",
    "again": "2026-11-27 12:00",
    "days": "14",
    "at": "2026-11-26 12:00",
    "expires": "2027-05-25 12:00",
    "appeal": "2027-01-25 12:00",
    "earlier": "5",
    "sentences": "“The fins melt into each other.”",
    "sentence": "The fins melt into each other.",
    "considerations": "no visible artistic intention",
    "clause": "Work that was plainly generated with next to no effort or artistic input.",
    "media": "A: koi.jpg",
    "name": "koi.jpg",
    "letter": "A",
    "clauses": "Work that was plainly generated with next to no effort or artistic input.",
    "policy": "2026-11",
    "judged": "2026-01",
    "version": "2026-11",
    "reference": "4f9a2c7d51",
    "count": "3",
    "quorum": "2",
    "least": "10",
    "most": "1000",
    "length": "4",
    "code": "bcdf-ghjk",
    "minutes": "15",
    "message": "A photo of the sketch would help.",
}


@cache
def _moments() -> dict[str, str]:
    return read_toml(TEXTS / "moments.toml")


def moment_of(key: str) -> str:
    """When a member reads the sentence of this key; '' where nobody has said so."""
    fitting = [begin for begin in _moments() if key.startswith(begin)]
    return _moments()[max(fitting, key=len)] if fitting else ""


def is_for_members(key: str) -> bool:
    """Whether a member can receive the sentence of this key."""
    return not key.startswith(FOR_OTHERS) or key.startswith(FOR_MEMBERS_TOO)


def member_sentences(texts: Texts) -> Iterator[tuple[str, str]]:
    """Key and filled sentence of each, in the order of the file."""
    for key, sentence in texts.sentences.items():
        if is_for_members(key):
            values = {name: SAMPLES.get(name, f"[{name}]") for name in places(sentence)}
            yield key, texts.fill(Say(key, values), escape=str, when=str)


def describe_texts(texts: Texts) -> Iterator[str]:
    """All of them, by table and by when they are read."""
    yield f"Language: {texts.language}"
    for table, found in groupby(member_sentences(texts), lambda each: each[0].partition(".")[0]):
        yield ""
        yield HEADINGS.get(table, table)
        for moment, sentences in groupby(found, lambda each: moment_of(each[0])):
            if moment:
                yield f"  {moment}"
            yield from (f"    {line}" for _, sentence in sentences for line in sentence.splitlines() if line)


def describe_policy_texts(policy: Policy) -> Iterator[str]:
    """What members read of the policy, in each language that its file has."""
    for spoken in (policy, *map(policy.speaking, policy.translations)):
        yield f"From policy {spoken.version}, language: {spoken.language}"
        yield from _sentences_of(spoken)


def _sentences_of(policy: Policy) -> Iterator[str]:
    for moment, sentences in (
        ("after /ai-policy", (*policy.stance, *policy.allowed)),
        ("after /ai-policy, and in the full statement those that are meant", policy.not_allowed),
        ("in the form for a report, as a concern to choose", [each.sentence for each in policy.categories]),
        (
            "in the notice and the full statement, as what was noticed suggests",
            [each.statement for each in policy.considerations],
        ),
    ):
        yield f"  {moment}"
        yield from (f"    {sentence}" for sentence in sentences)

"""`salon policy texts`: what members can receive, as they read it."""

import pytest

from bot.config import languages, load_policy, load_texts
from bot.config.texts_page import (
    FOR_MEMBERS_TOO,
    FOR_OTHERS,
    SAMPLES,
    describe_policy_texts,
    describe_texts,
    member_sentences,
    moment_of,
)
from bot.config.toml import TEXTS, read_toml
from bot.moderation.notices import Texts, places

ENGLISH = load_texts("en")


@pytest.mark.parametrize("language", languages())
def test_every_place_is_filled(language: str) -> None:
    """With something that could stand there: the sentence reads as it does in a chat."""
    for key, sentence in member_sentences(load_texts(language)):
        assert not {"{", "}", "[", "]"} & set(sentence), key


def test_what_members_receive_is_there() -> None:
    """Each of these tables whole; what only moderators read is left out, and nothing is left out by a mistyped key."""
    keys = {key for key, _ in member_sentences(ENGLISH)}
    for table in ("notice", "statement", "file", "listing", "letter"):
        assert {key for key in ENGLISH.sentences if key.startswith(f"{table}.")} <= keys
    for begin in ("say.member_", "say.report", "say.no_case", "say.link_", "say.my_case_", "say.more_time_"):
        assert {key for key in ENGLISH.sentences if key.startswith(begin)} <= keys
    assert not keys & {"say.voter_two", "card.legend", "say.history_notice", "form.notice_sentence"}
    begun = (*FOR_OTHERS, *FOR_MEMBERS_TOO)
    assert [each for each in begun if not any(key.startswith(each) for key in ENGLISH.sentences)] == []
    told = {name for key, _ in member_sentences(ENGLISH) for name in places(ENGLISH.sentences[key])}
    assert told == SAMPLES.keys()


def test_it_is_said_when_each_is_read() -> None:
    """Nobody can say of a sentence whether it is kind and true without knowing when it is read."""
    keys = [key for key, _ in member_sentences(ENGLISH)]
    assert [key for key in keys if not moment_of(key)] == []
    used = {moment_of(key) for key in keys}
    assert [begin for begin, moment in read_toml(TEXTS / "moments.toml").items() if moment not in used] == []


@pytest.mark.parametrize("language", languages())
def test_the_words_of_the_policy_are_there(language: str) -> None:
    """What members read of it: to choose from in a report, in a notice, in the full statement and after a command."""
    page = "\n".join(describe_policy_texts(load_policy()))
    policy = load_policy().speaking(language)
    words = (*policy.stance, *policy.allowed, *policy.not_allowed)
    named = (*(each.sentence for each in policy.categories), *(each.statement for each in policy.considerations))
    assert [each for each in (*words, *named) if each not in page] == []


@pytest.mark.parametrize("language", languages())
def test_nobody_is_accused(language: str) -> None:
    """'Appears to', never 'you used'; and nobody hears who reported or who voted."""
    text = "\n".join(sentence for _, sentence in member_sentences(load_texts(language))).casefold()
    assert not [words for words in ("you used", "you generated", "usaste", "generaste") if words in text]


UNPROMISED = {
    "say.report_taken": {"en": "only those who lead them may open it", "es": "solo quienes dirigen el equipo pueden"},
    "say.appeal_taken": {"en": "if nobody can in time, it succeeds", "es": "si nadie puede a tiempo"},
    "say.my_case_appeal_in_review": {"en": "if nobody can hear it in time", "es": "si nadie puede revisarla a tiempo"},
}
"""What is not sure, and what says so in its sentence."""


@pytest.mark.parametrize("language", languages())
def test_nothing_is_promised_that_may_not_come(language: str) -> None:
    """A lead may unseal who reported, and there may be nobody without a vote to hear an appeal."""
    texts = load_texts(language)
    assert [key for key, words in UNPROMISED.items() if words[language] not in texts.text(key)] == []


UNMARKED = (
    "cleared",
    "lapsed",
    "resolved",
    "nothing_follows",
    "repaired",
    "repaired_unjudged",
    "overturned",
    "withdrawn",
)
"""How a case can end so that nothing of it counts."""


@pytest.mark.parametrize(("language", "words"), [("en", "leaves no mark on you"), ("es", "No queda nada en tu contra")])
def test_no_mark_is_said_to_be_none(language: str, words: str) -> None:
    """Whoever looks up a case that left no mark reads so there, however it ended."""
    texts = load_texts(language)
    assert [each for each in UNMARKED if words not in texts.text(f"say.my_case_{each}")] == []


def test_by_table() -> None:
    """Under headings; a table that nobody named a heading for has its own name, an unknown place is shown as one."""
    sentences = {"say.done": "A {case}", "say.voter_b": "B", "notice.about": "D", "new.c": "C {unheard}"}
    lines = list(describe_texts(Texts("en", sentences)))
    done, notice = moment_of("say.done"), moment_of("notice.about")
    answers = ["Answers and messages", f"  {done}", "    A 7"]
    assert lines == [
        *("Language: en", "", *answers, "", "The notice", f"  {notice}", "    D"),
        *("", "new", "    C [unheard]"),
    ]

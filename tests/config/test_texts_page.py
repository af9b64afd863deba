"""`salon policy texts`: what members can receive, as they read it."""

import pytest

from bot.config import languages, load_texts
from bot.config.texts_page import FOR_OTHERS, SAMPLES, describe_texts, member_sentences
from bot.moderation.notices import Texts, places

ENGLISH = load_texts("en")


@pytest.mark.parametrize("language", languages())
def test_every_place_is_filled(language: str) -> None:
    """With something that could stand there: the sentence reads as it does in a chat."""
    for key, sentence in member_sentences(load_texts(language)):
        assert not {"{", "}"} & set(sentence), key


def test_what_members_receive_is_there() -> None:
    """Each of these tables whole; what only moderators read is left out, and nothing is left out by a mistyped key."""
    keys = {key for key, _ in member_sentences(ENGLISH)}
    for table in ("notice", "statement", "file", "listing", "letter"):
        assert {key for key in ENGLISH.sentences if key.startswith(f"{table}.")} <= keys
    for begin in ("say.member_", "say.report", "say.no_case", "say.link_", "say.my_case_", "say.more_time_"):
        assert {key for key in ENGLISH.sentences if key.startswith(begin)} <= keys
    assert not keys & {"say.voter_two", "card.legend", "say.history_notice", "form.notice_sentence"}
    assert [each for each in FOR_OTHERS if not any(key.startswith(each) for key in ENGLISH.sentences)] == []
    told = {name for key, _ in member_sentences(ENGLISH) for name in places(ENGLISH.sentences[key])}
    assert SAMPLES.keys() <= told | {"due"}


@pytest.mark.parametrize("language", languages())
def test_nobody_is_accused(language: str) -> None:
    """'Appears to', never 'you used'; and nobody hears who reported or who voted."""
    text = "\n".join(sentence for _, sentence in member_sentences(load_texts(language))).casefold()
    assert not [words for words in ("you used", "you generated", "usaste", "generaste") if words in text]


def test_by_table() -> None:
    """Under headings; a table that nobody named a heading for has its own name, an unknown place is shown as one."""
    lines = list(describe_texts(Texts("en", {"say.a": "A {case}", "say.voter_b": "B", "new.c": "C {unheard}"})))
    assert lines == ["Language: en", "", "Answers and messages", "  A 7", "", "new", "  C [unheard]"]

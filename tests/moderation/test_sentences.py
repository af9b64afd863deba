"""Sentences and their places."""

from datetime import datetime

import pytest

from bot.moderation.effects import Say
from bot.moderation.notices import Texts, Tongues, places
from tests.moderation.builders import START

TEXTS = Texts("en", {"say.plain": "Thank you.", "say.due": "Case {case}, {title}: until {deadline}."})


def day(time: datetime) -> str:
    """A time as a test shows it."""
    return f"{time:%d %B}"


@pytest.mark.parametrize(
    ("locale", "language"), [("es", "es"), ("es-419", "es"), ("ES_mx", "es"), ("fr", "en"), ("", "en")]
)
def test_tongues(locale: str, language: str) -> None:
    """Everybody reads their language, whichever way their chat writes it; else the community's."""
    assert Tongues(TEXTS, {"es": Texts("es", {}), "en": TEXTS}).of(locale).language == language


def test_places() -> None:
    """The places of a sentence are its named fields."""
    assert places("{case}, again {case}: {title}") == {"case", "title"}
    assert places("none {{here}}") == frozenset()


def test_text() -> None:
    """A sentence without places is found by its key; a missing key is an error."""
    assert TEXTS.text("say.plain") == "Thank you."
    with pytest.raises(KeyError):
        TEXTS.text("say.nothing")


def test_fill() -> None:
    """Words are made harmless, times are drawn as the chat draws them."""
    say = Say("say.due", {"case": 7, "title": "*bold*"}, {"deadline": START})
    filled = TEXTS.fill(say, escape=lambda text: text.replace("*", ""), when=day)
    assert filled == "Case 7, bold: until 02 March."


def test_missing_value() -> None:
    """A place without a value is an error, not a hole in a sentence."""
    with pytest.raises(KeyError):
        TEXTS.fill(Say("say.due", {"case": 7}), escape=str, when=day)

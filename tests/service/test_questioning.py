"""What counts as a question, and what rather as an answer."""

import pytest

from bot.service.questioning import asks


@pytest.mark.parametrize(
    "words",
    [
        "What do you mean by fins?",
        "Hello! What do you mean by fins?",
        "Hi there. Which picture is it about? And until when?",
        "which one? thanks!",
        "¿Qué imagen? 🙂",
        "Do you mean “Neon Koi”?",
        "どの絵ですか\uff1f",
    ],
)
def test_a_question(words: str) -> None:
    """Every sentence asks, but for a greeting or thanks."""
    assert asks(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I inked it by hand.",
        "I inked every fin of it by hand. What else do you need?",
        "What else do you need? I inked every fin of it by hand.",
        "Why me? Here is the sketch: https://sketches.example/koi",
        "Is it this one? https://sketches.example/koi?a=b",
        "Is this about the fins, I drew them",
    ],
)
def test_an_answer(words: str) -> None:
    """Where something is told or shown too it is an answer: in doubt, for the artist."""
    assert not asks(words)

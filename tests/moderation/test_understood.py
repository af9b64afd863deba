"""A few short sentences are understood; whatever is longer is for people."""

import pytest

from bot.config import load_texts
from bot.config.texts_file import languages
from bot.moderation.understood import Given, Meant, appeals, given, meant

SAID = {
    Meant.REMOVED: (
        "removed", "Removed.", "I removed it", "I've deleted the listing", "taken down, sorry", "I\u2019ve removed it!",
        "Eliminada", "La he quitado.", "ya la eliminé", "Lo borré", "La quité, perdón",
    ),
    Meant.NOT_MINE: ("Not mine", "It's not mine!", "this is not mine", "No es mía", "Esto no es mío, perdón"),
    Meant.MORE_TIME: (
        "more time", "More time please", "Could I have some more time, please?", "I need a bit more time. Thank you!",
        "Más tiempo", "Necesito más tiempo, por favor", "¿Me das un poco más de tiempo?", "mas tiempo porfa no",
    )[:-1],
    Meant.ANSWER: (
        "", "I removed the background by hand", "It is not mine alone: Ana drew the sky", "thanks", "…",
        "I spent more time on the hands than on the rest", "Le dediqué más tiempo a las manos", "no", "quité el fondo",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("expected", "words"), [(each, words) for each, said in SAID.items() for words in said])
def test_meant(expected: Meant, words: str) -> None:
    """Only where it is all that somebody wrote, in either language, whatever the accents and the punctuation."""
    assert meant(words) is expected


@pytest.mark.parametrize(
    ("words", "appealed"),
    [
        ("I appeal: my layers show it", True),
        ("Appeal", True),
        ("I would like to appeal, please", True),
        ("Quiero apelar: tengo los bocetos", True),
        ("My sister said that I should appeal", False),
        ("An appealing picture, thanks", False),
        ("", False),
    ],
)
def test_appeals(words: str, appealed: bool) -> None:
    """By how they begin, in either language; who speaks of an appeal only has not appealed."""
    assert appeals(words) is appealed


@pytest.mark.parametrize("language", languages())
def test_buttons(language: str) -> None:
    """What is written on a button of the notice is understood as what it is there for, in every language."""
    texts = load_texts(language)
    meanings = {"removed": Meant.REMOVED, "not_mine": Meant.NOT_MINE, "more_time": Meant.MORE_TIME}
    assert {name: meant(texts.text(f"button.{name}")) for name in meanings} == meanings


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (Given.INSTEAD, "Please show this one instead."),
        (Given.INSTEAD, "It replaces the koi"),
        (Given.INSTEAD, "A new version, inked by hand"),
        (Given.INSTEAD, "Ponla en su lugar, por favor"),
        (Given.INSTEAD, "Sustitúyela por esta"),
        (Given.PROOF, "A screenshot of my layers"),
        (Given.PROOF, "the first sketch!"),
        (Given.PROOF, "This is how I drew the fins"),
        (Given.PROOF, "Un boceto, y las capas"),
        (Given.PROOF, "Así es mi proceso"),
        (None, ""),
        (None, "Another image"),
        (None, "The inked one."),
        (None, "Take this sketch instead"),
        (None, "My layers, and the new version"),
    ],
)
def test_given(expected: Given | None, words: str) -> None:
    """What says that it stands instead, and what shows the work; neither and both say nothing."""
    assert given(words) is expected

"""A few short sentences are understood; whatever is longer is for people."""

import pytest

from bot.config import load_texts
from bot.config.texts_file import languages
from bot.moderation.understood import Given, Meant, appeals, given, is_all, meant

SAID = {
    Meant.REMOVED: (
        "removed", "Removed.", "I removed it", "I've deleted the listing", "taken down, sorry", "I\u2019ve removed it!",
        "Eliminada", "La he quitado.", "ya la eliminé", "Lo borré", "La quité, perdón",
    ),
    Meant.NOT_MINE: ("Not mine", "It's not mine!", "this is not mine", "No es mía", "Esto no es mío, perdón"),
    Meant.MORE_TIME: (
        "more time", "More time please", "Could I have some more time, please?", "I need a bit more time. Thank you!",
        "more time pls", "plz give me more time", "Dame más tiempo", "Dadme más tiempo", "Denme más tiempo, por favor",
        "Deme un poco más de tiempo", "¿Me darían más tiempo?", "¿Me darías más tiempo?",
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


REASONED = {
    Meant.NOT_MINE: ("Not mine, I never uploaded that", "Hello. This is not mine: I use oil.", "No es mía, lo juro"),
    Meant.MORE_TIME: (
        "More time please, I am ill.", "I need more time to find the sketches", "Sorry, I'd like more time (a fair)",
        "Could I have more time? I'm at a fair until Sunday.", "Hello, more time please. My scanner broke.",
        "More time pls, I am ill", "Dame más tiempo, que estoy enferma", "Me darían más tiempo porque viajo",
        "Necesito más tiempo porque estoy enferma", "¡Hola! ¿Me dan más tiempo? Estoy de viaje.",
    ),
    Meant.ANSWER: (
        "I removed it, the sky, and drew another", "More time on the hands would have helped", "Hello, it is by hand.",
        "It is not mine alone, Ana drew the sky", "Más tiempo en las manos, eso faltó", "Hello!", "Inked. More time?",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("expected", "words"), [(each, words) for each, said in REASONED.items() for words in said])
def test_with_reasons(expected: Meant, words: str) -> None:
    """Who asks for more time, or says 'not mine', may go on to say why; only the beginning counts, after a greeting."""
    assert meant(words) is expected
    assert not is_all(words)


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (True, "Appeal: look closer"),
        (True, "I'd like to appeal."),
        (True, "Hello, I want to appeal"),
        (True, "Please, I appeal. The fins are mine."),
        (True, "Apelo, por favor"),
        (True, "Hola, quiero apelar"),
        (True, "¡Me gustaría apelar!"),
        (True, "Recurro la decisión, por favor"),
        (True, "Quiero recurrir."),
        (False, "Recurro a la IA solo para los bocetos"),
        (False, "Hola, quiero recurrir a mis bocetos"),
        (False, "The appeal of this is its light"),
        (False, "Appealing, is it not?"),
        (False, "Here is the sketch. I appeal."),
        (False, ""),
    ],
)
def test_appeals(expected: bool, words: str) -> None:
    """Who begins with it appeals, after a greeting or none; what follows are their reasons."""
    assert appeals(words) is expected


def test_nothing_else() -> None:
    """What says nothing but that is no answer beside it."""
    assert all(is_all(words) for words in SAID[Meant.MORE_TIME])


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

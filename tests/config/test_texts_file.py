"""The words as data: what came with Salon is sound, and every fault of another file is named."""

from pathlib import Path

import pytest

from bot.config import ConfigFaults, load_texts
from bot.config.texts_file import languages, read_texts
from bot.moderation.effects import Say
from bot.moderation.notices import Texts, Tongues, places


def test_every_shipped_language_is_sound() -> None:
    """Each file of sentences loads; English is one of them."""
    assert "en" in languages()
    for language in languages():
        texts = load_texts(language)
        assert texts.language == language
        assert all(places(sentence) is not None for sentence in texts.sentences.values())


ENGLISH = load_texts("en").sentences
OTHERS = [each for each in languages() if each != "en"]
ROOM = {"title": 24, "about": 100, "send": 24, "cancel": 24}
"""Of a form's parts, on the chat that has least: Slack's titles, Discord's descriptions."""


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_everything(language: str) -> None:
    """No sentence is missing, none is left over, and each has the same places: whoever reads it gets all of it."""
    sentences = load_texts(language).sentences
    assert sentences.keys() - ENGLISH.keys() == set()
    assert {key: ENGLISH[key] for key in ENGLISH.keys() - sentences.keys()} == {}
    differing = [key for key, sentence in ENGLISH.items() if places(sentence) != places(sentences[key])]
    assert differing == []


@pytest.mark.parametrize("language", languages())
def test_every_sentence_can_be_filled(language: str) -> None:
    """With a value for each place nothing is left open, and no place is all that a sentence says but one."""
    texts = load_texts(language)
    for key, sentence in texts.sentences.items():
        filled = texts.fill(Say(key, dict.fromkeys(places(sentence), "X")), escape=str, when=str)
        assert "{" not in filled.replace("{{", ""), key
        assert len(filled) > len("X") * len(places(sentence)) or key == "statement.contact_support", key


@pytest.mark.parametrize("language", languages())
def test_what_stands_in_forms_and_on_buttons_fits(language: str) -> None:
    """Forms and buttons have little room, and a label that is cut says less than it should."""
    for key, sentence in load_texts(language).sentences.items():
        table, _, name = key.partition(".")
        if table == "form":
            room = ROOM.get(name.rpartition("_")[2], 45)
        elif table == "button":
            room = 75
        elif key == "command.report_menu":
            room = 24
        else:
            continue
        assert len(sentence) <= room, f"{key}: {len(sentence)} of {room}"


def test_sentences_are_found_by_dotted_key(tmp_path: Path) -> None:
    """Tables in tables become one key."""
    file = tmp_path / "notices.en.toml"
    file.write_text('[say]\nhello = "Hello {name}, {{really}}"\n[say.bye]\nnow = "Bye"\n', encoding="utf-8")
    texts = read_texts(file, "en")
    assert texts.sentences == {"say.hello": "Hello {name}, {{really}}", "say.bye.now": "Bye"}


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    """By file and key, in words."""
    file = tmp_path / "notices.xx.toml"
    file.write_text(
        "[say]\n"
        'empty = "  "\n'
        "number = 3\n"
        'open = "a { brace"\n'
        'bare = "a {} place"\n'
        'counted = "a {0} place"\n'
        'deep = "a {case.owner} place"\n'
        'drawn = "a {case:>9} place"\n'
        'shown = "a {case!r} place"\n'
        'Upper-Case = "x"\n',
        encoding="utf-8",
    )
    with pytest.raises(ConfigFaults) as found:
        read_texts(file, "xx")
    assert found.value.faults == (
        "notices.xx.toml: say.empty is empty",
        "notices.xx.toml: say.number is to be a sentence, in quotes",
        "notices.xx.toml: say.open has a { or } on its own: a place is {like_this}, a brace to read is doubled",
        "notices.xx.toml: say.bare has a place named '': a place is {like_this}",
        "notices.xx.toml: say.counted has a place named '0': a place is {like_this}",
        "notices.xx.toml: say.deep has a place named 'case.owner': a place is {like_this}",
        "notices.xx.toml: say.drawn has a place named 'case': a place is {like_this}",
        "notices.xx.toml: say.shown has a place named 'case': a place is {like_this}",
        "notices.xx.toml: say.Upper-Case is no key: use small letters, digits and _",
    )


def test_a_language_without_sentences_is_a_fault() -> None:
    """It is said which file is wanted."""
    with pytest.raises(ConfigFaults, match=r"notices\.qq\.toml: cannot be opened"):
        load_texts("qq")


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es", "es"), ("es-ES", "es"), ("es-419", "es"), ("ES_mx", "es"), ("en-GB", "en"), ("de", "own"), ("", "own")],
)
def test_the_language_of_a_reader(locale: str, language: str) -> None:
    """Whatever the country; where there are no sentences in theirs, or nothing is known, the community's."""
    own = Texts("own", {})
    assert Tongues(own, {each: load_texts(each) for each in languages()}).of(locale).language == language

"""The words as data: what came with Salon is sound, and every fault of another file is named."""

from pathlib import Path

import pytest

from bot.config import ConfigFaults, load_texts
from bot.config.texts_file import languages, read_texts
from bot.moderation.notices import places


def test_every_shipped_language_is_sound() -> None:
    """Each file of sentences loads; English is one of them."""
    assert "en" in languages()
    for language in languages():
        texts = load_texts(language)
        assert texts.language == language
        assert all(places(sentence) is not None for sentence in texts.sentences.values())


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

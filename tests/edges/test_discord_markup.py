"""People's words on Discord: as typed, and harmless."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.moderation.effects import Say
from handlers.discord import markup
from tests.edges.discord_values import NASTY, NOW, PING, RELAXED, TEXTS


@RELAXED
@given(NASTY)
@example("<\u200b@123456789012345678>")
@example("@every\u200bone")
@example("@everyone" * 300)
def test_no_ping_survives(text: str) -> None:
    """Whatever people type, nobody is called by it; also where hidden characters are stripped from within a call."""
    assert not PING.search(markup.escape(text))
    assert not PING.search(markup.plain(text, 100))


@RELAXED
@given(NASTY, st.integers(min_value=1, max_value=2000))
def test_words_fit_their_room(text: str, room: int) -> None:
    """A text is never longer than its room, in code points and in UTF-16."""
    cut = markup.words(text, room)
    assert len(cut) <= markup.units(cut) <= room


@RELAXED
@given(NASTY)
def test_no_control_characters(text: str) -> None:
    """Control characters, direction marks and lone surrogates are gone; line breaks stay."""
    cleaned = markup.clean(text)
    assert cleaned.isprintable() or all(char.isprintable() or char in "\n\u200c\u200d" or char.isspace() or
                                        ord(char) > 127 for char in cleaned)  # fmt: skip
    assert not set(cleaned) & set("\x00\u202e\u200b\ud800")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**bold** _it_ ~~no~~ ||s|| `c`", r"\*\*bold\*\* \_it\_ \~\~no\~\~ \|\|s\|\| \`c\`"),
        ("[click](https://a.b/c_d)", r"\[click\]\(https://a.b/c_d\)"),
        ("see https://a.b/c_d_e?x=1.", "see https://a.b/c_d_e?x=1."),
        ("https://a.b/@everyone", "https://a.b/%40everyone"),
        ("- a\n1. b\n# c\n> d", "\\- a\n1\\. b\n\\# c\n\\> d"),
        ("a - b. c", "a - b. c"),
        ("<t:1:R> </x:1>", r"\<t:1:R\> \</x:1\>"),
        ("a\r\nb\tc\x07", "a\nb c"),
        ("👩‍🎨", "👩‍🎨"),
    ],
)
def test_what_was_typed_is_what_is_seen(typed: str, shown: str) -> None:
    """Markup is shown as typed, links work, emoji and line breaks stay."""
    assert markup.escape(typed) == shown


def test_cut_text_ends_cleanly() -> None:
    """A cut shows, falls between words where it can, and leaves no half escape."""
    assert markup.clip("one two three", 10) == "one two…"
    assert markup.clip("aaaa\\*b", 6) == "aaaa…"
    assert markup.clip("short", 5) == "short"
    assert markup.clip("short", 0) == ""


def test_a_time_is_drawn_by_discord() -> None:
    """The reader's own zone, and how far off."""
    assert markup.when(NOW) == "<t:1795435200:f> (<t:1795435200:R>)"


def test_places_are_escaped_and_sentences_are_not() -> None:
    """What fills a place is people's; the sentence around it is ours."""
    assert markup.say(TEXTS, Say("command.case", {"case": "*7* @everyone"})) == "Case \\*7\\* @\u200beveryone"


@pytest.mark.parametrize(("seen", "means"), [("👍🏽", "👍"), ("⏸️", "⏸"), ("🎨", "🎨")])
def test_an_emoji_means_the_same_in_every_skin(seen: str, means: str) -> None:
    """Skin tones and U+FE0F fold."""
    assert markup.fold(seen) == means

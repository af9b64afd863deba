"""People's words on Slack: as typed, and harmless; Slack's own notation undone."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.moderation.effects import Say
from handlers.slack import markup
from tests.edges.slack_values import NASTY, NOW, PING, RELAXED, TAG, TEXTS


@RELAXED
@given(NASTY)
@example("<\u200b!channel>")
@example("@chan\u200bnel")
@example("<!here>" * 300)
def test_no_ping_survives(text: str) -> None:
    """Whatever people type, nobody is called by it; also where hidden characters are stripped from within a call."""
    assert not PING.search(markup.escape(text))
    assert not PING.search(markup.words(text, 100))


@RELAXED
@given(NASTY)
def test_what_is_cut_is_whole(text: str) -> None:
    """No half entity, no half link, no more than there is room."""
    cut = markup.words(text, 60)
    assert len(cut) <= 60
    assert not TAG.sub("", cut).count("<")


@RELAXED
@given(NASTY, st.integers(min_value=3, max_value=4000))
@example("ñ" * 30, 59)
@example("ab🎨", 5)
def test_what_is_read_aloud_is_counted_in_bytes(text: str, room: int) -> None:
    """As Slack counts it; what is short enough is not touched."""
    escaped = markup.escape(text)
    spoken = markup.spoken(escaped, room)
    assert len(spoken.encode()) <= room
    assert (spoken == escaped) is (len(escaped.encode()) <= room)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("see https://x.y/?a=1&b=2", "see <https://x.y/?a=1&amp;b=2>"),
        ("https://x.y/a|b", "<https://x.y/a%7Cb>"),
        ("hello @here", "hello @\u200bhere"),
        ("one\r\ntwo\u202e", "one\ntwo"),
    ],
)
def test_words_are_shown_as_typed(typed: str, shown: str) -> None:
    """Links stay links."""
    assert markup.escape(typed) == shown


@pytest.mark.parametrize(
    ("text", "room", "cut"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("a &amp; b", 5, "a…"),
        ("a <https://x.y>", 8, "a…"),
        ("abc", 0, ""),
        ("😀😀", 3, "😀…"),
    ],
)
def test_cutting(text: str, room: int, cut: str) -> None:
    """What does not fit ends with '…'."""
    assert markup.clip(text, room) == cut


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("a &lt; b &amp;&amp; c", "a < b && c"),
        ("<https://x.y|x.y> and <https://z.y>", "https://x.y and https://z.y"),
        ("<@U1|ann> <@U2> <#C1|hall> <!here> <!subteam^S1|@jury>", "@ann @U2 #hall !here @jury"),
        ("<mailto:a@b.c|a@b.c>", "a@b.c"),
    ],
)
def test_slacks_notation_is_undone(sent: str, read: str) -> None:
    """What is on record is what the person saw."""
    assert markup.read(sent) == read


def test_a_time_is_drawn_by_slack() -> None:
    """In the reader's zone, with UTC for whoever cannot."""
    drawn = f"<!date^{int(NOW.timestamp())}^{{date_short_pretty}} {{time}}|2026-11-23 12:00 UTC>"
    assert markup.when(NOW) == drawn
    said = markup.say(TEXTS, Say("command.answer_by", {}, {"deadline": NOW}))
    assert said == f"Please answer by {drawn}"


@pytest.mark.parametrize(
    ("name", "folded"), [("thumbsup::skin-tone-2", "thumbsup"), (":art:", "art"), ("hand", "hand")]
)
def test_skin_tones_fold(name: str, folded: str) -> None:
    """What is left is what it means."""
    assert markup.fold(name) == folded

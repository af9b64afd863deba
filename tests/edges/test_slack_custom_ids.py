"""Action and callback ids: what is written is read again, what is forged is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.understood import Given
from handlers.shared.answering import Way
from handlers.slack import custom_ids as ids
from handlers.slack import way
from tests.edges.slack_values import NOW, RELAXED, WAY

RECORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=22)
NUMBERS = st.integers(min_value=1, max_value=999_999_999)
LETTERS = st.lists(st.text("ABCXYZ", min_size=1, max_size=2), min_size=1, max_size=60, unique=True).map(tuple)
IDS = st.one_of(
    st.builds(ids.OpenObservation, NUMBERS, NUMBERS, LETTERS),
    st.builds(ids.ObservationForm, NUMBERS, NUMBERS),
    st.builds(ids.ReportForm),
    st.builds(ids.NotesForm),
    st.builds(ids.GoOn, RECORDS),
    st.builds(ids.WhichCase, RECORDS),
    st.builds(ids.ShowMyCases),
    st.builds(ids.ShowPolicy),
    st.builds(ids.ShowNext),
    st.builds(ids.WriteHere),
    st.builds(ids.Answer, NUMBERS, st.sampled_from(Way)),
    st.builds(ids.AnswerForm, NUMBERS, st.none() | st.sampled_from(Given)),
    st.builds(ids.ShowStatement, NUMBERS),
    st.builds(ids.OpenCase, NUMBERS),
    st.builds(ids.Link),
)


@RELAXED
@given(IDS)
def test_what_is_written_is_read(custom_id: ids.CustomId) -> None:
    """Nothing is lost on the way, and Slack takes it. Letters are left out where they would not fit."""
    text = ids.write(custom_id)
    assert 1 <= len(text) <= 255
    read = ids.read(text)
    if isinstance(custom_id, ids.OpenObservation) and isinstance(read, ids.OpenObservation) and not read.letters:
        read = ids.OpenObservation(read.case, read.round, custom_id.letters)
    assert read == custom_id


@RELAXED
@given(st.text(max_size=300))
def test_anything_else_is_nothing_or_well_formed(text: str) -> None:
    """A forged id is read as none, or as one that could have been written."""
    read = ids.read(text)
    assert read is None or len(ids.write(read)) <= 255


@pytest.mark.parametrize(
    "forged",
    ["", "see", "see:x:1:A", "see:1:1:A:e", "sure:", "sure:a b", "case:-1", "case:²", "None", "which:", "mine:1",
     "report:1", "notes:1", "case:99999999999999999999", "saw:1", "x" * 300],
)  # fmt: skip
def test_forged_ids_are_not_read(forged: str) -> None:
    """Nothing but what we write."""
    assert ids.read(forged) is None


def test_shortcuts_are_no_forms() -> None:
    """What opens a form is not what is sent with it."""
    assert len(set(ids.SHORTCUTS.values())) == 2
    assert all(ids.read(each) is None for each in ids.SHORTCUTS.values())


def test_the_way_back_is_carried_by_a_form() -> None:
    """And one that is too long, or none, is none."""
    assert way.read(WAY.write()) == WAY
    assert way.Way("x" * 4000, NOW).write() == ""
    for forged in ("", "x", "[1]", "{}", '["a", "b", "c", "d"]', '["a", 1e999, "c", "d"]'):
        assert way.read(forged) is None

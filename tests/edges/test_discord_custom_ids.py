"""Custom ids: what is written is read again, what is forged is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.understood import Given
from handlers.discord import custom_ids as ids
from handlers.shared.answering import Way
from tests.edges.discord_values import RELAXED

RECORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=22)
NUMBERS = st.integers(min_value=1, max_value=999_999_999)
LETTERS = st.lists(st.text("ABCXYZ", min_size=1, max_size=2), min_size=1, max_size=25, unique=True).map(tuple)
IDS = st.one_of(
    st.builds(ids.OpenObservation, NUMBERS, NUMBERS, LETTERS, RECORDS),
    st.builds(ids.ObservationForm, NUMBERS, NUMBERS),
    st.builds(ids.ReportForm),
    st.builds(ids.NotesForm),
    st.builds(ids.GoOn, RECORDS),
    st.builds(ids.WhichCase, RECORDS, RECORDS),
    st.builds(ids.ShowMyCases, RECORDS),
    st.builds(ids.ShowPolicy, RECORDS),
    st.builds(ids.ShowNext, RECORDS),
    st.builds(ids.WriteHere),
    st.builds(ids.Answer, NUMBERS, st.sampled_from(Way)),
    st.builds(ids.AnswerForm, NUMBERS, st.none() | st.sampled_from(Given)),
    st.builds(ids.ShowStatement, NUMBERS),
    st.builds(ids.OpenCase, NUMBERS, RECORDS),
)


@RELAXED
@given(IDS)
def test_what_is_written_is_read(custom_id: ids.CustomId) -> None:
    """Nothing is lost on the way, and Discord takes it. Letters are left out where they would not fit."""
    text = ids.write(custom_id)
    assert 1 <= len(text) <= 100
    read = ids.read(text)
    if isinstance(custom_id, ids.OpenObservation) and isinstance(read, ids.OpenObservation) and not read.letters:
        read = ids.OpenObservation(read.case, read.round, custom_id.letters, read.effect)
    assert read == custom_id


def test_many_letters_are_left_out() -> None:
    """A listing of more media than a list can hold has them typed."""
    letters = tuple(chr(65 + number) for number in range(26))
    assert ids.read(ids.write(ids.OpenObservation(1, 1, letters, "e"))) == ids.OpenObservation(1, 1, (), "e")


@RELAXED
@given(st.text(max_size=120))
def test_anything_else_is_nothing_or_well_formed(text: str) -> None:
    """A forged id is read as none, or as one that could have been written."""
    read = ids.read(text)
    assert read is None or len(ids.write(read)) <= 100


@pytest.mark.parametrize(
    "forged",
    ["", "see", "see:1:1:A", "see:x:1:A:e", "see:1:1:A:e:f", "sure:", "sure:a b", "case:-1:e", "case:²:e", "None",
     "which:a", "mine:" + "e" * 40, "report:1", "notes:1",
     "answer:7", "answer:7:keep", "answer:x:how", "answered:-7",
     "statement:7:7", "case:99999999999999999999:e"],
)  # fmt: skip
def test_forged_ids_are_not_read(forged: str) -> None:
    """Nothing but what we write."""
    assert ids.read(forged) is None


def test_the_effect_of_a_component() -> None:
    """A post whose outcome is not known is found by it."""
    assert ids.effect_of("mine:abc") == "abc"
    assert ids.effect_of("sure:abc") is None
    assert ids.effect_of(None) is None

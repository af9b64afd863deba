"""Buttons and forms: read from their payload alone, as it is after a restart."""

import pytest

from bot.moderation.inbound import (
    AskedCase,
    AskedMyCase,
    AskedPolicy,
    ChoseCase,
    ChoseHere,
    FileRef,
    ObservationSent,
    ReportConfirmed,
    ReportSent,
)
from handlers.discord import acts
from handlers.discord import custom_ids as ids
from tests.edges.discord_values import ANN, NOW

ACT = acts.Act("9", ANN, moderator=True, token="t", expires=NOW, locale="en-GB")  # noqa: S106 - an interaction's


def form(**fields: object) -> dict[str, object]:
    """A form as Discord sends it: text by `value`, choices and files by `values`."""
    filled = [
        {"type": 18, "id": 1, "component": {"custom_id": name, "values" if isinstance(value, list) else "value": value}}
        for name, value in fields.items()
    ]
    return {"components": [*filled, {"type": 10, "id": 9}]}


def test_a_report() -> None:
    """Everything that was filled in, files included."""
    data = form(link=" https://a.b/1 ", which="the second", category=["slop"], words="looks odd", files=["5", "6"])
    attachment = {"id": "5", "filename": "a.png", "url": "https://cdn/a.png", "size": 3}
    data["resolved"] = {"attachments": {"5": attachment}}
    assert acts.sent(ACT, ids.ReportForm(), data) == ReportSent(
        key="9",
        reporter=ANN,
        moderator=True,
        link="https://a.b/1",
        which="the second",
        category="slop",
        words="looks odd",
        files=(FileRef("5", "a.png", "https://cdn/a.png", 3),),
        token="t",  # noqa: S106
        expires=NOW,
        locale="en-GB",
    )


def test_a_forged_report_is_an_empty_one() -> None:
    """The service refuses it in words; nothing breaks here."""
    forged: list[dict[str, object]] = [
        {},
        {"components": None},
        form(),
        {"components": [{}]},
        form(link=None, files=[]),
    ]
    for data in forged:
        event = acts.sent(ACT, ids.ReportForm(), data)
        assert isinstance(event, ReportSent)
        assert (event.link, event.category, event.files) == ("", "", ())


@pytest.mark.parametrize(("media", "letters"), [(["A", "C"], ("A", "C")), ("a, c", ("A", "C")), ("", ())])
def test_an_observation(media: object, letters: tuple[str, ...]) -> None:
    """Letters chosen or typed."""
    data = form(sentence=" the hands melt into the table ", considerations=["intention"], media=media)
    assert acts.sent(ACT, ids.ObservationForm(7, 1), data) == ObservationSent(
        "9",
        ANN,
        True,
        7,
        1,
        "the hands melt into the table",
        ("intention",),
        letters,
    )


def test_buttons() -> None:
    """Each says all by its id."""
    assert acts.pressed(ACT, ids.GoOn("r1"), {}) == ReportConfirmed("9", ANN, "r1")
    assert acts.pressed(ACT, ids.WhichCase("m1", "e"), {"values": ["7"]}) == ChoseCase("9", ANN, "m1", 7)
    assert acts.pressed(ACT, ids.ShowMyCases("e"), {}) == AskedMyCase("9", ANN)
    assert acts.pressed(ACT, ids.WriteHere(), {}) == ChoseHere("9", ANN)
    assert acts.pressed(ACT, ids.ShowPolicy("e"), {}) == AskedPolicy("9", ANN)
    assert acts.pressed(ACT, ids.OpenCase(7, "e"), {}) == AskedCase("9", ANN, moderator=True, case=7)


def test_what_cannot_be_meant_is_nothing() -> None:
    """A form's id on a button, a button's on a form, a choice that is none."""
    assert acts.pressed(ACT, ids.ReportForm(), {}) is None
    assert acts.sent(ACT, ids.ShowPolicy("e"), {}) is None
    assert acts.pressed(ACT, ids.WhichCase("m1", "e"), {"values": ["x"]}) is None
    assert acts.pressed(ACT, ids.WhichCase("m1", "e"), {}) is None

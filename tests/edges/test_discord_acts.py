"""Buttons and forms: read from their payload alone, as it is after a restart."""

import pytest

from bot.moderation.inbound import (
    Answered,
    AskedCase,
    AskedForm,
    AskedMyCase,
    AskedPolicy,
    AskedStatement,
    ChoseCase,
    ChoseHere,
    FileRef,
    ObservationSent,
    ReportConfirmed,
    ReportSent,
)
from bot.moderation.understood import Given
from handlers.discord import acts
from handlers.discord import custom_ids as ids
from handlers.shared.answering import FORMS, Way
from tests.edges.discord_values import ANN, NOW, PEN

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
    assert acts.pressed(ACT, ids.GoOn("r1"), {}, PEN) == ReportConfirmed("9", ANN, "r1")
    assert acts.pressed(ACT, ids.WhichCase("m1", "e"), {"values": ["7"]}, PEN) == ChoseCase("9", ANN, "m1", 7)
    assert acts.pressed(ACT, ids.ShowMyCases("e"), {}, PEN) == AskedMyCase("9", ANN)
    assert acts.pressed(ACT, ids.WriteHere(), {}, PEN) == ChoseHere("9", ANN)
    assert acts.pressed(ACT, ids.ShowPolicy("e"), {}, PEN) == AskedPolicy("9", ANN)
    assert acts.pressed(ACT, ids.OpenCase(7, "e"), {}, PEN) == AskedCase("9", ANN, moderator=True, case=7)


def test_what_cannot_be_meant_is_nothing() -> None:
    """A form's id on a button, a button's on a form, a choice that is none."""
    assert acts.pressed(ACT, ids.ReportForm(), {}, PEN) is None
    assert acts.sent(ACT, ids.ShowPolicy("e"), {}) is None
    assert acts.pressed(ACT, ids.WhichCase("m1", "e"), {"values": ["x"]}, PEN) is None
    assert acts.pressed(ACT, ids.WhichCase("m1", "e"), {}, PEN) is None


def test_the_buttons_of_a_notice() -> None:
    """Two open a form; the others say what is written on them; one shows the full statement."""
    for way in Way:
        event = acts.pressed(ACT, ids.Answer(7, way), {}, PEN)
        form = way in FORMS
        assert event == (AskedForm("9", ANN, 7) if form else Answered("9", ANN, 7, PEN.label(f"button.{way}", 80)))
    assert acts.pressed(ACT, ids.ShowStatement(7), {}, PEN) == AskedStatement("9", ANN, 7)


def test_the_form_behind_one() -> None:
    """Words and files; one that is forged is empty."""
    data = form(words=" by hand ", files=["5"])
    data["resolved"] = {"attachments": {"5": {"id": "5", "filename": "a.png", "url": "https://cdn/a.png", "size": 3}}}
    sent = acts.sent(ACT, ids.AnswerForm(7, Given.PROOF), data)
    assert sent == Answered("9", ANN, 7, "by hand", (FileRef("5", "a.png", "https://cdn/a.png", 3),), Given.PROOF)
    assert acts.sent(ACT, ids.AnswerForm(7), {}) == Answered("9", ANN, 7, "")

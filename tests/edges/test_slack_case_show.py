"""`/case show` on Slack: all of a case in one message, within Slack's limits."""

import re
from dataclasses import replace

from bot.moderation.effects import Say
from bot.moderation.views import CaseLine, CaseView, FactLine, HistoryLine, Written
from handlers.slack.views import answers
from tests.edges.slack_values import ME, NOW, PEN, Held, words

LINE = CaseLine(7, "Dusk", Say("command.case", {"case": 7}), None, None)


def lived(lines: int, each: str) -> CaseView:
    """A case whose history has so many lines."""
    history = tuple(HistoryLine(NOW, Say("command.case", {"case": f"{n}: {each}"})) for n in range(lines))
    return CaseView(LINE, None, 1, (), (), history)


def test_a_history_of_many_lines_is_shown_in_full() -> None:
    """What happened in a case that took months stands in one message, in the order in which it happened."""
    drawn = answers.draw(lived(100, "the artist wrote, with a picture and a few words"), PEN, ME)
    assert drawn
    assert Held(drawn.parts()["blocks"]).faults() == []
    assert re.findall(r"Case (\d+):", words(drawn)) == [str(number) for number in range(100)]
    assert PEN.text("command.older_left_out") not in words(drawn)


def test_a_longer_history_keeps_its_newest_end() -> None:
    """And says that there is more; also where there is more else of the case than a message has room for."""
    say = Say("command.case", {"case": "z" * 400})
    full = replace(
        lived(60, "x" * 400),
        url="https://gallery.example/7",
        said=(say,) * 40,
        facts=(FactLine(("A" * 2900,), "exif", "", "", say),) * 15,
        written=(Written("y" * 6000),) * 12,
    )
    drawn = answers.draw(full, PEN, ME)
    assert drawn
    assert Held(drawn.parts()["blocks"]).faults() == []
    assert len(drawn.parts()["blocks"]) == 50
    assert PEN.text("command.older_left_out") in words(drawn)
    assert "Case 59:" in words(drawn)
    assert "Case 0:" not in words(drawn)


def test_a_long_answer_is_shown_in_full() -> None:
    """A card may have to cut it; this does not."""
    answer = " ".join(f"{number}&word" for number in range(1100))
    drawn = answers.draw(CaseView(LINE, None, 1, (), (), (), (Written(answer),)), PEN, ME)
    assert drawn
    assert Held(drawn.parts()["blocks"]).faults() == []
    assert all(f"{number}&amp;word" in words(drawn) for number in range(1100))

"""`/case show` on Slack: all of a case, in as many messages as it needs, each within Slack's limits."""

import re
from dataclasses import replace

from bot.moderation.effects import Say
from bot.moderation.views import CaseLine, CaseView, FactLine, HistoryLine, Written
from handlers.slack.views import answers
from tests.edges.slack_values import ME, NOW, PEN, Held, all_words

LINE = CaseLine(7, "Dusk", Say("command.case", {"case": 7}), None, None)


def lived(lines: int, each: str) -> CaseView:
    """A case whose history has so many lines."""
    history = tuple(HistoryLine(NOW, Say("command.case", {"case": f"{n}: {each}"})) for n in range(lines))
    return CaseView(LINE, None, 1, (), (), history)


def test_a_history_of_many_lines_is_shown_in_full() -> None:
    """What happened in a case that took months is all there, in the order in which it happened."""
    drawn = answers.draw(lived(100, "the artist wrote, with a picture and a few words"), PEN, ME)
    assert drawn
    assert Held.pages(drawn) == []
    assert re.findall(r"Case (\d+):", all_words(drawn)) == [str(number) for number in range(100)]
    assert PEN.text("command.older_left_out") not in all_words(drawn)


def test_a_longer_history_keeps_its_newest_end() -> None:
    """And says that there is more; also where there is much else of the case, all of which is shown."""
    say = Say("command.case", {"case": "z" * 400})
    full = replace(
        lived(60, "x" * 400),
        url="https://gallery.example/7",
        said=(say,) * 40,
        facts=(FactLine(("A" * 2900,), "exif", "", "", say),) * 15,
        written=(Written("y" * 6000),) * 30,
    )
    drawn = answers.draw(full, PEN, ME)
    assert drawn
    assert Held.pages(drawn) == []
    assert PEN.text("command.older_left_out") in all_words(drawn)
    assert "Case 59:" in all_words(drawn)
    assert "Case 0:" not in all_words(drawn)
    assert all_words(drawn).count("y") > 180_000


def test_a_long_answer_is_shown_in_full() -> None:
    """A card may have to cut it; this does not."""
    answer = " ".join(f"{number}&word" for number in range(1100))
    drawn = answers.draw(CaseView(LINE, None, 1, (), (), (), (Written(answer),)), PEN, ME)
    assert drawn
    assert Held.pages(drawn) == []
    assert all(f"{number}&amp;word" in all_words(drawn) for number in range(1100))


def test_the_newest_of_many_earlier_cases_are_shown() -> None:
    """What was decided lately says more than what was decided first; and it says how many older ones there are."""
    earlier = tuple(
        replace(LINE, number=number, status=Say("command.case", {"case": f"earlier {number}"}))
        for number in range(1, 41)
    )
    drawn = answers.draw(replace(lived(1, "x"), earlier=earlier), PEN, ME)
    assert drawn
    assert Held.pages(drawn) == []
    assert "earlier 40" in all_words(drawn)
    assert "earlier 26" in all_words(drawn)
    assert "earlier 25" not in all_words(drawn)
    assert PEN.text("command.earlier_older", count=25) in all_words(drawn)

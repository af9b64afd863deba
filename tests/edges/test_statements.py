"""The full statement on both chats: every field is there, whatever it says, within the limits of each."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from bot.config import load_texts
from bot.moderation.effects import Say
from bot.moderation.model import Media, MediaKind
from bot.moderation.views import Statement, StatementView
from handlers.discord.views import statements as on_discord
from handlers.shared import wording
from handlers.slack.views import statements as on_slack
from tests.edges import discord_values, slack_values
from tests.moderation.builders import START
from tests.moderation.statements import STATEMENT
from tests.stories.acting import says

TEXTS = load_texts("en").sentences
HEADINGS = [text for key, text in TEXTS.items() if key.startswith("statement.heading_")]
DEADLINE = START + timedelta(days=16)
OUTCOME, *OF_A_QUESTION = (TEXTS[f"statement.heading_{each}"] for each in ("outcome", "done", "answer", "time"))
"""What only a question can promise, and what only a decision has."""
LONG = tuple(
    Statement("A sentence of three hundred characters. " * 7, ("no visible intention",), ("A",)) for _ in "x" * 16
)


def said(view: StatementView) -> dict[str, str]:
    """All that can be read, by chat."""
    drawn = on_discord.draw(view, discord_values.PEN)
    papers = [each.data.decode() for each in drawn.papers]
    return {
        "discord": "\n".join([*discord_values.Held(drawn).texts(), *papers]),
        "slack": slack_values.all_words(on_slack.draw(view, slack_values.PEN)),
    }


@pytest.mark.parametrize("statements", [STATEMENT.statements, LONG])
def test_every_field_is_there(statements: tuple[Statement, ...]) -> None:
    """What it is, what was looked at, noticed, quoted, decided and by whom, what can be done, by when, with whom."""
    view = replace(STATEMENT, statements=statements)
    for text in said(view).values():
        assert [heading for heading in HEADINGS if heading not in text] == [OUTCOME]
        told = ("4711", "o7f3", "Neon Koi", "A: koi.jpg", "No slop.", "2026-11", "3 of them", "support@gallery.example")
        assert not [each for each in told if each not in text]
        assert not [each.sentence for each in statements if each.sentence.strip() not in text]
    papers = on_discord.draw(view, discord_values.PEN).papers
    assert bool(papers) is (statements is LONG)
    assert all(f"until {wording.when(DEADLINE)}." in each.data.decode() for each in papers)


def test_what_does_not_hold_is_not_said() -> None:
    """No deadline where none runs, no word about earlier answers where there were none; more time is given once."""
    silent = replace(STATEMENT, deadline=None, more_time=False, weighed=(), sent_at=None, synthetic=True, title="")
    for text in said(silent).values():
        assert TEXTS["statement.time_stands"] in text
        assert "earlier answers" not in text
        assert OUTCOME not in text
        assert "Untitled" in text
        assert "credentials say" in text
    for text in said(replace(STATEMENT, more_time=False)).values():
        assert "more time already" in text


def test_what_was_decided_is_no_question() -> None:
    """Then it decides something and counts: all that holds of a question alone falls away. What is over is over."""
    decided = replace(STATEMENT, outcome=(Say("statement.outcome_warn"),), contest=None)
    for text in said(decided).values():
        missing = [heading for heading in HEADINGS if heading not in text]
        assert missing == [each for each in HEADINGS if each in (*OF_A_QUESTION, TEXTS["statement.heading_contest"])]
        assert says(text, "statement.about_action", case=4711, reference="o7f3")
        assert not says(text, "statement.about")


def test_what_was_undone_is_neither() -> None:
    """It was no mere question, and it is no decision any more: both chats say so at the beginning."""
    when = {"since": START, "at": DEADLINE}
    undone = replace(
        STATEMENT, undone=True, outcome=(Say("statement.outcome_undone", {}, when),), contest=None, deadline=None
    )
    for text in said(undone).values():
        assert says(text, "statement.about_undone", case=4711, reference="o7f3")
        assert says(text, "statement.outcome_undone")
        assert not [each for each in (*OF_A_QUESTION, TEXTS["statement.heading_explained"]) if each in text]


@discord_values.RELAXED
@given(discord_values.NASTY, slack_values.NASTY)
def test_any_statement_fits(text: str, other: str) -> None:
    """Whatever people wrote, and however much; nobody is called by it."""
    media = (Media("A", MediaKind.IMAGE, "d", other),)
    view = replace(
        STATEMENT, title=text, url=other, media=media, clauses=(text, other), policy_url=other, support=text,
        statements=(Statement(text, (other,), ("A",)),) * 16,
    )  # fmt: skip
    assert discord_values.Held(on_discord.draw(view, discord_values.PEN)).faults() == []
    assert slack_values.Held.pages(on_slack.draw(view, slack_values.PEN)) == []

"""By which version a work is judged, and where a member stands: said on both chats, in both languages."""

from dataclasses import replace

import pytest

from bot.config import load_texts
from bot.moderation.effects import Say
from bot.moderation.views import MessageView, MyCases, PolicyView, StandingView, versions
from handlers.discord.views import answers as discord_answers
from handlers.discord.views import cards as discord_cards
from handlers.discord.views import messages as on_discord
from handlers.discord.views import notices as discord_notices
from handlers.discord.views import statements as discord_statements
from handlers.discord.views.drawing import Drawn as DiscordDrawn
from handlers.shared.letter import letter
from handlers.slack.views import answers as slack_answers
from handlers.slack.views import cards as slack_cards
from handlers.slack.views import home
from handlers.slack.views import messages as on_slack
from handlers.slack.views import notices as slack_notices
from handlers.slack.views import statements as slack_statements
from handlers.slack.views.drawing import Drawn as SlackDrawn
from tests.edges import discord_values, slack_values
from tests.edges.discord_values import EFFECT, NOW, POLICY
from tests.moderation.statements import STATEMENT

BOTH = versions("2026-11", "2026-01")
LOCALES = ("en", "es")
DISCORD, SLACK = discord_values.PEN, slack_values.PEN
LONG: dict[str, str | int] = {"title": "Koi", "case": 7, "sentences": "x " * 1500, "days": 60, "support": "s@x.io"}
REASONS = Say("say.member_warned", LONG, {"expires": NOW, "appeal": NOW})
STANDS = Say("say.my_standing_warn", {"case": 3}, {"at": NOW, "expires": NOW})


def on_both(discord: DiscordDrawn, slack: SlackDrawn) -> tuple[str, str]:
    """All that can be read, which neither chat refuses."""
    assert discord_values.Held(discord).faults() == []
    assert slack_values.Held.pages(slack) == []
    papers = (each.data.decode() for each in discord.papers)
    return "\n".join([*discord_values.Held(discord).texts(), *papers]), slack_values.all_words(slack)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_member_reads_both_versions(locale: str) -> None:
    """In the notice and its letter, in the full statement, and under the reasons for what was decided, however long."""
    here, there = DISCORD.of(locale), SLACK.of(locale)
    mine, theirs = replace(discord_values.notice(), version=BOTH), replace(slack_values.notice(), version=BOTH)
    stated = replace(STATEMENT, judged="2026-01", standing=(STANDS,))
    reasons = MessageView(discord_values.ANN, REASONS, case=7, appeal=True, version=BOTH)
    shown = [
        *on_both(discord_notices.draw(mine, here, None, EFFECT), slack_notices.draw(theirs, there, None)),
        *on_both(discord_statements.draw(stated, here), slack_statements.draw(stated, there)),
        *on_both(on_discord.message(reasons, here, EFFECT), on_slack.message(reasons, there)),
        letter(mine, load_texts(locale)),
    ]
    assert all("2026-01" in each and "2026-11" in each for each in shown)
    assert all("s@x.io" in each for each in shown[4:6])  # what people wrote gives way, and not what we have to say
    for text in shown[2:4]:
        assert load_texts(locale).text("say.my_standing_warn").split("{")[0] in text


def test_one_version_is_named_once() -> None:
    """Where there is no other."""
    text, other = on_both(discord_statements.draw(STATEMENT, DISCORD), slack_statements.draw(STATEMENT, SLACK))
    assert (text.count("2026-11"), other.count("2026-11")) == (1, 1)


@pytest.mark.parametrize("locale", LOCALES)
def test_moderators_are_told_by_which_to_judge(locale: str) -> None:
    """On the card, right above its questions; nothing where there is only one."""
    judged = Say("say.card_judged", {"policy": "2026-11", "judged": "2026-01"})
    for said, there in ((judged, True), (None, False)):
        mine, theirs = replace(discord_values.card(), judged=said), replace(slack_values.card(), judged=said)
        sheets = discord_cards.Sheets()
        here = discord_cards.draw(mine, DISCORD.of(locale), POLICY.reactions, sheets, EFFECT)
        slack = slack_cards.draw(theirs, SLACK.of(locale), POLICY.reactions, slack_cards.Sheets())
        for text in on_both(here, slack):
            assert ("2026-01" in text) is there
            assert not there or text.index("2026-01") < text.index(POLICY.considerations[0].question)


def test_the_app_home_says_where_one_stands() -> None:
    """As /my-case does."""
    policy = PolicyView("2026-11", (), (), (), "s@x.io")
    drawn = home.draw(MyCases((), standing=(STANDS,)), policy, SLACK)
    assert any("The warning in case 3" in text for _, text in slack_values.texts(drawn["blocks"]))


def test_however_much_counts_it_fits() -> None:
    """The newest of it, and what could follow next, for the member and for moderators."""
    often = (
        *(Say("say.my_standing_warn", {"case": n}, {"at": NOW, "expires": NOW}) for n in range(60)),
        Say("say.my_standing_again"),
    )
    hint = Say("say.my_case_link")
    for answer in (MyCases((), hint, standing=often), StandingView(often, ())):
        here, there = discord_answers.draw(answer, DISCORD, 1), slack_answers.draw(answer, SLACK, slack_values.ME)
        assert here
        assert there
        for text in on_both(here, there):
            assert "case 59" in text
            assert "uploaded after we had asked" in text

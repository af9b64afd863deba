"""However long people's words are, what we have to say with them fits and stands to its end, on both chats."""

from types import ModuleType

import pytest

from bot.config import languages, load_texts
from bot.moderation.effects import Say
from bot.moderation.notices import places
from handlers.discord import limits as discord_limits
from handlers.discord import markup as discord_markup
from handlers.slack import limits as slack_limits
from handlers.slack import markup as slack_markup
from tests.edges.discord_values import NOW

TIMES = frozenset({"again", "appeal", "at", "captured", "deadline", "due", "expires", "sent", "until"})
CHATS = {
    "discord": (discord_markup, discord_limits.CONTENT),
    "slack": (slack_markup, slack_limits.SECTION),
}


def longest(key: str, named: frozenset[str]) -> Say:
    """The sentence with words without an end, markup and an emoji among them."""
    return Say(key, dict.fromkeys(named - TIMES, "<*_~`|\U0001f3a8 " * 400), dict.fromkeys(named & TIMES, NOW))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("chat", CHATS)
def test_ours_stands_to_its_end(chat: str, language: str) -> None:
    """An artist who is told what was decided is told how to appeal as well, whatever else had to be said."""
    markup, room = CHATS[chat]
    texts = load_texts(language)
    for key, sentence in texts.sentences.items():
        said = markup.say(texts, longest(key, places(sentence)))
        assert markup.units(said) <= room, key
        assert said.endswith(sentence.rpartition("}")[2]), key


@pytest.mark.parametrize("markup", [discord_markup, slack_markup], ids=["discord", "slack"])
def test_as_much_as_there_is_room_for(markup: ModuleType) -> None:
    """What a moderator writes arrives whole."""
    texts, words = load_texts("en"), "word " * 199 + "end"
    say = Say("say.member_message", {"title": "Neon Koi", "case": 7, "message": words})
    assert words in markup.say(texts, say)

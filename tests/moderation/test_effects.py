"""What goes out in order, and what a newer one makes needless."""

from typing import get_args

import pytest

from bot.moderation import effects as f
from bot.moderation.effects import Effect, Say, lane, road, sync_key
from bot.moderation.model import Chat
from tests.moderation.builders import MIA, ROB, message

SAY = Say("say.something")
EXPECTED: dict[Effect, tuple[str, str | None]] = {
    f.ShowCard(1, 2): ("1/card/2", "show/1/2"),
    f.ReadCard(1, 2): ("1/look/2", "read/1/2"),
    f.RemoveReaction(1, message("c"), ROB, "x"): ("1/reactions/c", None),
    f.MarkStored(1, message("m")): ("stored/somewhere/m", "stored/somewhere/m"),
    f.ReadConversation(1, MIA): ("1/member/discord:mia", "conversation/1/discord:mia"),
    f.ReadConversation(None, MIA): ("read/discord:mia", "conversation/None/discord:mia"),
    f.LookUpListing("r1"): ("report/r1", None),
    f.LookAtListing(1): ("1/listing", "look/1"),
    f.LookAtListing(1, "m1"): ("1/listing", None),
    f.LookAtPortfolio(1, "member-7"): ("1/portfolio", "portfolio/1"),
    f.LookUpNotes("n1"): ("notes/n1", None),
    f.FetchFiles("m1"): ("files/m1", None),
    f.ShowDigest("2026-03-02"): ("digest", None),
    f.EraseMedia(1, ("d1",)): ("1/erase", None),
    f.FindAccount("member-7", Chat.DISCORD): ("find/discord/member-7", "find/discord/member-7"),
    f.SendNotice(1, MIA, 1): ("1/member/discord:mia", None),
    f.AskWhich(MIA, "m1", (1, 2)): ("person/discord:mia", None),
    f.CallPlatform(1, f.PlatformEvent.CASE_OPENED): ("1/told", None),
}
SAYING: tuple[tuple[Effect, str], ...] = (
    (f.TellMember(1, MIA, SAY), "1/member/discord:mia"),
    (f.TellReporter(1, ROB, SAY), "1/person/discord:rob"),
    (f.TellVoter(1, 2, ROB, SAY), "1/person/discord:rob"),
    (f.CallLeads(1, 2, SAY), "1/leads"),
    (f.TellLead(1, 2, ROB, SAY), "1/person/discord:rob"),
    (f.TellCard(1, 2, SAY), "1/thread/2"),
    (f.TellPerson(ROB, SAY), "person/discord:rob"),
    (f.AnswerReport("r1", ROB, SAY), "answer/r1"),
    (f.AnswerNotes("n1", ROB, SAY), "answer/n1"),
    (f.TellSupport(1, SAY), "1/support"),
    (f.TellOperators(Chat.SLACK, SAY), "operators/slack"),
)
ALL: tuple[tuple[Effect, str, str | None], ...] = (
    *((effect, *expected) for effect, expected in EXPECTED.items()),
    *((effect, expected, None) for effect, expected in SAYING),
)


@pytest.mark.parametrize(("effect", "expected", "key"), ALL)
def test_lane_and_key(effect: Effect, expected: str, key: str | None) -> None:
    """Each effect has its lane; syncs and looks that replace each other share a key, posts have none."""
    assert lane(effect) == expected
    assert sync_key(effect) == key


ROADS = {
    "webhooks": (f.CallPlatform,),
    "room": (f.ShowCard, f.TellCard, f.TellSupport, f.ShowDigest),
    "moderators": (f.ReadCard, f.CallLeads),
    "media": (f.EraseMedia,),
    "platform": (f.LookUpListing, f.LookAtListing, f.LookAtPortfolio, f.LookUpNotes, f.FetchFiles),
}


@pytest.mark.parametrize("effect", [effect for effect, _, _ in ALL])
def test_road(effect: Effect) -> None:
    """What goes to the moderators, to the platform and to somebody on a chat take roads of their own."""
    if isinstance(effect, f.FindAccount | f.TellOperators):
        assert road(effect) == str(effect.chat)
        return
    named = [name for name, kinds in ROADS.items() if isinstance(effect, kinds)]
    assert road(effect) == (named[0] if named else "discord")


def test_all_of_them() -> None:
    """The table above leaves out no effect."""
    assert {type(effect) for effect, _, _ in ALL} == set(get_args(Effect))

"""A listing that changes hands in mid-case."""

from bot.stage import DISCORD, SLACK
from tests.stories.acting import ACCEPT, ASK, DAY, REFUSE, SENTENCE, Scene, mixed, says
from tests.stories.test_further_action import UNLIST, action_card

pytestmark = mixed

OPEN = "The sheet shows no fins at all; what became of them?"


async def goes_to(scene: Scene, name: str) -> None:
    """The listing is somebody else's, and is looked at."""
    scene.on.gallery.listings[0].change_hands(scene.on.artist(name, scene.ways(name).name))
    await scene.passes(DAY / 2)


async def name_owner(scene: Scene, name: str) -> None:
    """Two moderators name whom to ask."""
    for moderator in ("mo", "kai"):
        await scene.commands(moderator, "case owner", number=1, person=scene.who(name))


async def test_the_listing_changes_hands(scene: Scene) -> None:
    """Whoever was asked is let go, no clock runs, and whom moderators name is asked in their stead."""
    await scene.asked()
    card = scene.cards[0]
    await goes_to(scene, "theo")
    assert says(scene.told("ines"), "say.member_owner_moved", title="Neon Koi", case=1)
    assert says(card.text, "say.card_owner_moved")
    assert says(card.text, "say.card_owner_needed", case=1)
    await scene.days(15)
    assert not scene.heard("theo")
    await name_owner(scene, "theo")
    assert says(scene.told("theo"), "notice.greeting", title="Neon Koi")
    assert len(scene.heard("ines")) == 2
    for name, there in (("ines", True), ("alice", False), ("theo", False)):
        shown = await scene.commands(name, "my-case")
        assert says(shown.text, "say.my_case_past", title="Neon Koi", case=1) is there
    await scene.days(1)
    assert says(card.text, "say.status_awaiting_member")


async def test_an_answer_is_judged_first(scene: Scene) -> None:
    """Not accepted, it counts against nobody: the new owner is asked about the listing, and let go in their turn."""
    card = await scene.answered()
    await goes_to(scene, "theo")
    assert says(card.text, "say.card_owner_moved")
    await scene.vote("mo kai", REFUSE, card)
    await scene.note("mo", card, OPEN)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_owner_moved", title="Neon Koi", case=1)
    await name_owner(scene, "theo")
    assert says(scene.told("theo"), "notice.greeting", title="Neon Koi")
    assert SENTENCE in scene.told("theo")
    assert OPEN not in scene.told("theo")
    await scene.days(16)
    card = action_card(scene)
    assert says(card.text, "say.record_silent_first")
    assert "I inked every fin" not in card.text
    await scene.vote("mo", UNLIST, card)
    await goes_to(scene, "ines")
    assert says(card.text, "say.card_round_moved")
    assert says(scene.told("theo"), "say.member_owner_moved")
    await scene.days(2)
    assert len(scene.heard("ines")) == 2
    shown = await scene.commands("mo", "case show", number=1)
    assert says(shown.text, "say.history_owner_let_go")


async def test_whoever_was_never_reached_hears_nothing(scene: Scene) -> None:
    """Who takes no messages is not looked for any longer, nor told of what is another's now; that one is asked."""
    card = await scene.case()
    await scene.who("ines").hides()
    await scene.ask(card)
    assert says(card.text, "say.undeliverable_closed")
    await goes_to(scene, "theo")
    assert says(card.text, "say.card_owner_needed", case=1)
    await scene.who("ines").returns()
    await name_owner(scene, "theo")
    assert says(scene.told("theo"), "notice.greeting", title="Neon Koi")
    await scene.days(2)
    assert says(card.text, "say.status_awaiting_member")
    assert not scene.heard("ines")


async def test_an_accepted_picture_is_not_hung_for_somebody_else(told: Scene) -> None:
    """The platform hears of it; what stands in the listing is for its new owner to say."""
    await told.asked()
    await told.writes("ines", "Please hang the inked one instead.", [told.picture("inked.jpg", seed=41)])
    await goes_to(told, "theo")
    await told.vote("mo", ACCEPT, told.reply_card)
    await told.decide()
    assert says(told.told("ines"), "say.member_accepted")
    [accepted] = [each for each in told.on.gallery.receiver.heard if each.type == "replacement.accepted"]
    assert [each["replaces"] for each in accepted.data["media"]] == [None]
    assert told.on.gallery.listings[0].versions == {}


async def test_a_notice_of_which_nothing_is_known(scene: Scene) -> None:
    """It is looked for before it is given up: whoever has it hears that it is not theirs to answer, and it was ours."""
    history = {DISCORD: ("GET", "/channels/{channel_id}/messages"), SLACK: ("POST", "conversations.history")}
    card = await scene.case()
    await scene.vote("mo kai", ASK, card)
    await scene.note("mo", card)
    scene.theirs.faults.reset(*scene.theirs.ways.post)
    scene.theirs.faults.answer(*history[scene.theirs.ways.name], 503, times=1000)
    await scene.decide()
    await goes_to(scene, "theo")
    scene.theirs.faults.calm()
    await scene.days(1)
    heard = scene.heard("ines")
    assert [says(heard[0], "notice.greeting"), says(heard[1], "say.member_owner_moved", case=1)] == [True, True]
    assert len(heard) == 2
    assert says(scene.told("theo"), "notice.greeting", title="Neon Koi")
    assert says(card.text, "say.status_awaiting_member")
    shown = await scene.commands("ines", "my-case")
    assert says(shown.text, "say.my_case_past", title="Neon Koi", case=1)

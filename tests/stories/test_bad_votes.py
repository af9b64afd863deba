"""Votes that do not count, and what those who cast them are told."""

import pytest

from bot.sandbox.acts import NotSeen
from bot.stage import SUPPORT
from tests.stories.acting import ASK, KEEP, NOTICED, Scene, needs, says


async def with_guest(scene: Scene) -> None:
    """Carol sees the moderators' channel, and is none of them."""
    await scene.ours.admits(scene.who("carol"))
    await scene.settle()


async def test_somebody_outside_the_moderators(scene: Scene) -> None:
    """Whoever sees the channel without being a moderator has no ballot: they are told, the reaction goes if it can."""
    await with_guest(scene)
    card = await scene.case()
    await scene.vote("mo carol", KEEP, card)
    assert not says(card.text, "say.card_stands")
    left = [] if scene.ours.ways.takes_off_reactions else ["carol"]
    assert card.reactors(KEEP) == [scene.ours.bot, "mo", *left]
    assert [says(each, "say.voter_outsider", case=1) for each in scene.advised("carol")] == [True]


async def test_somebody_outside_while_the_bot_was_away(stopped: Scene) -> None:
    """Their reaction goes once it is back, where it can; a moderator's of the same time counts."""
    async with stopped.bot():
        await with_guest(stopped)
        card = await stopped.case()
    await stopped.who("carol").reacts(KEEP, card)
    await stopped.who("mo").reacts(KEEP, card)
    async with stopped.bot():
        await stopped.settle()
        left = [] if stopped.ours.ways.takes_off_reactions else ["carol"]
        assert sorted(card.reactors(KEEP)) == sorted([stopped.ours.bot, "mo", *left])
        assert [says(each, "say.voter_outsider", case=1) for each in stopped.advised("carol", later=True)] == [True]


async def test_somebody_outside_who_wants_to_note_something(scene: Scene) -> None:
    """The form is for moderators: what somebody else sends is refused and kept from the artist."""
    await with_guest(scene)
    card = await scene.case()
    assert says((await scene.note("carol", card, "Carol thinks that this is a fish.")).text, "say.moderators_only")


async def test_somebody_who_is_no_moderator_any_more(scene: Scene) -> None:
    """Who loses the role within the undo window has no ballot when it ends."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.ours.dismisses(scene.who("kai"))
    await scene.decide()
    assert says(card.text, "card.heading_listing")
    assert not says(card.text, "say.card_stands")


async def test_outsiders_do_not_see_the_card(scene: Scene) -> None:
    """The chat itself keeps the moderators' channel from everybody else."""
    card = await scene.case()
    with pytest.raises(NotSeen):
        await scene.who("theo").reacts(KEEP, card)


async def test_the_owner(scene: Scene) -> None:
    """A moderator whose own listing it is has no ballot: told in private once, the reaction stays."""
    await scene.report("alice", scene.listing("Neon Koi", owner="mo").url)
    [card] = scene.cards
    await scene.vote("mo kai", KEEP, card)
    assert not says(card.text, "say.card_stands")
    assert "mo" in card.reactors(KEEP)
    await scene.unvote("mo", KEEP, card)
    await scene.vote("mo", KEEP, card)
    [told] = scene.advised("mo")
    assert says(told, "say.voter_recused", case=1)
    assert says((await scene.note("mo", card)).text, "say.not_your_case", case=1)


async def test_a_reporter(scene: Scene) -> None:
    """A moderator who reported has no ballot: told in private, and the reaction stays, as removing it would tell."""
    card = await scene.case(reporter="mo")
    await scene.vote("mo kai", KEEP, card)
    assert not says(card.text, "say.card_stands")
    assert "mo" in card.reactors(KEEP)
    assert says(scene.advised("mo")[-1], "say.voter_recused", case=1)
    await scene.vote("noor", KEEP, card)
    assert says(card.text, "say.card_stands")


async def test_who_reports_after_voting(scene: Scene) -> None:
    """By reporting, a moderator gives up a ballot that was cast already."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.report("kai", scene.on.gallery.listings[0].url)
    assert not says(card.text, "say.card_stands")
    assert says(scene.advised("kai", later=True)[-1], "say.voter_recused", case=1)


async def test_an_unknown_emoji(scene: Scene) -> None:
    """It means nothing: no word, no change, and it stays."""
    card = await scene.case()
    await scene.vote("mo kai", "🦆", card)
    await scene.vote("mo", scene.ours.emoji("koi"), card)
    assert not scene.heard("mo")
    assert not scene.who("mo").answers
    assert card.reactors("🦆") == ["mo", "kai"]
    assert not says(card.text, "say.card_stands")


async def test_an_emoji_of_another_question(scene: Scene) -> None:
    """'Accept' means nothing on a card that asks about a listing."""
    card = await scene.case()
    await scene.vote("mo kai", "🆗", card)
    await scene.decide()
    assert says(card.text, "card.heading_listing")


async def test_two_verdicts_at_once(scene: Scene) -> None:
    """They void each other, and the voter is told; with one taken away, the other counts."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.vote("mo", ASK, card)
    assert says(scene.advised("mo")[-1], "say.voter_two", case=1)
    assert not says(card.text, "say.card_stands")
    await scene.unvote("mo", ASK, card)
    assert says(card.text, "say.card_stands")
    assert len(scene.advised("mo")) == 1


@needs("closes_messages")
async def test_voters_whose_messages_are_closed(scene: Scene) -> None:
    """Who cannot be told is not told; their reaction counts as little, and nothing else changes."""
    await scene.who("mo").hides()
    card = await scene.case(reporter="mo")
    await scene.vote("mo kai noor", KEEP, card)
    await scene.decide()
    assert says(card.text, "say.status_cleared")


async def test_reactions_elsewhere(scene: Scene) -> None:
    """A reaction on somebody's message in the channel is nobody's business."""
    await scene.case()
    talk = await scene.who("mo").writes("What do you think?", where="room")
    await scene.vote("kai noor", KEEP, talk)
    assert not scene.advised("kai")
    assert talk.reactions == {KEEP: 2}


async def test_a_message_from_a_person_without_a_case(scene: Scene) -> None:
    """Help, and the support contact; nothing reaches the moderators."""
    await scene.writes("theo", "Hello, is anybody there?", [scene.picture()])
    assert says(scene.told("theo"), scene.no_case, support=SUPPORT)
    assert not scene.cards


async def test_a_message_from_an_owner_who_was_not_asked(scene: Scene) -> None:
    """The same words as for anybody: a case that moderators look at is not betrayed."""
    card = await scene.case()
    await scene.writes("ines", "Is anything the matter with my work?")
    await scene.writes("bob", "Is anything the matter with my work?")
    assert scene.told("ines") == scene.told("bob")
    assert says(card.text, "card.heading_listing")
    assert card.buttons == [NOTICED]

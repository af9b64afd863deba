"""What moderators may make of an answer."""

from tests.stories.acting import ACCEPT, AGAIN, DAY, REFUSE, Scene, says

OPEN = "The sheet shows no fins at all; what became of them?"


async def test_accepted(scene: Scene) -> None:
    """One moderator of three may accept: the artist hears the good news, and that it leaves no mark."""
    card = await scene.answered()
    await scene.vote("mo", ACCEPT, card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_accepted", title="Neon Koi", case=1)
    assert says(card.text, "say.card_decided_accept")
    assert says(scene.told("alice"), "say.reporter_closed", case=1)


async def test_accepting_needs_no_sentence_and_goes_before_doubt(scene: Scene) -> None:
    """As many who accept as who doubt accept it: a tie is for the artist."""
    card = await scene.answered()
    await scene.vote("mo", ACCEPT, card)
    await scene.vote("kai", REFUSE, card)
    await scene.note("kai", card, OPEN)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_accepted")


async def test_asked_again(scene: Scene) -> None:
    """Two who ask again send a second notice with their sentence and a full window; the first card is a line."""
    card = await scene.answered()
    await scene.vote("mo kai", AGAIN, card)
    await scene.note("mo", card, OPEN)
    await scene.decide()
    again = scene.told("ines")
    assert says(again, "notice.greeting_again", title="Neon Koi")
    assert OPEN in again
    assert says(card.text, "say.card_decided_again")
    await scene.passes(13 * DAY)
    assert says(card.text, "say.status_awaiting_member")
    assert not scene.heard("alice")


async def test_no_third_question(scene: Scene) -> None:
    """After two questions there is no 'ask again': moderators decide what follows; the artist is told kindly."""
    card = await scene.answered()
    await scene.vote("mo kai", AGAIN, card)
    await scene.note("mo", card, OPEN)
    await scene.decide()
    await scene.writes("ines", "They are in the second file, which I lost.")
    card = scene.reply_card
    assert "which I lost" in card.text
    assert list(card.reactions) == [ACCEPT, REFUSE]
    await scene.vote("mo kai", REFUSE, card)
    await scene.note("kai", card, "The lost file is what the question was about.")
    await scene.decide()
    assert says(scene.told("ines"), "say.member_not_accepted", title="Neon Koi", case=1)
    assert says(scene.cards[-1].text, "card.heading_action")
    assert not scene.heard("alice")


async def test_refused(scene: Scene) -> None:
    """After a refusal the artist hears the sentence and that nothing is hidden; for want of a vote nothing follows."""
    card = await scene.answered()
    await scene.vote("mo kai", REFUSE, card)
    await scene.note("mo", card, OPEN)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_not_accepted", sentences=f"“{OPEN}”")
    assert says(card.text, "say.card_decided_refuse")
    assert says(scene.cards[-1].text, "card.heading_action")
    await scene.passes(60 * DAY)
    assert says(scene.told("ines"), "say.member_nothing_follows")
    assert len(scene.heard("ines")) == 3


async def test_a_refusal_waits_for_a_sentence(scene: Scene) -> None:
    """Two who refuse and write nothing refuse nothing."""
    card = await scene.answered()
    await scene.vote("mo kai", REFUSE, card)
    assert says(card.text, "say.card_waits_sentence")
    await scene.decide()
    assert len(scene.heard("ines")) == 1


async def test_accepted_for_want_of_a_decision(scene: Scene) -> None:
    """Where nobody judges the answer in time, it is accepted, and the artist hears that this is on us."""
    card = await scene.answered()
    await scene.passes(8 * DAY)
    assert says(scene.told("ines"), "say.member_accepted_unjudged", case=1)
    assert says(card.text, "say.card_undecided")
    assert says(scene.told("alice"), "say.reporter_closed")

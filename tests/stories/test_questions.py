"""What an artist asks, and what moderators write to an artist."""

from tests.stories.acting import ACCEPT, DAY, STORED, Scene, mixed, says

pytestmark = mixed

QUESTION = "Hello! Which fins do you mean?"
WORD = "The two on the left. A photo of the sketch would help."


async def test_a_question_and_its_answer(scene: Scene) -> None:
    """It goes to the card's thread, no clock runs, and a moderator answers unnamed; the record says who it was."""
    card = scene.cards[0] if (await scene.asked()) else None
    assert card
    written = await scene.writes("ines", QUESTION)
    assert STORED in written.reactions
    assert says(scene.told("ines"), "say.member_question", title="Neon Koi")
    [line] = scene.ours.below(card)
    assert says(line.text, "say.thread_question", case=1)
    assert "Which fins do you mean?" in line.text
    assert says(card.text, "say.card_question", case=1)
    await scene.passes(6 * DAY)
    assert len(scene.heard("ines")) == 2
    shown = await scene.commands("mo", "case message", number=1, words=WORD)
    assert says(shown.text, "say.message_sent", case=1)
    assert says(scene.told("ines"), "say.member_message", title="Neon Koi", case=1)
    assert WORD in scene.told("ines")
    assert not says(card.text, "say.card_question")
    record = (await scene.commands("kai", "case show", number=1)).text
    assert all(each in record for each in ("Which fins do you mean?", WORD))
    assert says(record, "command.from_moderator")
    await scene.passes(DAY * 6)
    assert len(scene.heard("ines")) == 3
    await scene.passes(DAY)
    assert says(scene.told("ines"), "say.member_reminder")


async def test_nobody_answers_in_time(scene: Scene) -> None:
    """Those who lead hear of it, and the artist's time goes on; what they say next has the question with it."""
    await scene.asked()
    await scene.writes("ines", QUESTION)
    await scene.passes(7 * DAY)
    assert says(scene.told("ines"), "say.member_question_late", title="Neon Koi")
    assert says(scene.told("mo"), "say.lead_question", case=1, title="Neon Koi")
    await scene.writes("ines", "Every fin is inked by hand.")
    assert all(each in scene.reply_card.text for each in ("Which fins do you mean?", "inked by hand"))


async def test_a_long_question(scene: Scene) -> None:
    """The thread shows its beginning and how to answer it, the record all of it; a second one is passed on as well."""
    await scene.asked()
    await scene.writes("ines", f"Do you mean {'these or ' * 100}those?")
    await scene.writes("ines", "Or all of them?")
    first, second = (each.text for each in scene.ours.below(scene.cards[0]))
    assert "those?" not in first
    assert all(says(each, "say.thread_question", case=1) for each in (first, second))
    assert len([each for each in scene.heard("ines") if says(each, "say.member_question")]) == 1
    assert "those?" in (await scene.commands("mo", "case show", number=1)).text


async def test_an_answer_that_asks_too(scene: Scene) -> None:
    """Who tells something and asks something has answered, and moderators judge it."""
    await scene.asked()
    await scene.writes("ines", "I inked every fin by hand. What else do you need?")
    card = scene.reply_card
    assert "What else do you need?" in card.text
    await scene.vote("mo", ACCEPT, card)
    await scene.decide()
    assert says(scene.told("ines"), "say.member_accepted")


async def test_who_cannot_be_written_to(scene: Scene) -> None:
    """Before the artist is asked nobody is written to; others than moderators are refused, and hear why."""
    await scene.case()
    shown = await scene.commands("mo", "case message", number=1, words=WORD)
    assert says(shown.text, "say.message_nobody", case=1)
    shown = await scene.commands("mo", "case message", number=9, words=WORD)
    assert says(shown.text, "say.no_such_case", case=9)
    shown = await scene.commands("alice", "case message", number=1, words=WORD)
    assert says(shown.text, "say.moderators_only")
    assert not scene.heard("ines")

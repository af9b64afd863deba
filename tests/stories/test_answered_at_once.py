"""A chat shows a notice before it tells the bot that it did: an answer may come in between."""

from bot.sandbox.faults import Fault
from tests.stories.acting import ASK, DAY, STORED, UNDO, Killed, Scene, die, says


async def unconfirmed(scene: Scene) -> Fault:
    """The artist has the notice, and the bot does not know yet."""
    card = await scene.case()
    await scene.vote("mo kai", ASK, card)
    await scene.note("mo", card)
    withheld = scene.theirs.faults.withhold(*scene.theirs.ways.post)
    scene.clock.jump(UNDO)
    await scene.on.until(lambda: scene.who("ines").inbox)
    return withheld


async def test_an_answer_before_the_bot_knows_that_the_notice_stands(scene: Scene) -> None:
    """It waits for the notice, is not taken for a message about nothing, and is judged."""
    withheld = await unconfirmed(scene)
    written = await scene.who("ines").writes("I ink by hand.")
    withheld.released.set()
    await scene.settle()
    assert STORED in written.reactions
    assert "I ink by hand." in scene.reply_card.text
    assert [says(each, scene.no_case) for each in scene.heard("ines")] == [False]


async def test_the_same_over_a_restart(stopped: Scene) -> None:
    """The bot is killed in between, and the next one finds its notice."""
    try:
        async with stopped.bot():
            withheld = await unconfirmed(stopped)
            written = await stopped.who("ines").writes("I ink by hand.")
            die()
    except* Killed:
        withheld.released.set()
    async with stopped.bot():
        await stopped.passes(DAY / 100)
        assert len([each for each in stopped.heard("ines") if says(each, "notice.greeting")]) == 1
        assert STORED in written.reactions
        assert "I ink by hand." in stopped.reply_card.text


async def test_whoever_asks_whether_it_is_genuine(scene: Scene) -> None:
    """Already then `/my-case` owns it: an artist who is careful is not told that somebody else wrote it."""
    withheld = await unconfirmed(scene)
    shown = await scene.who("ines").runs("my-case")
    assert says(shown.text, "say.my_case_notice_due")
    assert "Neon Koi" in shown.text
    assert not says(shown.text, "command.my_cases_none")
    withheld.released.set()
    await scene.settle()
    assert says((await scene.commands("ines", "my-case")).text, "say.my_case_awaiting_member")

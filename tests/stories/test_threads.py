"""Where conversations have threads, each case has one of its own, which begins with its notice."""

from tests.stories.acting import DAY, STORED, Scene, needs, says

pytestmark = needs("threads", of="members")


async def test_an_answer_in_the_thread_of_the_notice(scene: Scene) -> None:
    """It is stored (📥) and judged, and what the bot says next stands there as well."""
    notice = await scene.asked()
    written = await scene.writes("ines", "I inked every fin.", [scene.picture()], reply_to=notice)
    assert STORED in written.reactions
    assert "I inked every fin." in scene.reply_card.text
    await scene.passes(8 * DAY)
    assert says(scene.told("ines"), "say.member_accepted_unjudged")
    assert says(scene.who("ines").inbox[-1].under, "notice.greeting", title="Neon Koi")


async def test_an_answer_outside_the_thread(scene: Scene) -> None:
    """With one open case, words anywhere in the conversation are its answer."""
    await scene.asked()
    written = await scene.writes("ines", "I inked every fin.")
    assert STORED in written.reactions
    assert "I inked every fin." in scene.reply_card.text


async def test_an_answer_in_the_thread_while_the_bot_was_away(stopped: Scene) -> None:
    """A conversation is read with its threads: the answer is stored and judged, once."""
    async with stopped.bot():
        notice = await stopped.asked()
    written = await stopped.who("ines").writes("I inked it by hand.", [stopped.picture()], reply_to=notice)
    for _ in range(2):
        async with stopped.bot():
            await stopped.settle()
            assert STORED in written.reactions
            assert stopped.reply_card.text.count("I inked it by hand.") == 1
            assert len(stopped.cards) == 2


async def test_each_case_has_a_thread(scene: Scene) -> None:
    """Of two open cases, each reminder stands under its own notice."""
    notices = {title: await scene.asked(title) for title in ("Neon Koi", "First Snow")}
    await scene.days(7)
    reminders = [each for each in scene.who("ines").inbox if says(each.text, "say.member_reminder")]
    assert [each.under for each in reminders] == [each.text for each in notices.values()]

"""The buttons of a notice, beside the plain way of just replying."""

from bot.sandbox.acts import File
from tests.stories.acting import DAY, SENTENCE, TEXTS, Scene, mixed, says

pytestmark = mixed

IMAGE, HOW, REMOVED, NOT_MINE, MORE, FULL = (
    TEXTS[f"button.{each}"] for each in ("image", "how", "removed", "not_mine", "more_time", "statement")
)
THE_IMAGE, A_LINK, OWN_WORDS = (TEXTS[f"form.{each}"] for each in ("image_files", "image_words", "how_words"))


async def test_the_form_is_an_ordinary_reply(scene: Scene) -> None:
    """A picture sent by 'another image' stands on the reply card; what other buttons say joins it, and is taken."""
    notice, ines = await scene.asked(), scene.who("ines")
    form = await ines.presses(IMAGE, notice)
    shown = await form.submits(
        {THE_IMAGE: [scene.picture("koi-ink.jpg")], A_LINK: "Inked by hand, see https://ink.example/7"}
    )
    await scene.settle()
    assert says(ines.latest(shown).text, "say.answer_files", case=1)
    card = scene.reply_card
    assert "https://ink.example/7" in card.links
    assert "B: koi-ink.jpg" in card.pictures[0].alt
    shown = await (await ines.presses(HOW, notice)).submits({OWN_WORDS: "Every fin is inked, then scanned."})
    await scene.settle()
    assert says(ines.latest(shown).text, "say.answer_taken", case=1)
    assert "Every fin is inked" in scene.reply_card.text
    shown = await (await ines.presses(HOW, notice)).submits({OWN_WORDS: "I need more time: the layers are far away."})
    await scene.settle()
    assert says(ines.latest(shown).text, "say.answer_taken", case=1)
    assert "the layers are far away" in scene.reply_card.text
    shown = await ines.clicks(REMOVED, notice)
    await scene.settle()
    assert says(ines.latest(shown).text, "say.answer_taken", case=1)
    assert REMOVED in scene.reply_card.text


async def test_a_form_with_nothing_but_a_file_that_cannot_be_shown(scene: Scene) -> None:
    """Nobody is told that it need not be sent again: what works instead is said, and the clock runs on."""
    notice, ines = await scene.asked(), scene.who("ines")
    form = await ines.presses(IMAGE, notice)
    shown = await form.submits({THE_IMAGE: [File("koi.pdf", b"%PDF-1.7\n" + bytes(100))]})
    await scene.settle()
    assert says(ines.latest(shown).text, "say.answer_files", case=1)
    assert says(scene.told("ines"), "file.pdf", name="koi.pdf")
    [card] = scene.cards
    assert says(card.text, "say.status_awaiting_member")


async def test_buttons_work_after_a_restart(stopped: Scene) -> None:
    """Nothing is kept in memory: the next bot gives more time, once, and shows the full statement."""
    scene = stopped
    async with scene.bot():
        notice = await scene.asked()
    async with scene.bot():
        ines = scene.who("ines")
        given = await ines.clicks(MORE, notice)
        await scene.settle()
        assert says(ines.latest(given).text, "say.more_time_given", case=1)
        again = await ines.clicks(MORE, notice)
        await scene.settle()
        assert says(ines.latest(again).text, "say.more_time_before", case=1)
        stated = await ines.clicks(FULL, notice)
        await scene.settle()
        for words in (SENTENCE, TEXTS["statement.done_nothing"], "2026-11", "Neon Koi"):
            assert words in ines.latest(stated).text
        await scene.passes(16 * DAY)
        assert says((await scene.commands("ines", "my-case")).text, "say.my_case_awaiting_member")
        empty = await (await ines.presses(HOW, notice)).submits({})
        await scene.settle()
        assert says(ines.latest(empty).text, "say.answer_nothing")


async def test_removed_and_not_mine_by_button(scene: Scene) -> None:
    """'I removed it' is looked at like the typed word; after 'not mine' the case is not theirs any more."""
    notice, ines = await scene.asked(), scene.who("ines")
    shown = await ines.clicks(REMOVED, notice)
    await scene.settle()
    assert says(ines.latest(shown).text, "say.removed_looking")
    assert says(scene.told("ines"), "say.member_still_there", title="Neon Koi")
    shown = await ines.clicks(NOT_MINE, notice)
    await scene.settle()
    assert says(ines.latest(shown).text, "say.answer_taken", case=1)
    assert says(scene.told("ines"), "say.member_not_mine", title="Neon Koi")
    shown = await ines.clicks(NOT_MINE, notice)
    await scene.settle()
    assert says(ines.latest(shown).text, "say.not_yours")


async def test_more_time_in_a_sentence_and_after_the_end(scene: Scene) -> None:
    """Typed, it is given as well. Once the case is over, no button answers it any more."""
    notice, ines = await scene.asked(), scene.who("ines")
    await scene.writes("ines", "Could I have more time, please?")
    assert says(scene.told("ines"), "say.more_time_given", case=1)
    scene.on.gallery.listings[0].remove()
    await ines.clicks(REMOVED, notice)
    await scene.settle()
    assert says(scene.told("ines"), "say.member_removed", case=1)
    for label in (MORE, IMAGE):
        shown = await ines.clicks(label, notice)
        await scene.settle()
        assert says(ines.latest(shown).text, "say.button_over", case=1), label
    shown = await ines.clicks(FULL, await scene.commands("ines", "my-case"))
    await scene.settle()
    assert SENTENCE in ines.latest(shown).text


async def test_why_more_time_is_needed(scene: Scene) -> None:
    """It is given to whoever goes on to say why; that is no answer yet, and moderators read it together with one."""
    await scene.asked()
    await scene.writes("ines", "I need more time to find the sketches: they are at a fair.")
    assert says(scene.told("ines"), "say.more_time_given", case=1)
    assert not says(scene.cards[-1].text, "card.heading_reply")
    await scene.writes("ines", "Every fin is inked, page nine.")
    assert all(each in scene.reply_card.text for each in ("they are at a fair", "page nine"))

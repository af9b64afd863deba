"""The chat takes a line below a card, we never hear of it, and the card is deleted before the bot tries again."""

from datetime import timedelta
from pathlib import Path

from tests.stories.acting import ACCEPT, STORED, Killed, Scene, die, mixed, says
from tests.stories.hand import Seen
from tests.stories.test_safekeeping import does

pytestmark = mixed

FORGOTTEN = timedelta(hours=1)
"""Longer than any chat remembers a nonce."""


def lines(scene: Scene, *cards: Seen) -> list[str]:
    """What was passed on of the artist's question, below these cards or beside them."""
    below = [line for card in cards for line in scene.ours.below(card)]
    return [each.text for each in (*below, *scene.cards) if says(each.text, "say.thread_asked", case=1)]


def is_told_of_the_loss(scene: Scene) -> bool:
    """Whether mo, who voted on the card, knows that it is gone; then the bot does."""
    return any(says(each, "say.card_lost", case=1) for each in scene.heard("mo"))


async def test_it_stands_once(stopped: Scene) -> None:
    """It is looked for where it went, though the question has another card by now."""
    scene = stopped
    try:
        async with scene.bot():
            card = await scene.answered()
            await scene.vote("mo", ACCEPT, card)
            withheld = scene.ours.faults.withhold(*scene.ours.ways.post)
            await scene.who("ines").writes("Which fins do you mean?")
            await scene.on.until(lambda: lines(scene, card))
            await scene.tidier.deletes(card)
            await scene.on.until(lambda: is_told_of_the_loss(scene))
            die()
    except* Killed:
        withheld.released.set()
    scene.clock.jump(FORGOTTEN)
    async with scene.bot():
        await scene.settle()
        assert scene.reply_card.ref != card.ref
        assert len(lines(scene, card, scene.reply_card)) == 1


async def test_a_line_that_was_said_after_a_backup(stopped: Scene, tmp_path: Path) -> None:
    """After a restore it is found below its card, though it had not been tried when the backup was made."""
    scene, new = stopped, str(tmp_path / "new")
    async with scene.bot():
        await scene.asked()
        [card] = scene.cards
        withheld = scene.ours.faults.withhold(*scene.ours.ways.post)
        await scene.who("ines").writes("Which fins do you mean?")
        await scene.on.until(lambda: not scene.ours.faults.pending)
        second = await scene.who("ines").writes("Which palette do you mean?")
        await scene.on.until(lambda: STORED in second.reactions)
        assert (await does(scene, tmp_path, "backup", "copy")).code == 0
        withheld.released.set()
        await scene.settle()
        assert len(scene.ours.below(card)) == 2
    assert (await does(scene, tmp_path, "restore", "copy", SALON_DATA=new)).code == 0
    scene.clock.jump(FORGOTTEN)
    async with scene.bot(SALON_DATA=new):
        await scene.settle()
        assert len(scene.ours.below(card)) == 2
        assert len(scene.cards) == 1

"""What somebody did with a message comes in before the message itself, as it can where a chat delivers again."""

from datetime import timedelta

from tests.stories.acting import Scene, says


async def test_an_edit(scene: Scene) -> None:
    """The card shows what stands in the chat."""
    await scene.asked()
    scene.theirs.faults.reverse(2)
    written = await scene.who("ines").writes("I drew it.")
    await scene.who("ines").edits(written, "I drew it, over a photograph.")
    await scene.settle()
    assert "over a photograph" in scene.reply_card.text


async def test_a_deletion(scene: Scene) -> None:
    """What was taken back is on record as that: the card says so, a few minutes later at most."""
    await scene.asked()
    scene.theirs.faults.reverse(2)
    written = await scene.who("ines").writes("I drew it.")
    await scene.who("ines").removes(written)
    await scene.settle()
    assert not says(scene.reply_card.text, "card.deleted")
    await scene.passes(timedelta(minutes=7))
    assert says(scene.reply_card.text, "card.deleted")

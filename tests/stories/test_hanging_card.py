"""Lanes do not wait for each other, in the moderators' channel either."""

from datetime import timedelta

from tests.stories.acting import CONCERN, LINK, SEEN, SLOP, WORDS, Scene, mixed

pytestmark = mixed


async def report(scene: Scene, name: str, title: str) -> None:
    """Somebody reports a listing, and nobody waits for what follows."""
    form = await scene.form(name)
    await form.submits({LINK: scene.listing(title).url, CONCERN: SLOP, WORDS: SEEN})


async def test_one_card_that_hangs_holds_up_no_other(scene: Scene) -> None:
    """The chat takes one card and does not say so: the next case is before the moderators some seconds later."""
    await scene.case("Still Life")  # until its first answer discord.py knows no limit, and asks one by one
    withheld = scene.ours.faults.withhold(*scene.ours.ways.post)
    await report(scene, "alice", "Neon Koi")
    await scene.on.until(lambda: not scene.ours.faults.pending)
    await report(scene, "bob", "First Snow")
    scene.clock.jump(timedelta(seconds=6))
    await scene.on.until(lambda: any("First Snow" in each.text for each in scene.cards))
    withheld.released.set()
    await scene.settle()
    assert len(scene.cards) == 3

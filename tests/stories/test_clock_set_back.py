"""Somebody sets the machine's clock back by an hour."""

from datetime import timedelta

from tests.stories.acting import ASK, Scene, says

HOUR = timedelta(hours=1)


async def test_a_notice_to_be_sent_again(scene: Scene) -> None:
    """It waits for its own few seconds, not for the hour."""
    card = await scene.case()
    await scene.vote("mo kai", ASK, card)
    await scene.note("mo", card)
    method, route = scene.theirs.ways.open
    scene.theirs.faults.answer(method, route, 503, times=9)
    await scene.decide()
    assert not scene.heard("ines")
    scene.theirs.faults.calm()
    scene.clock.jump_wall(-HOUR)
    for _ in range(6):
        await scene.passes(timedelta(minutes=1))
    assert says(scene.told("ines"), "notice.greeting", title="Neon Koi")

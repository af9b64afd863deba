"""Discord says that the bot opens conversations too fast, and lets it open none for a while, or no more at all."""

from datetime import timedelta

from tests.stories.acting import DAY, KEEP, Scene, only, says

pytestmark = only("discord", "Slack counts calls, not conversations")

OPEN = ("POST", "/users/@me/channels")
TOO_FAST = {"message": "You are opening direct messages too fast.", "code": 40003}
TEN_MINUTES = timedelta(minutes=10, seconds=1)


def tries(scene: Scene) -> int:
    """How often the bot asked to open one."""
    return sum((each.method, each.template) == OPEN for each in scene.on.discord.traffic)


async def test_for_a_while(scene: Scene) -> None:
    """Then one is tried every ten minutes, whoever it is for; once that works, all the others follow."""
    for title, reporter in (("Neon Koi", "alice"), ("First Snow", "bob")):
        card = await scene.case(title, reporter=reporter)
        await scene.vote("mo kai", KEEP, card)
    scene.theirs.faults.answer(*OPEN, 403, times=99, body=TOO_FAST)
    await scene.decide()
    before = tries(scene)
    for number in (1, 2, 3):
        await scene.passes(TEN_MINUTES)
        assert tries(scene) == before + number
    scene.theirs.faults.calm()
    await scene.passes(TEN_MINUTES)
    await scene.passes(TEN_MINUTES)
    for name, number in (("alice", 1), ("bob", 2)):
        assert says(scene.told(name), "say.reporter_closed", case=number)


async def test_for_good(scene: Scene) -> None:
    """After an hour the artist counts as one who takes no private messages; they are tried again, as such ones are."""
    card = await scene.case()
    scene.theirs.faults.answer(*OPEN, 403, times=99, body=TOO_FAST)
    await scene.ask(card)
    assert says(card.text, "say.status_notice_due")
    for _ in range(7):
        await scene.passes(TEN_MINUTES)
    assert says(card.text, "say.undeliverable_closed")
    scene.theirs.faults.calm()
    await scene.passes(DAY)
    assert says(scene.told("ines"), "notice.greeting", title="Neon Koi")
    assert says(card.text, "say.status_awaiting_member")

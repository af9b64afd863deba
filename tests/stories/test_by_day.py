"""Artists are asked by day."""

from datetime import UTC, datetime, timedelta

from tests.stories.acting import Scene, mixed, says

pytestmark = mixed

BY_DAY = {"SALON_NOTICE_HOURS": "09:00-20:00", "SALON_TIME_ZONE": "Europe/Berlin"}


def until(scene: Scene, hour: int) -> timedelta:
    """How long it is until that hour, in UTC."""
    now = scene.clock.now()
    at = datetime(now.year, now.month, now.day, hour, tzinfo=UTC)
    return at - now if at > now else at - now + timedelta(days=1)


async def test_the_notice_waits_for_the_morning(stopped: Scene) -> None:
    """Over a restart, too; the time to answer starts with it, and what she does at night is answered at once."""
    scene = stopped
    scene.clock.jump(until(scene, 22))
    async with scene.bot(**BY_DAY):
        card = await scene.case()
        await scene.ask(card)
        assert scene.heard("ines") == []
        assert says(card.text, "say.status_notice_due")
    async with scene.bot(**BY_DAY):
        await scene.commands("ines", "my-case")
        assert says(card.text, "say.status_notice_due")
        await scene.passes(until(scene, 12))
        assert says(scene.told("ines"), "notice.greeting", title="Neon Koi")
        assert says(card.text, "say.status_awaiting_member")
        days = [(stamp - scene.clock.now().timestamp()) / 86_400 for stamp in scene.who("ines").inbox[-1].times]
        assert all(13.9 < each < 14.1 for each in days)
        await scene.passes(until(scene, 23))
        await scene.writes("ines", "More time, please")
        assert says(scene.told("ines"), "say.more_time_given", case=1)

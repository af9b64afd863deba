"""Artists are asked by day."""

from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.stage import DISCORD, SLACK
from tests.stories.acting import ACCEPT, ASK, UNDO, Scene, mixed, says
from tests.stories.test_further_action import UNLIST, refused

pytestmark = mixed

POST = {DISCORD: ("POST", "/channels/{channel_id}/messages"), SLACK: ("POST", "chat.postMessage")}
BERLIN = ZoneInfo("Europe/Berlin")
BY_DAY = {"SALON_NOTICE_HOURS": "09:00-20:00", "SALON_TIME_ZONE": "Europe/Berlin"}


def until(scene: Scene, hour: int, zone: tzinfo = UTC) -> timedelta:
    """How long it is until that hour."""
    now = scene.clock.now()
    today = now.astimezone(zone).date()
    days = (datetime.combine(today + day * timedelta(days=1), time(hour), zone) for day in (0, 1))
    return next(at - now for at in days if at > now)


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


async def test_a_notice_of_which_nothing_is_known_at_dusk(stopped: Scene) -> None:
    """It may stand before her: it is looked for at once, and not in the morning, so that her answer is heard."""
    scene = stopped
    there = scene.on.discord if scene.on.chats[-1] == DISCORD else scene.on.slack
    scene.clock.jump(until(scene, 19, BERLIN))
    scene.clock.jump(timedelta(minutes=20))
    async with scene.bot(**BY_DAY):
        card = await scene.case()
        await scene.vote("mo kai", ASK, card)
        await scene.note("mo", card)
        there.faults.reset(*POST[scene.on.chats[-1]])
        scene.clock.jump(UNDO)
        await scene.on.until(lambda: not there.faults.pending and not scene.on.bot.delivery.busy)
        scene.clock.jump(until(scene, 20, BERLIN) + timedelta(minutes=10))
        await scene.passes(timedelta(minutes=1))
        assert len(scene.heard("ines")) == 1
        await scene.writes("ines", "I ink by hand.")
        assert says(scene.reply_card.text, "card.heading_reply", case=1)


async def test_what_was_repaired_at_night(stopped: Scene) -> None:
    """In the morning she need not hear why something was decided that does not hold any more."""
    scene = stopped
    scene.clock.jump(until(scene, 18, BERLIN))
    async with scene.bot(**BY_DAY):
        action = await refused(scene, "Neon Koi")
        await scene.passes(until(scene, 21, BERLIN))
        await scene.vote("mo kai", UNLIST, action)
        await scene.decide()
        await scene.writes("ines", "Here it is as I drew it.", [scene.picture()])
        await scene.vote("mo", ACCEPT, scene.reply_card)
        await scene.decide()
        await scene.passes(until(scene, 10, BERLIN))
        heard = scene.heard("ines")
        assert says(heard[-1], "say.member_repaired", title="Neon Koi")
        assert not any(says(each, "say.member_unlisted") for each in heard)

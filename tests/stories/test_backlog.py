"""What could not be handled or sent, as whoever runs the bot sees it, in another process beside the bot."""

import re
from datetime import timedelta
from pathlib import Path

from bot.service import intake
from bot.stage import DISCORD, SUPPORT
from tests.processes.salon import salon
from tests.stories.acting import ASK, KEEP, SEEN, Scene, alone, only, says
from tests.stories.test_trouble import poisoned

MINUTE = timedelta(minutes=1)

pytestmark = [only(DISCORD, "the command line knows no chat"), alone("the same")]


async def told(scene: Scene, folder: Path, *words: str) -> str:
    """What the command line says; it says nothing about people."""
    ended = await salon(folder, scene.on.environment, *words)
    assert (ended.code, ended.err) == (0, ""), ended.err
    for hidden in ("alice", "ines", "Neon Koi", SEEN, *(str(scene.on.person(name).id) for name in ("alice", "ines"))):
        assert hidden not in ended.out
    return ended.out


async def refused(scene: Scene, folder: Path, *words: str) -> str:
    """Why the command line does not do it."""
    ended = await salon(folder, scene.on.environment, *words)
    assert ended.code == 1, ended.out
    assert "Traceback" not in ended.err
    return ended.err


async def looks(scene: Scene) -> None:
    """The bot looks for what the command line marked: each minute."""
    scene.clock.jump(MINUTE)
    await scene.settle()


def id_of(line: str) -> str:
    """The id with which a line begins."""
    found = re.match(r"[0-9a-f]{22}", line)
    assert found, line
    return found.group()


async def notice(scene: Scene, folder: Path) -> str:
    """The line about the notice."""
    [line] = [each for each in (await told(scene, folder, "outbox")).splitlines() if "  SendNotice  " in each]
    return line


async def test_a_failed_event_is_tried_again_by_itself(scene: Scene, tmp_path: Path) -> None:
    """After a minute, then after two; once the trouble is over it is handled, without a restart and once."""
    with poisoned(tmp_path, "reports"):
        shown = await scene.report("alice", scene.listing("Neon Koi").url)
        assert says(shown.text, "say.trouble", support=SUPPORT)
        await scene.passes(MINUTE)
        assert "  2 tries  IntegrityError" in await told(scene, tmp_path, "inbox")
        await scene.passes(MINUTE)
        assert "  2 tries  IntegrityError" in await told(scene, tmp_path, "inbox")
        await scene.passes(MINUTE)
        assert "  3 tries  IntegrityError" in await told(scene, tmp_path, "inbox")
    await scene.passes(intake.pause(3))
    assert len(scene.cards) == 1
    await scene.passes(intake.pause(9))
    assert len(scene.cards) == 1


async def test_a_failed_event_is_tried_at_once_when_told(scene: Scene, tmp_path: Path) -> None:
    """It is listed by its kind; whoever repaired the trouble need not wait for the pause, nor stop the bot."""
    assert await told(scene, tmp_path, "inbox") == "Everything that came in is handled.\n"
    with poisoned(tmp_path, "reports"):
        await scene.report("alice", scene.listing("Neon Koi").url)
        for attempts in range(1, 9):
            await scene.passes(intake.pause(attempts))
        [line] = (await told(scene, tmp_path, "inbox")).splitlines()
        assert re.fullmatch(
            r"[0-9a-f]{22}  ReportSent  since 20\d\d-\d\d-\d\d \d\d:\d\d UTC  9 tries  IntegrityError", line
        )
    assert "To be tried again: 1" in await told(scene, tmp_path, "inbox", "retry", id_of(line))
    await looks(scene)
    assert len(scene.cards) == 1
    assert await told(scene, tmp_path, "inbox") == "Everything that came in is handled.\n"
    assert "no failed event" in await refused(scene, tmp_path, "inbox", "retry", id_of(line))
    assert "To be tried again: 0" in await told(scene, tmp_path, "inbox", "retry")


async def test_a_refused_notice_is_sent_when_told(scene: Scene, tmp_path: Path) -> None:
    """An artist who could not be reached opens her messages: the notice goes out, and her clock starts."""
    card = await scene.case()
    await scene.who("ines").hides()
    await scene.ask(card)
    line = await notice(scene, tmp_path)
    assert "  not sent  since " in line
    assert "  1 try  refused: " in line
    await scene.who("ines").returns()
    assert "tried again" in await told(scene, tmp_path, "outbox", "retry", id_of(line))
    await looks(scene)
    assert says(scene.told("ines"), "notice.greeting", title="Neon Koi")
    assert says(card.text, "say.status_awaiting_member")
    assert "has ended: done" in await refused(scene, tmp_path, "outbox", "retry", id_of(line))


async def test_a_notice_that_waits_is_dropped_when_told(scene: Scene, tmp_path: Path) -> None:
    """It is not sent, the reason is kept, and the case knows that the artist was not reached."""
    card = await scene.case()
    await scene.vote("mo kai", ASK, card)
    await scene.note("mo", card)
    scene.on.discord.faults.answer("POST", "/users/@me/channels", 503, times=1000)
    await scene.decide()
    line = await notice(scene, tmp_path)
    assert "  waiting  since " in line
    said = await told(scene, tmp_path, "outbox", "drop", id_of(line), "--reason", "handed over in person")
    assert said == "It will not be sent.\n"
    await looks(scene)
    assert says(card.text, "say.undeliverable_other")
    assert not scene.heard("ines")
    line = await notice(scene, tmp_path)
    assert "  not sent  " in line
    assert line.endswith("  dropped: handed over in person")
    again = await refused(scene, tmp_path, "outbox", "drop", id_of(line), "--reason", "twice")
    assert "does not wait any more" in again


async def test_nothing_waits_where_no_bot_ever_ran(stopped: Scene, tmp_path: Path) -> None:
    """It is said that there is no database; none is made. Once a bot ran and stopped, there is."""
    (tmp_path / "salon.db").unlink()
    for verb in ("inbox", "outbox"):
        assert "the database cannot be opened" in await refused(stopped, tmp_path, verb)
    assert not (tmp_path / "salon.db").exists()
    async with stopped.bot():
        await stopped.settle()
    assert await told(stopped, tmp_path, "inbox", "retry") == (
        "To be tried again: 0. A running bot takes it up within a minute.\n"
    )
    assert "Nothing waits" in await told(stopped, tmp_path, "outbox")
    assert "there is no 00" in await refused(stopped, tmp_path, "outbox", "retry", "00")


async def test_a_late_vote_is_what_stands_by_then(scene: Scene, tmp_path: Path) -> None:
    """A reaction that could not be handled, and was taken away before it could be, is no ballot when tried again."""
    card = await scene.case()
    with poisoned(tmp_path, "events"):
        await scene.vote("mo kai", KEEP, card)
    assert (await scene.readiness()).failed == 2
    await scene.unvote("kai", KEEP, card)
    await scene.passes(MINUTE)
    assert (await scene.readiness()).failed == 0
    assert not says(card.text, "say.card_stands")
    await scene.vote("kai", KEEP, card)
    assert says(card.text, "say.card_stands")


async def test_a_late_clearing_takes_nothing_that_stands(scene: Scene, tmp_path: Path) -> None:
    """All reactions were removed, which could not be handled, and put on again: when it is tried again, they count."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    with poisoned(tmp_path, "events"):
        await scene.tidier.clears(card)
        await scene.settle()
    await scene.vote("mo kai", KEEP, card)
    assert (await scene.readiness()).failed == 1
    await scene.passes(MINUTE)
    assert (await scene.readiness()).failed == 0
    assert says(card.text, "say.card_stands")

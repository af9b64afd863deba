"""A one-time code from one chat, entered on the other: by whom it may be, and by whom not."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.stage import DISCORD, SLACK
from tests.stories.acting import says
from tests.stories.both.people import Log, code_in, link, on_discord, on_slack, private, stored
from tests.stories.slack_acting import SlackScene


async def test_asked_on_discord_and_entered_on_slack(scene: SlackScene) -> None:
    """Both accounts are one person's, and the one that asked hears of it too; again changes nothing."""
    await link(scene, "ines")
    assert says(private(scene, "ines")[-1], "say.link_done_there")
    assert says(await on_slack(scene, "ines", code_in(await on_discord(scene, "ines"))), "say.link_already")


async def test_asked_on_slack_and_entered_on_discord(scene: SlackScene) -> None:
    """The other way round, typed as people type."""
    code = code_in(await on_slack(scene, "ines"))
    assert says(await on_discord(scene, "ines", code=f" {code.lower().replace('-', ' ')} "), "say.link_done")
    assert says(scene.heard("ines")[-1], "say.link_done_there")


async def test_entered_by_the_account_that_asked(scene: SlackScene) -> None:
    """It says where the code belongs, and the code still works there."""
    code = code_in(await on_discord(scene, "ines"))
    assert says(await on_discord(scene, "ines", code=code), "say.link_own")
    assert says(await on_slack(scene, "ines", code), "say.link_done")


async def test_entered_by_somebody_else_on_the_same_chat(scene: SlackScene) -> None:
    """It does not work, does not say that there is such a code, and the owner's code goes on working."""
    code = code_in(await on_discord(scene, "ines"))
    theirs = await on_discord(scene, "theo", code=code)
    assert theirs == await on_discord(scene, "theo", code="BCDF-GHJK")
    assert says(theirs, "say.link_unknown")
    assert says(await on_slack(scene, "ines", code), "say.link_done")


async def test_entered_twice(scene: SlackScene) -> None:
    """A code works once, whoever comes second; a new one makes the old one useless."""
    code = code_in(await on_discord(scene, "ines"))
    assert says(await on_slack(scene, "ines", code), "say.link_done")
    assert says(await on_slack(scene, "theo", code), "say.link_unknown")
    old, new = [code_in(await on_discord(scene, "theo")) for _ in range(2)]
    assert says(await on_slack(scene, "theo", old), "say.link_unknown")
    assert says(await on_slack(scene, "theo", new), "say.link_done")


async def test_entered_too_late(scene: SlackScene) -> None:
    """After a quarter of an hour it is nobody's."""
    code = code_in(await on_discord(scene, "ines"))
    scene.clock.jump(timedelta(minutes=16))
    assert says(await on_slack(scene, "ines", code), "say.link_unknown")
    await link(scene, "ines")


async def test_guessed_ten_times(scene: SlackScene) -> None:
    """After five wrong ones the account has to wait, whatever it enters; the owner's code is not touched by that."""
    code = code_in(await on_discord(scene, "ines"))
    told = [await on_slack(scene, "bob", f"BCDF-GHJ{letter}") for letter in "KLMNPQRSTV"]
    assert [says(each, "say.link_unknown") for each in told] == [True] * 5 + [False] * 5
    assert [says(each, "say.link_wait") for each in told] == [False] * 5 + [True] * 5
    assert says(await on_slack(scene, "bob", code), "say.link_wait")
    assert says(await on_slack(scene, "ines", code), "say.link_done")
    assert not any("ines" in each for each in told)
    scene.clock.jump(timedelta(minutes=61))
    await link(scene, "bob")


async def test_no_code_is_stored(stopped: SlackScene, tmp_path: Path, log: Log) -> None:
    """Neither the one that was given nor one that was tried stands anywhere but on a screen."""
    async with stopped.bot():
        code = code_in(await on_discord(stopped, "ines"))
        await on_slack(stopped, "bob", "BCDF-GHJK")
        await on_discord(stopped, "ines", code=code)
    assert not stored(tmp_path, code, code.replace("-", ""), "BCDF-GHJK", "BCDFGHJK")
    assert not any(code in str(each) for each in log)


async def test_two_members_of_the_platform(scene: SlackScene) -> None:
    """Whom the platform knows as two stays two; they are told whom to write to."""
    for name, chat in (("ines", DISCORD), ("theo", SLACK)):
        await scene.report("alice", scene.on.gallery.list(scene.on.artist(name, chat), f"By {name}").url)
    told = await on_slack(scene, "theo", code_in(await on_discord(scene, "ines")))
    assert says(told, "say.link_two_members", support="support@gallery.example")


@pytest.mark.parametrize("stopped", [(SLACK,)], indirect=True)
async def test_one_chat_alone(scene: SlackScene) -> None:
    """Where there is no other chat nobody is sent there, and nothing speaks of one."""
    assert says(await on_slack(scene, "ines"), "say.link_alone")
    await scene.who("ines").runs("/my-case")
    await scene.who("ines").writes("Hello?")
    await scene.settle()
    assert not says(scene.who("ines").answers[-1].text, "say.my_case_link")
    assert says(scene.heard("ines")[-1], "say.no_case")


async def test_the_way_to_it_is_shown(scene: SlackScene) -> None:
    """Who looks for a case on the chat where they are not known reads of /link."""
    await scene.who("ines").runs("/my-case")
    await scene.who("ines").writes("Hello?")
    await scene.settle()
    assert says(scene.who("ines").answers[-1].text, "say.my_case_link")
    assert says(scene.heard("ines")[-1], "say.no_case_link")

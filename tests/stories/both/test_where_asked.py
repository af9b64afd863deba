"""Where an artist is asked who is on both chats."""

from datetime import timedelta

import pytest

from bot.sandbox.discord import answer
from bot.sandbox.slack import answer as slack_answer
from bot.stage import DISCORD, SLACK
from tests.stories.acting import says
from tests.stories.both.people import HERE, code_in, link, on_discord, on_slack, private, reported
from tests.stories.slack_acting import ASK, SlackScene


async def test_asked_where_she_was_last(scene: SlackScene) -> None:
    """Known on both chats, she is asked on the one that she used last; a word to the bot is enough."""
    card = await reported(scene, DISCORD, SLACK)
    await scene.who("ines").writes("Hello?")
    await scene.ask(card)
    assert any(says(each, "notice.greeting") for each in scene.heard("ines"))
    assert private(scene, "ines") == []


async def uses(scene: SlackScene, chat: str) -> None:
    """Ines asks for the policy on this chat."""
    if chat == DISCORD:
        await scene.on.person("ines").runs("ai-policy", scene.on.lobby)
    else:
        await scene.who("ines").runs("/ai-policy")
    await scene.settle()


@pytest.mark.parametrize(("before", "last"), [(DISCORD, SLACK), (SLACK, DISCORD)])
async def test_a_command_is_use_as_well(scene: SlackScene, before: str, last: str) -> None:
    """A command counts as much as a message, on either chat."""
    card = await reported(scene, DISCORD, SLACK)
    for chat in (before, last):
        await uses(scene, chat)
    await scene.ask(card)
    heard = {DISCORD: private(scene, "ines"), SLACK: scene.heard("ines")}
    assert [chat for chat, told in heard.items() if any(says(each, "notice.greeting") for each in told)] == [last]


async def test_asked_where_she_wants(scene: SlackScene) -> None:
    """'Write to me here' goes before what was used last."""
    card = await reported(scene, DISCORD)
    await link(scene, "ines")
    await scene.who("ines").clicks(HERE, scene.who("ines").answers[-1])
    await scene.settle()
    assert says(scene.who("ines").answers[-1].text, "say.write_here")
    await scene.on.person("ines").runs("ai-policy", scene.on.lobby)
    await scene.ask(card)
    assert any(says(each, "notice.greeting") for each in scene.heard("ines"))


async def test_her_choice_moves_what_is_open(scene: SlackScene) -> None:
    """Asked on Discord, she chooses Slack under /my-case there: what follows comes there, answers count from both."""
    await scene.ask(await reported(scene, DISCORD))
    await link(scene, "ines")
    await scene.who("ines").runs("/my-case")
    await scene.settle()
    shown = scene.who("ines").answers[-1]
    assert "Neon Koi" in shown.text
    await scene.who("ines").clicks(HERE, shown)
    await scene.on.person("ines").writes("I inked every fin by hand.")
    await scene.settle()
    assert "I inked every fin by hand." in scene.reply_card.text
    await scene.vote("kai", "ok", scene.reply_card)
    await scene.decide()
    assert any(says(each, "say.member_accepted") for each in scene.heard("ines"))
    assert not any(says(each, "say.member_accepted") for each in private(scene, "ines"))


async def test_without_a_choice_a_conversation_stays(scene: SlackScene) -> None:
    """Asked on Discord, answered on Slack after linking: the answer counts, and the end is told on Discord."""
    await scene.ask(await reported(scene, DISCORD))
    await link(scene, "ines")
    await scene.who("ines").writes("I inked every fin by hand.")
    await scene.settle()
    await scene.vote("kai", "ok", scene.reply_card)
    await scene.decide()
    assert any(says(each, "say.member_accepted") for each in private(scene, "ines"))


async def test_linked_while_the_notice_is_under_way(scene: SlackScene) -> None:
    """It goes out once, where it was headed, and the case goes on there."""
    card = await reported(scene, DISCORD)
    held = scene.on.discord.faults.withhold("POST", "/channels/{channel_id}/messages")
    await scene.vote("mo kai", ASK, card)
    await scene.note("mo", card)
    scene.clock.jump(timedelta(minutes=31))
    await scene.on.until(lambda: private(scene, "ines"))
    code = code_in(slack_answer(await scene.who("ines").runs("/link")).text)
    shown = answer(await scene.on.person("ines").runs("link", scene.on.lobby, code=code))
    await scene.on.until(lambda: says(shown.text, "say.link_done"))
    held.released.set()
    await scene.settle()
    assert [says(each, "notice.greeting") for each in private(scene, "ines")] == [True]
    assert not any(says(each, "notice.greeting") for each in scene.heard("ines"))
    assert says(card.text, "say.status_awaiting_member")


async def test_closed_on_one_chat(scene: SlackScene) -> None:
    """Whom one chat does not reach is asked on the other, and only where both fail the card says so."""
    scene.on.person("ines").closes_dms()
    card = await reported(scene, DISCORD, SLACK)
    await scene.ask(card)
    assert any(says(each, "notice.greeting") for each in scene.heard("ines"))
    assert says(card.text, "say.status_awaiting_member")


async def test_linking_opens_a_way(scene: SlackScene) -> None:
    """Somebody who could not be reached gets the notice once another account is linked."""
    scene.on.person("ines").closes_dms()
    card = await reported(scene, DISCORD)
    await scene.ask(card)
    assert says(card.text, "say.undeliverable_closed")
    code = code_in(await on_discord(scene, "ines"))
    await on_slack(scene, "ines", code)
    assert any(says(each, "notice.greeting") for each in scene.heard("ines"))
    assert says(card.text, "say.status_awaiting_member")

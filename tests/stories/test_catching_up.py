"""What people did with what was said before, while the bot was away; and a channel that is gone, and comes back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clocks import JumpingClock
from bot.sandbox.discord import Permission
from bot.stage import DISCORD, SLACK
from tests.stories.acting import DAY, KEEP, says
from tests.stories.discord_acting import DiscordScene as Scene
from tests.stories.discord_acting import playing
from tests.stories.slack_acting import SlackScene
from tests.stories.staging import stage


@pytest.fixture
async def stopped(tmp_path: Path) -> AsyncIterator[Scene]:
    """A stage on which no bot runs yet."""
    async with playing(tmp_path) as on_it:
        yield on_it


@pytest.fixture
async def on_slack(tmp_path: Path) -> AsyncIterator[SlackScene]:
    """A stage with Slack alone, on which no bot runs yet."""
    clock = JumpingClock()
    async with stage(tmp_path, chats=(SLACK,), clock=clock) as on:
        yield SlackScene(on, clock)


async def test_an_answer_edited_while_the_bot_was_away(stopped: Scene) -> None:
    """The card shows what stands now; what stood before is kept."""
    async with stopped.bot():
        await stopped.asked()
        written = await stopped.writes("ines", "I drew it.")
        other = await stopped.writes("ines", "By hand.")
    await stopped.who("ines").edits(written, "I drew it, with a photograph under it.")
    async with stopped.bot() as bot:
        await stopped.settle()
        assert "with a photograph under it" in stopped.reply_card.text
        [first, second] = await bot.quiet_core(lambda uow: uow.conversation.of_case(1))
        assert (first.words, first.earlier) == ("I drew it, with a photograph under it.", ("I drew it.",))
        assert (second.words, second.earlier, second.deleted) == ("By hand.", (), False)
        assert "📥" in other.reactions


async def test_an_answer_deleted_while_the_bot_was_away(stopped: Scene) -> None:
    """The record stays, marked; what was not deleted is not."""
    async with stopped.bot():
        await stopped.asked()
        await stopped.writes("ines", "I drew it.")
        written = await stopped.writes("ines", "In an hour.")
    await stopped.who("ines").removes(written)
    async with stopped.bot() as bot:
        await stopped.settle()
        kept = await bot.quiet_core(lambda uow: uow.conversation.of_case(1))
        assert [(each.words, each.deleted) for each in kept] == [("I drew it.", False), ("In an hour.", True)]


async def test_the_same_on_slack(on_slack: SlackScene) -> None:
    """In the notice's thread and outside of it."""
    async with on_slack.bot():
        notice = await on_slack.asked()
        threaded = await on_slack.answers(notice, "I drew it.")
        beside = await on_slack.who("ines").writes("By hand.")
        gone = await on_slack.answers(notice, "In an hour.")
        await on_slack.settle()
    await on_slack.who("ines").edits(threaded, "I drew it in ink.")
    await on_slack.who("ines").edits(beside, "By hand, slowly.")
    await on_slack.who("ines").removes(gone)
    async with on_slack.bot() as bot:
        await on_slack.settle()
        assert "I drew it in ink." in on_slack.reply_card.text
        kept = {each.words: each for each in await bot.quiet_core(lambda uow: uow.conversation.of_case(1))}
        assert kept["I drew it in ink."].earlier == ("I drew it.",)
        assert kept["By hand, slowly."].earlier == ("By hand.",)
        assert kept["In an hour."].deleted
        assert sum(each.deleted for each in kept.values()) == 1


async def test_many_messages_while_the_bot_was_away(stopped: Scene) -> None:
    """More than a page of them, with pictures in between: each is on record once, oldest first."""
    async with stopped.bot():
        await stopped.asked()
    for number in range(130):
        await stopped.who("ines").writes(f"Thought {number}.")
    async with stopped.bot() as bot:
        await stopped.settle()
        kept = await bot.quiet_core(lambda uow: uow.conversation.of_case(1))
        assert [each.words for each in kept] == [f"Thought {number}." for number in range(130)]


async def test_a_channel_that_shuts_the_bot_out(stopped: Scene) -> None:
    """Where cards can be posted no more, support is told once, elsewhere; once it can, everything goes on by itself."""
    support = stopped.on.discord.channel("support")
    async with stopped.bot(DISCORD_SUPPORT_CHANNEL_ID=str(support.id)):
        first = await stopped.case()
        stopped.on.room.overwrite(stopped.on.discord.bot_role, deny=Permission.SEND_MESSAGES)
        for title in ("First Snow", "Low Tide"):
            await stopped.report("alice", stopped.listing(title).url)
        await stopped.passes(DAY)
        assert [each.text for each in stopped.cards] == [first.text]
        assert len([each for each in support.messages if says(each.text, "say.room_lost")]) == 1
        stopped.on.room.overwrite(stopped.on.discord.bot_role, allow=Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)
        await stopped.passes(DAY / 24)
        assert len(stopped.cards) == 3
        assert says(support.messages[-1].text, "say.room_found")


async def test_a_channel_that_is_deleted(stopped: Scene) -> None:
    """With another channel in the settings the open cards stand there; whoever had voted is told to vote again."""
    support = stopped.on.discord.channel("support")
    async with stopped.bot(DISCORD_SUPPORT_CHANNEL_ID=str(support.id)):
        card = await stopped.case()
        await stopped.vote("mo", KEEP, card)
        stopped.on.room.delete()
        await stopped.report("alice", stopped.listing("First Snow").url)
        await stopped.passes(DAY / 24)
        assert [says(each.text, "say.room_lost") for each in support.messages] == [True]
    room = stopped.on.discord.channel("moderators again", private_to=[stopped.on.moderator])
    async with stopped.bot(DISCORD_SUPPORT_CHANNEL_ID=str(support.id), DISCORD_MODERATOR_CHANNEL_ID=str(room.id)):
        await stopped.passes(DAY / 24)
        assert sorted("Neon Koi" in each.text for each in room.messages) == [False, True]
        assert says(stopped.told("mo"), "say.card_lost", case=1)


async def test_the_other_chat_hears_of_it(tmp_path: Path) -> None:
    """Where the chat of the moderators has no way left, the line for support goes to the other one."""
    clock = JumpingClock()
    async with stage(tmp_path, chats=(DISCORD, SLACK), clock=clock) as on:
        scene = Scene(on, clock)
        async with scene.bot(SLACK_SUPPORT_CHANNEL_ID=on.workspace.room.id):
            on.room.overwrite(on.discord.bot_role, deny=Permission.VIEW_CHANNEL)
            await scene.report("alice", scene.listing("Neon Koi").url)
            await scene.passes(DAY / 24)
            assert [says(each.text, "say.room_lost") for each in on.workspace.room.messages] == [True]

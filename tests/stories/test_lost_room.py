"""The moderators' channel shuts the bot out, and no new card is due that could not be posted."""

from bot.sandbox.discord import ChannelView, Permission
from bot.sandbox.slack import ChannelView as SlackChannelView
from bot.stage import DISCORD
from tests.stories.acting import DAY, KEEP, Scene, alone, says


def support_on(scene: Scene) -> tuple[ChannelView | SlackChannelView, dict[str, str]]:
    """A channel for support that the bot is in, and the setting that names it."""
    chat = scene.on.discord if scene.ours.ways.name == DISCORD else scene.on.slack
    channel = chat.channel("support")
    return channel, {f"{scene.ours.ways.name.upper()}_SUPPORT_CHANNEL_ID": str(channel.id)}


def shut_out(scene: Scene) -> None:
    """Somebody takes the bot out of the moderators' channel."""
    if scene.ours.ways.name == DISCORD:
        scene.on.room.overwrite(scene.on.discord.bot_role, deny=Permission.VIEW_CHANNEL)
    else:
        scene.on.workspace.room.removes()


def let_in(scene: Scene) -> None:
    """And back."""
    if scene.ours.ways.name == DISCORD:
        seen = Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES
        scene.on.room.overwrite(scene.on.discord.bot_role, allow=seen)
    else:
        scene.on.workspace.room.invites()


@alone("the channel and the support contact are on one chat")
async def test_votes_that_cannot_be_read(stopped: Scene) -> None:
    """Support is told, once, and the case waits; when the bot is let in again, it goes on and says so."""
    support, named = support_on(stopped)
    async with stopped.bot(**named):
        card = await stopped.case()
        await stopped.vote("mo kai", KEEP, card)
        shut_out(stopped)
        await stopped.decide()
        await stopped.days(2)
        assert [says(each.text, "say.room_lost") for each in support.messages] == [True]
        let_in(stopped)
        await stopped.passes(DAY / 24)
        assert says(support.messages[-1].text, "say.room_found")
        assert says(card.text, "say.status_cleared")

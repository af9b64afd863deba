"""What the bot shows people on either chat, as somebody reads it there."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from bot.sandbox import discord as on_discord
from bot.sandbox import slack as on_slack
from bot.sandbox.control import read_discord, read_slack
from bot.stage import DISCORD, SLACK, Stage


@dataclass(frozen=True, slots=True)
class Sight:
    """A message of the bot.

    Attributes:
        channel: A channel's name, or `DM with NAME`, or `only NAME sees it`.
        id: By which its chat knows it.
        pictures: How many come with it.
    """

    chat: str
    channel: str
    id: str
    text: str
    pictures: int


def sights(stage: Stage) -> Iterator[Sight]:
    """Every message of the bot that anybody can see, chat by chat."""
    both = {DISCORD: _on_discord, SLACK: _on_slack}
    return chain.from_iterable(both[each](stage) for each in stage.chats)


def _on_discord(stage: Stage) -> Iterator[Sight]:
    bot = stage.discord.world.bot.name
    for channel, message in _discord_messages(stage):
        if message.author == bot and not message.thinking:
            yield Sight(DISCORD, channel, str(message.id), read_discord(message.text), len(message.attachments))


def _discord_messages(stage: Stage) -> Iterator[tuple[str, on_discord.MessageView]]:
    for room in (stage.room, stage.lobby):
        yield from ((f"#{room.name}", message) for message in room.messages)
    for person in stage.discord.people.values():
        yield from ((f"only {person.name} sees it", message) for message in person.answers)
        yield from ((f"DM with {person.name}", message) for message in person.inbox)


def _on_slack(stage: Stage) -> Iterator[Sight]:
    bot = stage.slack.world.bot.name
    for channel, message in _slack_messages(stage):
        if message.author == bot:
            pictures = len(message.images) + len(message.files)
            yield Sight(SLACK, channel, message.id, read_slack(message.text), pictures)


def _slack_messages(stage: Stage) -> Iterator[tuple[str, on_slack.MessageView]]:
    for room in (stage.workspace.room, stage.workspace.lobby):
        for message in room.messages:
            yield f"#{room.name}", message
            yield from ((f"#{room.name}, thread", reply) for reply in message.replies)
    for person in stage.slack.people.values():
        yield from ((f"only {person.name} sees it", message) for message in person.answers)
        yield from ((f"DM with {person.name}", message) for message in person.inbox)

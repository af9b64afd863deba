"""How the chats differ, as far as people notice: data for the stories, held against what is seen in `test_ways.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Final

EMOJI: Final = {
    "🎨": "art",
    "💬": "speech_balloon",
    "🆗": "ok",
    "🔁": "repeat",
    "🛑": "octagonal_sign",
    "✋": "hand",
    "🙈": "see_no_evil",
    "📝": "memo",
    "⏸️": "double_vertical_bar",
    "↩️": "leftwards_arrow_with_hook",
    "⚖️": "scales",
    "📥": "inbox_tray",
    "👍": "+1",
    "👍🏾": "+1::skin-tone-5",
    "🦆": "duck",
}
"""Slack's names for the emoji that people use in the stories."""


class Told(Enum):
    """How somebody whose ballot does not count hears of it."""

    BY_MESSAGE = "by a private message"
    EPHEMERALLY = "ephemerally, in the moderators' channel"


def _trait(reason: str) -> bool:
    """A trait that a story may need; the reason says where it is at home."""
    made: bool = field(metadata={"reason": reason})
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """A chat's ways.

    Attributes:
        emoji: How its API spells an emoji.
        told: How voters hear that the ballot that they have just cast does not count; later it is by message.
        report_form: The kinds of the report form's fields.
        message: The most characters that people can type into a message.
        largest_file: The largest file that its own client takes in a message, in bytes.
        bold: How `**look**`, typed by somebody, goes over the wire when it is made harmless.
        star: The same for one `*`.
        dangers: What, on its wire, would be more than words.
        post, open: The routes by which the bot writes, and opens a private conversation.
        message_event, reaction_event: What its events are called.
    """

    name: str
    emoji: Mapping[str, str]
    told: Told
    report_form: tuple[str, ...]
    message: int
    largest_file: int
    bold: str
    star: str
    dangers: tuple[str, ...]
    post: tuple[str, str]
    open: tuple[str, str]
    message_event: str
    reaction_event: str
    super_reactions: bool = _trait("super reactions exist on Discord alone")
    clears_reactions: bool = _trait("only on Discord can somebody take off everybody's reactions")
    takes_off_reactions: bool = _trait("Slack lets nobody take off another's reaction, an app neither")
    emoji_are_characters: bool = _trait("Slack knows emoji by names, which carry no variation selector")
    answers_change: bool = _trait("Slack cannot change an ephemeral answer, so that a later one comes beside it")
    commands_are_lines: bool = _trait("Slack's commands are one line of text, which its client does not look into")
    closes_messages: bool = _trait("nobody on Slack can refuse private messages; only an account that is gone can")
    takes_spaces: bool = _trait("a field with nothing but spaces in it counts as empty in Slack's forms")
    threads: bool = _trait("on Slack a conversation has threads; Discord's private messages have none")


DISCORD: Final = Ways(
    name="discord",
    emoji={each: each for each in EMOJI},
    told=Told.BY_MESSAGE,
    report_form=("4", "4", "3", "4", "19"),
    message=2000,
    largest_file=10 * 1024 * 1024,
    bold=r"\*\*look\*\*",
    star=r"\*",
    dangers=("@everyone", "@here", "<@1", "<@&2", " ||", " **bold"),
    post=("POST", "/channels/{channel_id}/messages"),
    open=("POST", "/users/@me/channels"),
    message_event="MESSAGE_CREATE",
    reaction_event="MESSAGE_REACTION_ADD",
    super_reactions=True,
    clears_reactions=True,
    takes_off_reactions=True,
    emoji_are_characters=True,
    answers_change=True,
    commands_are_lines=False,
    closes_messages=True,
    takes_spaces=True,
    threads=False,
)
SLACK: Final = Ways(
    name="slack",
    emoji=EMOJI,
    told=Told.EPHEMERALLY,
    report_form=("plain_text_input", "plain_text_input", "static_select", "plain_text_input", "file_input"),
    message=12_000,
    largest_file=1024 * 1024 * 1024,
    bold="**look**",
    star="*",
    dangers=("@everyone", "@here", "@channel", "<!channel", "<!here", "<!everyone", "<@1", "<@U", "<!subteam", "|x>"),
    post=("POST", "chat.postMessage"),
    open=("POST", "conversations.open"),
    message_event="message",
    reaction_event="reaction_added",
    super_reactions=False,
    clears_reactions=False,
    takes_off_reactions=False,
    emoji_are_characters=False,
    answers_change=False,
    commands_are_lines=True,
    closes_messages=False,
    takes_spaces=False,
    threads=True,
)
WAYS: Final = {each.name: each for each in (DISCORD, SLACK)}
REASONS: Final[Mapping[str, str]] = {
    each.name: each.metadata["reason"] for each in fields(Ways) if "reason" in each.metadata
}
"""Why a chat has a trait, or has it not."""

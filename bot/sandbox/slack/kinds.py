"""Slack's kinds of things, as far as the sandbox has them (docs.slack.dev: 'Conversation object', 'Scopes')."""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


class Place(Enum):
    """A kind of conversation: how events call it, how conversations.list does, and the family of its scopes."""

    PUBLIC = ("channel", "public_channel", "channels")
    PRIVATE = ("group", "private_channel", "groups")
    DIRECT = ("im", "im", "im")

    @property
    def channel_type(self) -> str:
        """Return what a message event calls it."""
        return self.value[0]

    @property
    def listed_as(self) -> str:
        """Return what conversations.list calls it."""
        return self.value[1]

    @property
    def family(self) -> str:
        """Return the first half of its scopes."""
        return self.value[2]

    @property
    def message_event(self) -> str:
        """Return the event by which an app hears of its messages."""
        return {"channel": "message.channels", "group": "message.groups", "im": "message.im"}[self.channel_type]


LISTED = {each.listed_as: each for each in Place}

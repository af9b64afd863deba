"""What the edge must be told, and its only seam for endpoints."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

API: Final = "https://slack.com/api/"
FILE_HOSTS: Final = frozenset({"files.slack.com"})
"""Where Slack keeps files; the bot's token goes there and to the configured origins, and nowhere else."""


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How to reach Slack, and which channels and group matter. The workspace is the one that the bot's token is for.

    Attributes:
        app_token: For Socket Mode (`connections:write`).
        signing_secret: For HTTP; with none, events come by Socket Mode.
        moderator_channel_id: With none, the moderators' channel is on another chat.
        moderator_group_id: A user group that narrows who is a moderator among the channel's members.
        lead_group_id: The user group of those who lead the moderators; with none, every moderator does.
        support_channel_id: Where the support contact reads; with none, the moderators' channel.
        patience: Seconds until a call counts as lost, of however many requests it is made.
        api_url: For instance `http://127.0.0.1:4000/api/`; empty means the real Slack, as for `files_url`.
    """

    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False, kw_only=True)
    moderator_channel_id: str = ""
    moderator_group_id: str | None = None
    lead_group_id: str | None = None
    support_channel_id: str | None = None
    blur: bool = False
    patience: float = 90.0
    api_url: str = ""
    files_url: str = ""

    @property
    def request_patience(self) -> float:
        """Seconds that one request has."""
        return self.patience / 3

    def keeps(self, url: str) -> bool:
        """Whether a file's address is on Slack's own servers, or at an origin that is configured as Slack's."""
        parts = urlsplit(url)
        if parts.scheme == "https" and parts.netloc in FILE_HOSTS:
            return True
        return bool(parts.netloc) and _origin(url) in {_origin(each) for each in (self.api_url, self.files_url) if each}


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc

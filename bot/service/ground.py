"""What every use case stands on and no case changes: the policy in force and the operator's settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TypeAlias

from bot.moderation.hours import ALWAYS, Hours, Rehearsed
from bot.moderation.model import Chat, Rules
from bot.moderation.policy import Policy

Link: TypeAlias = Callable[[str], tuple[str, datetime] | None]
"""Where a stored file can be fetched by its digest, and until when; None where nobody reaches us."""


def no_link(_digest: str) -> None:
    """Where the bot has no address."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Given by the composition root.

    Attributes:
        policy: The policy in force now; new cases open under it.
        policy_hash: Under which it is kept.
        team: How many moderators there are.
        support: The contact shown to people.
        chat: The chat whose moderators' channel takes the cards.
        chats: Every chat that is set up.
        threads: Those where somebody who takes no private messages can be asked in a private thread.
        hours: When notices and reminders leave, by the clock of whoever gets them or, where nobody knows it, `zone`'s.
        zone: The community's time zone.
        digest_hour: The hour of the day at which moderators are told what waits; None: they are not.
        language: The community's: what a room full of people reads, and whoever speaks none that there is.
        link: Makes links to what is kept.
        read_again: How many cards and conversations are read again in a minute, once a few were at once.
        new_dms: With how many people who are new to us a chat's conversations are opened in a minute.
    """

    policy: Policy
    policy_hash: str
    team: int
    support: str
    chat: Chat
    chats: tuple[Chat, ...] = tuple(Chat)
    threads: frozenset[Chat] = frozenset()
    new_dms: int = 10
    read_again: int = 30
    hours: Hours | Rehearsed = ALWAYS
    zone: tzinfo = UTC
    digest_hour: int | None = None
    link: Link = no_link
    language: str = "en"

    @property
    def rules(self) -> Rules:
        """The rules for a case that opens now."""
        return self.policy.rules(self.team)

"""What stands on a screen on either chat, as far as both are asked for it in the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox import discord, slack


@dataclass(frozen=True, slots=True, repr=False)
class Drawn:
    """Whatever the bot can put buttons on."""

    view: discord.MessageView | slack.MessageView | slack.HomeView

    @property
    def buttons(self) -> list[str]:
        """What is written on its buttons."""
        return self.view.buttons

    @property
    def menus(self) -> dict[str, list[str]]:
        """What can be chosen."""
        return self.view.menus


@dataclass(frozen=True, slots=True, repr=False)
class Message(Drawn):
    """A message."""

    view: discord.MessageView | slack.MessageView
    where: str
    private: bool = False

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.view.ephemeral

    @property
    def author(self) -> str:
        """Who wrote it."""
        return self.view.author

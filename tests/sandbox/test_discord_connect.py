"""The real discord.py client connects, is told what its intents allow, and comes back after a cut."""

from __future__ import annotations

import discord
import pytest

from bot.sandbox.discord import DiscordSandbox, Intent
from tests.sandbox.bots import UNPRIVILEGED, Bot, running


async def test_ready_and_guild(guild: DiscordSandbox) -> None:
    """After READY the client knows the guild with its channels and roles, and of the members only itself."""
    guild.role("moderator")
    guild.channel("general")
    guild.person("alice")
    async with running(guild, Bot()) as bot:
        found = bot.get_guild(guild.guild_id)
        assert found is not None
        assert bot.user is not None
        assert bot.user.id == guild.bot_user_id
        application = await bot.http.request(discord.http.Route("GET", "/applications/@me"))
        assert application["id"] == str(guild.application_id)
        assert [each.name for each in found.text_channels] == ["general"]
        assert {each.name for each in found.roles} == {"@everyone", "Bot", "moderator"}
        assert [each.id for each in found.members] == [guild.bot_user_id]


async def test_wrong_token(guild: DiscordSandbox) -> None:
    """A wrong token is refused with 401."""
    guild.world.token = "another"  # noqa: S105 - not a secret
    bot = Bot()
    with pytest.raises(discord.LoginFailure):
        await bot.login("wrong")
    await bot.close()


async def test_privileged_intent_refused(guild: DiscordSandbox) -> None:
    """Asking for a privileged intent that the application was not given closes the gateway with 4014."""
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(guild, Bot(UNPRIVILEGED | Intent.MESSAGE_CONTENT)):
            pass

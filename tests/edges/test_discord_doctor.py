"""`salon doctor` for Discord, and the commands as Discord knows them."""

from dataclasses import replace
from typing import Any

from discord.gateway import DiscordWebSocket

from bot.sandbox.discord import Permission
from handlers.discord.commands import is_installed
from handlers.discord.doctor import examine
from handlers.shared.check import Check
from tests.edges.discord_world import World, prepared

VOTES = "Discord: Add Reactions, in the moderators' channel"


async def checked(world: World, **changed: Any) -> dict[str, Check]:  # noqa: ANN401 - settings
    """All lines, by name."""
    desk = replace(world.desk, settings=replace(world.settings, **changed))
    return {check.name: check async for check in examine(desk, team=3)}


async def test_all_is_well() -> None:
    """Where the bot has all that it needs, nothing is red; nothing is sent or changed by looking."""
    async with prepared() as world:
        found = await checked(world)
        assert [check for check in found.values() if check.ok is False] == []
        assert found[VOTES].ok
        assert found["Discord: commands"].ok is None
        assert {each.method for each in world.guild.traffic} == {"GET"}


async def test_a_gateway_that_is_none() -> None:
    """Where nobody answers, or somebody who is no gateway; where none is set, the API says where it is."""
    async with prepared() as world:
        ours = world.settings.gateway_url
        for url in ("ws://127.0.0.1:9", world.settings.cdn_url.replace("http", "ws")):
            found = await checked(world, gateway_url=url)
            assert [check.name for check in found.values() if check.ok is False] == ["Discord: gateway"]
            assert "DISCORD_GATEWAY_URL" in found["Discord: gateway"].what_to_do
        world.guild.faults.unexpected.clear()  # its file server was asked for a gateway
        assert (await checked(world, gateway_url=""))["Discord: gateway"].ok
        assert str(DiscordWebSocket.DEFAULT_GATEWAY).rstrip("/") == ours
        assert world.guild.world.identified == 0


async def test_what_is_missing_is_named() -> None:
    """With what to do."""
    async with prepared() as world:
        bot = world.guild.bot_role
        world.room.overwrite(bot, allow=Permission.VIEW_CHANNEL, deny=Permission.ADD_REACTIONS)
        found = await checked(world)
        assert found[VOTES].ok is False
        assert "Add Reactions" in found[VOTES].what_to_do


async def test_the_other_channels() -> None:
    """Where the support contact reads, and where private threads are opened: each only if it is set."""
    async with prepared() as world:
        assert not [name for name in await checked(world) if "thread" in name.lower() or "support" in name]
        lobby = world.guild.channel("lobby")
        found = await checked(world, support_channel_id=lobby.id, thread_channel_id=lobby.id)
        assert found["Discord: Send Messages, in the support channel"].ok
        threads = found["Discord: Create Private Threads, in the channel for private threads"]
        assert (threads.ok, "Create Private Threads" in threads.what_to_do) == (False, True)
        missing = (await checked(world, thread_channel_id=5))["Discord: channel for private threads"]
        assert (missing.ok, "DISCORD_THREAD_CHANNEL_ID" in missing.what_to_do) == (False, True)


async def test_who_leads() -> None:
    """The role is looked for where one is set: with one that is not there, nobody could lead."""
    async with prepared() as world:
        assert not [name for name in await checked(world) if "lead" in name]
        lead = world.guild.role("elders")
        assert (await checked(world, lead_role_id=lead.id))["Discord: lead role “elders”"].ok
        missing = (await checked(world, lead_role_id=5))["Discord: lead role"]
        assert (missing.ok, "DISCORD_LEAD_ROLE_ID" in missing.what_to_do) == (False, True)


async def test_wrong_settings() -> None:
    """A wrong token, guild, channel: the first is found, and what depends on it is not asked."""
    async with prepared() as world:
        token = await checked(world, token="wrong")  # noqa: S106
        assert [check.ok for check in token.values()] == [False]
        assert "DISCORD_TOKEN" in token["Discord: token"].what_to_do
        assert (await checked(world, guild_id=5))["Discord: server"].ok is False
        assert (await checked(world, moderator_channel_id=5))["Discord: moderators' channel"].ok is False


async def test_writing_to_an_account_on_request() -> None:
    """Only where one is named."""
    async with prepared() as world:
        open_, closed = world.guild.person("open"), world.guild.person("closed", dms_open=False)
        for person, ok in ((open_, True), (closed, False)):
            lines = [check async for check in examine(world.desk, 3, dm_to=person.id)]
            assert lines[-1].ok is ok
        assert "trial message" in open_.inbox[0].content


async def test_what_cannot_be_told_is_said() -> None:
    """The number of moderators without a role; commands that Discord does not list."""
    async with prepared() as world:
        assert (await checked(world))["Discord: 3 moderators"].ok is None
        world.guild.faults.answer("GET", "/applications/{application_id}/commands", 403)
        assert (await checked(world))["Discord: commands"].ok is False


def test_commands_are_told_only_where_they_differ() -> None:
    """What Discord adds of its own, or leaves out where it is empty, is no difference."""
    wanted = [{"name": "a", "type": 1, "options": [{"name": "n", "min_value": 1}], "contexts": [0, 1], "nsfw": False,
               "default_member_permissions": None, "dm_permission": True}]  # fmt: skip
    known = [{"id": "1", "name": "a", "type": 1, "options": [{"name": "n", "min_value": 1, "type": 4}],
              "contexts": [1, 0], "dm_permission": False, "version": "2"}]  # fmt: skip
    assert is_installed(wanted, known)
    assert not is_installed(wanted, [])
    assert not is_installed(wanted, [{**known[0], "contexts": [0]}])
    assert not is_installed(wanted, [*known, {"name": "b"}])
    assert not is_installed([{**wanted[0], "description": "new"}], known)

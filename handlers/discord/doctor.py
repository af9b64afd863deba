"""What `salon doctor` says of Discord: one check a line, and what to do where it fails. Nothing is sent or changed."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Final

import discord
from discord.gateway import DiscordWebSocket

from handlers.discord import gateways
from handlers.discord.commands import Tree, is_installed
from handlers.discord.desk import Desk
from handlers.discord.faults import FAULTS, read
from handlers.discord.listeners import SalonClient, Watch
from handlers.discord.settings import DiscordSettings, point
from handlers.shared.check import Check
from handlers.shared.presence import CannotLogIn

GREETED_WITHIN: Final = 10.0
"""Seconds that a gateway may take to say HELLO (docs.discord.com, 'Gateway', 'Connecting')."""
NEEDED: Final = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "attach_files": "Attach Files",
    "add_reactions": "Add Reactions",
    "read_message_history": "Read Message History",
}
OPTIONAL: Final = {
    "manage_messages": ("Manage Messages", "reactions of people who are no moderators stay (they count for nothing)"),
    "create_public_threads": ("Create Public Threads", "what an artist asks answers the card in the channel"),
    "send_messages_in_threads": ("Send Messages in Threads", "what an artist asks answers the card in the channel"),
}
"""In the moderators' channel: what is lost without each."""
TO_POST: Final = {
    each: NEEDED[each] for each in ("view_channel", "send_messages", "embed_links", "read_message_history")
}
"""In the support channel. Whoever may not read it cannot look for what may stand there before saying it again."""
FOR_THREADS: Final = {
    "view_channel": "View Channel",
    "create_private_threads": "Create Private Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": NEEDED["read_message_history"],
}


async def examine(desk: Desk, team: int, dm_to: int | None = None) -> AsyncIterator[Check]:
    """Look at everything that Salon needs from Discord.

    Args:
        desk: As for the connection; its `take` is not called.
        team: How many moderators the settings speak of.
        dm_to: An account to send one real private message to, or None for none.
    """
    point(desk.settings)
    client = SalonClient(desk, Watch(_nothing, _ignore, _ignore, _ignore, _ignore), install=False)
    try:
        await client.login(desk.settings.token)
    except FAULTS as error:
        yield Check("Discord: token", ok=False, what_to_do=_token_advice(error))
        return
    else:
        yield Check(f"Discord: token, logged in as {client.user}", ok=True)
        yield Check("Discord: intents", ok=True, what_to_do="None of those that Salon asks for is privileged.")
        yield await _gateway(client, desk.settings)
        async for check in _inside(client, desk, team, dm_to):
            yield check
    finally:
        await client.close()


async def _gateway(client: SalonClient, settings: DiscordSettings) -> Check:
    """Whether somebody greets us there; no session is begun, as those are counted."""
    try:
        await gateways.find(client.http, settings)
        async with asyncio.timeout(GREETED_WITHIN):
            socket = await client.http.ws_connect(str(DiscordWebSocket.DEFAULT_GATEWAY.with_query(v=10)))
            hello = await socket.receive()
            await socket.close()
    except (*FAULTS, CannotLogIn, ValueError) as error:
        why = str(error) if isinstance(error, CannotLogIn) else _why(error) or type(error).__name__
        return _no_gateway(why)
    if '"op":10' not in str(hello.data).replace(" ", ""):
        return _no_gateway("what answers there is none")
    return Check("Discord: gateway", ok=True)


def _no_gateway(why: str) -> Check:
    advice = f"No event would come in ({why}): look at the network and at DISCORD_GATEWAY_URL."
    return Check("Discord: gateway", ok=False, what_to_do=advice)


async def _inside(client: SalonClient, desk: Desk, team: int, dm_to: int | None) -> AsyncIterator[Check]:
    yield await _commands(client.tree)
    try:
        guild = await client.fetch_guild(desk.settings.guild_id)
        me = await guild.fetch_member(client.user.id if client.user else 0)
    except FAULTS as error:
        yield Check(
            "Discord: server", ok=False, what_to_do=f"Invite the bot, or check DISCORD_GUILD_ID ({_why(error)})."
        )
        return
    yield Check(f"Discord: server “{guild.name}”", ok=True)
    for room in _rooms(desk.settings):
        async for check in _channel(me, room):
            yield check
    if desk.settings.moderator_channel_id:  # else the moderators are on another chat
        yield await _team(guild, desk, team)
        if desk.settings.lead_role_id:
            yield _leads(guild, desk.settings.lead_role_id)
    yield await _private(client, desk, dm_to)


@dataclass(frozen=True, slots=True)
class _Room:
    """A channel that the settings name: what it is for, by which setting, and what the bot needs there."""

    name: str
    id: int
    setting: str
    needed: Mapping[str, str]


def _rooms(settings: DiscordSettings) -> list[_Room]:
    given = (
        ("moderators' channel", settings.moderator_channel_id, "DISCORD_MODERATOR_CHANNEL_ID", NEEDED),
        ("support channel", settings.support_channel_id, "DISCORD_SUPPORT_CHANNEL_ID", TO_POST),
        ("channel for private threads", settings.thread_channel_id, "DISCORD_THREAD_CHANNEL_ID", FOR_THREADS),
    )
    return [_Room(name, id_, setting, needed) for name, id_, setting, needed in given if id_]


async def _channel(me: discord.Member, room: _Room) -> AsyncIterator[Check]:
    name = f"Discord: {room.name}"
    try:
        channel = await me.guild.fetch_channel(room.id)
    except FAULTS as error:
        yield Check(name, ok=False, what_to_do=f"Let the bot see it, or check {room.setting} ({_why(error)}).")
        return
    yield Check(f"{name} “{channel.name}”", ok=True)
    permissions = channel.permissions_for(me)
    for each, label in room.needed.items():
        held = bool(getattr(permissions, each))
        advice = "" if held else f"Give the bot '{label}' in that channel."
        yield Check(f"Discord: {label}, in the {room.name}", ok=held, what_to_do=advice)
    for each, (label, without) in (OPTIONAL if room.needed is NEEDED else {}).items():
        if not getattr(permissions, each):
            yield Check(f"Discord: {label} (optional)", ok=None, what_to_do=f"Without it, {without}.")


async def _commands(tree: Tree) -> Check:
    try:
        present = await tree.client.http.get_global_commands(tree.client.application_id or 0)
    except FAULTS as error:
        return Check("Discord: commands", ok=False, what_to_do=f"Discord did not list them ({_why(error)}): try again.")
    if is_installed([command.to_dict(tree) for command in tree.get_commands()], present):
        return Check("Discord: commands", ok=True)
    return Check("Discord: commands", ok=None, what_to_do="Not installed, or older: `salon run` installs them.")


async def _team(guild: discord.Guild, desk: Desk, team: int) -> Check:
    name, role = f"Discord: {team} moderators", desk.settings.moderator_role_id
    if role is None:
        return Check(
            name, ok=None, what_to_do="Cannot be counted without a moderator role: see that SALON_TEAM is right."
        )
    try:
        counts = {each.id: count for each, count in (await guild.role_member_counts()).items()}
    except FAULTS as error:
        return Check(name, ok=None, what_to_do=f"Cannot be counted now ({_why(error)}): see that SALON_TEAM is right.")
    if counts.get(role) == team:
        return Check(name, ok=True)
    advice = f"{counts.get(role, 0)} have the moderator role, bots included: set SALON_TEAM to the number of people."
    return Check(name, ok=None if role in counts else False, what_to_do=advice)


def _leads(guild: discord.Guild, role_id: int) -> Check:
    """Whether the role is there; with one that is not, nobody could do what is for leads alone."""
    role = guild.get_role(role_id)
    if role is None:
        advice = "The server has no such role: check DISCORD_LEAD_ROLE_ID, or leave it out and every moderator leads."
        return Check("Discord: lead role", ok=False, what_to_do=advice)
    return Check(f"Discord: lead role “{role.name}”", ok=True)


async def _private(client: SalonClient, desk: Desk, dm_to: int | None) -> Check:
    name = "Discord: private messages"
    if dm_to is None:
        advice = (
            "Not tried. Members get them unless they have closed them for this server; `--dm` and a user's id tries it."
        )
        return Check(name, ok=None, what_to_do=advice)
    try:
        channel = await client.create_dm(discord.Object(dm_to))
        await channel.send(desk.pen.text("command.hello"))
    except FAULTS as error:
        return Check(name, ok=False, what_to_do=f"That account could not be written to ({_why(error)}).")
    return Check(name, ok=True)


def _token_advice(error: BaseException) -> str:
    if isinstance(error, discord.LoginFailure):
        return "Discord does not accept it: make a new one in the developer portal, and set DISCORD_TOKEN."
    return f"Discord could not be reached ({_why(error)}): look at the network and at DISCORD_API_URL."


def _why(error: BaseException) -> str:
    fault = read(error)
    return getattr(fault, "why", "") or getattr(fault, "what", "")


async def _nothing() -> None:
    """A session is never begun here."""


def _ignore(*_: object) -> None:
    """For the same reason."""

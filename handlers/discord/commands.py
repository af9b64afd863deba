"""The commands. All are global, so that those that work in private conversations are there too."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
import structlog
from discord import app_commands

from bot.moderation import codes
from bot.moderation.inbound import (
    AskedCase,
    AskedLetter,
    AskedLink,
    AskedMyCase,
    AskedNext,
    AskedPolicy,
    AskedStanding,
    HandedOver,
    MessagedMember,
    NamedOwner,
    TookBack,
)
from handlers.discord import inbound, limits
from handlers.discord.case_record import on_record
from handlers.discord.described import ANYWHERE, INSTALLED, Number, Reason
from handlers.discord.described import described as _command
from handlers.discord.desk import Desk, Interaction
from handlers.shared.wording import told

_log = structlog.get_logger()

Message = app_commands.Range[str, 3, 1000]
Code = app_commands.Range[str, 1, 30]

GUILD = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)


class Tree(app_commands.CommandTree[discord.Client]):
    """The commands of one client."""

    def __init__(self, client: discord.Client, desk: Desk) -> None:
        super().__init__(client, allowed_installs=INSTALLED)
        self._desk = desk

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Only the configured guild, and private conversations."""
        if self._desk.is_elsewhere(interaction):
            await self._desk.refuse(interaction, "command.elsewhere")
            return False
        return True

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """A command that changed since Discord learnt of it, or one that failed."""
        failed = error.original if isinstance(error, app_commands.CommandInvokeError) else None
        _log.error("command failed", **told(failed or error))
        if not interaction.response.is_done():
            await self._desk.refuse(interaction, "command.trouble" if failed else "command.outdated")


def build(client: discord.Client, desk: Desk) -> Tree:
    """All commands."""
    tree = Tree(client, desk)
    for command in (
        _report(desk),
        _report_menu(desk),
        _case(desk),
        _my_case(desk),
        _notes(desk),
        _appeal(desk),
        _link(desk),
        _policy(desk),
    ):
        tree.add_command(command)
    return tree


def _report(desk: Desk) -> app_commands.Command[Any, ..., None]:
    async def report_listing(interaction: Interaction) -> None:
        await desk.open_report(interaction)

    return _command(desk, "report-listing", "report", report_listing)


def _report_menu(desk: Desk) -> app_commands.ContextMenu:
    async def report_message(interaction: Interaction, message: discord.Message) -> None:
        seen = " ".join([message.content, *(embed.url or "" for embed in message.embeds)])
        await desk.open_report(interaction, desk.find_link(seen) or "")

    name = desk.pen.label("command.report_menu", limits.COMMAND_NAME)
    return app_commands.ContextMenu(
        name=name, callback=report_message, allowed_contexts=ANYWHERE, allowed_installs=INSTALLED
    )


def _my_case(desk: Desk) -> app_commands.Command[Any, ..., None]:
    async def my_case(interaction: Interaction) -> None:
        await desk.respond(interaction, AskedMyCase(str(interaction.id), inbound.account(interaction.user.id)))

    return _command(desk, "my-case", "my_case", my_case)


def _notes(desk: Desk) -> app_commands.Command[Any, ..., None]:
    async def process_notes(interaction: Interaction) -> None:
        await desk.open_notes(interaction)

    return _command(desk, "process-notes", "process_notes", process_notes)


def _appeal(desk: Desk) -> app_commands.Command[Any, ..., None]:
    async def appeal(interaction: Interaction, number: Number | None = None) -> None:
        await desk.open_appeal(interaction, number or 0)

    return _command(desk, "appeal", "appeal", appeal, number="case_number")


def _link(desk: Desk) -> app_commands.Command[Any, ..., None]:
    async def link(interaction: Interaction, code: Code | None = None) -> None:
        account = inbound.account(interaction.user.id)
        await desk.respond(interaction, AskedLink(str(interaction.id), account, codes.digest(code or "")))

    return _command(desk, "link", "link", link, code="link_code")


def _policy(desk: Desk) -> app_commands.Command[Any, ..., None]:
    async def ai_policy(interaction: Interaction) -> None:
        await desk.respond(interaction, AskedPolicy(str(interaction.id), inbound.account(interaction.user.id)))

    return _command(desk, "ai-policy", "ai_policy", ai_policy)


def _case(desk: Desk) -> app_commands.Group:
    about = desk.pen.label("command.case_group", limits.COMMAND_DESCRIPTION)
    group = app_commands.Group(name="case", description=about, allowed_contexts=GUILD, allowed_installs=INSTALLED)
    for command in (*_case_questions(desk), *_case_orders(desk), *_case_by_hand(desk), *on_record(desk)):
        group.add_command(command)
    return group


def _case_questions(desk: Desk) -> list[app_commands.Command[Any, ..., None]]:
    async def show(interaction: Interaction, number: Number) -> None:
        act = await desk.act(interaction)
        await desk.respond(interaction, AskedCase(act.key, act.account, act.moderator, number))

    async def next_(interaction: Interaction) -> None:
        act = await desk.act(interaction)
        await desk.respond(interaction, AskedNext(act.key, act.account, act.moderator))

    async def standing(interaction: Interaction, person: discord.User) -> None:
        act = await desk.act(interaction)
        await desk.respond(interaction, AskedStanding(act.key, act.account, act.moderator, inbound.account(person.id)))

    return [
        _command(desk, "standing", "case_standing", standing, person="case_person"),
        _command(desk, "show", "case_show", show, number="case_number"),
        _command(desk, "next", "case_next", next_),
    ]


def _case_orders(desk: Desk) -> list[app_commands.Command[Any, ..., None]]:
    async def owner(interaction: Interaction, number: Number, person: discord.User) -> None:
        act = await desk.act(interaction)
        event = NamedOwner(act.key, act.account, act.moderator, number, inbound.account(person.id))
        await desk.respond(interaction, event)

    async def withdraw(interaction: Interaction, number: Number, reason: Reason) -> None:
        act = await desk.act(interaction)
        await desk.respond(interaction, TookBack(act.key, act.account, act.moderator, number, reason))

    return [
        _command(desk, "owner", "case_owner", owner, number="case_number", person="case_person"),
        _command(desk, "withdraw", "case_withdraw", withdraw, number="case_number", reason="case_reason"),
    ]


def _case_by_hand(desk: Desk) -> list[app_commands.Command[Any, ..., None]]:
    async def notice(interaction: Interaction, number: Number) -> None:
        act = await desk.act(interaction)
        await desk.respond(interaction, AskedLetter(act.key, act.account, act.moderator, number))

    async def delivered(interaction: Interaction, number: Number, how: Reason) -> None:
        act = await desk.act(interaction)
        await desk.respond(interaction, HandedOver(act.key, act.account, act.moderator, number, how))

    async def reply(interaction: Interaction, number: Number) -> None:
        await desk.open_reply(interaction, number)

    async def message(interaction: Interaction, number: Number, words: Message) -> None:
        act = await desk.act(interaction)
        await desk.respond(interaction, MessagedMember(act.key, act.account, act.moderator, number, words))

    return [
        _command(desk, "message", "case_message", message, number="case_number", words="case_words"),
        _command(desk, "notice", "case_notice", notice, number="case_number"),
        _command(desk, "delivered", "case_delivered", delivered, number="case_number", how="case_how"),
        _command(desk, "reply", "case_reply", reply, number="case_number"),
    ]


async def install(tree: Tree) -> bool:
    """Tell Discord of the commands, where what it knows differs; whether it did."""
    client = tree.client
    wanted = [command.to_dict(tree) for command in tree.get_commands()]
    present = await client.http.get_global_commands(client.application_id or 0)
    if is_installed(wanted, present):
        return False
    await tree.sync()
    return True


def is_installed(wanted: Sequence[Mapping[str, Any]], present: Sequence[Mapping[str, Any]]) -> bool:
    """Whether Discord knows exactly these commands; what it adds of its own does not count."""
    known = {(each["name"], each.get("type", 1)): each for each in present}
    mine = {(each["name"], each.get("type", 1)): each for each in wanted}
    return known.keys() == mine.keys() and all(_covers(known[key], mine[key]) for key in mine)


def _covers(there: object, wanted: object) -> bool:
    if isinstance(wanted, Mapping) and isinstance(there, Mapping):
        # 'dm_permission' is an old name for what 'contexts' says, and Discord answers with a value of its own.
        return all(_covers(there.get(key), value) for key, value in wanted.items() if key != "dm_permission")
    if isinstance(wanted, list) and isinstance(there, list):
        pairs = zip(_ordered(there), _ordered(wanted), strict=False)
        return len(there) == len(wanted) and all(_covers(*pair) for pair in pairs)
    return there == wanted or (not there and not wanted)


def _ordered(items: list[Any]) -> list[Any]:
    return sorted(items) if all(isinstance(each, int) for each in items) else items

"""The commands by which moderators find cases, flag listings, and put things on record."""

from typing import Any, Literal

from discord import app_commands

from bot.moderation.inbound import AskedList, FlaggedListing, OrderedPurge, OrderedUnsealing, TookUpAgain, WroteNote
from handlers.discord.described import Link, Number, Reason, Words, described
from handlers.discord.desk import Desk, Interaction

Command = app_commands.Command[Any, ..., None]
Which = Literal["open", "mine", "due"]


def on_record(desk: Desk) -> list[Command]:
    """All of them."""
    return [_list(desk), *_flags(desk), *_words(desk)]


def _list(desk: Desk) -> Command:
    async def list_(interaction: Interaction, which: Which = "open", text: Words = "") -> None:
        act = await desk.act(interaction)
        await desk.respond(interaction, AskedList(act.key, act.account, act.moderator, which, text.strip()))

    return described(desk, "list", "case_list", list_, which="case_which", text="case_text")


def _flags(desk: Desk) -> list[Command]:
    async def open_(interaction: Interaction, link: Link) -> None:
        act = await desk.act(interaction)
        event = FlaggedListing(act.key, act.account, act.moderator, link, act.token, act.expires)
        await desk.respond(interaction, event)

    async def reopen(interaction: Interaction, number: Number) -> None:
        act = await desk.act(interaction)
        event = TookUpAgain(act.key, act.account, act.moderator, number, act.token, act.expires)
        await desk.respond(interaction, event)

    return [
        described(desk, "open", "case_open", open_, link="case_link"),
        described(desk, "reopen", "case_reopen", reopen, number="case_number"),
    ]


def _words(desk: Desk) -> list[Command]:
    async def note(interaction: Interaction, number: Number, words: Reason) -> None:
        act = await desk.act(interaction)
        await desk.respond(interaction, WroteNote(act.key, act.account, act.moderator, number, words))

    async def purge(interaction: Interaction, number: Number, reason: Reason) -> None:
        act = await desk.act(interaction)
        await desk.respond(interaction, OrderedPurge(act.key, act.account, act.lead, number, reason))

    async def unseal(interaction: Interaction, number: Number, reason: Reason) -> None:
        act = await desk.act(interaction)
        await desk.respond(interaction, OrderedUnsealing(act.key, act.account, act.lead, number, reason))

    return [
        described(desk, "unseal", "case_unseal", unseal, number="case_number", reason="case_reason"),
        described(desk, "note", "case_note", note, number="case_number", words="case_note_words"),
        described(desk, "purge", "case_purge", purge, number="case_number", reason="case_reason"),
    ]

"""Messages over REST: what is kept, what is refused, who is called."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.sandbox.discord import File
from tests.sandbox.bots import Bot, logged_in, running

if TYPE_CHECKING:
    from bot.sandbox.discord import DiscordSandbox

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x20\x00\x00\x00\x10"


def picture(description: str | None = None) -> discord.File:
    """A file to send."""
    return discord.File(io.BytesIO(PNG), "sheet.png", description=description)


async def test_direct_messages_both_ways(guild: DiscordSandbox) -> None:
    """A person and the bot write to each other with files; each sees the other's words and bytes."""
    artist = guild.person("artist")
    async with running(guild, Bot()) as bot:
        channel = await bot.create_dm(discord.Object(artist.id))
        await channel.send("a question", file=picture(description="the work"))
        (question,) = artist.inbox
        assert (question.text, question.author) == ("a question", "Bot")
        assert (question.attachments[0].description, question.attachments[0].bytes) == ("the work", PNG)
        await artist.writes("my answer", files=[File("wip.png", PNG)], reply_to=question)
        await guild.settle(bot.idle)
        received = bot.told("message")[-1]
        assert (received.content, received.author.id, received.guild) == ("my answer", artist.id, None)
        assert received.reference.message_id == question.id
        assert (received.attachments[0].width, received.attachments[0].height) == (32, 16)
        assert await received.attachments[0].read() == PNG


async def test_edit_and_delete(guild: DiscordSandbox) -> None:
    """Edits and deletions, the bot's and people's, show in the channel and reach the bot."""
    room, artist = guild.channel("room"), guild.person("artist")
    async with running(guild, Bot()) as bot:
        sent = await bot.place(room.id).send("first")
        await sent.edit(content="second")
        assert (room.messages[0].text, room.messages[0].edited) == ("second", True)
        theirs = await artist.writes("hello")
        await artist.edits(theirs, "hello again")
        await artist.removes(theirs)
        await guild.settle(bot.idle)
        assert [each.message.content for each in bot.told("raw_message_edit")][-1] == "hello again"
        assert [each.message_id for each in bot.told("raw_message_delete")] == [theirs.id]
        await sent.delete()
        assert room.messages == []
        with pytest.raises(discord.NotFound) as gone:
            await sent.edit(content="third")
        assert gone.value.code == 10008


async def test_history(guild: DiscordSandbox) -> None:
    """The history comes in pages, before, after and around a message, newest first on the wire."""
    room, artist = guild.channel("room"), guild.person("artist")
    written = [await artist.writes(str(number), room) for number in range(7)]
    async with logged_in(guild, Bot()) as bot:
        place = bot.place(room.id)
        at = discord.Object(written[3].id)
        ids = [each.id for each in written]
        assert [each.id async for each in place.history()] == ids[::-1]
        assert [each.id async for each in place.history(before=at, limit=2)] == [ids[2], ids[1]]
        assert [each.id async for each in place.history(after=at)] == ids[4:]
        assert sorted([each.id async for each in place.history(around=at, limit=3)]) == ids[2:5]


async def test_nonce_repeat(guild: DiscordSandbox) -> None:
    """The same nonce gives the same message within its short memory, also with a file; another nonce another."""
    room = guild.channel("room")
    async with logged_in(guild, Bot()) as bot:
        place = bot.place(room.id)
        first = await place.send("once", nonce="effect-1")
        again = await place.send("once", nonce="effect-1", file=picture())
        other = await place.send("twice", nonce="effect-2")
        assert first.id == again.id != other.id
        assert len(room.messages) == 2


async def test_nonce_is_forgotten(guild: DiscordSandbox) -> None:
    """After two minutes the nonce is forgotten, and a second message comes to be."""
    room = guild.channel("room")
    async with logged_in(guild, Bot()) as bot:
        first = await bot.place(room.id).send("once", nonce="n")
        guild.timing.ticks = lambda: time.monotonic() + 121 / guild.scale
        second = await bot.place(room.id).send("once", nonce="n")
        assert first.id != second.id


async def test_nonce_of_a_deleted_message(guild: DiscordSandbox) -> None:
    """If the message of a nonce is gone, repeating it gives 10008."""
    room = guild.channel("room")
    async with logged_in(guild, Bot()) as bot:
        await (await bot.place(room.id).send("once", nonce="n")).delete()
        with pytest.raises(discord.NotFound) as gone:
            await bot.place(room.id).send("once", nonce="n")
        assert gone.value.code == 10008


async def test_embed_files_are_not_listed(guild: DiscordSandbox) -> None:
    """A file shown in an embed is not among the attachments, keeps its alt text, and a person still sees it."""
    room = guild.channel("room")
    async with logged_in(guild, Bot()) as bot:
        embed = discord.Embed(title="Case 7").set_image(url="attachment://sheet.png").add_field(name="a", value="b")
        sent = await bot.place(room.id).send(embed=embed, file=picture(description="four works"))
        assert sent.attachments == []
        assert (sent.embeds[0].image.width, sent.embeds[0].image.height) == (32, 16)
        assert room.messages[0].embeds[0]["image"]["description"] == "four works"
        assert room.messages[0].attachments[0].bytes == PNG
        assert room.messages[0].text == "Case 7\na\nb"
        edited = await sent.edit(embed=sent.embeds[0].copy().set_footer(text="done"))
        assert edited.embeds[0].image.url is not None
        assert edited.embeds[0].image.url.startswith(guild.cdn_url)


async def test_layout_view(guild: DiscordSandbox) -> None:
    """Components V2 show their texts, files and buttons; a file that no component shows is refused or unseen."""
    room = guild.channel("room")
    view = discord.ui.LayoutView(timeout=None)
    gallery: discord.ui.MediaGallery[Any] = discord.ui.MediaGallery(
        discord.MediaGalleryItem("attachment://sheet.png", description="alt")
    )
    row: discord.ui.ActionRow[discord.ui.LayoutView] = discord.ui.ActionRow()
    row.add_item(discord.ui.Button(label="Open", custom_id="open"))
    view.add_item(discord.ui.Container(discord.ui.TextDisplay("What the rules say"), gallery, row))
    async with logged_in(guild, Bot()) as bot:
        sent = await bot.place(room.id).send(view=view, file=picture())
        assert (sent.flags.components_v2, sent.attachments) == (True, [])
        assert (room.messages[0].text, room.messages[0].buttons) == ("What the rules say", ["Open"])
        with pytest.raises(discord.HTTPException) as refused:
            await bot.place(room.id).send(view=view)
        assert refused.value.code == 50035
        with pytest.raises(discord.HTTPException):
            await sent.edit(content="content as well")


async def test_only_allowed_mentions_ping(guild: DiscordSandbox) -> None:
    """Only a mention that the sender allows calls anybody; everyone needs a permission besides."""
    room, alice = guild.channel("room"), guild.person("alice")
    async with logged_in(guild, Bot()) as bot:
        text = f"{alice.mention} @everyone"
        await bot.place(room.id).send(text, allowed_mentions=discord.AllowedMentions.none())
        assert alice.pings == []
        sent = await bot.place(room.id).send(text)
        assert ([each.id for each in alice.pings], sent.mention_everyone) == ([sent.id], False)
        assert room.messages[1].mentions == ["alice"]


LIMITS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "content": ({"content": "x" * 2000}, {"content": "x" * 2001}),
    "title": ({"embed": discord.Embed(title="x" * 256)}, {"embed": discord.Embed(title="x" * 257)}),
    "description": ({"embed": discord.Embed(description="x" * 4096)}, {"embed": discord.Embed(description="x" * 4097)}),
    "total": (
        {"embeds": [discord.Embed(description="x" * 3000)] * 2},
        {"embeds": [discord.Embed(description="x" * 3000), discord.Embed(description="x" * 3001)]},
    ),
    "value": (
        {"embed": discord.Embed().add_field(name="n", value="x" * 1024)},
        {"embed": discord.Embed().add_field(name="n", value="x" * 1025)},
    ),
}


@pytest.mark.parametrize("name", LIMITS)
async def test_text_limits(guild: DiscordSandbox, name: str) -> None:
    """A text at its limit is taken; one character more is refused with 50035 that names the place."""
    room = guild.channel("room")
    at, over = LIMITS[name]
    async with logged_in(guild, Bot()) as bot:
        await bot.place(room.id).send(**at)
        with pytest.raises(discord.HTTPException) as refused:
            await bot.place(room.id).send(**over)
        assert (refused.value.status, refused.value.code) == (400, 50035)
        assert "In content" in str(refused.value) or "In embeds" in str(refused.value)


async def test_empty_and_too_large(guild: DiscordSandbox) -> None:
    """A message without anything in it is refused with 50006, a file over 10 MiB with 413."""
    room = guild.channel("room")
    async with logged_in(guild, Bot()) as bot:
        with pytest.raises(discord.HTTPException) as empty:
            await bot.place(room.id).send("  ")
        assert empty.value.code == 50006
        with pytest.raises(discord.HTTPException) as large:
            await bot.place(room.id).send(file=discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), "a.png"))
        assert (large.value.status, large.value.code) == (413, 40005)


async def test_component_limits(guild: DiscordSandbox) -> None:
    """Two buttons cannot share a custom id, and a label has at most eighty characters."""
    room = guild.channel("room")
    twins = discord.ui.View(timeout=None)
    for _ in range(2):
        twins.add_item(discord.ui.Button(label="a", custom_id="same"))
    long = discord.ui.View(timeout=None).add_item(discord.ui.Button(label="x" * 81, custom_id="a"))
    async with logged_in(guild, Bot()) as bot:
        for view in (twins, long):
            with pytest.raises(discord.HTTPException) as refused:
                await bot.place(room.id).send("m", view=view)
            assert refused.value.code == 50035


async def test_reply(guild: DiscordSandbox) -> None:
    """A reply names its message; a reply to nothing is refused, unless the sender does not mind."""
    room, alice = guild.channel("room"), guild.person("alice")
    theirs = await alice.writes("hello", room)
    async with logged_in(guild, Bot()) as bot:
        reference = discord.MessageReference(message_id=theirs.id, channel_id=room.id)
        sent = await bot.place(room.id).send("hi", reference=reference, mention_author=False)
        assert sent.reference is not None
        assert isinstance(sent.reference.resolved, discord.Message)
        assert (room.messages[1].reply_to is not None, alice.pings) == (True, [])
        unknown = discord.MessageReference(message_id=1, channel_id=room.id)
        with pytest.raises(discord.HTTPException):
            await bot.place(room.id).send("hi", reference=unknown)

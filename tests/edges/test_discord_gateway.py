"""Effects on Discord, through the real client, against the sandbox."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.moderation.effects import Say
from bot.moderation.inbound import ReportSent
from bot.moderation.model import Chat, Choice, Mark, MessageRef, RoundKind
from bot.moderation.views import (
    AddedNotes,
    AnswerView,
    Deferred,
    MessageView,
    SupportView,
    ThreadView,
    VoterView,
    WhichView,
)
from bot.ports import CardReading, ConversationReading, Done, Gone, Refused, Retry, Unknown
from bot.sandbox.discord import File, Permission, opened
from handlers.discord.gateway import DiscordGateway
from tests.edges.discord_values import ANN, NOW, PEN, POLICY, card, full_card, notice
from tests.edges.discord_world import OneSheet, World, account, connected, prepared, ref

SAY = Say("command.case", {"case": 7})
POST = ("POST", "/channels/{channel_id}/messages")


def just_now() -> datetime:
    """Since when an earlier try can stand there."""
    return datetime.now(UTC) - timedelta(minutes=1)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """The edge, connected."""
    async with connected() as made:
        yield made


async def test_a_card_is_posted_with_its_picture_and_reactions(world: World) -> None:
    """In the moderators' channel, with alt text, the reactions in the legend's order; it pings nobody."""
    mod = world.moderator("mod")
    outcome = await world.gateway.show_card("effect1", card("@everyone"), tried=None)
    assert outcome == Done(ref(world.card()))
    assert list(world.card().reactions) == ["🎨", "💬"]
    assert world.card().attachments[0].bytes == b"sheet AB"
    assert world.card().attachments[0].description
    assert world.card().buttons == ["What did you notice?"]
    assert mod.pings == []


async def test_a_card_is_redrawn_and_its_missing_reactions_are_put_back(world: World) -> None:
    """Where it stands; at the end it shrinks to a line."""
    boss = world.guild.person("boss", [world.role, world.guild.role("boss", Permission.MANAGE_MESSAGES)])
    await world.gateway.show_card("effect1", card(), tried=None)
    here = ref(world.card())
    await boss.clears_emoji("🎨", world.card())
    later = replace(card("Dawn"), card=here)
    assert await world.gateway.show_card("effect2", later, tried=None) == Done(here)
    assert "Dawn" in world.card().text
    assert set(world.card().reactions) == {"🎨", "💬"}
    over = replace(card("Dawn", over=True), card=here)
    assert await world.gateway.show_card("effect3", over, tried=None) == Done(here)
    assert world.card().text.startswith("Case 7 · Dawn")
    assert (world.card().attachments, world.card().buttons, world.card().embeds) == ([], [], [])


async def test_a_redrawn_card_keeps_its_pictures(world: World) -> None:
    """What its files say becomes known, or its notes do: the pictures that stand there are not sent again."""
    await world.gateway.show_card("effect1", full_card(), tried=None)
    here, before = ref(world.card()), [each.attachment.id for each in world.card().attachments]
    assert len(before) == 2
    later = replace(full_card(), card=here, notes=(AddedNotes(NOW, "Ink, by hand."),))
    assert await world.gateway.show_card("effect2", later, tried=None) == Done(here)
    assert "Ink, by hand." in world.card().text
    assert [each.attachment.id for each in world.card().attachments] == before
    shown = [str(embed["image"]["url"]) for embed in world.card().embeds if "image" in embed]
    assert [url.startswith("http") for url in shown] == [True, True], "it shows them by their old names"
    fewer = replace(later, works=later.works[:1])
    assert await world.gateway.show_card("effect3", fewer, tried=None) == Done(here)
    assert [each.bytes for each in world.card().attachments] == [b"sheet AB", b"works Dusk"]


async def test_pictures_are_hidden_where_that_is_set(world: World) -> None:
    """By a name that Discord hides; redrawn, they stay what they are."""
    settings = replace(world.settings, blur=True)
    hiding = DiscordGateway(lambda: world.connection.client, settings, OneSheet(), PEN, lambda: NOW)
    await hiding.show_card("effect1", full_card(), tried=None)
    before = world.card().attachments
    assert [each.filename.startswith("SPOILER_") for each in before] == [True, True]
    assert not any("image" in embed for embed in world.card().embeds)
    assert await hiding.show_card(
        "effect2", replace(full_card("Dawn"), card=ref(world.card()), works=full_card().works), tried=None
    )
    assert [each.attachment.id for each in world.card().attachments] == [each.attachment.id for each in before]


async def test_a_reply_card_shows_both(world: World) -> None:
    """What was there beside what came."""
    await world.gateway.show_card("effect1", card(kind=RoundKind.REPLY), tried=None)
    assert world.card().attachments[0].bytes == b"both AE"
    assert list(world.card().reactions) == ["🆗", "🔁", "🛑"]


async def test_a_deleted_card_is_gone(world: World) -> None:
    """It is posted anew by whoever decides that."""
    await world.gateway.show_card("effect1", card(), tried=None)
    here = ref(world.card())
    world.card().record.channel.messages.clear()
    again = replace(card(), card=here)
    assert isinstance(await world.gateway.show_card("effect2", again, tried=None), Gone)
    assert isinstance(await world.gateway.read_card(here, POLICY), Gone)


async def test_a_card_without_reactions_is_found_and_finished(world: World) -> None:
    """It went out, the reactions did not: the next try neither posts it again nor leaves it bare."""
    world.guild.faults.answer("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", 503)
    first = await world.gateway.show_card("effect1", card(), tried=None)
    assert isinstance(first, Unknown)
    second = await world.gateway.show_card("effect1", card(), tried=just_now())
    assert second == Done(ref(world.card()))
    assert len(world.room.messages) == 1
    assert list(world.card().reactions) == ["🎨", "💬"]


async def test_a_notice_is_a_private_message(world: World) -> None:
    """With the media concerned."""
    artist = world.guild.person("artist")
    view = replace(notice(), account=account(artist))
    outcome = await world.gateway.send("effect1", view, tried=None)
    assert outcome == Done(ref(artist.inbox[0]))
    assert PEN.text("notice.may_be_mistake") in artist.inbox[0].content
    assert artist.inbox[0].attachments[0].bytes == b"sheet AB"


async def test_what_may_have_gone_out_is_looked_for(world: World) -> None:
    """The connection breaks after Discord took it: one message, however much was said since, and whatever the nonce."""
    artist = world.guild.person("artist")
    view = MessageView(account(artist), SAY)
    world.guild.faults.reset(*POST)
    assert isinstance(await world.gateway.send("effect1", view, tried=None), Unknown)
    for number in range(230):
        await artist.writes(f"and another thing {number}")
    before = len(artist.inbox)
    assert await world.gateway.send("effect1", view, tried=just_now()) == Done(ref(artist.inbox[0]))
    assert len(artist.inbox) == before


async def test_a_notice_is_only_looked_for(world: World) -> None:
    """It is found where an earlier try has put it, whichever way; where none has, nothing is opened and nobody asked.

    Nor is anything found where no thread may be opened any more.
    """
    artist = world.guild.person("artist")
    view = replace(notice(), account=account(artist))
    role = world.guild.bot_role
    role.permits(role.record.permissions | Permission.CREATE_PRIVATE_THREADS)
    gateway = replace(world.gateway, settings=replace(world.settings, thread_channel_id=world.hall.id))
    for aside in (False, True):
        assert isinstance(await gateway.find("e1", view, tried=just_now(), aside=aside), Gone)
    assert (artist.inbox, world.hall.threads) == ([], [])
    for number, aside in enumerate((False, True)):
        sent = await gateway.send(f"e{number}", view, tried=None, aside=aside)
        assert isinstance(sent, Done)
        assert sent.ref
        for channel in ("", sent.ref.channel):
            assert await gateway.find(f"e{number}", view, tried=just_now(), channel=channel, aside=aside) == sent
        assert isinstance(await gateway.find("e2", view, tried=just_now(), aside=aside), Gone)
    assert isinstance(await world.gateway.find("e1", view, tried=just_now(), aside=True), Gone)


async def test_closed_doors_are_said(world: World) -> None:
    """Undelivered is a state: never silence."""
    artist = world.guild.person("artist", dms_open=False)
    assert await world.gateway.send("e1", MessageView(account(artist), SAY), tried=None) == Refused("dm-closed")
    unknown = await world.gateway.send("e2", MessageView(ANN, SAY), tried=None)
    assert isinstance(unknown, Refused)


async def test_every_message_arrives(world: World) -> None:
    """The question which case, tied to the message; a voter's word with the way to the card; the support line."""
    artist = world.guild.person("artist")
    written = await artist.writes("hello")
    which = WhichView(account(artist), "message1", ref(written), ((7, "Dusk"), (8, "Dawn")))
    assert isinstance(await world.gateway.send("e1", which, tried=None), Done)
    assert artist.inbox[-1].menus == {"Choose a case": ["Case 7: Dusk", "Case 8: Dawn"]}
    assert artist.inbox[-1].reply_to
    await world.gateway.show_card("e2", card(), tried=None)
    voter = VoterView(account(artist), ref(world.card()), 7, SAY)
    assert isinstance(await world.gateway.send("e3", voter, tried=None), Done)
    assert list(artist.inbox[-1].links) == ["Go to the card"]
    assert isinstance(await world.gateway.send("e4", SupportView(7, SAY), tried=None), Done)
    assert world.card().buttons == ["Show the case"]


async def test_a_cards_thread(world: World) -> None:
    """The first line opens the thread, others follow, and one that may have gone out is found there."""
    await world.gateway.show_card("e1", card(), tried=None)
    shown = world.card()
    for id_, tried in (("e2", None), ("e3", None), ("e3", just_now())):
        outcome = await world.gateway.send(id_, ThreadView(7, ref(shown), SAY), tried=tried)
        assert isinstance(outcome, Done)
    assert shown.record.thread
    assert (shown.record.thread.name, len(shown.record.thread.messages)) == ("Case 7", 2)
    assert len(world.room.messages) == 1


async def test_where_no_thread_can_be(world: World) -> None:
    """Without the permission the line answers the card, in the channel; without a card it stands there alone."""
    await world.gateway.show_card("e1", card(), tried=None)
    shown = world.card()
    for number, missing in enumerate((Permission.CREATE_PUBLIC_THREADS, Permission.SEND_MESSAGES_IN_THREADS)):
        world.room.overwrite(world.guild.everyone, deny=missing)
        assert isinstance(await world.gateway.send(f"e2{number}", ThreadView(7, ref(shown), SAY), tried=None), Done)
        assert world.card().reply_to
    assert isinstance(await world.gateway.send("e3", ThreadView(7, None, SAY), tried=None), Done)
    assert not world.card().reply_to


async def test_a_stored_message_is_marked(world: World) -> None:
    """📥, once or twice the same."""
    artist = world.guild.person("artist")
    written = await artist.writes("hello")
    for _ in range(2):
        assert await world.gateway.mark_stored(ref(written)) == Done(ref(written))
    assert written.reactions == {"📥": 1}


async def test_a_reaction_is_taken_off_in_every_skin(world: World) -> None:
    """Where the bot may; where it may not, that is said."""
    mod = world.moderator("mod")
    await world.gateway.show_card("effect1", card(), tried=None)
    await mod.reacts("👍🏽", world.card())
    refused = await world.gateway.remove_reaction(ref(world.card()), account(mod), "👍")
    assert refused == Refused("no-permission") or "👍🏽" not in world.card().reactions
    world.guild.bot_role.permits(world.guild.bot_role.record.permissions | Permission.MANAGE_MESSAGES)
    assert isinstance(await world.gateway.remove_reaction(ref(world.card()), account(mod), "👍"), Done)
    assert "👍🏽" not in world.card().reactions


async def test_a_card_is_read_whole(world: World) -> None:
    """Both kinds of reactions, more than a page of them; not the bot's; who is a moderator now."""
    mods = [world.moderator(f"mod{number}") for number in range(102)]
    leaving = mods[-1]
    await world.gateway.show_card("effect1", card(), tried=None)
    for each in mods[:-2]:
        await each.reacts("💬", world.card())
    await mods[-2].super_reacts("🎨", world.card())
    await mods[0].reacts("🦄", world.card())
    await leaving.reacts("🎨", world.card())
    await leaving.leaves()
    read = await world.gateway.read_card(ref(world.card()), POLICY)
    assert isinstance(read, CardReading)
    assert {mark for mark in read.marks if mark.choice is Choice.KEEP} == {
        Mark(account(mods[-2]), Choice.KEEP, burst=True),
        Mark(account(leaving), Choice.KEEP),
    }
    assert len(read.marks) == 102
    assert read.moderators == {account(each) for each in mods[:-1]}


async def test_nobody_is_found_by_address(world: World) -> None:
    """Discord tells no addresses: that is known before anything is tried."""
    asked = len(world.guild.traffic)
    assert await world.gateway.find_account("artist@example.org") == Refused("cannot")
    assert len(world.guild.traffic) == asked


async def test_a_conversation_is_read_from_a_message_on(world: World) -> None:
    """Oldest first, more than a page, only what the person wrote; files with links that work."""
    artist = world.guild.person("artist")
    first = await artist.writes("one")
    await world.gateway.send("e1", MessageView(account(artist), SAY), tried=None)
    for number in range(101):
        await artist.writes(f"number {number}")
    last = await artist.writes("two", files=[File("w.png", b"bytes")])
    everything = await world.gateway.read_conversation(account(artist), None)
    rest = await world.gateway.read_conversation(account(artist), ref(first))
    assert isinstance(everything, ConversationReading)
    assert isinstance(rest, ConversationReading)
    written = [(each.message, each.words) for each in everything.messages]  # links are signed anew each second
    assert [words for _, words in written][:2] == ["one", "number 0"]
    assert [(each.message, each.words) for each in rest.messages] == written
    later = await world.gateway.read_conversation(account(artist), everything.messages[7].message)
    assert isinstance(later, ConversationReading)
    assert [(each.message, each.words) for each in later.messages] == written[7:]
    files = await world.gateway.fresh_files(ref(last))
    assert isinstance(files, tuple)
    assert [each.name for each in files] == ["w.png"]
    assert world.gateway.file_headers(files[0].url) == {}


async def test_a_known_conversation_is_not_opened(world: World) -> None:
    """It is read where it is known to be; only where it is gone, or none of ours, direct messages are opened."""
    artist = world.guild.person("artist")
    written = ref(await artist.writes("one"))
    for channel, calls, unread in ((written.channel, 0, ""), ("1", 1, "no-channel")):
        reading = await world.gateway.read_conversation(account(artist), None, channel)
        assert isinstance(reading, ConversationReading)
        assert ([each.message for each in reading.messages], reading.unread) == ([written], unread)
        assert sum(each.template == "/users/@me/channels" for each in world.guild.traffic) == calls
    elsewhere = await world.gateway.read_conversation(account(artist), None, str(world.hall.id))
    assert isinstance(elsewhere, ConversationReading)
    assert elsewhere.unread == "no-channel"


async def test_the_answer_to_a_report_comes_in_place_of_the_wait(world: World) -> None:
    """While the token lives; afterwards, or where it does not work, as a message. A question has a button."""
    reporter = world.guild.person("reporter")
    world.says = lambda _event: Deferred()
    form = opened(await reporter.runs("report-listing", world.hall))
    filled = {"What is your concern?": POLICY.categories[0].sentence, "What do you see?": "it looks odd to me"}
    answer = await form.submits(filled)
    assert answer.thinking
    assert answer.ephemeral
    [report] = world.taken
    assert isinstance(report, ReportSent)
    view = AnswerView(account(reporter), report.token, NOW + timedelta(minutes=9), SAY, "report1")
    assert isinstance(await world.gateway.send("e1", view, tried=None), Done)
    assert (answer.content, answer.thinking) == ("Case 7", False)
    assert answer.buttons == ["Report anyway", "Our AI policy"]
    late = replace(view, expires=NOW)
    forged = replace(view, token="forged")  # noqa: S106 - an interaction's
    for number, each in enumerate((late, forged), 1):
        assert isinstance(await world.gateway.send(f"late{number}", each, tried=None), Done)
        assert len(reporter.inbox) == number


async def test_without_a_connection_everything_waits() -> None:
    """Nothing raises, nothing is lost."""
    async with prepared() as world:
        assert isinstance(await world.gateway.send("e1", SupportView(7, SAY), tried=None), Retry)
        assert isinstance(await world.gateway.read_card(ref_of_nothing(), POLICY), Retry)


def ref_of_nothing() -> MessageRef:
    """A card that is nowhere."""
    return MessageRef(Chat.DISCORD, "1", "2")

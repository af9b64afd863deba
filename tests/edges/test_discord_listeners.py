"""Discord's events, through the real client: handed over in order, answered privately and in time."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, cast

import discord
import pytest

from bot.moderation import codes
from bot.moderation.effects import Say
from bot.moderation.inbound import (
    AskedCase,
    AskedLink,
    AskedList,
    AskedMyCase,
    AskedNext,
    AskedPolicy,
    ChoseCase,
    Edited,
    Inbound,
    MessageGone,
    NamedOwner,
    NotesSent,
    ObservationSent,
    Reacted,
    ReactionsRemoved,
    ReportConfirmed,
    ReportSent,
    TookBack,
    Unreadable,
    Wrote,
)
from bot.moderation.policy import Consideration
from bot.moderation.views import Answer, AnswerView, Deferred, MessageView, MyCases, Said, SupportView, WhichView
from bot.ports import Profile
from bot.sandbox.discord import File, Permission, answer, opened
from bot.sandbox.discord import MessageView as Seen
from tests.edges.discord_values import NOW, POLICY, card, notice
from tests.edges.discord_world import World, account, connected, ref

SAY = Say("command.case", {"case": 7})
LISTING = "Link to your listing"
TROUBLE = "Sorry, something went wrong on our side"


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """The edge, connected."""
    async with connected() as made:
        yield made


async def shown_card(world: World) -> Seen:
    """A card in the moderators' channel."""
    await world.gateway.show_card("effect1", card(), tried=None)
    await world.settle()
    world.taken.clear()
    return world.card()


def client(world: World) -> discord.Client:
    """The client that is connected now."""
    assert world.connection.client
    return world.connection.client


def fail(_event: Inbound) -> Answer:
    """A service that breaks; the words are somebody's."""
    raise ValueError("somebody's own words")


async def test_ballots_reach_the_service_in_order(world: World) -> None:
    """Put on, taken off, both kinds, whoever it is; who is a moderator; the bot's own are none."""
    mod, foreign = world.moderator("mod"), world.guild.person("foreign")
    world.room.overwrite(None, allow=Permission.VIEW_CHANNEL)
    seen = await shown_card(world)
    await mod.reacts("🎨", seen)
    await mod.unreacts("🎨", seen)
    await mod.super_reacts("💬", seen)
    await foreign.reacts("👍🏽", seen)
    await world.settle()
    reacted = [event for event in world.taken if isinstance(event, Reacted)]
    assert [(each.account, each.emoji, each.stands, each.burst) for each in reacted] == [
        (account(mod), "🎨", True, False),
        (account(mod), "🎨", False, False),
        (account(mod), "💬", True, True),
        (account(foreign), "👍", True, False),
    ]
    assert reacted[0].moderator
    assert reacted[0].card == ref(seen)


async def test_a_role_narrows_who_is_a_moderator() -> None:
    """Seeing the channel is not enough where a role is set."""
    async with connected(narrowed_to="jury") as world:
        both = world.guild.person("both", [world.role, world.guild.roles["jury"]])
        seen = await shown_card(world)
        for each in (both, world.moderator("one")):
            await each.reacts("🎨", seen)
        await world.settle()
        assert [event.moderator for event in world.taken if isinstance(event, Reacted)] == [True, False]


async def test_reactions_removed_at_once_and_deleted_cards(world: World) -> None:
    """All, all of one emoji, the card itself."""
    boss = world.guild.person("boss", [world.role, world.guild.role("boss", Permission.MANAGE_MESSAGES)])
    seen = await shown_card(world)
    await boss.clears_emoji("🎨", seen)
    await boss.clears(seen)
    await boss.deletes(seen)
    await world.settle()
    assert world.taken == [
        ReactionsRemoved("", ref(seen), "🎨"),
        ReactionsRemoved("", ref(seen), None),
        MessageGone(f"gone:{seen.id}", ref(seen)),
    ]


async def test_private_messages(world: World) -> None:
    """Written, edited, deleted, with files, in reply; what is said in the guild is not ours to read."""
    artist = world.guild.person("artist")
    await world.gateway.send("e1", MessageView(account(artist), SAY), tried=None)
    written = await artist.writes("by hand", files=[File("w.png", b"bytes")], reply_to=artist.inbox[0])
    await artist.edits(written, "by hand, really")
    await artist.removes(written)
    await artist.writes("hello all", world.hall)
    await world.settle()
    wrote, edited, gone = world.taken
    assert isinstance(wrote, Wrote)
    assert (wrote.words, wrote.files[0].name, wrote.reply_to) == ("by hand", "w.png", ref(artist.inbox[0]))
    assert isinstance(edited, Edited)
    assert edited.words == "by hand, really"
    assert gone == MessageGone(f"gone:{written.id}", ref(written))


async def test_a_report_from_the_guild_a_message_and_a_private_conversation(world: World) -> None:
    """The form is filled in by labels; the link of the message is there already; a moderator is known anywhere."""
    mod = world.moderator("mod")
    linked = await mod.writes("look: https://gallery.example/listing/7", world.hall)
    form = opened(await mod.uses("Report listing", linked))
    assert "gallery.example/listing/7" in form.fields["Link to the listing"]["value"]
    world.says = lambda _event: Said(SAY)
    for each in (form, opened(await mod.runs("report-listing", in_dm=True))):
        said = await each.submits(
            {
                "Which image or video?": "the second",
                "What is your concern?": POLICY.categories[0].sentence,
                "What do you see?": "it looks odd to me",
                "Images": [File("a.png", b"bytes")],
            }
        )
        assert (said.content, said.ephemeral) == ("Case 7", True)
        report = world.taken[-1]
        assert isinstance(report, ReportSent)
        assert (report.reporter, report.moderator, report.category) == (account(mod), True, "slop")
        assert (report.which, report.words, report.files[0].name) == ("the second", "it looks odd to me", "a.png")
        assert report.expires.tzinfo


async def test_going_on_with_a_report(world: World) -> None:
    """The question is asked once: the button goes away with the answer."""
    reporter = world.guild.person("reporter")
    view = AnswerView(account(reporter), "", NOW, SAY, "report1")
    await world.gateway.send("e1", view, tried=None)
    world.says = lambda _event: Said(Say("command.case", {"case": 8}))
    said = answer(await reporter.clicks("Report anyway", reporter.inbox[-1]))
    assert (said.content, said.buttons) == ("Case 8", [])
    assert isinstance(world.taken[-1], ReportConfirmed)
    assert world.taken[-1].token == "report1"  # noqa: S105 - a report's id


async def test_what_did_you_notice(world: World) -> None:
    """The card's button opens the form with the card's letters; it works without anything in memory."""
    mod = world.moderator("mod")
    world.says = lambda _event: Said(SAY)
    form = opened(await mod.clicks("What did you notice?", await shown_card(world)))
    said = await form.submits(
        {
            "In one sentence": "the hands melt into the table",
            "What does it touch?": [POLICY.considerations[0].statement],
            "In which images or videos?": ["A"],
        }
    )
    assert said.ephemeral
    sent = world.taken[-1]
    assert isinstance(sent, ObservationSent)
    assert (sent.case, sent.round, sent.moderator, sent.media) == (7, 1, True, ("A",))
    assert sent.considerations == ("intention",)


async def test_what_did_you_notice_asks_what_its_case_is_judged_by(world: World) -> None:
    """However the policy of new cases may ask by now: the form has the statements of the case's own."""
    mod = world.moderator("mod")
    then = Consideration("strange", "Is it strange?", "appears strange")
    world.policies[7] = replace(POLICY, considerations=(then,))
    world.says = lambda _event: Said(SAY)
    form = opened(await mod.clicks("What did you notice?", await shown_card(world)))
    await form.submits({"In one sentence": "the hands melt into the table", "What does it touch?": [then.statement]})
    sent = world.taken[-1]
    assert isinstance(sent, ObservationSent)
    assert sent.considerations == ("strange",)


async def test_commands(world: World) -> None:
    """Each becomes its event, and is answered for the person alone."""
    mod, artist = world.moderator("mod"), world.guild.person("artist")
    world.says = lambda _event: Said(SAY)
    expected: list[tuple[str, dict[str, object], type]] = [
        ("case show", {"number": 7}, AskedCase),
        ("case list", {}, AskedList),
        ("case next", {}, AskedNext),
        ("case owner", {"number": 7, "person": artist}, NamedOwner),
        ("case withdraw", {"number": 7, "reason": "a mistake of ours"}, TookBack),
        ("my-case", {}, AskedMyCase),
        ("link", {}, AskedLink),
        ("link", {"code": "bcdf ghjk"}, AskedLink),
        ("ai-policy", {}, AskedPolicy),
    ]
    for command, options, kind in expected:
        said = answer(await mod.runs(command, world.room, **options))  # type: ignore[arg-type]
        assert (said.content, said.ephemeral) == ("Case 7", True)
        assert isinstance(world.taken[-1], kind)
        assert getattr(world.taken[-1], "moderator", True)
    assert [each.owner for each in world.taken if isinstance(each, NamedOwner)] == [account(artist)]
    digests = [each.digest for each in world.taken if isinstance(each, AskedLink)]
    assert digests == ["", codes.digest("BCDF-GHJK")]
    answer(await artist.runs("case list", world.hall))
    assert not getattr(world.taken[-1], "moderator", True)


async def test_process_notes(world: World) -> None:
    """The command opens a form, in private too; what is sent goes to the service; one person sees the answer."""
    artist = world.guild.person("artist")
    world.says = lambda _event: Said(SAY)
    for in_dm in (False, True):
        form = opened(await artist.runs("process-notes", None if in_dm else world.hall, in_dm=in_dm))
        said = answer(
            await form.submits({LISTING: "https://gallery.example/7", "How did you make it?": "Ink, by hand."})
        )
        assert (said.content, said.ephemeral) == ("Case 7", True)
        notes = world.taken[-1]
        assert isinstance(notes, NotesSent)
        assert (notes.account, notes.link, notes.words) == (
            account(artist),
            "https://gallery.example/7",
            "Ink, by hand.",
        )
        assert (bool(notes.token), notes.expires > NOW) == (True, True)


async def test_commands_in_private(world: World) -> None:
    """One's own cases and the policy can be asked for there."""
    artist = world.guild.person("artist")
    world.says = lambda _event: MyCases(())
    assert "no case of yours" in answer(await artist.runs("my-case", in_dm=True)).content


async def test_buttons_of_private_messages(world: World) -> None:
    """My cases, the policy, which case, show the case."""
    artist = world.guild.person("artist")
    written = await artist.writes("hello")
    await world.gateway.send("e1", replace(notice(), account=account(artist)), tried=None)
    await world.gateway.send("e2", MessageView(account(artist), SAY), tried=None)
    which = WhichView(account(artist), "message1", ref(written), ((7, "Dusk"), (8, "Dawn")))
    await world.gateway.send("e3", which, tried=None)
    await world.gateway.send("e4", SupportView(7, SAY), tried=None)
    world.says = lambda _event: Said(SAY)
    _, letter, message, question = artist.inbox
    await artist.clicks("My cases", letter)
    await artist.clicks("Our AI policy", message)
    await artist.chooses("Choose a case", ["Case 8: Dawn"], question)
    await world.moderator("mod").clicks("Show the case", world.card())
    await world.settle()
    kinds = [type(event) for event in world.taken]
    assert kinds == [Wrote, AskedMyCase, AskedPolicy, ChoseCase, AskedCase]


async def test_nothing_to_say_leaves_nothing_behind(world: World) -> None:
    """Not even 'the bot is thinking'."""
    mod = world.moderator("mod")
    said = answer(await mod.runs("ai-policy", world.hall))
    await world.settle()
    assert said.deleted


async def test_a_service_that_fails_is_answered_kindly(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A command, a form, a reaction, a private message: nothing technical for people, no words of theirs in the log."""
    mod = world.moderator("mod")
    seen = await shown_card(world)
    world.says = fail
    assert answer(await mod.runs("ai-policy", world.hall)).content.startswith(TROUBLE)
    await mod.reacts("🎨", seen)
    await mod.writes("hello")
    await world.settle()
    assert mod.inbox[-1].content.startswith(TROUBLE)
    assert "somebody's own words" not in caplog.text


async def test_a_slow_service_is_waited_for(world: World) -> None:
    """Discord gives up after three seconds: the person is told to wait, and gets the answer all the same."""
    mod = world.moderator("mod")
    world.says = lambda _event: Said(SAY)
    world.may_answer.clear()
    await world.gateway.send("e1", MessageView(account(mod), SAY), tried=None)
    said = answer(await mod.clicks("Our AI policy", mod.inbox[-1]))
    assert said.thinking
    world.may_answer.set()
    assert (await said.latest()).content == "Case 7"


async def test_forged_and_old_buttons_are_answered_kindly(world: World) -> None:
    """Nothing is done, and the person knows."""
    mod = world.moderator("mod")
    seen = await shown_card(world)
    for part in seen.record.components[0]["components"]:
        part["custom_id"] = "something:older"
    assert "no longer in use" in answer(await mod.clicks("What did you notice?", seen)).content
    for part in seen.record.components[0]["components"]:
        part["custom_id"] = "report"
    assert "no longer in use" in answer(await mod.clicks("What did you notice?", seen)).content
    assert world.taken == []


async def test_an_event_that_comes_twice_is_handed_over_twice_with_one_key(world: World) -> None:
    """The inbox tells by the key."""
    artist = world.guild.person("artist")
    world.guild.faults.double("MESSAGE_CREATE")
    await artist.writes("hello")
    await world.settle()
    assert len(world.taken) == 2
    assert len({event.key for event in world.taken}) == 1


async def test_many_deleted_messages(world: World) -> None:
    """Each is told, oldest first."""
    seen = await shown_card(world)
    data = {
        "ids": [str(seen.id + 1), str(seen.id)],
        "channel_id": str(world.room.id),
        "guild_id": str(world.guild.guild_id),
    }
    client(world).dispatch("raw_bulk_message_delete", discord.RawBulkMessageDeleteEvent(cast("Any", data)))
    await world.settle()
    assert [event.key for event in world.taken] == [f"gone:{seen.id}", f"gone:{seen.id + 1}"]


async def test_an_outage_of_the_guild_is_a_fresh_start(world: World) -> None:
    """What happened meanwhile was not told, so it is read again."""
    guild = client(world).get_guild(world.guild.guild_id)
    client(world).dispatch("guild_unavailable", guild)
    await world.settle()
    assert not world.connection.presence.is_up
    for event in ("guild_available", "guild_join"):
        client(world).dispatch(event, guild)
        await world.settle()
    assert world.connection.presence.is_up
    assert world.fresh == 3


async def test_a_deferred_answer_waits(world: World) -> None:
    """'One moment', for the person alone."""
    world.says = lambda _event: Deferred()
    said = answer(await world.guild.person("artist").runs("ai-policy", world.hall))
    assert said.thinking
    assert said.ephemeral


async def test_what_discord_tells_of_people(world: World) -> None:
    """The language in which they use it comes with what they do, and the form is in it; of others nothing is told."""
    mod = world.moderator("mod")
    mod.speaks("es-ES")
    form = opened(await mod.clicks("What did you notice?", await shown_card(world)))
    assert form.title == "¿Qué notaste?"
    world.says = lambda _event: Said(SAY)
    await mod.runs("my-case")
    await world.settle()
    assert world.told[-1] == Profile("es-ES")
    assert await world.gateway.profile(account(mod)) == Profile()


async def test_what_cannot_be_read(world: World) -> None:
    """It is on record that it came: Discord sends nothing twice."""
    client = world.connection.client
    assert client
    for listener in ("on_raw_message_delete", "on_message", "on_ready"):
        await client.on_error(listener, discord.Object(7))
    gone = Unreadable("on_raw_message_delete:7", "raw_message_delete")
    assert world.taken == [gone, Unreadable("on_message:7", "message")]

"""Effects on Slack, through the real client, against the sandbox."""

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
    Written,
)
from bot.ports import CardReading, ConversationReading, Done, Gone, Refused, Retry, Unknown
from bot.sandbox.slack import File, answer, opened
from handlers.slack.gateway import SlackGateway
from tests.edges.slack_values import ANN, NOW, PEN, POLICY, card, full_card, notice
from tests.edges.slack_world import JPEG, OneSheet, World, account, connected, prepared, ref

SAY = Say("command.case", {"case": 7})
POST = ("POST", "chat.postMessage")


def just_now() -> datetime:
    """Since when an earlier try can stand there."""
    return datetime.now(UTC) - timedelta(minutes=1)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """The edge, connected."""
    async with connected() as made:
        yield made


async def test_a_card_is_posted_with_its_picture_and_reactions(world: World) -> None:
    """In the moderators' channel, with alt text, for every moderator to see; it pings nobody."""
    other = world.moderator("other")
    outcome = await world.gateway.show_card("effect1", card("<!channel>"), tried=None)
    await world.settle()
    assert outcome == Done(ref(world.card()))
    assert list(world.card().reactions) == ["art", "speech_balloon"]
    assert other.pictures(world.card()) == [JPEG + b"AB"]
    assert world.card().images[0].alt_text
    assert world.card().buttons == ["What did you notice?"]
    assert other.pings == []


async def test_a_card_is_redrawn_where_it_stands(world: World) -> None:
    """The same picture is not uploaded again, missing reactions are put back; at the end it shrinks to a line."""
    await world.gateway.show_card("effect1", card(), tried=None)
    await world.settle()
    here, uploads = ref(world.card()), world.calls("files.completeUploadExternal")
    world.card().record.reactions.pop("art")
    later = replace(card("Dawn"), card=here)
    assert await world.gateway.show_card("effect2", later, tried=None) == Done(here)
    assert "Dawn" in world.card().text
    assert set(world.card().reactions) == {"art", "speech_balloon"}
    assert world.mod.pictures(world.card()) == [JPEG + b"AB"]
    assert world.calls("files.completeUploadExternal") == uploads
    over = replace(card("Dawn", over=True), card=here)
    assert await world.gateway.show_card("effect3", over, tried=None) == Done(here)
    assert world.card().text.startswith("Case 7 · Dawn")
    assert (world.card().images, world.card().buttons) == ([], [])


async def test_blurred_copies_stand_on_the_card(world: World) -> None:
    """And the clear pictures in its thread; drawn anew, neither is uploaded again."""
    settings = replace(world.settings, blur=True)
    hiding = SlackGateway(lambda: world.connection.client, settings, OneSheet(), PEN, lambda: NOW)
    await hiding.show_card("effect1", full_card(), tried=None)
    await world.settle()
    assert world.mod.pictures(world.card()) == [b"blurred " + JPEG + b"AB", b"blurred works DuskDusk"]
    thread = [file.bytes for each in world.card().replies for file in each.files]
    assert {JPEG + b"AB", b"works DuskDusk"} < set(thread)
    uploads = world.calls("files.completeUploadExternal")
    later = replace(full_card(), card=ref(world.card()), notes=(AddedNotes(NOW, "Ink, by hand."),))
    await hiding.show_card("effect2", later, tried=None)
    assert "Ink, by hand." in world.card().text
    assert world.calls("files.completeUploadExternal") == uploads


async def test_a_reply_card_shows_both(world: World) -> None:
    """What was there beside what came."""
    await world.gateway.show_card("effect1", card(kind=RoundKind.REPLY), tried=None)
    await world.settle()
    assert world.mod.pictures(world.card()) == [JPEG + b"both AE"]
    assert list(world.card().reactions) == ["ok", "repeat", "octagonal_sign"]


async def test_a_long_description_leaves_no_card_without_its_picture(world: World) -> None:
    """Slack takes less of it with a file than on the card; the card has more of it."""
    view = card()
    view = replace(view, media=tuple(replace(each, name=f"{each.name} " + "koi " * 300) for each in view.media))
    await world.gateway.show_card("effect1", view, tried=None)
    await world.settle()
    assert len(world.mod.pictures(world.card())) == 1
    [shown] = [each for each in world.card().record.blocks or () if each["type"] == "image"]
    assert len(shown["alt_text"]) > 1000


async def test_a_deleted_card_is_gone(world: World) -> None:
    """It is posted anew by whoever decides that."""
    await world.gateway.show_card("effect1", card(), tried=None)
    await world.settle()
    here = ref(world.card())
    world.card().record.channel.messages.clear()
    again = replace(card(), card=here)
    assert isinstance(await world.gateway.show_card("effect2", again, tried=None), Gone)
    assert isinstance(await world.gateway.read_card(here, POLICY), Gone)


async def test_a_deleted_card_whose_thread_remains_is_gone(world: World) -> None:
    """Its place is kept by a stump, which stands for no card without votes."""
    await world.gateway.show_card("effect1", card(), tried=None)
    await world.settle()
    here = ref(world.card())
    world.mod.becomes_admin()
    await world.mod.deletes(world.card())
    assert isinstance(await world.gateway.show_card("effect2", replace(card(), card=here), tried=None), Gone)
    assert isinstance(await world.gateway.read_card(here, POLICY), Gone)


@pytest.mark.parametrize("broken", ["reactions.add", "files.getUploadURLExternal", "files.info", "chat.update"])
async def test_an_unfinished_card_is_found_and_finished(world: World, broken: str) -> None:
    """It went out, the rest did not: the next try neither posts it again nor leaves it bare."""
    world.slack.faults.answer("POST", broken, 503)
    assert isinstance(await world.gateway.show_card("effect1", card(), tried=None), Unknown)
    await world.settle()
    assert await world.gateway.show_card("effect1", card(), tried=just_now()) == Done(ref(world.card()))
    await world.settle()
    assert len(world.room.messages) == 1
    assert list(world.card().reactions) == ["art", "speech_balloon"]
    assert world.mod.pictures(world.card()) == [JPEG + b"AB"]


def refuse(world: World, route: str, times: int = 1) -> None:
    """Have Slack take what comes next for too long."""
    world.slack.faults.answer("POST", route, 200, times, {"ok": False, "error": "msg_blocks_too_long"})


async def test_a_card_that_slack_takes_for_too_long_goes_out_in_brief(world: World) -> None:
    """Nobody knows where Slack's limit is: a short card with a vote is better than none."""
    answer = " ".join(f"word{number}" for number in range(4000))
    view = replace(card(kind=RoundKind.REPLY), answer=(Written(answer),))
    refuse(world, "chat.postMessage")
    refuse(world, "chat.update")  # by which it gets its picture
    assert await world.gateway.show_card("effect1", view, tried=None) == Done(ref(world.card()))
    await world.settle()
    assert PEN.text("card.cut", case=7) in world.card().text
    assert "word1 " in world.card().text
    assert "word100 " not in world.card().text
    assert list(world.card().reactions) == ["ok", "repeat", "octagonal_sign"]
    assert world.mod.pictures(world.card()) == [JPEG + b"both AE"]
    again = replace(view, card=ref(world.card()))
    assert await world.gateway.show_card("effect2", again, tried=None) == Done(ref(world.card()))
    assert "word100 " in world.card().text


async def test_a_card_that_is_too_long_in_brief_too_is_refused(world: World) -> None:
    """It is tried no third time; what has no shorter form is refused at once."""
    refuse(world, "chat.postMessage", times=3)
    refused = Refused("slack-msg_blocks_too_long")
    assert await world.gateway.show_card("effect1", card(), tried=None) == refused
    assert await world.gateway.send("effect2", SupportView(7, SAY), tried=None) == refused
    assert world.room.messages == []


async def test_a_card_without_its_picture_stands() -> None:
    """Where the scope is missing it never will have one; votes matter more."""
    async with connected(withheld=frozenset({"files:write"})) as world:
        assert await world.gateway.show_card("effect1", card(), tried=None) == Done(ref(world.card()))
        assert world.card().images == []


async def test_a_notice_is_a_private_message(world: World) -> None:
    """With the media concerned, which the person really sees."""
    artist = world.slack.person("artist")
    view = replace(notice(), account=account(artist))
    outcome = await world.gateway.send("effect1", view, tried=None)
    await world.settle()
    assert outcome == Done(ref(artist.inbox[0]))
    assert PEN.text("notice.may_be_mistake") in artist.inbox[0].text
    assert artist.pictures(artist.inbox[0]) == [JPEG + b"AB"]


async def test_a_case_has_one_thread(world: World) -> None:
    """Later messages of the case go under its notice; a second question is seen outside of it as well."""
    artist = world.slack.person("artist")
    await world.gateway.send("e1", replace(notice(), account=account(artist), media=()), tried=None)
    first = artist.inbox[0]
    await world.gateway.send("e2", MessageView(account(artist), SAY, thread=ref(first)), tried=None)
    again = replace(notice(question=2), account=account(artist), media=(), thread=ref(first))
    await world.gateway.send("e3", again, tried=None)
    assert [each.record.thread_ts for each in artist.inbox[1:]] == [first.id, first.id]
    assert [each.record.broadcast for each in artist.inbox[1:]] == [False, True]
    elsewhere = MessageRef(Chat.DISCORD, "1", "2")
    await world.gateway.send("e4", MessageView(account(artist), SAY, thread=elsewhere), tried=None)
    assert artist.inbox[-1].record.thread_ts is None


async def test_a_thread_that_is_gone(world: World) -> None:
    """What was to stand in it stands in the conversation itself, once, also where we never heard that it was taken."""
    artist = world.slack.person("artist")
    await world.gateway.send("e1", replace(notice(), account=account(artist), media=()), tried=None)
    [root] = artist.inbox
    world.slack.retains_no_more(root)
    again = replace(notice(question=2), account=account(artist), media=(), thread=ref(root))
    world.slack.faults.reset(*POST, times=2)
    for tried in (None, just_now()):
        assert isinstance(await world.gateway.send("e2", again, tried=tried), Unknown)
    outcome = await world.gateway.send("e2", again, tried=just_now())
    [stands] = [each for each in artist.inbox if not each.deleted]
    assert outcome == Done(ref(stands))
    assert stands.record.thread_ts is None
    line = ThreadView(7, replace(ref(root), channel=world.room.id), SAY)
    assert isinstance(await world.gateway.send("e3", line, tried=None), Done)
    assert world.card().buttons == ["Show the case"]


async def test_a_notice_is_only_looked_for(world: World) -> None:
    """It is found in its thread, or in the conversation where its thread is gone; else nothing is sent."""
    artist = world.slack.person("artist")
    first = replace(notice(), account=account(artist), media=())
    assert isinstance(await world.gateway.find("e1", first, tried=just_now()), Gone)
    assert not artist.inbox
    sent = await world.gateway.send("e1", first, tried=None)
    assert await world.gateway.find("e1", first, tried=just_now()) == sent
    [root] = artist.inbox
    again = replace(notice(question=2), account=account(artist), media=(), thread=ref(root))
    below = await world.gateway.send("e2", again, tried=None)
    assert await world.gateway.find("e2", again, tried=just_now()) == below
    world.slack.retains_no_more(root)
    beside = await world.gateway.send("e3", again, tried=None)
    assert await world.gateway.find("e3", again, tried=just_now()) == beside
    assert isinstance(await world.gateway.find("e4", again, tried=just_now()), Gone)


async def test_what_may_have_gone_out_is_looked_for(world: World) -> None:
    """The connection breaks after Slack took it: one message in the conversation or a thread, however much follows."""
    artist = world.slack.person("artist")
    written = await artist.writes("hello")
    for number, view in enumerate(
        (MessageView(account(artist), SAY), MessageView(account(artist), SAY, None, ref(written)))
    ):
        before = len(artist.inbox)
        world.slack.faults.reset(*POST)
        assert isinstance(await world.gateway.send(f"a{number}", view, tried=None), Unknown)
        for other in range(210):
            await artist.writes(f"and another thing {other}", reply_to=written if number else None)
        assert await world.gateway.send(f"a{number}", view, tried=just_now()) == Done(ref(artist.inbox[before]))
        assert len(artist.inbox) == before + 211


async def test_closed_doors_are_said(world: World) -> None:
    """Undelivered is a state: never silence."""
    artist = world.slack.person("artist")
    await artist.deactivated()
    for number, account_ in enumerate((account(artist), ANN)):
        outcome = await world.gateway.send(f"e{number}", MessageView(account_, SAY), tried=None)
        assert isinstance(outcome, Refused)


async def test_every_message_arrives(world: World) -> None:
    """The question which case; a voter's word with the way to the card; the support line."""
    artist = world.slack.person("artist")
    written = await artist.writes("hello")
    which = WhichView(account(artist), "message1", ref(written), ((7, "Dusk"), (8, "Dawn")))
    assert isinstance(await world.gateway.send("e1", which, tried=None), Done)
    assert artist.inbox[-1].menus == {"Choose a case": ["Case 7: Dusk", "Case 8: Dawn"]}
    await world.gateway.show_card("e2", card(), tried=None)
    await world.settle()
    for person, shown in ((world.mod, world.mod.answers), (artist, artist.inbox)):
        voter = VoterView(account(person), ref(world.card()), 7, SAY)
        assert isinstance(await world.gateway.send("e3", voter, tried=None), Done)
        seen = (person.answers or person.inbox)[-1]
        assert list(seen.links) == ["Go to the card"], shown
    assert isinstance(await world.gateway.send("e4", SupportView(7, SAY), tried=None), Done)
    assert world.card().buttons == ["Show the case"]


async def test_what_matters_later_waits_for_a_voter(world: World) -> None:
    """In the conversation, once, since Slack shows nobody who is away what is for them alone, and says ok to that."""
    world.mod.goes_away()
    at_once = VoterView(account(world.mod), None, 7, SAY)
    assert await world.gateway.send("e1", at_once, tried=None) == Done()
    later = replace(at_once, later=True)
    for tried in (None, just_now()):
        assert await world.gateway.send("e2", later, tried=tried) == Done(ref(world.mod.inbox[-1]))
    assert (len(world.mod.inbox), world.mod.answers) == (1, [])


async def test_a_cards_thread(world: World) -> None:
    """A line stands below the card, once, and in the channel where the card does not stand."""
    await world.gateway.show_card("e1", card(), tried=None)
    await world.settle()
    shown = world.card()
    before = len(shown.replies)
    for tried in (None, just_now()):
        assert isinstance(await world.gateway.send("e2", ThreadView(7, ref(shown), SAY), tried=tried), Done)
    assert len(shown.replies) == before + 1
    assert isinstance(await world.gateway.send("e3", ThreadView(7, None, SAY), tried=None), Done)
    assert world.card().buttons == ["Show the case"]


async def test_a_stored_message_is_marked(world: World) -> None:
    """📥, once or twice the same."""
    artist = world.slack.person("artist")
    written = await artist.writes("hello")
    for _ in range(2):
        assert await world.gateway.mark_stored(ref(written)) == Done(ref(written))
    assert list(written.reactions) == ["inbox_tray"]


async def test_nobody_can_take_off_anothers_reaction(world: World) -> None:
    """Slack has no way to: known before it is tried."""
    assert not world.gateway.removes_reactions
    assert await world.gateway.remove_reaction(MessageRef(Chat.SLACK, "C", "1.1"), ANN, "+1") == Refused("cannot")


async def test_a_card_is_read_whole(world: World) -> None:
    """In every skin tone; not the bot's, nor another bot's; who is a moderator now."""
    mods = [world.moderator(f"mod{number}") for number in range(3)]
    robot = world.slack.robot("robot")
    world.room.invites(robot)
    await world.gateway.show_card("effect1", card(kind=RoundKind.ACTION), tried=None)
    await world.settle()
    await mods[0].reacts("hand::skin-tone-3", world.card())
    await mods[1].reacts("memo", world.card())
    await mods[1].reacts("tada", world.card())
    await mods[2].reacts("memo", world.card())
    await robot.reacts("memo", world.card())
    await mods[2].leaves(world.room)
    read = await world.gateway.read_card(ref(world.card()), POLICY)
    assert isinstance(read, CardReading)
    assert read.marks == {
        Mark(account(mods[0]), Choice.NONE),
        Mark(account(mods[1]), Choice.WARN),
        Mark(account(mods[2]), Choice.WARN),
    }
    assert read.moderators == {account(mods[0]), account(mods[1])}


async def test_a_conversation_is_read_from_a_message_on(world: World) -> None:
    """Oldest first, more than a page, only what the person wrote, in threads as well; with files."""
    artist = world.slack.person("artist")
    await world.gateway.send("e1", replace(notice(), account=account(artist), media=()), tried=None)
    first = await artist.writes("one")
    for number in range(201):
        await artist.writes(f"number {number}")
    threaded = await artist.writes("in the thread", reply_to=artist.inbox[0])
    last = await artist.writes("two", files=[File("w.png", b"bytes")], reply_to=artist.inbox[0])
    everything = await world.gateway.read_conversation(account(artist), None)
    rest = await world.gateway.read_conversation(account(artist), ref(first))
    assert isinstance(everything, ConversationReading)
    assert isinstance(rest, ConversationReading)
    assert [each.words for each in everything.messages][:2] == ["one", "number 0"]
    assert rest.messages == everything.messages
    later = await world.gateway.read_conversation(account(artist), everything.messages[7].message)
    assert isinstance(later, ConversationReading)
    assert later.messages == everything.messages[7:]
    assert [each.message for each in rest.messages[-2:]] == [ref(threaded), ref(last)]
    assert rest.messages[-1].reply_to == ref(artist.inbox[0])
    files = await world.gateway.fresh_files(ref(last))
    assert isinstance(files, tuple)
    assert [each.name for each in files] == ["w.png"]


async def test_a_known_conversation_is_not_opened(world: World) -> None:
    """It is read where it is known to be; only where Slack knows no such conversation it is opened."""
    artist = world.slack.person("artist")
    written = ref(await artist.writes("one"))
    for channel, opened_ in ((written.channel, 0), ("D0", 1)):
        reading = await world.gateway.read_conversation(account(artist), None, channel)
        assert isinstance(reading, ConversationReading)
        assert [each.message for each in reading.messages] == [written]
        assert world.calls("conversations.open") == opened_


async def test_a_message_that_cannot_be_read(world: World) -> None:
    """It is no silence; what else stands there is read."""
    artist = world.slack.person("artist")
    channel = (await artist.writes("one")).record.channel.id
    strange = {"type": "message", "user": artist.id, "text": "two"}
    messages = [strange, {**strange, "text": "one", "ts": "1795711341.069589"}]
    world.slack.faults.answer("POST", "conversations.history", 200, body={"ok": True, "messages": messages})
    reading = await world.gateway.read_conversation(account(artist), None, channel)
    assert isinstance(reading, ConversationReading)
    assert ([each.words for each in reading.messages], reading.unread) == (["one"], "not-understood")


async def test_an_account_is_found_by_its_address(world: World) -> None:
    """Whoever has it; nobody, for one that nobody has; and a refusal where the workspace does not tell."""
    artist = world.slack.person("artist")
    assert await world.gateway.find_account("Artist@sandbox.example") == account(artist)
    assert await world.gateway.find_account("nobody@sandbox.example") is None
    world.slack.faults.answer("POST", "users.lookupByEmail", 429)
    assert isinstance(await world.gateway.find_account("artist@sandbox.example"), Retry)
    world.slack.withholds("users:read.email")
    assert await world.gateway.find_account("artist@sandbox.example") == Refused("no-permission")


async def test_the_token_goes_to_slack_alone(world: World) -> None:
    """And to the configured origins; to nobody who looks like them."""
    bearer = {"Authorization": f"Bearer {world.slack.bot_token}"}
    for url in ("https://files.slack.com/files-pri/T1-F1/a.png", f"{world.slack.files_url}/files-pri/T1-F1/a.png"):
        assert world.gateway.file_headers(url) == bearer
    for url in (
        "http://files.slack.com/a",
        "https://files.slack.com.evil.example/a",
        "https://evil.example/files.slack.com",
        "https://files.slack.com@evil.example/a",
        "http://127.0.0.1:1/a",
        "ftp://files.slack.com/a",
        "",
    ):
        assert world.gateway.file_headers(url) == {}


async def test_the_answer_to_a_report_comes_where_it_was_sent(world: World) -> None:
    """While that way lives; afterwards, or where it does not work, as a message. A question has a button."""
    reporter = world.slack.person("reporter")
    world.says = lambda _event: Deferred()
    form = opened(await reporter.runs("/report-listing", in_=world.hall))
    filled = {"What is your concern?": POLICY.categories[0].sentence, "What do you see?": "it looks odd to me"}
    said = answer(await form.submits(filled))
    assert said.ephemeral
    assert "One moment" in said.text
    [report] = world.taken
    assert isinstance(report, ReportSent)
    view = AnswerView(account(reporter), report.token, NOW + timedelta(minutes=9), SAY, "report1")
    assert isinstance(await world.gateway.send("e1", view, tried=None), Done)
    assert "Case 7" in reporter.answers[-1].text
    assert reporter.answers[-1].buttons == ["Report anyway", "Our AI policy"]
    late = replace(view, expires=NOW)
    forged = replace(view, token=f"{report.token}x")
    for number, each in enumerate((late, forged), 1):
        assert isinstance(await world.gateway.send(f"late{number}", each, tried=None), Done)
        assert len(reporter.inbox) == number


async def test_a_rate_limit_is_waited_for(world: World) -> None:
    """As long as Slack says, by the outbox."""
    world.slack.faults.answer(*POST, 429)
    outcome = await world.gateway.send("e1", SupportView(7, SAY), tried=None)
    assert isinstance(outcome, Retry)
    assert world.calls("chat.postMessage") == 1


async def test_without_a_connection_everything_waits() -> None:
    """Nothing raises, nothing is lost."""
    async with prepared() as world:
        assert isinstance(await world.gateway.send("e1", SupportView(7, SAY), tried=None), Retry)
        assert isinstance(await world.gateway.read_card(MessageRef(Chat.SLACK, "C1", "1.1"), POLICY), Retry)


async def test_a_revoked_token_is_waited_for(world: World) -> None:
    """Somebody has to see to it; until then nothing is lost."""
    world.slack.revokes()
    outcome = await world.gateway.send("e1", SupportView(7, SAY), tried=None)
    assert outcome == Retry(60, "token not accepted")


async def test_a_channel_without_the_bot_is_said(world: World) -> None:
    """Whoever removed it has to invite it again."""
    world.room.removes()
    assert await world.gateway.send("e1", SupportView(7, SAY), tried=None) == Refused("no-access")

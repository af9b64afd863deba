"""Slack's events, through the real client: on record before they are acknowledged, answered privately and in time."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

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
    ChoseHere,
    Edited,
    Inbound,
    MessageGone,
    NamedOwner,
    NotesSent,
    ObservationSent,
    Reacted,
    ReportConfirmed,
    ReportSent,
    TookBack,
    Unreadable,
    Wrote,
)
from bot.moderation.model import Media, MediaKind
from bot.moderation.policy import Consideration
from bot.moderation.views import (
    Answer,
    AnswerView,
    CaseLine,
    CaseView,
    Deferred,
    MessageView,
    MyCases,
    PolicyView,
    Said,
    Silent,
    SupportView,
    WhichView,
    Written,
)
from bot.ports import Profile
from bot.sandbox.slack import DidNotRespond, File, answer, events, opened
from bot.sandbox.slack import MessageView as Seen
from tests.edges.slack_values import GOES_ON, NOW, POLICY, card, notice
from tests.edges.slack_world import JPEG, World, account, connected, ref

SAY = Say("command.case", {"case": 7})
TROUBLE = "Sorry, something went wrong on our side"
FILLED: dict[str, object] = {
    "Which image or video?": "the second",
    "What is your concern?": POLICY.categories[0].sentence,
    "What do you see?": "it looks odd to me",
}


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


def fail(_event: Inbound) -> Answer:
    """A service that breaks; the words are somebody's."""
    raise ValueError("somebody's own words")


def failing(times: int) -> Callable[[Inbound], Answer]:
    """A service that cannot commit so many times."""
    left = [fail] * times

    def take(event: Inbound) -> Answer:
        return left.pop()(event) if left else Silent()

    return take


async def test_ballots_reach_the_service(world: World) -> None:
    """Put on, taken off, folded, in Slack's order; who is a moderator; neither our own nor another bot's."""
    robot = world.slack.robot("robot")
    world.room.invites(robot)
    seen = await shown_card(world)
    await world.mod.reacts("art::skin-tone-2", seen)
    await world.mod.unreacts("art::skin-tone-2", seen)
    await robot.reacts("art", seen)
    await world.settle()
    reacted = sorted((event for event in world.taken if isinstance(event, Reacted)), key=lambda each: each.order)
    assert [(each.account, each.emoji, each.stands, each.moderator) for each in reacted] == [
        (account(world.mod), "art", True, True),
        (account(world.mod), "art", False, True),
    ]
    assert reacted[0].card == ref(seen)
    assert all(each.key.startswith("Ev") and not each.repeated for each in reacted)
    assert len(world.taken) == 2


async def test_a_group_narrows_who_is_a_moderator() -> None:
    """Being in the channel is not enough where a group is set."""
    async with connected(narrowed_to="jury") as world:
        other = world.moderator("other")
        seen = await shown_card(world)
        for each in (world.mod, other):
            await each.reacts("art", seen)
        await world.settle()
        moderators = {event.account: event.moderator for event in world.taken if isinstance(event, Reacted)}
        assert moderators == {account(world.mod): True, account(other): False}


async def test_in_doubt_the_card_is_to_be_read(world: World) -> None:
    """Slack does not say who this is: the ballot is not counted, and not lost either."""
    seen = await shown_card(world)
    world.slack.faults.answer("POST", "users.info", 503)
    await world.mod.reacts("art", seen)
    await world.settle()
    [event] = world.taken
    assert isinstance(event, Reacted)
    assert (event.moderator, event.repeated) == (False, True)


async def test_a_deleted_card(world: World) -> None:
    """Told at once, in the moderators' private channel, also where nothing is left of its thread."""
    seen = await shown_card(world)
    world.mod.becomes_admin()
    for message in (*seen.replies, seen):
        await world.mod.deletes(message)
    await world.settle()
    assert [event.message for event in world.taken if isinstance(event, MessageGone)][-1] == ref(seen)


async def test_private_messages(world: World) -> None:
    """Written, edited, deleted, with files, in the thread; what is said in a channel is not ours to read."""
    artist = world.slack.person("artist")
    await world.gateway.send("e1", replace(notice(), account=account(artist), media=()), tried=None)
    written = await artist.writes("by <hand> & eye", files=[File("w.png", b"bytes")], reply_to=artist.inbox[0])
    await world.settle()
    await artist.edits(written, "by hand, really")
    await world.settle()
    await artist.removes(written)
    await artist.writes("hello all", world.hall)
    await world.mod.writes("hello moderators", world.room)
    await world.settle()
    wrote, edited, gone = world.taken
    assert isinstance(wrote, Wrote)
    assert (wrote.words, wrote.files[0].name, wrote.reply_to) == ("by <hand> & eye", "w.png", ref(artist.inbox[0]))
    assert wrote.files[0].url.startswith(world.slack.files_url)
    assert isinstance(edited, Edited)
    assert edited.words == "by hand, really"
    assert isinstance(gone, MessageGone)
    assert gone.message == ref(written)


async def test_guests_bots_and_workflows_are_not_heard(world: World) -> None:
    """Somebody from another workspace gets a word; nothing of theirs is kept."""
    guest = world.slack.person("guest", team="T9999999999")
    shared = world.slack.channel("shared", ext_shared=True)
    shared.invites(guest)
    world.room.invites(guest)
    workflow = world.slack.robot("flow", workflow=True)
    world.room.invites(workflow)
    seen = await shown_card(world)
    await guest.reacts("art", seen)
    await workflow.writes("ping", world.room)
    await world.settle()
    assert world.taken == []


async def test_a_failing_commit_is_not_acknowledged(world: World) -> None:
    """Slack sends it again, under the same key; a redelivered ballot has the card read."""
    artist, seen = world.slack.person("artist"), await shown_card(world)
    world.slack.world.deadline = 0.5
    world.says = failing(2)
    await artist.writes("hello")
    await world.settle()
    await world.mod.reacts("art", seen)
    await world.settle()
    assert [type(event) for event in world.taken] == [Wrote, Wrote, Wrote, Reacted]
    assert len({event.key for event in world.taken[:3]}) == 1
    world.says = failing(1)
    await world.mod.unreacts("art", seen)
    await world.settle()
    first, second = world.taken[-2:]
    assert isinstance(first, Reacted)
    assert second == replace(first, repeated=True)


async def test_an_acknowledgement_follows_the_commit(world: World) -> None:
    """Not before it."""
    artist = world.slack.person("artist")
    world.may_answer.clear()
    await artist.writes("hello")
    await world.slack.until(lambda: world.taken)
    assert world.slack.dispatcher.pending
    world.may_answer.set()
    await world.settle()
    assert len(world.taken) == 1


async def test_nothing_is_asked_of_slack_before_an_event_is_on_record(world: World) -> None:
    """A broken auth.test loses nothing (trap 2)."""
    calls = world.calls("auth.test")
    world.slack.faults.answer("POST", "auth.test", 503, times=50)
    await world.slack.person("artist").writes("hello")
    await world.settle()
    assert (len(world.taken), world.calls("auth.test")) == (1, calls)


async def test_a_report_by_command_message_and_shortcut(world: World) -> None:
    """The form is filled in by labels; the link of the message is there already."""
    linked = await world.mod.writes("look: https://gallery.example/listing/7", world.hall)
    world.says = lambda _event: Said(SAY)
    for number, opening in (
        (7, world.mod.uses("Report listing", linked)),
        (8, world.mod.runs("/report-listing", "https://gallery.example/listing/8", in_=world.hall)),
    ):
        form = opened(await opening)
        assert form.fields["Link to the listing"]["initial_value"] == f"https://gallery.example/listing/{number}"
        said = answer(await form.submits({**FILLED, "Images": [File("a.png", b"bytes")]}))  # type: ignore[dict-item]
        assert ("Case 7" in said.text, said.ephemeral) == (True, True)
        report = world.taken[-1]
        assert isinstance(report, ReportSent)
        assert (report.reporter, report.moderator, report.category) == (account(world.mod), True, "slop")
        assert (report.which, report.words, report.files[0].name) == ("the second", "it looks odd to me", "a.png")
        assert (report.token.startswith("http"), report.expires > NOW) == (True, True)


async def test_a_report_from_anywhere_is_answered_in_private(world: World) -> None:
    """A global shortcut has no channel to answer in."""
    artist = world.slack.person("artist")
    world.says = lambda _event: Said(SAY)
    await opened(await artist.uses("Report listing")).submits(FILLED)  # type: ignore[arg-type]
    await world.settle()
    assert "Case 7" in artist.inbox[-1].text
    [report] = world.taken
    assert isinstance(report, ReportSent)
    assert report.token == ""


async def test_going_on_with_a_report(world: World) -> None:
    """The question is asked once: the answer takes its place."""
    reporter = world.slack.person("reporter")
    view = AnswerView(account(reporter), "", NOW, SAY, "report1")
    await world.gateway.send("e1", view, tried=None)
    world.says = lambda _event: Said(Say("command.case", {"case": 8}))
    await reporter.clicks("Report anyway", reporter.inbox[-1])
    await world.settle()
    assert "Case 8" in reporter.inbox[-1].text
    assert reporter.inbox[-1].buttons == []
    assert isinstance(world.taken[-1], ReportConfirmed)
    assert world.taken[-1].token == "report1"  # noqa: S105 - a report's id


async def test_what_did_you_notice(world: World) -> None:
    """The card's button opens the form with the card's letters; it works without anything in memory."""
    world.says = lambda _event: Said(SAY)
    form = opened(await world.mod.clicks("What did you notice?", await shown_card(world)))
    filled = {
        "In one sentence": "the hands melt into the table",
        "What does it touch?": [POLICY.considerations[0].statement],
        "In which images or videos?": ["A"],
    }
    said = answer(await form.submits(filled))
    assert said.ephemeral
    assert said.record.channel.id == world.room.id
    sent = world.taken[-1]
    assert isinstance(sent, ObservationSent)
    assert (sent.case, sent.round, sent.moderator, sent.media) == (7, 1, True, ("A",))
    assert sent.considerations == ("intention",)


async def test_what_did_you_notice_asks_what_its_case_is_judged_by(world: World) -> None:
    """However the policy of new cases may ask by now: the form has the statements of the case's own."""
    then = Consideration("strange", "Is it strange?", "appears strange")
    world.policies[7] = replace(POLICY, considerations=(then,))
    world.says = lambda _event: Said(SAY)
    form = opened(await world.mod.clicks("What did you notice?", await shown_card(world)))
    answer(
        await form.submits(
            {"In one sentence": "the hands melt into the table", "What does it touch?": [then.statement]}
        )
    )
    sent = world.taken[-1]
    assert isinstance(sent, ObservationSent)
    assert sent.considerations == ("strange",)


async def test_nobody_is_taken_for_no_moderator_while_slack_fails(world: World) -> None:
    """Their form stays open with what they wrote, and a command gets a word: nothing is refused in doubt."""
    world.says = lambda _event: Said(SAY)
    form = opened(await world.mod.clicks("What did you notice?", await shown_card(world)))
    world.slack.faults.answer("POST", "conversations.members", 503, times=2)
    filled = {
        "In one sentence": "the hands melt into the table",
        "What does it touch?": [POLICY.considerations[0].statement],
    }
    again = opened(await form.submits(filled))
    assert TROUBLE in again.errors["In one sentence"]
    assert TROUBLE in answer(await world.mod.runs("/case", "list", in_=world.hall)).text
    assert world.taken == []
    assert answer(await again.submits(filled)).ephemeral
    assert isinstance(world.taken[-1], ObservationSent)


async def test_commands(world: World) -> None:
    """Each becomes its event, and is answered for the person alone."""
    artist = world.slack.person("artist")
    world.says = lambda _event: Said(SAY)
    expected = [
        ("/case", "show 7", AskedCase),
        ("/case", "list", AskedList),
        ("/case", "next", AskedNext),
        ("/case", f"owner 7 <@{artist.id}|artist>", NamedOwner),
        ("/case", "withdraw 7 a mistake of ours", TookBack),
        ("/my-case", "", AskedMyCase),
        ("/link", "", AskedLink),
        ("/link", "bcdf ghjk", AskedLink),
        ("/ai-policy", "", AskedPolicy),
    ]
    for command, text, kind in expected:
        said = answer(await world.mod.runs(command, text, world.room))
        assert ("Case 7" in said.text, said.ephemeral) == (True, True)
        assert isinstance(world.taken[-1], kind)
        assert getattr(world.taken[-1], "moderator", True)
    assert [each.owner for each in world.taken if isinstance(each, NamedOwner)] == [account(artist)]
    digests = [each.digest for each in world.taken if isinstance(each, AskedLink)]
    assert digests == ["", codes.digest("BCDF-GHJK")]
    answer(await artist.runs("/case", "list", world.hall))
    assert not getattr(world.taken[-1], "moderator", True)


async def test_process_notes(world: World) -> None:
    """The command opens a form with the link that was typed; what is sent goes to the service, and is answered."""
    artist = world.slack.person("artist")
    world.hall.invites(artist)
    world.says = lambda _event: Said(SAY)
    form = opened(await artist.runs("/process-notes", "https://gallery.example/7", in_=world.hall))
    said = answer(await form.submits({"How did you make it?": "Ink, by hand."}))
    assert ("Case 7" in said.text, said.ephemeral) == (True, True)
    notes = world.taken[-1]
    assert isinstance(notes, NotesSent)
    assert (notes.account, notes.link, notes.words) == (account(artist), "https://gallery.example/7", "Ink, by hand.")
    assert (notes.token.startswith("http"), notes.expires > NOW) == (True, True)


async def test_a_command_that_cannot_be_meant_gets_help(world: World) -> None:
    """Nothing is done."""
    said = answer(await world.mod.runs("/case", "show", world.room))
    assert "/case show 7" in said.text
    assert world.taken == []


async def test_a_case_is_shown_with_what_reporters_attached(world: World) -> None:
    """The sheet comes in private: Slack shows nobody alone a file in a channel."""
    line = CaseLine(7, "Dusk", SAY, None, None)
    media = (Media("+1", MediaKind.IMAGE, "0" * 64),)
    world.says = lambda _event: CaseView(line, None, 2, (), (), (), (Written("by hand"),), media)
    said = answer(await world.mod.runs("/case", "show 7", world.room))
    await world.settle()
    assert "by hand" in said.text
    [sheet] = world.mod.inbox[-1].files
    assert (sheet.bytes, bool(sheet.description)) == (JPEG + b"+1", True)


async def test_a_long_case_is_shown_in_several_messages(world: World) -> None:
    """All of it, in its order, for the moderator alone; also when that are more than a response_url takes."""
    line, written = CaseLine(7, "Dusk", SAY, None, None), [f"word{number}." for number in range(6500)]
    world.says = lambda _event: CaseView(line, None, 2, (), (), (), (Written(" ".join(written)),))
    answer(await world.mod.runs("/case", "show 7", world.room))
    await world.settle()
    shown = world.mod.answers
    assert len(shown) > 5
    assert all(each.ephemeral for each in shown)
    assert [GOES_ON in each.text for each in shown] == [*[True] * (len(shown) - 1), False]
    assert re.findall(r"word\d+\.", " ".join(each.text for each in shown)) == written


async def test_commands_in_private(world: World) -> None:
    """One's own cases and the policy can be asked for there."""
    artist = world.slack.person("artist")
    world.says = lambda _event: MyCases(())
    assert "no case of yours" in answer(await artist.runs("/my-case", in_dm=True)).text


async def test_the_app_home_shows_ones_cases_and_the_policy(world: World) -> None:
    """Each time it is opened; the messages tab changes nothing."""
    artist = world.slack.person("artist")
    policy = PolicyView("2026-11", ("We like people.",), ("hands",), ("slop",), "help@example.org")
    world.says = lambda event: MyCases(()) if isinstance(event, AskedMyCase) else policy
    await artist.opens_home("messages")
    await artist.opens_home()
    await world.settle()
    assert "no case of yours" in artist.home.text
    assert "We like people." in artist.home.text
    assert len(world.taken) == 2
    assert len({event.key for event in world.taken}) == 2


async def test_the_app_home_lets_one_choose_where_to_be_written_to(world: World) -> None:
    """Who has accounts on both chats finds the button there too; the answer comes in private."""
    artist = world.slack.person("artist")
    world.says = lambda event: MyCases((), here=True) if isinstance(event, AskedMyCase) else Said(SAY)
    await artist.opens_home()
    await world.settle()
    await artist.clicks("Write to me here")
    await world.settle()
    assert world.taken[-1] == ChoseHere(world.taken[-1].key, account(artist))
    assert "Case 7" in artist.inbox[-1].text


async def test_buttons_of_private_messages(world: World) -> None:
    """My cases, the policy, which case, show the case; a link is nothing to do."""
    artist = world.slack.person("artist")
    written = await artist.writes("hello")
    await world.gateway.send("e1", replace(notice(), account=account(artist), media=()), tried=None)
    await world.gateway.send("e2", MessageView(account(artist), SAY), tried=None)
    which = WhichView(account(artist), "message1", ref(written), ((7, "Dusk"), (8, "Dawn")))
    await world.gateway.send("e3", which, tried=None)
    await world.gateway.send("e4", SupportView(7, SAY), tried=None)
    await world.settle()
    world.says = lambda _event: Said(SAY)
    _, letter, message, question = artist.inbox
    await artist.clicks("My cases", letter)
    await artist.clicks("Our AI policy", message)
    await artist.chooses("Choose a case", ["Case 8: Dawn"], question)
    await world.mod.clicks("Show the case", world.card())
    await world.settle()
    kinds = [type(event) for event in world.taken]
    assert kinds == [Wrote, AskedMyCase, AskedPolicy, ChoseCase, AskedCase]


async def test_nothing_to_say_is_nothing(world: World) -> None:
    """No empty message."""
    await world.mod.runs("/ai-policy", in_=world.hall, waits=False)
    await world.settle()
    assert world.mod.answers == []


async def test_a_service_that_fails_is_answered_kindly(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A command gets a word, a form stays open with what was typed; no words of people in the log."""
    world.says = fail
    assert TROUBLE in answer(await world.mod.runs("/ai-policy", in_=world.hall)).text
    form = opened(await world.mod.runs("/report-listing", in_=world.hall))
    again = opened(await form.submits(FILLED))  # type: ignore[arg-type]
    assert TROUBLE in again.errors["Link to the listing"]
    assert "somebody's own words" not in caplog.text


async def test_a_service_that_keeps_but_fails_says_so(world: World) -> None:
    """A private message is on record and will be handled: the person need not send it again."""
    artist = world.slack.person("artist")
    world.says = lambda _event: Said(SAY)
    await artist.writes("hello")
    await world.settle()
    assert "Case 7" in artist.inbox[-1].text


async def test_a_slow_service_is_answered_all_the_same(world: World) -> None:
    """Slack gives up on the acknowledgement; the answer comes by another way."""
    world.slack.world.deadline = 0.05
    world.says = lambda _event: Said(SAY)
    world.may_answer.clear()
    with pytest.raises(DidNotRespond):
        await world.mod.runs("/ai-policy", in_=world.hall)
    world.may_answer.set()
    await world.settle()
    assert "Case 7" in world.mod.answers[-1].text


async def test_forged_and_old_buttons_are_answered_kindly(world: World) -> None:
    """Nothing is done, and the person knows."""
    seen = await shown_card(world)
    for forged in ("something:older", "report"):
        for block in seen.record.blocks:
            for part in block.get("elements", ()) if block["type"] == "actions" else ():
                part["action_id"] = forged
        assert "no longer in use" in answer(await world.mod.clicks("What did you notice?", seen)).text
    assert world.taken == []


async def test_a_trigger_that_expired_is_said(world: World) -> None:
    """Rather than nothing at all."""
    world.slack.faults.answer("POST", "views.open", 503)
    said = answer(await world.mod.runs("/report-listing", in_=world.hall))
    assert "try once more" in said.text
    assert said.ephemeral


async def test_an_event_that_comes_twice_has_one_key(world: World) -> None:
    """The inbox tells by the key."""
    world.slack.faults.double("message")
    await world.slack.person("artist").writes("hello")
    await world.settle()
    assert len(world.taken) == 2
    assert len({event.key for event in world.taken}) == 1


async def test_a_deferred_answer_says_one_moment(world: World) -> None:
    """The final one is given anew."""
    world.says = lambda _event: Deferred()
    said = answer(await world.slack.person("artist").runs("/ai-policy", in_=world.hall))
    assert "One moment" in said.text


async def test_somebody_from_another_workspace_gets_a_word(world: World) -> None:
    """Nothing of theirs is done."""
    guest = world.slack.person("guest", team="T9999999999")
    world.room.invites(guest)
    seen = await shown_card(world)
    assert "another workspace" in answer(await guest.clicks("What did you notice?", seen)).text
    assert world.taken == []


async def test_an_app_that_is_removed_says_so_in_the_log(world: World) -> None:
    """There is nobody to tell."""
    world.slack.uninstalls()
    await world.settle()
    assert world.taken == []


async def test_answers_that_cannot_be_shown_break_nothing(world: World) -> None:
    """What they are about is on record."""
    artist = world.slack.person("artist")
    world.says = lambda event: Said(SAY) if isinstance(event, Wrote | ReportSent) else MyCases(())
    world.slack.faults.answer("POST", "chat.postMessage", 503)
    await artist.writes("hello")
    await world.settle()
    world.slack.faults.answer("POST", "views.publish", 503)
    await artist.opens_home()
    await world.settle()
    world.slack.faults.answer("POST", "chat.postMessage", 503)
    await opened(await artist.uses("Report listing")).submits(FILLED, waits=False)  # type: ignore[arg-type]
    await world.settle()
    assert len(world.taken) == 4
    assert artist.inbox[1:] == []


async def test_the_answer_goes_to_the_channel_once_the_way_back_is_used_up(world: World) -> None:
    """Ephemerally, as before."""
    seen = await shown_card(world)
    world.says = lambda _event: Said(SAY)
    form = opened(await world.mod.clicks("What did you notice?", seen))
    world.slack.world.response_urls.clear()
    filled = {
        "In one sentence": "the hands melt into the table",
        "What does it touch?": [POLICY.considerations[0].statement],
    }
    said = answer(await form.submits(filled))
    assert said.ephemeral
    assert said.record.channel.id == world.room.id


async def test_what_slack_tells_of_people(world: World) -> None:
    """Their language and time zone come along with what they do, looked up once; the form is in their language."""
    world.mod.speaks("es-ES", "Europe/Madrid")
    opened(await world.mod.clicks("What did you notice?", await shown_card(world)))
    world.says = lambda _event: Said(SAY)
    await world.mod.runs("/my-case", in_=world.hall)
    await world.mod.writes("hello")
    await world.settle()
    assert set(world.told) == {Profile("es-ES", "Europe/Madrid")}
    assert len(world.told) == 2
    assert world.calls("users.info") == 1
    assert await world.gateway.profile(account(world.mod)) == Profile("es-ES", "Europe/Madrid")


async def test_what_cannot_be_read(world: World) -> None:
    """It is on record that it came, and acknowledged: Slack would deliver the same three times more, and stop."""
    artist = world.slack.person("artist")
    channel = (await artist.writes("hello")).record.channel
    await world.settle()
    strange = {"type": "message", "user": artist.id, "text": "hello", "channel": channel.id, "channel_type": "im"}
    events.tell(world.slack.world, "message.im", strange, channel)
    await world.settle()
    wrote, unread = world.taken
    assert isinstance(wrote, Wrote)
    assert isinstance(unread, Unreadable)
    assert (unread.kind, unread.key.startswith("Ev")) == ("message", True)

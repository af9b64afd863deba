"""What came from Slack: an event for what is for us, nothing for the rest. What was typed or filled in likewise."""

from dataclasses import replace
from typing import Any, TypeAlias

import pytest

from bot.moderation.effects import Say
from bot.moderation.inbound import (
    Answered,
    AskedCase,
    AskedForm,
    AskedList,
    AskedNext,
    AskedStatement,
    ChoseCase,
    Edited,
    FileRef,
    MessageGone,
    NamedOwner,
    ObservationSent,
    OrderedPurge,
    Reacted,
    TookBack,
    Wrote,
    WroteNote,
)
from bot.moderation.model import Account, Chat, MessageRef
from bot.moderation.understood import Given
from handlers.shared.answering import FORMS, Way
from handlers.slack import acts, commands, custom_ids, inbound, way
from handlers.slack.commands import Typed
from handlers.slack.users import is_nobody
from tests.edges.slack_values import ACT, ANN, CARD, ME, NOW, PEN, SETTINGS, TEXTS

Json: TypeAlias = dict[str, Any]
TS = "1700000000.000200"
HERE = MessageRef(Chat.SLACK, "D1", TS)


def body(event: Json, **more: object) -> Json:
    """An envelope of the Events API."""
    return {"team_id": "T1", "event_id": "Ev1", "event": event, **more}


def reaction(**changed: object) -> Json:
    """A reaction event."""
    item = {"type": "message", "channel": "C2", "ts": CARD.message}
    return {"type": "reaction_added", "user": "UANN", "reaction": "art", "item": item, "event_ts": "17.1", **changed}


def message(**changed: object) -> Json:
    """A private message event."""
    return {"type": "message", "channel": "D1", "channel_type": "im", "user": "UANN", "text": "hi", "ts": TS, **changed}


def read(event: Json, **more: object) -> object:
    """What an event says."""
    return inbound.event(body(event, **more), SETTINGS, ME)


def test_a_reaction_is_folded_and_ordered() -> None:
    """By Slack's own time; who is a moderator is looked up elsewhere."""
    seen = inbound.event(body(reaction(reaction="hand::skin-tone-5")), SETTINGS, ME, repeated=True)
    assert seen == Reacted(
        "Ev1", CARD, ANN, moderator=False, emoji="hand", burst=False, stands=True, order="17.1", repeated=True
    )
    removed = read(reaction(type="reaction_removed"))
    assert isinstance(removed, Reacted)
    assert not removed.stands


@pytest.mark.parametrize(
    "event",
    [
        reaction(user="UBOT"),
        reaction(user=""),
        reaction(item={"type": "message", "channel": "C9", "ts": "1.1"}),
        reaction(item={"type": "file", "file": "F1"}),
        message(channel="C9", channel_type="channel"),
        message(channel="C2", channel_type="group"),
        message(bot_id="B1"),
        message(user="UBOT"),
        message(user="USLACKBOT"),
        message(subtype="bot_message", bot_id="B2", user=""),
        message(subtype="channel_join"),
        message(user_team="T2"),
        message(source_team="T2"),
        {"type": "team_join"},
        {},
    ],
)
def test_what_is_not_for_us_is_nothing(event: Json) -> None:
    """Other channels, bots, workflows, Slack itself, guests of other workspaces."""
    assert read(event) is None


def test_a_private_message_is_known_by_its_channel() -> None:
    """Where an event does not say of what kind a conversation is, its id does: it begins with D."""
    event = message()
    del event["channel_type"]
    assert read(event) == read(message())
    assert isinstance(read(event), Wrote)
    assert read({**event, "channel": "C9"}) is None


def test_other_workspaces_are_not_ours() -> None:
    """Neither their events nor their people."""
    assert read(reaction(), team_id="T2") is None
    assert inbound.is_elsewhere({"user": {"id": "U1", "team_id": "T2"}, "team": {"id": "T1"}}, ME)
    assert inbound.is_elsewhere({"team_id": "T2", "user_id": "U1"}, ME)
    assert not inbound.is_elsewhere({"user": {"id": "U1"}, "team": {"id": "T1"}}, ME)


def test_a_private_message() -> None:
    """As the person saw it, in the thread that they chose, with what they shared."""
    shared = {"is_share": True, "text": "older", "files": [{"id": "F2", "name": "b.png", "url_private": "https://f/b"}]}
    event = message(
        text="by &lt;hand&gt;",
        thread_ts=CARD.message,
        subtype="file_share",
        files=[{"id": "F1", "name": "a.png", "url_private_download": "https://f/a", "size": 5, "mimetype": "x/y"}],
        attachments=[shared, {"text": "a preview", "from_url": "https://x.y"}],
    )
    seen = read(event)
    assert seen == Wrote(
        "Ev1",
        HERE,
        ANN,
        "by <hand>\nolder",
        (FileRef("F1", "a.png", "https://f/a", 5, "x/y"), FileRef("F2", "b.png", "https://f/b", 0)),
        inbound.at(TS),
        MessageRef(Chat.SLACK, "D1", CARD.message),
    )
    root = read(message(thread_ts=TS))
    assert isinstance(root, Wrote)
    assert root.reply_to is None


def test_deleted_and_foreign_files() -> None:
    """What stands in place of a deleted file is none; one of another service has its address there."""
    files = [
        {"id": "F1", "mode": "tombstone"},
        {"id": "F2", "mode": "hidden_by_limit"},
        {"id": "F3", "title": "drawing", "is_external": True, "mode": "external", "url_private": "https://drive/x"},
        {"id": "F4", "file_access": "check_file_info"},
    ]
    assert inbound.files(({"files": files},)) == (
        FileRef("F3", "drawing", "https://drive/x", 0),
        FileRef("F4", "F4", "", 0),
    )


def test_edits() -> None:
    """Of a person, of their words; not what Slack adds."""
    new = {"user": "UANN", "ts": TS, "text": "by hand", "edited": {"user": "UANN", "ts": "1700000001.000000"}}
    changed = {"subtype": "message_changed", "message": new, "previous_message": {"text": "hi"}, "user": None}
    assert read(message(**changed)) == Edited("Ev1", HERE, "by hand", inbound.at("1700000001.000000"))
    for less in ({**new, "edited": None}, {**new, "text": "hi"}, {**new, "bot_id": "B1"}):
        assert read(message(**{**changed, "message": less})) is None


def test_deleted_messages() -> None:
    """In private and in the moderators' channel; one with a thread leaves a stone in its place."""
    assert read(message(subtype="message_deleted", deleted_ts=TS)) == MessageGone("Ev1", HERE)
    stone = {"subtype": "tombstone", "ts": CARD.message}
    card = message(channel="C2", channel_type="group", subtype="message_changed", message=stone)
    assert read(card) == MessageGone("Ev1", CARD)
    assert read(message(channel="C9", channel_type="group", subtype="message_deleted", deleted_ts=TS)) is None


def test_links_of_a_message() -> None:
    """Its words, and what is previewed under it."""
    seen = inbound.seen({"text": "<https://a.b|a>", "attachments": [{"from_url": "https://c.d"}, {}]})
    assert seen == "https://a.b https://c.d"


@pytest.mark.parametrize(
    ("typed", "event"),
    [
        ("show 7", AskedCase("trigger1", ANN, moderator=True, case=7)),
        ("SHOW  #7", AskedCase("trigger1", ANN, moderator=True, case=7)),
        ("list", AskedList("trigger1", ANN, moderator=True)),
        ("next", AskedNext("trigger1", ANN, moderator=True)),
        ("owner 7 <@U123|bob>", NamedOwner("trigger1", ANN, True, 7, Account(Chat.SLACK, "U123"))),
        ("owner 7 <@W123>", NamedOwner("trigger1", ANN, True, 7, Account(Chat.SLACK, "W123"))),
        ("withdraw 7 a mistake &amp; more", TookBack("trigger1", ANN, True, 7, "a mistake & more")),
        ("", Say("command.usage")),
        ("help", Say("command.usage")),
        ("list 7", AskedList("trigger1", ANN, moderator=True, words="7")),
        ("list Mine", AskedList("trigger1", ANN, moderator=True, which="mine")),
        ("list due red &amp; blue", AskedList("trigger1", ANN, moderator=True, which="due", words="red & blue")),
        ("open https://gallery.example/listing/7 please", Say("command.usage_open")),
        ("note 7", Say("command.usage_note")),
        ("note 7 she wrote", WroteNote("trigger1", ANN, moderator=True, case=7, words="she wrote")),
        ("purge 7 unlawful", OrderedPurge("trigger1", ANN, lead=False, case=7, words="unlawful")),
        ("reopen 7 now", Say("command.usage_reopen")),
        ("show", Say("command.usage_show")),
        ("show seven", Say("command.usage_show")),
        ("show 7 8", Say("command.usage_show")),
        ("show 0", Say("command.usage_show")),
        ("owner 7", Say("command.usage_owner")),
        ("owner 7 @bob", Say("command.usage_owner")),
        ("owner <@U123|bob> 7", Say("command.usage_owner")),
        ("withdraw 7", Say("command.usage_withdraw")),
        ("withdraw 7 " + "x" * 301, Say("command.usage_withdraw")),
    ],
)
def test_case_commands(typed: str, event: object) -> None:
    """Read as typed, or answered with how to type it."""
    assert commands.read(ACT, Typed("/case", typed)) == event


def test_whoever_is_no_moderator_is_not_told_how_to_type() -> None:
    """They hear that it is not for them; where that could not be looked up, how it is typed."""
    member = replace(ACT, moderator=False)
    assert commands.read(member, Typed("/case", "shw 7")) == Say("say.moderators_only")
    assert commands.read(replace(member, in_doubt=True), Typed("/case", "shw 7")) == Say("command.usage")


def test_an_unknown_command_is_answered() -> None:
    """Every sentence of help is there."""
    assert commands.read(ACT, Typed("/else", "")) == Say("command.outdated")
    usages = ("usage", "usage_show", "usage_owner", "usage_withdraw", "outdated", "too_late", "elsewhere_workspace")
    assert all(f"command.{each}" in TEXTS.sentences for each in usages)


def test_what_is_pressed_and_sent() -> None:
    """An option, a form; nothing for what only opens something or is forged."""
    which = custom_ids.WhichCase("message1")
    chosen = {"selected_option": {"value": "8"}}
    assert acts.pressed(ACT, which, chosen, PEN) == ChoseCase("trigger1", ANN, "message1", 8)
    for forged in ({}, {"selected_option": {"value": "x"}}, {"selected_option": {"value": "²"}}):
        assert acts.pressed(ACT, which, forged, PEN) is None
    assert acts.pressed(ACT, custom_ids.ReportForm(), {}, PEN) is None
    assert acts.pressed(ACT, None, {}, PEN) is None
    assert acts.sent(ACT, custom_ids.ShowPolicy(), {}) is None
    values = {
        "sentence": {"sentence": {"value": " melting hands "}},
        "considerations": {"considerations": {"selected_options": [{"value": "intention"}]}},
        "media": {"media": {"value": "a, b;c"}},
    }
    sent = acts.sent(ACT, custom_ids.ObservationForm(7, 1), {"state": {"values": values}})
    expected = ObservationSent("trigger1", ANN, True, 7, 1, "melting hands", ("intention",), ("A", "B", "C"))
    assert sent == expected


def test_the_buttons_of_a_notice() -> None:
    """Two open a form, whose words and files are the answer; the others say what is written on them."""
    for each in Way:
        said = PEN.label(f"button.{each}", 75)
        event = AskedForm("trigger1", ANN, 7) if each in FORMS else Answered("trigger1", ANN, 7, said)
        assert acts.pressed(ACT, custom_ids.Answer(7, each), {}, PEN) == event
    assert acts.pressed(ACT, custom_ids.ShowStatement(7), {}, PEN) == AskedStatement("trigger1", ANN, 7)
    file = {"id": "F1", "name": "a.png", "url_private": "https://f/a.png", "size": 3}
    values = {"words": {"words": {"value": " by hand "}}, "files": {"files": {"files": [file]}}}
    sent = acts.sent(ACT, custom_ids.AnswerForm(7, Given.PROOF), {"state": {"values": values}})
    picture = FileRef("F1", "a.png", "https://f/a.png", 3)
    assert sent == Answered("trigger1", ANN, 7, "by hand", (picture,), Given.PROOF)
    assert acts.sent(ACT, custom_ids.AnswerForm(7), {}) == Answered("trigger1", ANN, 7, "")


def test_the_way_back() -> None:
    """From a command, a message, a form."""
    command = way.of({"response_url": "https://r", "channel_id": "C1"}, NOW)
    assert (command.url, command.channel, command.until > NOW) == ("https://r", "C1", True)
    pressed = way.of({"container": {"channel_id": "C1", "thread_ts": "1.1"}, "channel": {"id": "C1"}}, NOW)
    assert (pressed.url, pressed.channel, pressed.thread) == ("", "C1", "1.1")
    assert way.of({"view": {"private_metadata": command.write()}}, NOW) == command
    assert way.of({"view": {"private_metadata": ""}}, NOW).url == ""


@pytest.mark.parametrize(
    ("user", "nobody"),
    [
        ({"id": "U1", "team_id": "T1"}, False),
        ({"id": "U1"}, False),
        ({"id": "U1", "team_id": "T1", "is_bot": True}, True),
        ({"id": "U1", "team_id": "T1", "is_workflow_bot": True}, True),
        ({"id": "USLACKBOT", "team_id": "T1"}, True),
        ({"id": "U1", "team_id": "T2"}, True),
        ({"id": "U1", "team_id": "T1", "is_stranger": True}, True),
    ],
)
def test_who_is_nobody(user: Json, nobody: bool) -> None:
    """Bots, and people of other workspaces."""
    assert is_nobody(user, "T1") is nobody

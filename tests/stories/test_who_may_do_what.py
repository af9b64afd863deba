"""Every command that a chat shows, every button and form, tried by every kind of person on one stage.

What commands there are is asked of the edge and the chat: one that is new turns this red until somebody says here who
may use it.
"""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest

from bot.sandbox import discord as on_discord
from bot.sandbox import slack as on_slack
from bot.stage import DISCORD
from handlers.discord import custom_ids as discord_ids
from handlers.slack import commands as slack_commands
from handlers.slack import custom_ids as slack_ids
from tests.stories.acting import NOTICED, ONE_SENTENCE, SENTENCE, TEXTS, TOUCHES, WORDS, Scene, alone, says, team
from tests.stories.hand import Form, Hand, Seen
from tests.stories.on_discord import DiscordForm
from tests.stories.on_slack import SlackForm

FORMS = frozenset({"report-listing", "process-notes", "appeal", "case reply"})
"""They open for everybody; who may send what is looked at when it comes."""
FREE = frozenset({"my-case", "ai-policy", "link", "report-listing", "process-notes", "appeal"})
LOOKING = frozenset({"case list", "case next", "case open", "case standing"})
SHOWING = frozenset({"case show"})
LEADING = frozenset({"case unseal", "case purge"})
HANDLING = frozenset(
    f"case {verb}"
    for verb in ("note", "reopen", "owner", "notice", "delivered", "message", "reply", "withdraw")
)  # fmt: skip
ALL = FREE | LOOKING | SHOWING | LEADING | HANDLING
M, L, P = "say.moderators_only", "say.leads_only", "say.not_your_case"
PEOPLE = {
    # by their parts in the case: what they hear when they look, show, handle, lead
    "bob": (M, M, M, L),  # a member
    "alice": (M, M, M, L),  # who reported it
    "mo": (None, P, P, L),  # a moderator whose work it is
    "kai": (None, None, P, L),  # a moderator who reported it
    "moderator4": (None, None, None, L),  # a moderator
    "noor": (None, None, None, None),  # who leads
}
LEADS_TO_NOTHING = frozenset({"OpenObservation", "OpenAppeal", "Link"})
"""Buttons that only open a form, or a page."""
PRESSED = {
    "GoOn", "WhichCase", "ShowMyCases", "ShowPolicy", "ShowNext", "WriteHere", "OpenCase",
    "ObservationForm", "ReportForm", "ReplyForm", "NotesForm", "AppealForm", "Answer", "AnswerForm", "ShowStatement",
}  # fmt: skip
"""Those that lead to an event, of which `tests/moderation/test_authority.py` says who may bring it."""

pytestmark = [alone("who may do what is the same wherever the other chat is"), team(4)]


@pytest.fixture
async def led(stopped: Scene) -> AsyncIterator[Scene]:
    """A stage on which noor leads, and a case about a work of mo's that alice and kai reported."""
    on = stopped.on
    if on.chats[0] == DISCORD:
        role = on.discord.role("lead")
        await on.person("noor").gains(role)
        settings = {"DISCORD_LEAD_ROLE_ID": str(role.id)}
    else:
        settings = {"SLACK_LEAD_GROUP_ID": on.slack.group("leads", [on.colleague("noor")]).id}
    async with stopped.bot(**settings):
        listing = stopped.listing("Neon Koi", owner="mo")
        for name in ("alice", "kai"):
            await stopped.report(name, listing.url)
        stopped.listing("First Snow", owner="ines")
        yield stopped


def shown(scene: Scene) -> set[str]:
    """Every command that the chat, or the edge's own table, knows."""
    if scene.on.chats[0] != DISCORD:
        plain = {each.removeprefix("/") for each in slack_commands.COMMANDS} - {"case"}
        return plain | {f"case {verb}" for verb in slack_commands.VERBS}
    found: set[str] = set()
    for each in scene.on.discord.world.commands[None]:
        subs = [option["name"] for option in each.get("options", ()) if option["type"] == 1]
        if each["type"] == 1:
            found |= {f"{each['name']} {sub}" for sub in subs} or {each["name"]}
    return found


def given(scene: Scene, command: str) -> dict[str, int | str | Hand]:
    """What a command is given."""
    number: dict[str, int | str | Hand] = {"number": 1}
    match command.removeprefix("case "):
        case "open":
            return {"link": scene.on.gallery.listings[0].url}
        case "owner":
            return number | {"person": scene.who("theo")}
        case "standing":
            return {"person": scene.who("theo")}
        case "note" | "message":
            return number | {"words": "Some words."}
        case "delivered":
            return number | {"how": "By e-mail."}
        case "unseal" | "purge" | "withdraw":
            return number | {"reason": "For a reason."}
        case "show" | "reopen" | "notice" | "reply":
            return number
        case _:
            return {}


async def tried(scene: Scene, name: str, command: str) -> Seen:
    """Somebody uses a command, and sends the form if that is what it opens; what they are told at once."""
    if command not in FORMS:
        return await scene.who(name).runs(command, **given(scene, command))
    form = await _opened(scene, name) if command == "case reply" else await scene.who(name).opens(command)
    values = {TEXTS["form.reply_words"]: "She drew it."} if command == "case reply" else _filled(scene, command)
    return await form.submits(values)


def _filled(scene: Scene, command: str) -> dict[str, str]:
    link = scene.on.gallery.listings[-1].url
    if command == "appeal":
        return {TEXTS["form.appeal_words"]: "I drew every line of it."}
    if command == "process-notes":
        return {TEXTS["form.notes_link"]: link, TEXTS["form.notes_words"]: "Ink, then scanned."}
    return {TEXTS["form.report_link"]: link, WORDS: "Six fingers each.", TEXTS["form.report_category"]: _CONCERN}


_CONCERN = "It is AI slop: bulk output, no intention, nobody's decisions"


async def _opened(scene: Scene, name: str) -> Form:
    if scene.on.chats[0] == DISCORD:
        found = await scene.on.person(name).runs("case reply", scene.on.lobby, in_dm=False, number=1)
        return DiscordForm(on_discord.opened(found))
    return SlackForm(on_slack.opened(await scene.on.colleague(name).runs("/case", "reply 1", scene.on.workspace.lobby)))


async def settled(scene: Scene, name: str, told: Seen, command: str) -> Seen:
    """A form is answered a little later on Slack; elsewhere settling each time would be a lot of heartbeats."""
    if command in FORMS or command == "case withdraw":
        await scene.settle()
        return scene.who(name).latest(told)
    return told


def refusal(name: str, command: str) -> str | None:
    """The sentence with which somebody is refused, or None."""
    for group, key in zip((LOOKING, SHOWING, HANDLING, LEADING), PEOPLE[name], strict=True):
        if command in group:
            return key
    return None


def recorded(data: Path) -> int:
    """How much has happened to all cases."""
    with closing(sqlite3.connect(data / "salon.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


async def test_every_command_as_everybody(led: Scene, tmp_path: Path) -> None:
    """Refusals come first, are private, say why, and change nothing; then everybody does what they may."""
    assert shown(led) == ALL
    before = recorded(tmp_path)
    for name in PEOPLE:
        for command in sorted(ALL - FREE):
            if key := refusal(name, command):
                told = await settled(led, name, await tried(led, name, command), command)
                assert says(told.text, key, case=1), (name, command, told.text)
                assert told.ephemeral
                assert "Neon Koi" not in told.text
    assert recorded(tmp_path) == before
    order = sorted(ALL, key=lambda command: (command == "case withdraw", command == "case purge", command))
    for command in order:
        for name in PEOPLE:
            if refusal(name, command) is None:
                told = await settled(led, name, await tried(led, name, command), command)
                assert not [key for key in (M, L, P) if says(told.text, key)], (name, command, told.text)


async def test_every_button_and_form_as_everybody(led: Scene, tmp_path: Path) -> None:
    """The card's button and its form; and each id that a component of ours can carry was thought of."""
    for ids in (discord_ids.CustomId, slack_ids.CustomId):
        assert {each.__name__ for each in get_args(ids)} - LEADS_TO_NOTHING <= PRESSED
    card = led.card("Neon Koi")
    before = recorded(tmp_path)
    for name, may in (("mo", False), ("kai", False), ("moderator4", True), ("noor", True)):
        form = await led.who(name).presses(NOTICED, card)
        told = await form.submits({ONE_SENTENCE: SENTENCE, TOUCHES: ["no visible artistic intention"]})
        await led.settle()
        text = led.who(name).latest(told).text
        assert says(text, P, case=1) is not may, (name, text)
        assert (recorded(tmp_path) > before) is may

"""How each command, button and form is tried: what it is given, and what is filled in."""

from collections.abc import Mapping

from bot.sandbox import discord as on_discord
from bot.sandbox import slack as on_slack
from bot.stage import DISCORD
from handlers.slack import commands as slack_commands
from tests.stories.acting import LINK, ONE_SENTENCE, SENTENCE, SLOP, TEXTS, TOUCHES, WORDS, Scene
from tests.stories.everybody import PEOPLE
from tests.stories.hand import Form, Given, Hand, Seen
from tests.stories.on_discord import DiscordForm
from tests.stories.on_slack import SlackForm

OPENING = frozenset({"report-listing", "process-notes", "appeal", "case reply"})
"""Commands that open a form for everybody; who may send what is looked at when it comes."""
FILLED: Mapping[str, Mapping[str, Given]] = {
    "case reply": {TEXTS["form.reply_words"]: "She drew it."},
    "appeal": {TEXTS["form.appeal_words"]: "I drew every line of it."},
    "answer": {TEXTS["form.how_words"]: "I drew every line of it."},
    "observation": {ONE_SENTENCE: SENTENCE, TOUCHES: ["no visible artistic intention"]},
    "process-notes": {TEXTS["form.notes_words"]: "Ink, then scanned."},
    "report-listing": {WORDS: "Six fingers each.", TEXTS["form.report_category"]: SLOP},
}
LINKS = {"process-notes": TEXTS["form.notes_link"], "report-listing": LINK}


def shown(scene: Scene) -> set[str]:
    """Every command that the chat was told of; on Slack, one that has verbs only knows them itself."""
    if scene.on.chats[0] != DISCORD:
        plain = {each["command"].removeprefix("/") for each in _offered(scene, "slash_commands")} - {"case"}
        return plain | {f"case {verb}" for verb in slack_commands.VERBS}
    found: set[str] = set()
    for each in scene.on.discord.world.commands[None]:
        subs = [option["name"] for option in each.get("options", ()) if option["type"] == 1]
        if each["type"] == 1:
            found |= {f"{each['name']} {sub}" for sub in subs} or {each["name"]}
    return found


def entries(scene: Scene) -> set[str]:
    """Every entry in a message's menu, and in the general one."""
    if scene.on.chats[0] != DISCORD:
        return {each["name"] for each in _offered(scene, "shortcuts")}
    return {each["name"] for each in scene.on.discord.world.commands[None] if each["type"] != 1}


def _offered(scene: Scene, what: str) -> list[dict[str, str]]:
    return list(scene.on.slack.world.manifest.at("features", what))


def given(scene: Scene, name: str, command: str) -> dict[str, int | str | Hand]:
    """What somebody gives with a command: it is about the case in which they have a part."""
    number: dict[str, int | str | Hand] = {"number": PEOPLE[name].case}
    match command.removeprefix("case "):
        case "open":
            return {"link": scene.on.gallery.listings[PEOPLE[name].case - 1].url}
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


async def tried(scene: Scene, name: str, command: str, link: str = "") -> Seen:
    """Somebody uses a command, and sends the form if that is what it opens; what they are told at once."""
    if command not in OPENING:
        return await scene.who(name).runs(command, **given(scene, name, command))
    links = {LINKS[command]: link} if command in LINKS else {}
    return await (await opened(scene, name, command)).submits({**FILLED[command], **links})


async def opened(scene: Scene, name: str, command: str) -> Form:
    """Somebody uses a command that opens a form."""
    if command != "case reply":
        return await scene.who(name).opens(command)
    number = PEOPLE[name].case
    if scene.on.chats[0] == DISCORD:
        found = await scene.on.person(name).runs(command, scene.on.lobby, in_dm=False, number=number)
        return DiscordForm(on_discord.opened(found))
    typed = await scene.on.colleague(name).runs("/case", f"reply {number}", scene.on.workspace.lobby)
    return SlackForm(on_slack.opened(typed))

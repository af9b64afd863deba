"""What the documents say is so."""

import re
from pathlib import Path

import click
import pytest

from bot import webhooks
from bot.cli import main
from bot.config import Settings
from bot.config.settings import variable
from bot.moderation.effects import PlatformEvent
from bot.moderation.model import Status
from handlers.discord.settings import INTENTS
from handlers.slack.manifest import OPTIONAL, SCOPES

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md", ".env.example", "docs/platform.md")
TEXT = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
README = TEXT["README.md"]


def section(heading: str) -> str:
    """A section of the README."""
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def verbs(group: click.Group, before: tuple[str, ...] = ()) -> dict[tuple[str, ...], click.Command]:
    """Every verb of the command line by its words; a group that does something itself is one too."""
    found: dict[tuple[str, ...], click.Command] = {}
    for name, command in group.commands.items():
        words = (*before, name)
        if isinstance(command, click.Group):
            found |= verbs(command, words)
        if not isinstance(command, click.Group) or command.invoke_without_command:
            found[words] = command
    return found


VERBS = verbs(main)


def test_two_commands_set_everything_up() -> None:
    """On a machine that has only Python and pip, one runs the main job and one the tests."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert blocks == ["pip install uv && uv run salon demo\npip install uv && uv run pytest\n"]
    assert (ROOT / "uv.lock").is_file()


@pytest.mark.parametrize("page", PAGES)
def test_each_command_of_a_page_exists(page: str) -> None:
    """With its options; so that nobody types something that is no longer there."""
    for line in re.findall(r"`(?:[^`\n]*&& )?(?:uv run )?salon ([^`\n]*)`", TEXT[page]):
        words = tuple(line.replace("[", " ").replace("]", " ").split())
        verb = max((verb for verb in VERBS if words[: len(verb)] == verb), key=len, default=())
        group = words and words[0] in main.commands and len(words) == 1
        assert verb or group, f"{page}: salon {line}"
        known = {option for parameter in VERBS[verb].params for option in parameter.opts} if verb else set()
        assert {word for word in words if word.startswith("--")} <= known, f"{page}: salon {line}"


def test_the_readme_has_every_command() -> None:
    """And every option of each."""
    lines = re.findall(r"^\| `salon ([^`]*)`", section("Commands"), re.MULTILINE)
    listed = {tuple(re.sub(r"[\[\]]|--\S+", " ", line).split()): line for line in lines}
    assert set(listed) == set(VERBS)
    for words, line in listed.items():
        options = {option for each in VERBS[words].params if isinstance(each, click.Option) for option in each.opts}
        assert set(re.findall(r"--[a-z-]+", line)) == options, line


def test_the_readme_has_every_setting() -> None:
    """And none that is gone; those that must be set are said to be."""
    table = section("Settings")
    names = re.findall(r"`([A-Z]+_[A-Z_]+)`", table.split("\n| must be set")[1].split("\n\n")[0])
    assert sorted(names) == sorted(variable(name) for name in Settings.model_fields)
    needed = re.findall(r"`([A-Z_]+)`", table.split("| must be set |")[1].split("\n")[0])
    assert needed == [variable(name) for name, field in Settings.model_fields.items() if field.is_required()]


def test_the_readme_draws_every_state() -> None:
    """The way of a case, with the names that the code has."""
    diagram = re.findall(r"```mermaid\n(.*?)```", README, re.DOTALL)[0]
    drawn = {state for line in diagram.splitlines() for state in re.findall(r"\b[A-Z][A-Za-z]+\b(?=:| -->|$)", line)}
    coded = {"".join(word.capitalize() for word in status.name.split("_")) for status in Status}
    assert coded - drawn == {"Withdrawn"}, "it can follow every state, and is told below the diagram"
    assert "`Withdrawn`" in section("The way of a case")
    assert drawn <= coded


def test_the_readme_names_the_intents_that_are_asked_for() -> None:
    """No more and no less, and none that is privileged."""
    table = section("Connect a Discord server").split("| intent | why |")[1].split("\n\n")[0]
    plain = {name.replace(" ", "_").lower() for name in re.findall(r"^\| ([A-Z][A-Za-z ]+) \|", table, re.MULTILINE)}
    said = {"guild_reactions" if name == "guild_message_reactions" else name for name in plain}
    said = {name.replace("direct_messages", "dm_messages").replace("direct_message_", "dm_") for name in said}
    assert said == {name for name, asked in INTENTS if asked} - {"messages", "reactions"}
    assert not {name for name, asked in INTENTS if asked} & {"members", "presences", "message_content"}


def test_the_readme_names_the_scopes_that_are_asked_for() -> None:
    """No more and no less, and those that are optional are said to be."""
    table = section("Connect a Slack workspace").split("| scope | why |")[1].split("\n\n")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    asked = {scope: "optional" in row for row in rows for scope in re.findall(r"`([a-z.:]+)`", row)}
    assert asked == {**dict.fromkeys(SCOPES, False), **dict.fromkeys(OPTIONAL, True)}


def test_the_slash_commands_of_the_readme_exist() -> None:
    """Members and moderators find what they were promised."""
    modules = ("commands", "case_record")
    code = "".join((ROOT / f"handlers/discord/{each}.py").read_text(encoding="utf-8") for each in modules)
    names = {word for line in re.findall(r"`/([a-z -]+)`", section("Commands")) for word in line.split()}
    assert names == {
        "report-listing",
        "ai-policy",
        "my-case",
        "process-notes",
        "appeal",
        "standing",
        "link",
        "case",
        "list",
        "next",
        "show",
        "owner",
        "withdraw",
        "notice",
        "delivered",
        "reply",
        "open",
        "reopen",
        "note",
        "purge",
        "unseal",
        "message",
    }
    assert {name for name in names if f'"{name}"' not in code} == set()


def test_the_webhooks_are_described() -> None:
    """docs/webhooks.json is what `salon webhooks schema` prints, and the README names every one."""
    assert (ROOT / "docs/webhooks.json").read_text(encoding="utf-8") == f"{webhooks.description()}\n"
    named = re.findall(r"^\| `([a-z.]+)` \|", section("Connect your platform"), re.MULTILINE)
    assert named == [event.value for event in PlatformEvent]


@pytest.mark.parametrize("page", PAGES)
def test_links_within_the_project_lead_somewhere(page: str) -> None:
    """A reader is never sent to a page that is not there."""
    links = re.findall(r"\]\((?!https?://)([^)#]+)\)", TEXT[page])
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_page_knows_the_machine_it_was_written_on(page: str) -> None:
    """It is read elsewhere."""
    assert not re.search(r"(?<![\w.])/(work|root|home|tmp|Users)/|\.\./", TEXT[page])

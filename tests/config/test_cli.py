"""The command line, as far as it needs no chat: faults are listed, exit codes are right, no traceback shows."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.config.policy_file import POLICY
from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.moderation.model import Account, Chat
from bot.ports import UnitOfWork
from storage import Database

NEEDED = ("SALON_TEAM", "SALON_SUPPORT", "SALON_LISTING_HOSTS", "DISCORD_TOKEN", "DISCORD_GUILD_ID")


@pytest.fixture
def salon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command line in an empty folder, with nothing set."""
    monkeypatch.chdir(tmp_path)
    return CliRunner(env=dict.fromkeys((*NEEDED, "DISCORD_MODERATOR_CHANNEL_ID", "SALON_POLICY"), ""))


def lists_faults(result: Result) -> bool:
    """Whether it ended with 2 and named everything that must be set."""
    return result.exit_code == 2 and all(f"- {name} is missing" in result.stderr for name in NEEDED)


@pytest.mark.parametrize("verb", ["run", "doctor", "listings import table.csv", "people import table.csv"])
def test_a_verb_that_needs_settings_lists_all_that_is_wrong(salon: CliRunner, verb: str) -> None:
    """Exit 2, on the error stream, one line each."""
    Path("table.csv").write_text("id,title\n", encoding="utf-8")
    result = salon.invoke(main, verb.split(" "))
    assert lists_faults(result)
    assert "Traceback" not in result.output


def test_the_token_is_never_printed(salon: CliRunner) -> None:
    """Not even when it is what is wrong."""
    result = salon.invoke(main, ["run"], env={"DISCORD_TOKEN": "hush hush"})
    assert result.exit_code == 2
    assert "DISCORD_TOKEN cannot be used" in result.stderr
    assert "hush" not in result.output


def test_a_dotenv_file_in_the_folder_is_read(salon: CliRunner) -> None:
    """That is where README says it goes."""
    Path(".env").write_text("SALON_TEAM=many\n", encoding="utf-8")
    assert "SALON_TEAM cannot be used as it is" in salon.invoke(main, ["run"]).stderr


def test_the_policy_in_force_is_shown_without_any_settings(salon: CliRunner) -> None:
    """All of it: sentences, reactions on both chats, presets."""
    result = salon.invoke(main, ["policy", "show"])
    assert result.exit_code == 0
    for words in ("Policy 2026-11", "🎨 :art: Keep it", "stolen, unlawful…) (goes to support)", "8 and more"):
        assert words in result.output
    assert "3-7         2    1       2       1       10 minutes  7 days" in result.output


def test_the_texts_are_printed(salon: CliRunner) -> None:
    """In each language, or in one."""
    both = salon.invoke(main, ["policy", "texts"]).output
    assert "Language: en" in both
    assert "Language: es" in both
    assert "Language: en" not in salon.invoke(main, ["policy", "texts", "--language", "es"]).output


def test_a_policy_is_checked(salon: CliRunner) -> None:
    """The one in force, one that `.env` chose, and one that is named; a sound one ends with 0."""
    assert "is sound: version 2026-11" in salon.invoke(main, ["policy", "check"]).output
    Path("mine.toml").write_text(POLICY.read_text(encoding="utf-8").replace("2026-11", "mine", 1), encoding="utf-8")
    assert "mine.toml is sound: version mine" in salon.invoke(main, ["policy", "check", "mine.toml"]).output
    Path(".env").write_text("SALON_POLICY=mine.toml\n", encoding="utf-8")
    assert "in force is sound: version mine" in salon.invoke(main, ["policy", "check"]).output


def test_the_faults_of_a_policy_are_listed(salon: CliRunner) -> None:
    """With 2, like everything that is configured."""
    Path("mine.toml").write_text("version = 3\n", encoding="utf-8")
    result = salon.invoke(main, ["policy", "check", "mine.toml"])
    assert result.exit_code == 2
    assert "- mine.toml: version is to be text, in quotes\n" in result.stderr
    assert "- mine.toml: presets is missing\n" in result.stderr


def test_a_file_that_is_not_there_is_said(salon: CliRunner) -> None:
    """Before anything else happens."""
    result = salon.invoke(main, ["listings", "import", "none.csv"])
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


SET = {
    "SALON_TEAM": "3",
    "SALON_SUPPORT": "help@gallery.example",
    "SALON_LISTING_HOSTS": "gallery.example",
    "DISCORD_TOKEN": "a-token-of-the-tests",
    "DISCORD_GUILD_ID": "100000000000000001",
    "DISCORD_MODERATOR_CHANNEL_ID": "100000000000000002",
}


def remembered() -> Database:
    """What the command line stored in the folder of the test."""
    return Database(Path("salon-data/salon.db"), evolve=evolve, due_at=due_at)


def title_of(work: UnitOfWork, listing: str) -> object:
    """The title that was imported for a listing."""
    return (work.listings.imported(listing) or {}).get("title")


def test_listings_are_imported(salon: CliRunner) -> None:
    """More of them than go into one transaction; a second import replaces what the first one said."""
    lines = [f"https://gallery.example/listing/{number},Work {number}" for number in range(450)]
    Path("works.csv").write_text("\n".join(["listing,title", *lines]), encoding="utf-8")
    result = salon.invoke(main, ["listings", "import", "works.csv"], env=SET)
    assert (result.exit_code, result.stdout) == (0, "Imported from works.csv: 450\n")
    Path("works.csv").write_text("listing,title\nhttps://gallery.example/listing/7,Renamed\n", encoding="utf-8")
    assert salon.invoke(main, ["listings", "import", "works.csv"], env=SET).exit_code == 0
    with remembered() as database:
        titles = [database.run(title_of, listing) for listing in ("7", "449")]
    assert titles == ["Renamed", "Work 449"]


def test_people_are_imported(salon: CliRunner) -> None:
    """From then on an account leads to its person."""
    ada = Account(Chat.DISCORD, "200000000000000001")
    Path("people.csv").write_text(f"person,chat,account\nm1,discord,{ada.id}\n", encoding="utf-8")
    result = salon.invoke(main, ["people", "import", "people.csv"], env=SET)
    assert (result.exit_code, result.stdout) == (0, "Imported from people.csv: 1\n")
    with remembered() as database:
        assert database.run(lambda work: work.people.accounts_of("m1")) == (ada,)


def test_an_address_is_imported(salon: CliRunner) -> None:
    """It is kept for when the member is needed, unless their account is known."""
    lines = ("m1,slack,U0ADA,ada@example.org", "m2,,,bo@example.org")
    Path("people.csv").write_text("\n".join(["person,chat,account,email", *lines]), encoding="utf-8")
    assert salon.invoke(main, ["people", "import", "people.csv"], env=SET).exit_code == 0
    with remembered() as database:
        found = [database.run(address_of, person) for person in ("m1", "m2")]
    assert found == [None, "bo@example.org"]


def address_of(work: UnitOfWork, person: str) -> str | None:
    """The address that is kept for a member."""
    return work.people.address(person, Chat.SLACK)


def test_a_table_with_faults_is_not_imported(salon: CliRunner) -> None:
    """All of them are listed, and nothing of the rest is stored."""
    rows = ("https://gallery.example/listing/1,One", "https://elsewhere.example/listing/2,Two", ",Three")
    Path("works.csv").write_text("\n".join(["listing,title", *rows]), encoding="utf-8")
    result = salon.invoke(main, ["listings", "import", "works.csv"], env=SET)
    assert result.exit_code == 2
    assert "- works.csv, line 3: " in result.stderr
    assert "- works.csv, line 4: " in result.stderr
    assert not Path("salon-data").exists()


def test_an_import_waits_for_nobody(salon: CliRunner) -> None:
    """While the bot has the database, it is said that it must be stopped first, without a traceback."""
    Path("people.csv").write_text("person,chat,account\nm1,discord,200000000000000001\n", encoding="utf-8")
    with remembered():
        result = salon.invoke(main, ["people", "import", "people.csv"], env=SET)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


def test_an_earlier_policy_is_kept(salon: CliRunner) -> None:
    """Also beside a running bot; one that would judge nothing is not, and what is kept is listed by its first day."""
    text = POLICY.read_text(encoding="utf-8").replace("2026-11", "first", 1)
    for name, day in (("old.toml", "2026-01-01"), ("new.toml", "2026-11-23")):
        Path(name).write_text(text.replace("effective = 2026-11-23", f"effective = {day}"), encoding="utf-8")
    with remembered():
        assert salon.invoke(main, ["policy", "versions"], env=SET).output == ""
        result = salon.invoke(main, ["policy", "keep", "old.toml"], env=SET)
        assert (result.exit_code, "for works listed from 2026-01-01 on" in result.output) == (0, True)
        result = salon.invoke(main, ["policy", "keep", "new.toml"], env=SET)
        assert (result.exit_code, "only an earlier one has works to judge" in result.stderr) == (1, True)
        assert salon.invoke(main, ["policy", "versions"], env=SET).output == "2026-01-01  first\n"


def test_help_needs_nothing(salon: CliRunner) -> None:
    """It answers on a machine where nothing is set up yet."""
    result = salon.invoke(main, ["--help"])
    assert result.exit_code == 0
    assert "demo" in result.output


def test_the_slack_app_is_printed_for_either_way(salon: CliRunner) -> None:
    """With a host, the address stands wherever Slack asks for one, and Socket Mode is off; no settings are needed."""
    socket = json.loads(salon.invoke(main, ["slack", "manifest"]).output)
    assert socket["settings"]["socket_mode_enabled"]
    assert "http" not in json.dumps(socket)
    http = json.loads(salon.invoke(main, ["slack", "manifest", "--http", "salon.example"]).output)
    settings, commands = http["settings"], http["features"]["slash_commands"]
    places = [settings["event_subscriptions"], settings["interactivity"]]
    urls = {each["request_url"] for each in places} | {each["url"] for each in commands}
    assert urls == {"https://salon.example/slack/events"}
    assert not settings["socket_mode_enabled"]

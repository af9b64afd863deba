"""`salon doctor`: a line each, a cure for whatever is wrong, and never a token.

It is a process of its own where that matters, and runs in a thread of this one elsewhere: a process takes a second.
"""

import asyncio
import contextlib
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.sandbox.discord import Permission
from bot.stage import DISCORD, SLACK, Stage, stage
from tests.processes.salon import Ended, environment, running, salon
from tests.wire import held

SECRETS = ("DISCORD_TOKEN", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SALON_WEBHOOK_SECRET")


@pytest.fixture
async def on(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Chats and a gallery where all is well: Discord alone, unless a test names others."""
    async with held(stage(tmp_path / "data", chats=getattr(request, "param", (DISCORD,)))) as prepared:
        yield prepared


def with_chats(*chats: str) -> pytest.MarkDecorator:
    """Where these chats are set up, with the moderators' channel on the first."""
    return pytest.mark.parametrize("on", [chats], indirect=True)


def in_a_thread(folder: Path, given: dict[str, str], *words: str) -> Ended:
    """What a verb says, run by this process."""
    without = dict.fromkeys(os.environ)
    with contextlib.chdir(folder):
        ended = CliRunner(env={**without, **environment(given)}).invoke(main, words)
    return Ended(ended.exit_code, ended.stdout, ended.stderr)


async def examined(on: Stage, folder: Path, *words: str, **settings: str) -> Ended:
    """What the doctor says. Neither a token nor a traceback is ever in it."""
    given = {**on.environment, **settings}
    ended = await asyncio.to_thread(in_a_thread, folder, given, "doctor", *words)
    assert not [name for name in SECRETS if name in given and given[name] in ended.printed]
    assert "Traceback" not in ended.printed
    return ended


def faults(ended: Ended) -> list[str]:
    """The lines of what is wrong."""
    return [line for line in ended.out.splitlines() if line.startswith("✗")]


async def test_all_is_well(on: Stage, tmp_path: Path) -> None:
    """Every matter has its line."""
    ended = await salon(tmp_path, on.environment, "doctor")
    assert (ended.code, faults(ended)) == (0, [])
    for line in ("✓ Settings", "✓ Quorums for 3 moderators", "✓ Database in ", "✓ Listings, from 127.0.0.1:"):
        assert line in ended.out
    for line in ("✓ Discord: token", "✓ Discord: intents", "✓ Discord: Add Reactions", "✓ Discord: 3 moderators"):
        assert line in ended.out
    assert ended.out.endswith("All is well.\n")


async def test_beside_a_running_bot(on: Stage, tmp_path: Path) -> None:
    """Its database is in use, which is said to be fine."""
    async with running(on, tmp_path) as bot:
        ended = await examined(on, tmp_path)
        assert (ended.code, faults(ended)) == (0, [])
        assert f"process {bot.process.pid}" in ended.out
        assert "That is fine while the bot runs" in ended.out


async def test_a_wrong_token(on: Stage, tmp_path: Path) -> None:
    """What to do is said; what depends on it is not asked."""
    ended = await examined(on, tmp_path, DISCORD_TOKEN="wrong-but-secret")  # noqa: S106 - a wrong one
    assert ended.code == 1
    [line] = faults(ended)
    assert "developer portal" in line
    assert "DISCORD_TOKEN" in line
    assert ended.out.endswith("1 to repair: see the lines with ✗.\n")


async def test_a_missing_permission(on: Stage, tmp_path: Path) -> None:
    """By the name that Discord's own settings have."""
    on.room.overwrite(on.discord.bot_role, allow=Permission.VIEW_CHANNEL, deny=Permission.ADD_REACTIONS)
    ended = await examined(on, tmp_path)
    assert ended.code == 1
    assert faults(ended) == [
        "✗ Discord: Add Reactions, in the moderators' channel: Give the bot 'Add Reactions' in that channel."
    ]


async def test_a_channel_that_the_bot_does_not_see(on: Stage, tmp_path: Path) -> None:
    """The commonest mistake with a private channel."""
    hidden = on.discord.channel("hidden", private_to=[on.moderator], bot=False)
    ended = await examined(on, tmp_path, DISCORD_MODERATOR_CHANNEL_ID=str(hidden.id))
    assert ended.code == 1
    [line] = faults(ended)
    assert "Let the bot see it, or check DISCORD_MODERATOR_CHANNEL_ID" in line


async def test_a_platform_that_does_not_answer(on: Stage, tmp_path: Path) -> None:
    """Nothing could be reported."""
    on.gallery.down()
    ended = await examined(on, tmp_path)
    assert ended.code == 1
    [line] = faults(ended)
    assert "answered 503: see that the platform is up, and check SALON_LISTING_API_URL" in line


async def test_webhooks(on: Stage, tmp_path: Path) -> None:
    """Nobody need be told; where somebody is to be, they have to answer, whatever they say, and are told nothing."""
    assert "· Webhooks: SALON_WEBHOOK_URL is not set" in (await examined(on, tmp_path)).out
    told = on.telling()
    assert "✓ Webhooks\n" in (await examined(on, tmp_path, **told)).out
    assert on.gallery.receiver.heard == []
    assert "· Webhooks: SALON_PUBLIC_URL" in (await examined(on, tmp_path, **told | {"SALON_PUBLIC_URL": ""})).out
    [line] = faults(await examined(on, tmp_path, **told | {"SALON_WEBHOOK_URL": "http://127.0.0.1:9/hooks"}))
    assert line.startswith("✗ Webhooks: nobody answers (ClientConnectorError): see that the platform is up")


async def test_a_folder_that_cannot_be_used(on: Stage, tmp_path: Path) -> None:
    """Such as one that is a file."""
    (tmp_path / "file").touch()
    ended = await examined(on, tmp_path, SALON_DATA="file")
    assert ended.code == 1
    [line] = faults(ended)
    assert "set SALON_DATA to another folder" in line


async def test_what_is_worth_knowing(on: Stage, tmp_path: Path) -> None:
    """Advice is no fault: a small team, no way to look listings up, a rehearsal."""
    settings = {"SALON_TEAM": "1", "SALON_LISTING_API_URL": "", "SALON_LISTING_PAGE_URL": "", "SALON_TIME_SCALE": "60"}
    ended = await examined(on, tmp_path, **settings)
    assert (ended.code, faults(ended)) == (0, [])
    assert "The quorum to act is 2, more than your 1" in ended.out
    assert "`salon listings import`" in ended.out
    assert "60 times shorter" in ended.out
    assert "set SALON_TEAM to the number of people" in ended.out


async def test_a_quorum_of_ones_own(on: Stage, tmp_path: Path) -> None:
    """It is shown beside the preset's, and is no fault."""
    ended = await examined(on, tmp_path, SALON_QUORUM_ASK="1")
    assert (ended.code, faults(ended)) == (0, [])
    assert "· Quorums: SALON_QUORUM_ASK is 1; the policy has 2 for a team of 3." in ended.out
    assert "✓ Quorums" not in ended.out


async def test_a_trial_message(on: Stage, tmp_path: Path) -> None:
    """Only to who is named; where it cannot be sent, that is said."""
    mo = on.person("mo")
    ended = await examined(on, tmp_path, "--dm", str(mo.id))
    assert (ended.code, len(mo.inbox)) == (0, 1)
    mo.closes_dms()
    assert (await examined(on, tmp_path, "--dm", str(mo.id))).code == 1


@with_chats(SLACK)
async def test_slack_alone(on: Stage, tmp_path: Path) -> None:
    """Nothing is said of Discord, and nothing of it is needed."""
    ended = await examined(on, tmp_path)
    assert (ended.code, faults(ended)) == (0, [])
    for line in ("✓ Slack: bot token", "✓ Slack: app token", "✓ Slack: scopes", "✓ Slack: 3 moderators"):
        assert line in ended.out
    assert "Discord" not in ended.out


@with_chats(SLACK, DISCORD)
async def test_both_chats(on: Stage, tmp_path: Path) -> None:
    """Each is gone through; the trial message goes to the chat whose account was named."""
    mo = on.colleague("mo")
    ended = await examined(on, tmp_path, "--dm", mo.id)
    assert (ended.code, faults(ended), len(mo.inbox)) == (0, [], 1)
    assert "✓ Discord: token" in ended.out
    ended = await examined(on, tmp_path, SLACK_APP_TOKEN="wrong-but-secret")  # noqa: S106 - a wrong one
    assert ended.code == 1
    [line] = faults(ended)
    assert "Turn Socket Mode on" in line


async def test_an_account_that_is_none(on: Stage, tmp_path: Path) -> None:
    """What is no account of a chat that is set up gets a line, and nobody a message."""
    ended = await examined(on, tmp_path, "--dm", on.colleague("mo").id)
    assert ended.code == 1
    assert "It is no account of a chat that is set up" in faults(ended)[0]


async def test_who_leads(on: Stage, tmp_path: Path) -> None:
    """A role that is not there is said, with the setting that names it."""
    ended = await examined(on, tmp_path, DISCORD_LEAD_ROLE_ID="5")
    assert (ended.code, len(faults(ended))) == (1, 1)
    assert faults(ended)[0].startswith("✗ Discord: lead role: The server has no such role: check DISCORD_LEAD_ROLE_ID")


async def test_a_time_zone_that_is_none(on: Stage, tmp_path: Path) -> None:
    """It is a fault of the settings, before anything else is looked at; one that is known has a line with its time."""
    ended = await examined(on, tmp_path, SALON_TIME_ZONE="Mars/Olympus")
    assert ended.code == 2
    assert "SALON_TIME_ZONE cannot be used as it is" in ended.err
    ended = await examined(on, tmp_path, SALON_TIME_ZONE="Europe/Madrid")
    assert re.search(r"^✓ Time zone Europe/Madrid, where it is \d\d:\d\d now$", ended.out, re.MULTILINE)


async def test_settings_that_are_missing(tmp_path: Path) -> None:
    """Nothing else can be looked at: exit 2."""
    ended = await salon(tmp_path, {}, "doctor")
    assert ended.code == 2
    assert "- DISCORD_TOKEN is missing" in ended.err

"""What `salon doctor` says of Slack: one check a line, and what to do where it fails. Nothing is sent or changed."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp

from bot.ports import Fault
from handlers.shared.check import Check
from handlers.slack import faults, manifest
from handlers.slack.desk import Desk
from handlers.slack.faults import FAULTS
from handlers.slack.moderators import Standing
from handlers.slack.requests import PATH
from handlers.slack.workspace import Workspace, log_in


async def examine(desk: Desk, team: int, dm_to: str | None = None) -> AsyncIterator[Check]:
    """Look at everything that Salon needs from Slack.

    Args:
        desk: As for the connection; its `take` is not called.
        team: How many moderators the settings speak of.
        dm_to: An account to send one real private message to, or None for none.
    """
    patience = aiohttp.ClientTimeout(total=desk.settings.request_patience)
    async with aiohttp.ClientSession(timeout=patience) as session:
        try:
            slack = await log_in(desk.settings, session)
        except FAULTS as error:
            yield Check("Slack: bot token", ok=False, what_to_do=_token_advice(error))
        else:
            yield Check(f"Slack: bot token, for {slack.me.url or slack.me.team}", ok=True)
            async for check in _inside(slack, desk, team, dm_to):
                yield check


async def _inside(slack: Workspace, desk: Desk, team: int, dm_to: str | None) -> AsyncIterator[Check]:
    yield _signing() if desk.settings.signing_secret else await _socket(slack, desk)
    yield await _scopes(slack)
    if desk.settings.moderator_channel_id:
        yield await _channel(slack, desk.settings.moderator_channel_id, "moderators' channel", private=True)
        yield await _team(slack, team)
        if desk.settings.lead_group_id:
            yield await _leads(slack)
    if desk.settings.support_channel_id:
        yield await _channel(slack, desk.settings.support_channel_id, "support channel", private=False)
    yield await _private(slack, desk, dm_to)


async def _socket(slack: Workspace, desk: Desk) -> Check:
    opened = await faults.answer(slack.web.apps_connections_open(app_token=desk.settings.app_token))
    if isinstance(opened, Fault):
        advice = f"Turn Socket Mode on, and make an app-level token with connections:write ({_why(opened)})."
        return Check("Slack: app token", ok=False, what_to_do=advice)
    return Check("Slack: app token", ok=True)


def _signing() -> Check:
    """Slack alone knows whether the secret is right: it says so when the address is saved, and on every request."""
    advice = f"Slack comes to this machine. Save https://<your host>{PATH} on the app's page 'Event Subscriptions' "
    advice += (
        "while the bot runs: if Slack verifies it, secret and proxy are right (`salon slack manifest` has the rest)."
    )
    return Check("Slack: HTTP", ok=None, what_to_do=advice)


async def _scopes(slack: Workspace) -> Check:
    name = "Slack: scopes"
    said = await faults.answer(slack.web.auth_test())
    if isinstance(said, Fault):
        return Check(name, ok=None, what_to_do=f"Slack did not list them ({_why(said)}): try again.")
    held = {each.strip() for each in str(said.headers.get("x-oauth-scopes") or "").split(",")} - {""}
    if not held:
        return Check(name, ok=None, what_to_do="Slack did not list them: compare the app's with manifest.yaml.")
    missing = sorted(set(manifest.SCOPES) - held)
    if missing:
        advice = f"Add {', '.join(missing)} (see manifest.yaml), then install the app again."
        return Check(name, ok=False, what_to_do=advice)
    left_out = [f"{scope}, to {why}" for scope, why in manifest.OPTIONAL.items() if scope not in held]
    if left_out:
        return Check(name, ok=None, what_to_do=f"Not granted, and not needed: {'; '.join(left_out)}.")
    return Check(name, ok=True)


async def _channel(slack: Workspace, channel_id: str, what: str, *, private: bool) -> Check:
    said = await faults.answer(slack.web.conversations_info(channel=channel_id))
    if isinstance(said, Fault):
        advice = f"Check its id, and invite the bot where it is private ({_why(said)})."
        return Check(f"Slack: {what}", ok=False, what_to_do=advice)
    channel: dict[str, Any] = said["channel"] or {}
    name = f"Slack: {what} “{channel.get('name')}”"
    if not channel.get("is_member") or channel.get("is_archived"):
        return Check(name, ok=False, what_to_do="Invite the bot (/invite), into a channel that is not archived.")
    if private and not channel.get("is_private"):
        advice = "Everybody can read it: make it private. In a public one, a deleted card is noticed late."
        return Check(name, ok=None, what_to_do=advice)
    return Check(name, ok=True)


async def _team(slack: Workspace, team: int) -> Check:
    name = f"Slack: {team} moderators"
    found = await faults.answer(_count(slack))
    if isinstance(found, Fault):
        return Check(
            name, ok=False, what_to_do=f"The channel's members, or a user group, cannot be read ({_why(found)})."
        )
    if found == team:
        return Check(name, ok=True)
    return Check(name, ok=None, what_to_do=f"{found} people are moderators there: set SALON_TEAM to that.")


async def _count(slack: Workspace) -> int:
    listed = await slack.moderators.read()
    return sum([await slack.moderators.look_up(each) is Standing.MODERATOR for each in sorted(listed)])


async def _leads(slack: Workspace) -> Check:
    """Whether the user group is there, with a moderator in it: else nobody could do what is for leads alone."""
    name, or_else = "Slack: lead group", "check SLACK_LEAD_GROUP_ID, or leave it out and every moderator leads."
    found = await faults.answer(slack.moderators.read_leads())
    if isinstance(found, Fault):
        return Check(name, ok=False, what_to_do=f"It cannot be read ({_why(found)}): {or_else}")
    if not found:
        return Check(name, ok=False, what_to_do=f"Nobody in it is a moderator: put somebody in, {or_else}")
    return Check(name, ok=True)


async def _private(slack: Workspace, desk: Desk, dm_to: str | None) -> Check:
    name = "Slack: private messages"
    if dm_to is None:
        return Check(name, ok=None, what_to_do="Not tried: `--dm` and a member's id send one trial message.")
    said = await faults.answer(_hello(slack, desk, dm_to))
    if isinstance(said, Fault):
        return Check(name, ok=False, what_to_do=f"That account could not be written to ({_why(said)}).")
    return Check(name, ok=True)


async def _hello(slack: Workspace, desk: Desk, user: str) -> None:
    await slack.web.chat_postMessage(channel=await slack.private_channel(user), text=desk.pen.text("command.hello"))


def _token_advice(error: BaseException) -> str:
    if faults.code(error) in faults.NO_TOKEN:
        return f"Slack does not accept it ({faults.code(error)}): install the app again, and set SLACK_BOT_TOKEN."
    return f"Slack could not be reached ({_why(faults.read(error))}): look at the network and at SLACK_API_URL."


def _why(fault: Fault) -> str:
    return str(getattr(fault, "why", "") or getattr(fault, "what", ""))

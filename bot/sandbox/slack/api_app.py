"""Methods on the app itself and its workspace: auth.test, apps.connections.open, team.info, bots.info, api.test."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from . import payloads
from .errors import SlackError

if TYPE_CHECKING:
    from .calls import Call
    from .kinds import Json

TICKET_LASTS = 30


def api_test(call: Call) -> Json:
    """api.test: says back what it was told."""
    error = call.text("error")
    told = {key: value for key, value in call.args.items() if key != "token"}
    if error is not None:
        raise SlackError(error, args=told)
    return {"args": told}


def auth_test(call: Call) -> Json:
    """auth.test."""
    world = call.world
    return {
        "url": f"https://{world.domain}.slack.com/",
        "team": "Sandbox",
        "user": world.bot.name,
        "team_id": world.team_id,
        "user_id": world.bot.id,
        "bot_id": world.bot.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """apps.connections.open: an address for one socket, soon to be used."""
    world = call.world
    if not world.manifest.socket_mode:
        # The page names no code for this; what matters is that no address comes.
        raise SlackError("access_denied")
    ticket = secrets.token_hex(16)
    # Not scaled: the client needs real time to connect, and slack_sdk tries a dead address again for ever.
    world.tickets[ticket] = world.timing.ticks() + TICKET_LASTS
    address = world.api_url.replace("http://", "ws://").removesuffix("/api/")
    return {"url": f"{address}/link/?ticket={ticket}&app_id={world.app_id}"}


def team_info(call: Call) -> Json:
    """team.info."""
    world = call.world
    shown = {"id": world.team_id, "name": "Sandbox", "domain": world.domain, "email_domain": ""}
    return {"team": {**shown, "icon": {"image_default": True}}}


def bots_info(call: Call) -> Json:
    """bots.info."""
    world, wanted = call.world, call.text("bot") or call.world.bot.bot_id
    found = next((each for each in world.users.values() if each.bot_id and each.bot_id == wanted), None)
    if found is None:
        raise SlackError("bot_not_found")
    shown = {key: value for key, value in payloads.bot_profile(world, found).items() if key != "team_id"}
    return {"bot": {**shown, "user_id": found.id}}

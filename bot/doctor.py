"""`salon doctor`: every check is a line, with what to do where it fails. Nothing is sent unless an account is named."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime

import aiohttp
import click

from bot import app, data
from bot.catalog import CatalogSettings
from bot.catalog.calls import knock
from bot.catalog.links import Links, address
from bot.clocks import SystemClock
from bot.config import Configuration, Settings, quorum_overrides, quorum_remarks
from bot.edges import Tools, examine
from bot.evidence.fetch import FetchMissing, GuardedFetch
from bot.evidence.pool import Pool
from bot.evidence.reader import FileReader
from bot.evidence.sheets import ContactSheets
from bot.moderation.inbound import Inbound
from bot.moderation.model import Chat
from bot.moderation.policy import Policy
from bot.moderation.views import Answer, Silent
from bot.ports import FetchFailed, FetchRefused, Profile, StorageFault
from handlers.shared.check import Check
from storage import InUse, MediaStore, Newer

SIGNS = {True: "✓", False: "✗", None: "·"}
NOBODY = "salon-doctor"
"""A listing that there is not: an answer of 404 is an answer."""


def run(given: Configuration, dm_to: str | None = None) -> int:
    """Print every check. Exit codes: 0 nothing is wrong, 1 something is."""
    return asyncio.run(_run(given, dm_to))


async def _run(given: Configuration, dm_to: str | None) -> int:
    faults = 0
    async for check in checks(given, dm_to):
        click.echo(f"{SIGNS[check.ok]} {check.name}" + (f": {check.what_to_do}" if check.what_to_do else ""))
        faults += check.ok is False
    click.echo("")
    click.echo(f"{faults} to repair: see the lines with {SIGNS[False]}." if faults else "All is well.")
    return 1 if faults else 0


async def checks(given: Configuration, dm_to: str | None = None) -> AsyncIterator[Check]:
    """Look at everything that Salon needs."""
    yield Check("Settings", ok=True)
    for check in (*_rehearsing(given.settings), _zone(given.settings), *_quorums(given), _database(given.settings)):
        yield check
    async for each in _platform(given.settings):
        yield each
    yield await _webhooks(given.settings)
    trial = {_chat_of(dm_to): dm_to} if dm_to else {}
    for chat in given.settings.chats:
        async for each in examine(chat, _tools(given), trial.pop(chat, None)):
            yield each
    for account in trial.values():
        advice = (
            "It is no account of a chat that is set up: name a Discord user's id (digits) or a Slack member's (U…)."
        )
        yield Check(f"A trial message to {account}", ok=False, what_to_do=advice)


def _rehearsing(settings: Settings) -> Iterator[Check]:
    if settings.time_scale != 1:
        advice = f"Every deadline is {settings.time_scale:g} times shorter: take it out for anything but a rehearsal."
        yield Check("SALON_TIME_SCALE", ok=None, what_to_do=advice)


def _zone(settings: Settings) -> Check:
    """It was sound when the settings were read; whether it is the right one, its time tells."""
    return Check(f"Time zone {settings.time_zone}, where it is {datetime.now(data.zone(settings)):%H:%M} now", ok=True)


def _quorums(given: Configuration) -> Iterator[Check]:
    """The quorums against the team and the preset. Only advice: where too few vote, the deadline decides."""
    remarks = (*quorum_overrides(given.settings), *quorum_remarks(given.policy, given.settings.team))
    if not remarks:
        yield Check(f"Quorums for {given.settings.team} moderators", ok=True)
    for remark in remarks:
        yield Check("Quorums", ok=None, what_to_do=f"{remark[:1].upper()}{remark[1:]}.")


def _database(settings: Settings) -> Check:
    name = f"Database in {settings.data}"
    try:
        data.open_storage(settings).close()
    except InUse as running:
        return Check(name, ok=True, what_to_do=f"{running}. That is fine while the bot runs.")
    except Newer as fault:
        return Check(name, ok=False, what_to_do=str(fault))
    except StorageFault as fault:
        advice = "Let Salon write there, restore your backup (`salon restore`), or set SALON_DATA to another folder."
        return Check(name, ok=False, what_to_do=f"{fault}. {advice}")
    return Check(name, ok=True)


async def _platform(settings: Settings) -> AsyncIterator[Check]:
    at = app.catalog_settings(settings)
    template = at.api_url or at.page_url
    if not template:
        advice = "Neither SALON_LISTING_API_URL nor SALON_LISTING_PAGE_URL is set: only what `salon listings import` "
        yield Check("Listings", ok=None, what_to_do=f"{advice}brought is known.")
        return
    variable = "SALON_LISTING_API_URL" if at.api_url else "SALON_LISTING_PAGE_URL"
    async with GuardedFetch(app.allowed(settings)) as fetch:
        yield await _reached(fetch, at, address(template, NOBODY), variable)


async def _reached(fetch: GuardedFetch, at: CatalogSettings, url: str, variable: str) -> Check:
    headers = {"Authorization": f"Bearer {at.api_token}"} if at.api_url and at.api_token else {}
    name = f"Listings, from {', '.join(at.hosts)}"
    try:
        await fetch(url, headers=headers)
    except FetchMissing:
        pass
    except FetchFailed as fault:
        return Check(name, ok=False, what_to_do=f"{fault}: see that the platform is up, and check {variable}.")
    except FetchRefused as fault:
        return Check(name, ok=False, what_to_do=f"{fault.why}: check {variable}, and its token where it needs one.")
    return Check(name, ok=True)


async def _webhooks(settings: Settings) -> Check:
    """Whether somebody answers where the platform is to hear of things; nothing is told for it."""
    name = "Webhooks"
    if not settings.webhook_url:
        advice = "your platform is told nothing, so people have to unlist, list again and pause there by hand."
        return Check(name, ok=None, what_to_do=f"SALON_WEBHOOK_URL is not set: {advice}")
    try:
        await knock(settings.webhook_url)
    except (aiohttp.ClientError, OSError) as fault:
        advice = f"nobody answers ({type(fault).__name__}): see that the platform is up, and check SALON_WEBHOOK_URL."
        return Check(name, ok=False, what_to_do=advice)
    if not settings.public_url:
        advice = "SALON_PUBLIC_URL is not set: your platform is told of accepted pictures without a link to them."
        return Check(name, ok=None, what_to_do=advice)
    return Check(name, ok=True)


def _chat_of(account: str) -> Chat | None:
    """The chat that an account is of, told by the form of its id; None for what is none."""
    forms = {Chat.DISCORD: r"[0-9]{15,20}", Chat.SLACK: r"[UW][A-Z0-9]{5,}"}
    return next((chat for chat, form in forms.items() if re.fullmatch(form, account)), None)


def _tools(given: Configuration) -> Tools:
    links = Links(app.catalog_settings(given.settings))
    sheets = ContactSheets(MediaStore(data.media(given.settings)), FileReader(Pool()))

    async def policy_for(_case: int, _language: str) -> Policy:
        return given.policy

    return Tools(given, given.policy, links.find, sheets, SystemClock(), _take, policy_for)


async def _take(_event: Inbound, _profile: Profile) -> Answer:
    return Silent()

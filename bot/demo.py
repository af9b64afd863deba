"""`salon demo`: three cases, played by people through the real clients against the sandbox.

Nothing here calls the bot: people act by what they see, and the checks read what people can see.
"""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from bot.players import ACCEPT, ASK, KEEP, Players
from bot.sandbox.discord import File, Person
from bot.sandbox.gallery import Listing
from bot.sandbox.slack import MessageView
from bot.stage import DISCORD, SLACK, Stage, stage
from bot.transcript import Transcript

SCALE = 1200.0
"""A policy's ten minutes pass in half a second; the transcript says so."""

CASES = 3


def play(*, as_json: bool) -> int:
    """Play the three cases and print what happened. Exit code 0 only if every check holds."""
    return asyncio.run(_play(click.echo, as_json=as_json))


async def _play(out: Callable[[str], None], *, as_json: bool) -> int:
    with tempfile.TemporaryDirectory() as folder:
        async with stage(Path(folder), chats=(SLACK, DISCORD)) as on:
            tale = Transcript(on, out, as_json=as_json)
            if not as_json:
                out("Salon, the real bot, in a sandbox of its own: a Slack workspace, a Discord server, a gallery.")
                out(f"Its windows pass {SCALE:g} times faster here.")
            people = Players(on, tale)
            async with on.bot_running(SALON_TIME_SCALE=str(SCALE), **on.telling()):
                await _asked_and_replaced(on, people)
                await _answered_in_words(on, people)
            async with on.bot_running(SALON_TIME_SCALE=str(SCALE), SALON_MODERATORS_ON=DISCORD, **on.telling()):
                await _kept(on, people)
            return 0 if tale.end([*range(1, CASES + 1)]) else 1


def _list(on: Stage, artist: str, title: str, chat: str, works: int = 2) -> Listing:
    """A listing of somebody of whom the platform knows the account on one chat."""
    return on.gallery.list(on.artist(artist, chat), title, works=works)


def _card(on: Stage, text: str) -> MessageView:
    [card] = [message for message in on.workspace.room.messages if text in message.text]
    return card


def _is_shown(on: Stage, words: str) -> bool:
    """Whether an answer stands before the moderators: a short while after its last message."""
    return any(words in message.text for message in on.workspace.room.messages)


async def _asked_and_replaced(on: Stage, people: Players) -> None:
    """Reports from both chats, one case; minds change on Slack; the artist answers on Discord; all concerned hear."""
    tale, ines, mo, kai = people.tale, on.person("ines"), on.colleague("mo"), on.colleague("kai")
    tale.chapter("1. Reported on Discord and on Slack, judged on Slack, answered on Discord")
    listing = _list(on, "ines", "Neon Koi", DISCORD, works=3)
    answers = await _three_reports(on, people, listing.url)
    card = _card(on, "Neon Koi")
    tale.check("three reports from two chats are one case", holds=all("case 1" in each for each in answers))
    await people.react(mo, KEEP, card)
    await people.unreact(mo, KEEP, card)
    await people.react(mo, ASK, card)
    await people.react(kai, ASK, card)
    tale.check("no word to the artist before somebody wrote what was noticed", holds=not ines.inbox)
    await people.notice(
        kai, card, "The fins melt into each other, and no two fish agree on how many there are.", ("A",)
    )
    await tale.until(lambda: ines.inbox)
    notice = ines.inbox[0]
    tale.check("the artist reads on Discord what was noticed", holds="melt into each other" in notice.text)
    names = ("alice", "bob", "carol", "mo", "kai")
    tale.check("the artist reads nobody's name", holds=not any(name in notice.text.split() for name in names))
    await _replace(on, tale, ines)
    before = len(ines.inbox)
    await people.react(mo, ACCEPT, _card(on, "The hand-inked one"))
    await tale.until(lambda: len(ines.inbox) > before)
    tale.check("the artist hears of the good end", holds="Good news" in ines.inbox[-1].text)
    await tale.settle()
    tale.check("the gallery shows the new image in place of the old", holds=listing.works[0].data == _new_image(on))
    tale.check("the artist hears nothing on Slack", holds=not on.colleague("ines").inbox)
    told = [_heard(on.person("alice")), _heard(on.person("bob")), [each.text for each in on.colleague("carol").inbox]]
    once = all("closed" in each[-1] and len(each) == 1 for each in told)
    tale.check("each reporter hears once, where they reported, that it is closed", holds=once)


async def _three_reports(on: Stage, people: Players, link: str) -> list[str]:
    """By command and by a message's menu on Discord, by command on Slack; what each is told."""
    alice, bob, carol = on.person("alice"), on.person("bob"), on.colleague("carol")
    answers = [await people.report(alice, link, "The fins melt into each other in all three pictures.")]
    posted = await alice.writes(f"Has anybody seen {link} ?", on.lobby)
    answers.append(await people.report_message(bob, posted, "These look like one prompt, run three times."))
    answers.append(await people.report(carol, f"{link}/?utm_source=share#top", "Nothing here seems chosen."))
    return answers


def _heard(person: Person) -> list[str]:
    return [each.text for each in person.inbox]


def _new_image(on: Stage) -> bytes:
    """What the artist sends instead."""
    return on.gallery.sample_picture(7)


async def _replace(on: Stage, tale: Transcript, artist: Person) -> None:
    words = "The hand-inked one, sorry for the mix-up."
    tale.did(artist, "answers with a new image", f"DM with {artist.name}", words)
    answer = await artist.writes(words, files=[File("koi-ink.jpg", _new_image(on))])
    await tale.settle()
    tale.check("the answer carries 📥 once it is stored", holds="📥" in answer.reactions)
    await tale.until(lambda: _is_shown(on, words))


async def _answered_in_words(on: Stage, people: Players) -> None:
    """Words can clear a listing as well as another image."""
    tale, theo, mo, noor = people.tale, on.colleague("theo"), on.colleague("mo"), on.colleague("noor")
    tale.chapter("2. Answered in words, on Slack")
    listing = _list(on, "theo", "Harbour at Five", SLACK)
    await people.report(on.colleague("ines"), listing.url, "The ropes lead nowhere and the light has no source.")
    card = _card(on, "Harbour at Five")
    await people.notice(noor, card, "The ropes lead nowhere, and the light comes from two sides at once.")
    await people.react(noor, ASK, card)
    await people.react(mo, ASK, card)
    await tale.until(lambda: theo.inbox)
    words = "I paint from photographs and moved the ropes by hand. The two lights are sun and harbour lamp."
    tale.did(theo, "answers in words, in the thread of the message", "DM with theo", words)
    answer = await theo.writes(words, reply_to=theo.inbox[0])
    await tale.settle()
    tale.check("an answer in a Slack thread carries 📥 as well", holds="inbox_tray" in answer.reactions)
    await tale.until(lambda: _is_shown(on, "moved the ropes by hand"))
    before = len(theo.inbox)
    await people.react(noor, ACCEPT, _card(on, "moved the ropes by hand"))
    await tale.until(lambda: len(theo.inbox) > before)
    tale.check("an answer in words is accepted and leaves no mark", holds="leaves no mark" in theo.inbox[-1].text)


async def _kept(on: Stage, people: Players) -> None:
    """What is kept never reaches the artist."""
    tale, alice, ines = people.tale, on.person("alice"), on.person("ines")
    tale.chapter("3. Kept, judged on Discord: the artist never hears of it")
    listing = _list(on, "ines", "First Snow", DISCORD, works=1)
    before, heard = len(ines.inbox), len(alice.inbox)
    await people.report(alice, listing.url, "It looks so smooth that it must be generated.")
    [card] = [message for message in on.room.messages if "First Snow" in message.text]
    await people.react(on.person("mo"), KEEP, card)
    await people.react(on.person("kai"), KEEP, card)
    await tale.until(lambda: len(alice.inbox) > heard)
    tale.check("the card shrinks to a line that says 'kept'", holds="Kept" in card.text and not card.attachments)
    tale.check("the artist never hears of it", holds=len(ines.inbox) == before)

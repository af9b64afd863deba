"""`salon demo`: three cases, played by people through the real client against the sandbox.

Nothing here calls the bot: people act by what they see, and the checks read what people can see.
"""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from bot.sandbox.discord import File, MessageView, ModalView, Person
from bot.sandbox.gallery import Listing
from bot.stage import Stage, stage
from bot.transcript import Transcript

SCALE = 1200.0
"""A policy's ten minutes pass in half a second; the transcript says so."""

ASK, KEEP, ACCEPT = "💬", "🎨", "🆗"
NOTICED = "What did you notice?"


def play(*, as_json: bool) -> int:
    """Play the three cases and print what happened. Exit code 0 only if every check holds."""
    return asyncio.run(_play(click.echo, as_json=as_json))


async def _play(out: Callable[[str], None], *, as_json: bool) -> int:
    with tempfile.TemporaryDirectory() as folder:
        async with stage(Path(folder)) as on, on.bot_running(SALON_TIME_SCALE=str(SCALE)):
            tale = Transcript(on, out, as_json=as_json)
            if not as_json:
                out(f"Salon, the real bot, in a sandbox of its own. Its windows pass {SCALE:g} times faster here.")
            stories = (_asked_and_replaced, _answered_in_words, _kept)
            for story in stories:
                await story(on, tale)
            return 0 if tale.end([*range(1, len(stories) + 1)]) else 1


async def _report(tale: Transcript, who: Person, listing: str, words: str) -> MessageView:
    """Report by command, and wait for the answer."""
    tale.did(who, "runs /report-listing and fills in the form", "#lobby", f"{listing}\n{words}")
    modal = _form(await who.runs("report-listing"))
    return await _send(tale, modal, listing, words)


def _form(shown: ModalView | MessageView) -> ModalView:
    if isinstance(shown, MessageView):
        raise TypeError(f"expected a form, saw: {shown}")
    return shown


async def _send(tale: Transcript, modal: ModalView, listing: str, words: str) -> MessageView:
    answer = await modal.submits(
        {
            "Link to the listing": listing,
            "What is your concern?": _first_option(modal),
            "What do you see?": words,
        }
    )
    await tale.settle()
    return await answer.latest()


def _first_option(modal: ModalView) -> str:
    field = modal.fields["What is your concern?"]
    return str(field["options"][0]["label"])


async def _react(tale: Transcript, who: Person, emoji: str, card: MessageView) -> None:
    tale.did(who, f"reacts with {emoji}", "#moderators")
    await who.reacts(emoji, card)
    await tale.settle()


async def _notice(tale: Transcript, who: Person, card: MessageView, sentence: str) -> None:
    """Fill in 'What did you notice?'."""
    tale.did(who, f"presses “{NOTICED}”", "#moderators", sentence)
    modal = _form(await who.clicks(NOTICED, card))
    considerations = next(label for label, field in modal.fields.items() if "options" in field)
    first = modal.fields[considerations]["options"][0]["label"]
    await modal.submits({"In one sentence": sentence, considerations: [first]})
    await tale.settle()


def _cards(on: Stage, text: str) -> list[MessageView]:
    return [message for message in on.room.messages if text in message.text]


def _list(on: Stage, title: str, works: int = 2) -> Listing:
    return on.gallery.list(on.artist("ines"), title, works=works)


async def _asked_and_replaced(on: Stage, tale: Transcript) -> None:
    """Three reports, one case; minds change; the artist sends another image; all concerned hear of it."""
    tale.chapter("1. Reported three times, asked, replaced, accepted")
    listing = _list(on, "Neon Koi", works=3)
    alice, bob, carol, ines = (on.person(name) for name in ("alice", "bob", "carol", "ines"))
    mo, kai = on.person("mo"), on.person("kai")
    answers = [await _report(tale, alice, listing.url, "The fins melt into each other in all three pictures.")]
    posted = await alice.writes(f"Has anybody seen {listing.url} ?", on.lobby)
    tale.did(bob, "uses “Report listing” on a message", "#lobby")
    menu = _form(await bob.uses("Report listing", posted))
    answers.append(await _send(tale, menu, listing.url, "These look like one prompt, run three times."))
    answers.append(await _report(tale, carol, f"{listing.url}/?utm_source=share#top", "Nothing here seems chosen."))
    [card] = _cards(on, "Neon Koi")
    tale.check("three reports are one case with one card", holds=all("case 1" in each.text for each in answers))
    await _react(tale, mo, KEEP, card)
    tale.did(mo, f"takes {KEEP} away", "#moderators")
    await mo.unreacts(KEEP, card)
    await _react(tale, mo, ASK, card)
    await _react(tale, kai, ASK, card)
    tale.check("no word to the artist before somebody wrote what was noticed", holds=not ines.inbox)
    await _notice(tale, kai, card, "The fins melt into each other, and no two pictures agree on how many there are.")
    await tale.until(lambda: ines.inbox)
    notice = ines.inbox[0]
    tale.check("the artist reads what was noticed", holds="melt into each other" in notice.text)
    names = ("alice", "bob", "carol", "mo", "kai")
    tale.check("the artist reads nobody's name", holds=not any(name in notice.text.split() for name in names))
    await _replace(on, tale, ines)
    [reply] = _cards(on, "The hand-inked one")
    before = len(ines.inbox)
    await _react(tale, mo, ACCEPT, reply)
    await tale.until(lambda: len(ines.inbox) > before)
    tale.check("the artist hears of the good end", holds="Good news" in ines.inbox[-1].text)
    told = [person.inbox[-1].text for person in (alice, bob, carol) if person.inbox]
    tale.check("each reporter hears once that it is closed", holds=[text.count("closed") for text in told] == [1, 1, 1])


async def _replace(on: Stage, tale: Transcript, artist: Person) -> None:
    words = "The hand-inked one, sorry for the mix-up."
    tale.did(artist, "answers with a new image", f"DM with {artist.name}", words)
    answer = await artist.writes(words, files=[File("koi-ink.jpg", on.gallery.sample_picture(7))])
    await tale.settle()
    tale.check("the answer carries 📥 once it is stored", holds="📥" in answer.reactions)


async def _answered_in_words(on: Stage, tale: Transcript) -> None:
    """Words can clear a listing as well as another image."""
    tale.chapter("2. Answered in words, accepted")
    listing = _list(on, "Harbour at Five")
    ines, mo, noor = on.person("ines"), on.person("mo"), on.person("noor")
    await _report(tale, on.person("theo"), listing.url, "The ropes lead nowhere and the light has no source.")
    [card] = _cards(on, "Harbour at Five")
    await _notice(tale, noor, card, "The ropes lead nowhere, and the light comes from two sides at once.")
    before = len(ines.inbox)
    await _react(tale, noor, ASK, card)
    await _react(tale, mo, ASK, card)
    await tale.until(lambda: len(ines.inbox) > before)
    words = "I paint from photographs and moved the ropes by hand. The two lights are sun and harbour lamp."
    tale.did(ines, "answers in words", "DM with ines", words)
    await ines.writes(words, reply_to=ines.inbox[-1])
    await tale.settle()
    [reply] = _cards(on, "moved the ropes by hand")
    before = len(ines.inbox)
    await _react(tale, noor, ACCEPT, reply)
    await tale.until(lambda: len(ines.inbox) > before)
    tale.check("an answer in words is accepted and leaves no mark", holds="leaves no mark" in ines.inbox[-1].text)


async def _kept(on: Stage, tale: Transcript) -> None:
    """What is kept never reaches the artist."""
    tale.chapter("3. Kept: the artist never hears of it")
    listing = _list(on, "First Snow", works=1)
    alice, ines, mo, kai = (on.person(name) for name in ("alice", "ines", "mo", "kai"))
    before, heard = len(ines.inbox), len(alice.inbox)
    await _report(tale, alice, listing.url, "It looks so smooth that it must be generated.")
    [card] = _cards(on, "First Snow")
    await _react(tale, mo, KEEP, card)
    await _react(tale, kai, KEEP, card)
    await tale.until(lambda: len(alice.inbox) > heard)
    tale.check("the card shrinks to a line that says 'kept'", holds="Kept" in card.text and not card.attachments)
    tale.check("the artist never hears of it", holds=len(ines.inbox) == before)

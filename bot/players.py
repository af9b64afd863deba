"""What people of the demo do, on the chat that they are on, each step told as it is done."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

import aiohttp

from bot.clocks import JumpingClock
from bot.config.page import in_words
from bot.sandbox import discord as on_discord
from bot.sandbox import slack as on_slack
from bot.sandbox.acts import File
from bot.sandbox.gallery import Listing
from bot.sandbox.slack.emoji import spelled
from bot.stage import Stage
from bot.transcript import Transcript

KEEP, ASK = "🎨", "💬"
ACCEPT, REFUSE = "🆗", "🛑"
UNLIST, PAUSE = "🙈", "⏸️"
OVERTURN, STANDS = "↩️", "⚖️"
NOTICED = "What did you notice?"
MEDIA = "In which images or videos?"

UNDO = timedelta(minutes=11)
"""After this a verdict holds."""

SETTLED = timedelta(minutes=3)
"""After this an answer is taken to be whole."""

Person: TypeAlias = on_discord.Person | on_slack.Person
Message: TypeAlias = on_discord.MessageView | on_slack.MessageView
Form: TypeAlias = on_discord.ModalView | on_slack.ModalView


@dataclass(frozen=True, slots=True)
class Players:
    """The people on a stage, the record of what they do, and their clock."""

    on: Stage
    tale: Transcript
    clock: JumpingClock

    async def passes(self, period: timedelta) -> None:
        """Let time pass, and everything happen that follows."""
        await self.tale.settle()
        self.clock.jump(period)
        self.tale.passed(in_words(period))
        await self.tale.settle()

    def lists(self, artist: str, title: str, chat: str, works: int = 1) -> Listing:
        """A new listing of somebody of whom the platform knows the account on one chat."""
        return self.on.gallery.list(self.on.artist(artist, chat), title, works, listed_at=self.clock.now())

    async def looks(self, url: str) -> str:
        """What stands on a page of the gallery."""
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return await response.text()

    def card(self, *words: str) -> Message:
        """The newest card that says all of this."""
        rooms: list[Message] = [*self.on.workspace.room.messages, *self.on.room.messages]
        return [each for each in rooms if all(part in each.text for part in words)][-1]

    async def report(self, who: Person, listing: str, words: str) -> str:
        """Report by command; what came of it."""
        self.tale.did(who, "runs /report-listing and fills in the form", "#lobby", f"{listing}\n{words}")
        if isinstance(who, on_slack.Person):
            return await self._send_on_slack(who, on_slack.opened(await who.runs("/report-listing")), listing, words)
        return await self._send(on_discord.opened(await who.runs("report-listing")), listing, words)

    async def report_message(self, who: on_discord.Person, posted: on_discord.MessageView, words: str) -> str:
        """Report by the menu of a message, which has the link."""
        self.tale.did(who, "uses “Report listing” on a message", "#lobby", words)
        form = on_discord.opened(await who.uses("Report listing", posted))
        return await self._send(form, str(form.fields["Link to the listing"]["value"]), words)

    async def _send(self, form: on_discord.ModalView, listing: str, words: str) -> str:
        answer = on_discord.answer(await form.submits(_filled(form, listing, words)))
        await self.tale.settle()
        return (await answer.latest()).text

    async def _send_on_slack(self, who: on_slack.Person, form: on_slack.ModalView, listing: str, words: str) -> str:
        await form.submits(_filled(form, listing, words))
        await self.tale.settle()
        return who.answers[-1].text

    async def react(self, who: Person, emoji: str, card: Message) -> None:
        """Vote."""
        self.tale.did(who, f"reacts with {emoji}", "#moderators")
        if isinstance(who, on_slack.Person):
            await who.reacts(spelled(emoji), _slacks(card))
        else:
            await who.reacts(emoji, _discords(card))
        await self.tale.settle()

    async def unreact(self, who: on_slack.Person, emoji: str, card: Message) -> None:
        """Take a vote back."""
        self.tale.did(who, f"takes {emoji} away", "#moderators")
        await who.unreacts(spelled(emoji), _slacks(card))
        await self.tale.settle()

    async def notice(self, who: Person, card: Message, sentence: str, media: tuple[str, ...] = ()) -> None:
        """Fill in 'What did you notice?', about all of the media or about those with these letters."""
        self.tale.did(who, f"presses “{NOTICED}”", "#moderators", sentence)
        form = await _pressed(who, NOTICED, card)
        considerations = next(label for label, field in form.fields.items() if "options" in field)
        about = {MEDIA: list(media)} if media else {}
        touched = [_first_option(form, considerations)]
        await form.submits({"In one sentence": sentence, considerations: touched, **about})
        await self.tale.settle()

    async def ask(self, reporter: Person, listing: Listing, concern: str, noticed: str) -> None:
        """Somebody reports a listing, and mo and kai agree on Discord to ask its artist."""
        mo, kai = self.on.person("mo"), self.on.person("kai")
        await self.report(reporter, listing.url, concern)
        card = self.card(listing.title)
        await self.notice(mo, card, noticed)
        await self.vote((mo, kai), ASK, card)

    async def vote(self, voters: tuple[Person, ...], emoji: str, card: Message) -> None:
        """They agree, and it holds."""
        for each in voters:
            await self.react(each, emoji, card)
        await self.passes(UNDO)

    async def answer(
        self, who: Person, words: str, *files: File, thread: on_slack.MessageView | None = None
    ) -> Message:
        """Write to the bot in private, on Slack perhaps in a message's thread; what was written, once it is whole."""
        how = f"answers with {'another image' if files else 'words'}{', in the thread' if thread else ''}"
        self.tale.did(who, how, f"DM with {who.name}", words)
        written: Message
        if isinstance(who, on_slack.Person):
            written = await who.writes(words, files=files, reply_to=thread)
        else:
            written = await who.writes(words, files=files)
        await self.passes(SETTLED)
        return written

    async def appeal(self, who: Person, decided: Message, words: str) -> None:
        """Press the button under a decision, and say why."""
        self.tale.did(who, "presses “Appeal” under the decision", f"DM with {who.name}", words)
        form = await _pressed(who, "Appeal", decided)
        await form.submits({"What should others know?": words})
        await self.tale.settle()


async def _pressed(who: Person, label: str, message: Message) -> Form:
    """Press a button that opens a form."""
    if isinstance(who, on_slack.Person):
        return on_slack.opened(await who.clicks(label, _slacks(message)))
    return on_discord.opened(await who.clicks(label, _discords(message)))


def _filled(form: Form, listing: str, words: str) -> dict[str, str]:
    concern = "What is your concern?"
    return {"Link to the listing": listing, concern: _first_option(form, concern), "What do you see?": words}


def _first_option(form: Form, label: str) -> str:
    first = form.fields[label]["options"][0]
    text = first["text"]["text"] if "text" in first else first["label"]
    return str(text)


def _slacks(message: Message) -> on_slack.MessageView:
    if not isinstance(message, on_slack.MessageView):
        raise TypeError("somebody on Slack sees nothing on Discord")
    return message


def _discords(message: Message) -> on_discord.MessageView:
    if not isinstance(message, on_discord.MessageView):
        raise TypeError("somebody on Discord sees nothing on Slack")
    return message


Tale: TypeAlias = Callable[[Players], Awaitable[None]]
"""A case from the first report to its end."""

"""What people of the demo do, on the chat that they are on, each step told as it is done."""

from dataclasses import dataclass

from bot.sandbox import discord as on_discord
from bot.sandbox import slack as on_slack
from bot.stage import Stage
from bot.transcript import Transcript

ASK, KEEP, ACCEPT = "💬", "🎨", "🆗"
SLACKS_NAMES = {ASK: "speech_balloon", KEEP: "art", ACCEPT: "ok"}
NOTICED = "What did you notice?"
MEDIA = "In which images or videos?"

Person = on_discord.Person | on_slack.Person
Card = on_discord.MessageView | on_slack.MessageView
Form = on_discord.ModalView | on_slack.ModalView


@dataclass(frozen=True, slots=True)
class Players:
    """The people on a stage, and the record of what they do."""

    on: Stage
    tale: Transcript

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

    async def react(self, who: Person, emoji: str, card: Card) -> None:
        """Vote."""
        self.tale.did(who, f"reacts with {emoji}", "#moderators")
        if isinstance(who, on_slack.Person):
            await who.reacts(SLACKS_NAMES[emoji], _slacks(card))
        else:
            await who.reacts(emoji, _discords(card))
        await self.tale.settle()

    async def unreact(self, who: on_slack.Person, emoji: str, card: on_slack.MessageView) -> None:
        """Take a vote back."""
        self.tale.did(who, f"takes {emoji} away", "#moderators")
        await who.unreacts(SLACKS_NAMES[emoji], card)
        await self.tale.settle()

    async def notice(
        self, who: on_slack.Person, card: on_slack.MessageView, sentence: str, media: tuple[str, ...] = ()
    ) -> None:
        """Fill in 'What did you notice?', about all of the media or about those with these letters."""
        self.tale.did(who, f"presses “{NOTICED}”", "#moderators", sentence)
        form = on_slack.opened(await who.clicks(NOTICED, card))
        considerations = next(label for label, field in form.fields.items() if "options" in field)
        about = {MEDIA: list(media)} if media else {}
        touched = [_first_option(form, considerations)]
        await form.submits({"In one sentence": sentence, considerations: touched, **about})
        await self.tale.settle()


def _filled(form: Form, listing: str, words: str) -> dict[str, str]:
    concern = "What is your concern?"
    return {"Link to the listing": listing, concern: _first_option(form, concern), "What do you see?": words}


def _first_option(form: Form, label: str) -> str:
    first = form.fields[label]["options"][0]
    text = first["text"]["text"] if "text" in first else first["label"]
    return str(text)


def _slacks(card: Card) -> on_slack.MessageView:
    if not isinstance(card, on_slack.MessageView):
        raise TypeError("somebody on Slack sees no card on Discord")
    return card


def _discords(card: Card) -> on_discord.MessageView:
    if not isinstance(card, on_discord.MessageView):
        raise TypeError("somebody on Discord sees no card on Slack")
    return card

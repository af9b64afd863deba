"""Somebody on Slack."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.acts import DidNotRespond, File
from bot.sandbox.slack import MessageView, ModalView, Person, Response, answer, opened
from bot.stage import SLACK, Stage
from tests.chaos.hands import CHOOSE, EMOJI, FAILED, STORED, Form, must_be_kept, report_form
from tests.stories.acting import says


@dataclass(frozen=True, slots=True, repr=False)
class SlackSight:
    """Implements `hands.Sight`."""

    on: Stage
    who: Person
    view: MessageView

    @property
    def id(self) -> str:
        """Its timestamp."""
        return self.view.id

    @property
    def text(self) -> str:
        """Its text."""
        return self.view.text

    @property
    def by_bot(self) -> bool:
        """Whose it is."""
        return self.view.author == self.on.slack.world.bot.name

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        return self.view.deleted

    @property
    def stored(self) -> bool:
        """Whether 📥 is on it."""
        return self.on.slack.world.bot.name in self.view.reactors(STORED[1])

    @property
    def options(self) -> Sequence[str]:
        """What its menu offers."""
        return self.view.menus.get(CHOOSE, [])

    def reactors(self, choice: str) -> frozenset[str]:
        """Who gives it, the bot left out."""
        return frozenset(self.view.reactors(EMOJI[choice][1])) - {self.on.slack.world.bot.name}

    async def react(self, choice: str) -> None:
        """Give it."""
        await self.who.reacts(EMOJI[choice][1], self.view)

    async def unreact(self, choice: str) -> None:
        """Take it away."""
        await self.who.unreacts(EMOJI[choice][1], self.view)

    @property
    def buttons(self) -> Sequence[str]:
        """What is written on them."""
        return self.view.buttons

    async def press(self, button: str) -> None:
        """Press one. What is acknowledged is on record."""
        await self.who.clicks(button, self.view, waits=False)

    async def fill(self, button: str, form: Form) -> None:
        """Open the form, and send it."""
        await _send(opened(await self.who.clicks(button, self.view, waits=False)), form)

    async def choose(self, option: str) -> None:
        """Choose from its menu. What is acknowledged is on record."""
        await self.who.chooses(CHOOSE, [option], self.view, waits=False)

    async def answer(self, words: str, files: Sequence[File]) -> "SlackSight":
        """Answer it in its thread."""
        written = await self.who.writes(words, files=files, reply_to=self.view)
        return SlackSight(self.on, self.who, written)

    async def edit(self, words: str) -> None:
        """Change it."""
        await self.who.edits(self.view, words)

    async def remove(self) -> None:
        """Delete it."""
        await self.who.removes(self.view)


async def _send(form: ModalView, values: Form) -> None:
    """A form that closes promises that it was taken; one that stays open is closed by hand."""
    try:
        shown: Response = await form.submits(values, waits=False)
    except FAILED:
        await form.closes()
        raise
    if isinstance(shown, ModalView):
        await form.closes()
        raise DidNotRespond(str(shown.errors))
    if isinstance(shown, MessageView):
        must_be_kept(shown.text)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SlackHand:
    """Implements `hands.Hand`."""

    on: Stage
    who: Person
    chat: str = SLACK

    @property
    def name(self) -> str:
        """Who it is."""
        return self.who.name

    @property
    def account(self) -> str:
        """Their id."""
        return self.who.id

    @property
    def cards(self) -> Sequence[SlackSight]:
        """What stands in the moderators' channel."""
        return [SlackSight(self.on, self.who, each) for each in self.on.workspace.room.messages]

    @property
    def inbox(self) -> Sequence[SlackSight]:
        """The private conversation."""
        return [SlackSight(self.on, self.who, each) for each in self.who.inbox]

    @property
    def answers(self) -> Sequence[str]:
        """What only they were shown."""
        return [each.text for each in self.who.answers]

    async def report(self, link: str, words: str) -> None:
        """By command."""
        form = opened(await self.who.runs("/report-listing", link, waits=False))
        await _send(form, report_form(words))

    async def show_case(self, number: int) -> str:
        """By command; what is long comes in several messages."""
        before = len(self.answers)
        answer(await self.who.runs("/case", f"show {number}", self.on.workspace.room))
        await self.on.slack.until(lambda: not says(self.answers[-1], "command.goes_on"))
        return "\n".join(self.answers[before:])

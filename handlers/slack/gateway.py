"""Performs effects on Slack: `ports.ChatGateway` by an exhaustive match over the views."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar, assert_never

from bot.moderation.inbound import FileRef
from bot.moderation.model import Account, Chat, MessageRef
from bot.moderation.policy import Policy
from bot.moderation.views import (
    AnswerView,
    CardView,
    DigestView,
    MessageView,
    NoticeView,
    SupportView,
    ThreadView,
    VoterView,
    WhichView,
)
from bot.ports import (
    NOT_CONNECTED,
    CardReading,
    ConversationReading,
    Done,
    Fault,
    Gone,
    Outcome,
    Profile,
    Refused,
    Retry,
    Sendable,
    Sheets,
    Unknown,
)
from handlers.slack import faults, inbound, posting, reading
from handlers.slack.posting import Place
from handlers.slack.settings import SlackSettings
from handlers.slack.users import User
from handlers.slack.views import cards, digests, messages, notices
from handlers.slack.views.drawing import Drawn, Pen
from handlers.slack.workspace import Workspace

T = TypeVar("T")
STORED: Final = "inbox_tray"


@dataclass(frozen=True, slots=True)
class SlackGateway:
    """Slack, as far as effects need it.

    Attributes:
        online: The workspace that the bot is logged in to now, or None (`SlackConnection.client`).
        now: The wall clock.
        removes_reactions: Slack lets nobody take off another's reaction: known before anything is tried.
    """

    online: Callable[[], Workspace | None]
    settings: SlackSettings
    sheets: Sheets
    pen: Pen
    now: Callable[[], datetime]
    removes_reactions: bool = field(default=False, init=False)

    @property
    def chat(self) -> Chat:
        """Slack."""
        return Chat.SLACK

    @property
    def room(self) -> str:
        """The moderators' channel."""
        return self.settings.moderator_channel_id

    # Posts

    async def show_card(self, id_: str, view: CardView, *, tried: datetime | None) -> Outcome:
        """Post or redraw a card, and put the reactions on that are missing."""
        drawn = cards.draw(view, self.pen, view.policy.reactions, await self._sheets(view))
        emoji = [] if view.over else [cards.emoji(view.policy.reactions, line.choice) for line in view.legend]

        async def show(slack: Workspace) -> Outcome:
            if view.card:
                return await posting.redraw(slack, view.card, drawn, emoji, sweep=view.purged)
            room = Place(self.settings.moderator_channel_id)
            return await posting.post_card(slack, room, id_, drawn, emoji, tried=tried)

        return await self._do(show)

    async def send(
        self,
        id_: str,
        view: Sendable,
        *,
        tried: datetime | None,
        channel: str = "",  # noqa: ARG002 - Slack tells it of itself
        aside: bool = False,
        locale: str = "",
    ) -> Outcome:
        """Send a post once."""
        pen = self.pen.of(locale)
        if aside:
            return Refused("no-threads")
        match view:
            case CardView():
                return await self.show_card(id_, view, tried=tried)
            case NoticeView(account=account, media=media, thread=thread):
                sheet = await self.sheets.contact(media) if media else None
                drawn = notices.draw(view, pen, sheet)
                return await self._tell(account, id_, drawn, thread, aloud=True, tried=tried)
            case MessageView(account=account, thread=thread):
                return await self._tell(account, id_, messages.message(view, pen), thread, tried=tried)
            case WhichView(account=account):
                return await self._tell(account, id_, messages.which(view, pen), None, tried=tried)
            case VoterView():
                return await self._do(lambda slack: self._voter(slack, id_, view, pen, tried=tried))
            case AnswerView():
                return await self._answer(id_, view, pen, tried=tried)
            case SupportView():
                drawn = messages.support(view, self.pen)
                place = Place(self.settings.support_channel_id or self.settings.moderator_channel_id)
                return await self._do(lambda slack: posting.post(slack, place, id_, drawn, tried=tried))
            case DigestView():
                room = Place(self.settings.moderator_channel_id)
                return await self._do(lambda slack: self._digest(slack, room, id_, view, tried=tried))
            case ThreadView(card=card):
                place = Place(self.room, card.message if card else "")
                drawn = messages.in_thread(view, self.pen)
                return await self._do(lambda slack: posting.post(slack, place, id_, drawn, tried=tried))
        assert_never(view)

    async def find(
        self,
        id_: str,
        view: NoticeView,
        *,
        tried: datetime,
        channel: str = "",  # noqa: ARG002 - Slack tells it of itself
        aside: bool = False,  # noqa: ARG002 - never sent
        locale: str = "",  # noqa: ARG002 - it is drawn for nobody
    ) -> Outcome:
        """Only look for a notice that an earlier try may have sent; nobody notices."""

        async def look(slack: Workspace) -> Outcome:
            return await posting.find(slack, await _private(slack, view.account, view.thread), id_, tried)

        return await self._do(look)

    async def _tell(
        self,
        account: Account,
        id_: str,
        drawn: Drawn,
        thread: MessageRef | None,
        *,
        tried: datetime | None,
        aloud: bool = False,
    ) -> Outcome:
        """In private: in the thread of their case, where it has one in this conversation."""

        async def tell(slack: Workspace) -> Outcome:
            place = await _private(slack, account, thread, aloud=aloud)
            return await posting.post(slack, place, id_, drawn, tried=tried)

        return await self._do(tell)

    async def _digest(
        self, slack: Workspace, room: Place, id_: str, view: DigestView, *, tried: datetime | None
    ) -> Outcome:
        return await posting.post(slack, room, id_, digests.draw(view, self.pen, slack.me), tried=tried)

    async def _voter(self, slack: Workspace, id_: str, view: VoterView, pen: Pen, *, tried: datetime | None) -> Outcome:
        """In the moderators' channel for them alone, which can be done twice without harm; else in private.

        Slack shows that to nobody who is away, and does not say so: what matters later goes to their conversation.
        """
        drawn = messages.voter(view, pen, slack.me)
        if view.later:
            return await self._tell(view.account, id_, drawn, None, tried=tried)
        room = self.settings.moderator_channel_id
        said = await faults.answer(slack.web.chat_postEphemeral(channel=room, user=view.account.id, **drawn.parts()))
        match said:
            case Gone() | Refused():
                return await self._tell(view.account, id_, drawn, None, tried=tried)
            case Retry() | Unknown() as fault:
                return fault
            case _:
                return Done()

    async def _answer(self, id_: str, view: AnswerView, pen: Pen, *, tried: datetime | None) -> Outcome:
        """Where the person acted, while that way lives, which can be done twice without harm; else in private."""
        drawn = messages.answer(view, pen)
        if view.token and self.now() < view.expires:
            outcome = await self._do(lambda slack: slack.respond(view.token, drawn.parts()))
            if not isinstance(outcome, Gone | Refused):
                return outcome
        return await self._tell(view.account, id_, drawn, None, tried=tried)

    # Syncs

    async def mark_stored(self, message: MessageRef) -> Outcome:
        """Put 📥 on a message."""

        async def mark(slack: Workspace) -> Outcome:
            await posting.react(slack, message, STORED)
            return Done(message)

        return await self._do(mark)

    async def remove_reaction(self, card: MessageRef, account: Account, emoji: str) -> Outcome:  # noqa: ARG002 - the port
        """Slack has no way to (`removes_reactions`)."""
        return Refused("cannot")

    # Looks

    async def read_card(self, card: MessageRef, policy: Policy) -> CardReading | Fault:
        """Every reaction that stands on the card."""
        return await self._do(lambda slack: reading.card(slack, card, policy))

    async def read_conversation(
        self,
        account: Account,
        since: MessageRef | None,
        channel: str = "",
    ) -> ConversationReading | Fault:
        """What stands there of the account since. Where the conversation is known it need not be opened."""

        async def read(slack: Workspace) -> ConversationReading | Fault:
            if channel:
                there = await faults.answer(reading.conversation(slack, channel, account, since))
                if there != Refused("no-access"):
                    return there
            return await reading.conversation(slack, await slack.private_channel(account.id), account, since)

        return await self._do(read)

    async def fresh_files(self, message: MessageRef) -> tuple[FileRef, ...] | Fault:
        """The files of a message as it stands now; Slack's own addresses do not expire."""

        async def read(slack: Workspace) -> tuple[FileRef, ...]:
            raw = await posting.fetch(slack, message)
            found = inbound.wrote(raw, message.channel, slack.me) if raw else None
            return found.files if found else ()

        return await self._do(read)

    async def profile(self, account: Account) -> Profile | Fault:
        """By users.info, which tells the language and the time zone of everybody."""
        told = await self._do(lambda slack: slack.moderators.users.look_up(account.id))
        return told.profile if isinstance(told, User) else told

    async def find_account(self, address: str) -> Account | Fault | None:
        """By users.lookupByEmail, which the workspace may not have allowed; a deactivated account is found no more."""
        found = await self._do(lambda slack: slack.web.users_lookupByEmail(email=address))
        match found:
            case Refused(why="no-account"):
                return None
            case Gone() | Refused() | Retry() | Unknown():
                return found
            case _:
                user: dict[str, Any] = found["user"] or {}
                return inbound.account(str(user["id"]))

    async def leads(self, candidates: Sequence[Account]) -> frozenset[Account] | Fault:  # noqa: ARG002 - the port
        """All of them: Slack lists the people of a channel and of a user group."""

        async def look(slack: Workspace) -> frozenset[Account]:
            return frozenset(map(inbound.account, await slack.moderators.read_leads()))

        return await self._do(look)

    def file_headers(self, url: str) -> Mapping[str, str]:
        """The bot's token, for Slack's own servers and for nobody else's."""
        return {"Authorization": f"Bearer {self.settings.bot_token}"} if self.settings.keeps(url) else {}

    # What they share

    async def _do(self, work: Callable[[Workspace], Awaitable[T]]) -> T | Fault:
        slack = self.online()
        return await faults.answer(work(slack), self.settings.patience) if slack else NOT_CONNECTED

    async def _sheets(self, view: CardView) -> cards.Sheets:
        if view.over:
            return cards.Sheets()
        media, works = await self._media(view), await self.sheets.works(view.works)
        return cards.Sheets(await self._veiled(media), await self._veiled(works))

    async def _veiled(self, sheet: bytes | None) -> cards.Sheet | None:
        if sheet is None:
            return None
        return cards.Sheet(sheet, await self.sheets.blurred(sheet) if self.settings.blur else None)

    async def _media(self, view: CardView) -> bytes | None:
        if cards.compares(view):
            return await self.sheets.before_after(view.before, view.after)
        return await self.sheets.contact(cards.shown(view))


async def _private(slack: Workspace, account: Account, thread: MessageRef | None, *, aloud: bool = False) -> Place:
    channel = await slack.private_channel(account.id)
    return Place(channel, thread.message if thread and thread.channel == channel else "", aloud)

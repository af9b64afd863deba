"""Where listeners bring what happened: it is handed to the service, and the answer is shown."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

import structlog

from bot.moderation.effects import Say
from bot.moderation.inbound import Inbound, Reacted
from bot.moderation.policy import Policy
from bot.moderation.views import Answer, CaseView, Said
from bot.ports import Fault, Gone, Profile, Refused, Retry, Sheets
from handlers.shared.wording import told
from handlers.slack import faults, inbound, limits, way
from handlers.slack.acts import UNTOLD, Act
from handlers.slack.faults import FAULTS
from handlers.slack.moderators import PATIENCE, Standing
from handlers.slack.settings import SlackSettings
from handlers.slack.users import User
from handlers.slack.views import answers
from handlers.slack.views.drawing import Pen
from handlers.slack.way import Way
from handlers.slack.workspace import Workspace

Take = Callable[[Inbound, Profile], Awaitable[Answer]]
Body = Mapping[str, Any]

TROUBLE: Final = Said(Say("command.trouble"))

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Desk:
    """What every listener needs.

    Attributes:
        take: Commits an event and handles it; raises where it is not on record.
        policy: What new reports and notes go by.
        find_link: The first link to a listing in a text, or None.
        policy_for: What the case of a number goes by, in a language.
        sheets: Draws what reporters attached, for a case that is shown.
        now: The wall clock.
    """

    settings: SlackSettings
    take: Take
    pen: Pen
    policy: Policy
    find_link: Callable[[str], str | None]
    sheets: Sheets
    policy_for: Callable[[int, str], Awaitable[Policy]]
    now: Callable[[], datetime]
    _under_way: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    @property
    def busy(self) -> int:
        """How many answers are on their way."""
        return len(self._under_way)

    def later(self, answering: Coroutine[Any, Any, None]) -> None:
        """Answer after Slack has its acknowledgement: it waits for that no longer than three seconds."""
        task = asyncio.create_task(answering)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def answered(self) -> None:
        """Until every answer is given."""
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def hand_over(self, event: Inbound, profile: Profile = UNTOLD) -> Answer:
        """Commit and handle what somebody did by hand. Slack does not send it again: they get a word either way."""
        try:
            return await self.take(event, profile)
        except Exception as error:  # noqa: BLE001 - whatever it was, the person gets a kind word and the bot goes on
            _log.error("event not handled", kind=type(event).__name__, key=event.key, **told(error))
            return TROUBLE

    async def act(self, slack: Workspace, body: Body) -> Act:
        """Who acts."""
        user = str(body.get("user_id") or (body.get("user") or {}).get("id"))
        moderator = await slack.moderators.acts_as_moderator(user)
        return Act(
            key=str(body.get("trigger_id") or ""),
            account=inbound.account(user),
            moderator=moderator is True,
            way=way.of(body, self.now()),
            profile=slack.moderators.users.known(user),
            in_doubt=moderator is None,
            lead=moderator is True and slack.moderators.leads(user),
        )

    async def profile(self, slack: Workspace, user: str) -> Profile:
        """What Slack tells of somebody who acts, if it does so in time; else what it told before."""
        told = await faults.answer(slack.moderators.users.look_up(user), patience=PATIENCE)
        return told.profile if isinstance(told, User) else slack.moderators.users.known(user)

    async def judged(self, slack: Workspace, event: Reacted) -> Reacted | None:
        """The reaction with its author looked up; None for a bot's. In doubt the card is to be read."""
        standing = await faults.answer(slack.moderators.look_up(event.account.id), patience=1.5)
        if isinstance(standing, Standing):
            known = replace(event, moderator=standing is Standing.MODERATOR)
            return None if standing is Standing.NOBODY else known
        return replace(event, repeated=True)

    async def show(self, slack: Workspace, act: Act, answer: Answer) -> None:
        """Show the answer: where the person acted, else in private. A hint, given at most once."""
        pen = self.pen.of(act.profile.locale)
        drawn = answers.draw(answer, pen, slack.me)
        back = act.way
        try:
            for page in drawn.pages(pen.text("command.goes_on")) if drawn else ():
                await self._show(slack, act.account.id, back, page)
                back = replace(back, replaces=False)
            if isinstance(answer, CaseView) and answer.pictures:
                await self._show_pictures(slack, act, answer, pen)
        except FAULTS as error:
            _log.warning("answer not shown", error=type(error).__name__, code=faults.code(error))

    async def _show(self, slack: Workspace, user: str, back: Way, page: Mapping[str, Any]) -> None:
        if back.url and self.now() < back.until:
            outcome = await faults.answer(slack.respond(back.url, {**page, "replace_original": back.replaces}))
            if not isinstance(outcome, Gone | Refused | Retry):
                return
        if back.channel:
            said = await faults.answer(slack.web.chat_postEphemeral(channel=back.channel, user=user, **page))
            if not isinstance(said, Fault):
                return
        await slack.web.chat_postMessage(channel=await slack.private_channel(user), **page)

    async def _show_pictures(self, slack: Workspace, act: Act, case: CaseView, pen: Pen) -> None:
        """What reporters attached, in private: Slack shows nobody alone a file in a channel."""
        sheet = await self.sheets.contact(case.pictures)
        if sheet:
            about = pen.label("command.attached", limits.UPLOAD_ALT, count=len(case.pictures))
            await slack.web.files_upload_v2(
                filename=f"case-{case.line.number}.jpg",
                title=pen.label("command.case", limits.ALT_TEXT, case=case.line.number),
                content=sheet,
                alt_txt=about,
                channel=await slack.private_channel(act.account.id),
                initial_comment=about,
            )

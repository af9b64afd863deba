"""Slack's events: translated, handed over, answered. A listener is at most ten lines; the rest stands elsewhere.

With `process_before_response` Bolt acknowledges only what a listener has finished, and `authorize` asks Slack for
nothing (platform.md, traps 1 and 2): what is not committed is not acknowledged, and Slack sends it again.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult

from bot.moderation.effects import Say
from bot.moderation.inbound import (
    AskedMyCase,
    AskedPolicy,
    ForModerators,
    Inbound,
    Reacted,
    ReportConfirmed,
    Unreadable,
    Wrote,
)
from bot.moderation.views import Answer, Said, Silent
from bot.ports import Fault
from handlers.shared.answering import FORMS
from handlers.shared.wording import told
from handlers.slack import acts, commands, custom_ids, faults, inbound, markup, way
from handlers.slack.acts import UNTOLD, Act
from handlers.slack.desk import TROUBLE, Desk
from handlers.slack.faults import FAULTS
from handlers.slack.views import answers, forms, home
from handlers.slack.views.drawing import Pen
from handlers.slack.views.forms import Modal
from handlers.slack.workspace import Workspace, web_client

ANY: Final = re.compile(".*", re.DOTALL)
Body = Mapping[str, Any]
Translate = Callable[[Act], Inbound | Say | None]

_log = structlog.get_logger()


class Listeners:
    """What Bolt calls, for one log-in. `removed` is called where Slack says that the app was."""

    def __init__(self, desk: Desk, slack: Workspace, removed: Callable[[], None]) -> None:
        self._desk = desk
        self._slack = slack
        self._removed = removed

    def app(self) -> AsyncApp:
        """The Bolt app. Each kind has one listener: what an id or a name means is read by functions of our own."""
        client = web_client(self._desk.settings, self._slack.web.session)
        client.token = None  # with one, Bolt would ask Slack who we are
        app = AsyncApp(
            name="salon",
            client=client,
            authorize=self._authorize(),
            process_before_response=True,
            request_verification_enabled=False,  # over HTTP `requests` has checked the signature
            ignoring_self_events_enabled=False,  # Bolt takes a message of ours that is deleted for our own deed
        )
        app.error(self._on_error)
        app.event(ANY)(self.on_event)
        app.command(ANY)(self.on_command)
        app.shortcut(ANY)(self.on_shortcut)
        app.action(ANY)(self.on_action)
        app.view(ANY)(self.on_form)
        return app

    def _authorize(self) -> Callable[[], Awaitable[AuthorizeResult]]:
        me = self._slack.me
        known = AuthorizeResult(enterprise_id=None, team_id=me.team, bot_user_id=me.user, bot_id=me.bot)

        async def authorize() -> AuthorizeResult:
            return known

        return authorize

    @staticmethod
    async def _on_error(error: Exception) -> None:
        """Not acknowledged, so that Slack sends it again. What people wrote stays out of the log."""
        _log.error("listener failed", **told(error))

    # The Events API

    async def on_event(self, body: Body, request: AsyncBoltRequest) -> None:
        """Something happened: a reaction, a message, the App Home. Acknowledged once it is on record."""
        kind = (body.get("event") or {}).get("type")
        if kind == "app_home_opened":
            await self._home(body)
        elif kind in {"app_uninstalled", "tokens_revoked"}:
            _log.error("the app was removed from the workspace", event_type=kind)
            self._removed()
        else:
            await self._take(body, repeated=_tries(request) > 0)

    async def _take(self, body: Body, *, repeated: bool) -> None:
        event = self._read(body, repeated=repeated)
        known = await self._desk.judged(self._slack, event) if isinstance(event, Reacted) else event
        profile = await self._desk.profile(self._slack, event.account.id) if isinstance(event, Wrote) else UNTOLD
        answer = await self._desk.take(known, profile) if known else None
        if isinstance(event, Wrote) and isinstance(answer, Said):
            self._desk.later(self._say(event, answer, self._desk.pen.of(profile.locale)))

    def _read(self, body: Body, *, repeated: bool) -> Inbound | None:
        """What an event says. One that we cannot read is on record as that: Slack would stop sending it soon."""
        try:
            return inbound.event(body, self._desk.settings, self._slack.me, repeated=repeated)
        except Exception as error:  # noqa: BLE001 - whatever Slack has come up with, nothing of it goes unseen
            kind, key = str((body.get("event") or {}).get("type")), str(body.get("event_id") or "")
            _log.error("event not understood", kind=kind, key=key, **told(error))
            return Unreadable(key, kind)

    async def _say(self, event: Wrote, answer: Said, pen: Pen) -> None:
        drawn = answers.draw(answer, pen, self._slack.me)
        try:
            await self._slack.web.chat_postMessage(channel=event.message.channel, **(drawn.parts() if drawn else {}))
        except FAULTS as error:
            _log.warning("answer not shown", error=type(error).__name__)

    async def _home(self, body: Body) -> None:
        raw, key = body["event"], str(body.get("event_id") or "")
        if raw.get("tab") == "home" and not self._is_elsewhere(body):
            account = inbound.account(str(raw["user"]))
            profile = await self._desk.profile(self._slack, account.id)
            cases = await self._desk.take(AskedMyCase(key, account), profile)
            policy = await self._desk.take(AskedPolicy(f"{key}:policy", account), profile)
            view = home.draw(cases, policy, self._desk.pen.of(profile.locale))
            if view["blocks"]:
                self._desk.later(self._publish(account.id, view))

    async def _publish(self, user: str, view: dict[str, Any]) -> None:
        try:
            await self._slack.web.views_publish(user_id=user, view=view)
        except FAULTS as error:
            _log.warning("App Home not published", error=type(error).__name__)

    # Commands and shortcuts

    async def on_command(self, ack: AsyncAck, body: Body) -> None:
        """Somebody typed a command."""
        typed = commands.Typed(str(body.get("command")), str(body.get("text") or "").strip())
        if form := await self._form_for(body, typed):
            await self._open(body, form)
        else:
            await self._answer(body, lambda act: commands.read(act, typed))
        await ack()

    async def _form_for(self, body: Body, typed: commands.Typed) -> Modal | None:
        """The form that a command opens; None where it opens none."""
        if self._is_elsewhere(body):
            return None
        pen, back = await self._pen(body), way.of(body, self._desk.now())
        link = self._desk.find_link(markup.read(typed.text)) or ""
        if typed.name == commands.REPORT:
            return forms.report(self._desk.policy, pen, back, link)
        if typed.name == commands.NOTES:
            return forms.notes(self._desk.policy, pen, back, link)
        if case := commands.reply_to(typed):
            return forms.reply(case, pen, back)
        appealed = commands.appeal_in(typed)
        return None if appealed is None else forms.appeal(appealed, pen, back)

    async def on_shortcut(self, ack: AsyncAck, body: Body) -> None:
        """Somebody chose 'Report listing', on a message or from the menu."""
        if body.get("callback_id") in custom_ids.SHORTCUTS.values() and not self._is_elsewhere(body):
            link = self._desk.find_link(inbound.seen(body.get("message") or {})) or ""
            pen, back = await self._pen(body), way.of(body, self._desk.now())
            await self._open(body, forms.report(self._desk.policy, pen, back, link))
        else:
            await self._answer(body, _nothing)
        await ack()

    # Buttons and forms

    async def on_action(self, ack: AsyncAck, body: Body) -> None:
        """A button was pressed, an option chosen."""
        action: Body = next(iter(body.get("actions") or ()), {})
        meant = custom_ids.read(str(action.get("action_id")))
        if isinstance(meant, custom_ids.Answer) and meant.way in FORMS:
            await self._open_answer(body, meant)
        elif form := await self._form_behind(body, meant):
            await self._open(body, form)
        elif not isinstance(meant, custom_ids.Link):
            await self._answer(body, lambda act: acts.pressed(act, meant, action, self._pen_of(act)))
        await ack()

    async def _form_behind(self, body: Body, meant: custom_ids.CustomId | None) -> Modal | None:
        """The form that a button opens for whoever presses it; None where it opens none."""
        if self._is_elsewhere(body) or not isinstance(meant, custom_ids.OpenObservation | custom_ids.OpenAppeal):
            return None
        pen, back = await self._pen(body), way.of(body, self._desk.now())
        if isinstance(meant, custom_ids.OpenAppeal):
            return forms.appeal(meant.case, pen, back)
        policy = await self._desk.policy_for(meant.case, pen.texts.language)
        return forms.observation(meant, policy, pen, back)

    async def _open_answer(self, body: Body, meant: custom_ids.Answer) -> None:
        """Open the form behind a button of the notice, for the member of that case alone."""
        act, answer = await self._heard(body, lambda act: acts.pressed(act, meant, {}, self._pen_of(act)))
        if isinstance(answer, Silent):
            await self._open(body, forms.answer(meant.case, meant.way, self._pen_of(act), act.way))
        else:
            self._desk.later(self._desk.show(self._slack, act, answer))

    async def on_form(self, ack: AsyncAck, body: Body) -> None:
        """A form was sent. Where it cannot be put on record it stays open, with everything that was typed."""
        view = body.get("view") or {}
        meant = custom_ids.read(str(view.get("callback_id")))
        act, answer = await self._heard(body, lambda act: acts.sent(act, meant, view))
        if answer == TROUBLE:
            await ack(response_action="errors", errors=forms.fault(view, self._pen_of(act).text("command.trouble")))
        else:
            self._desk.later(self._desk.show(self._slack, act, answer))
            await ack()

    # What they share

    def _is_elsewhere(self, body: Body) -> bool:
        return inbound.is_elsewhere(body, self._slack.me)

    async def _pen(self, body: Body) -> Pen:
        """The pen for whoever opens a form: in the language in which they use Slack."""
        user = str(body.get("user_id") or (body.get("user") or {}).get("id"))
        return self._desk.pen.of((await self._desk.profile(self._slack, user)).locale)

    def _pen_of(self, act: Act) -> Pen:
        return self._desk.pen.of(act.profile.locale)

    async def _open(self, body: Body, form: dict[str, Any]) -> None:
        """Open a form. A trigger lives for three seconds: whoever was too late is told to try again."""
        trigger = str(body.get("trigger_id") or "")
        opened = await faults.answer(self._slack.web.views_open(trigger_id=trigger, view=form))
        if isinstance(opened, Fault):
            _log.warning("form not opened", why=str(opened))
            await self._answer(body, lambda _: Say("command.too_late"))

    async def _answer(self, body: Body, translate: Translate) -> None:
        act, answer = await self._heard(body, translate)
        self._desk.later(self._desk.show(self._slack, act, answer))

    async def _heard(self, body: Body, translate: Translate) -> tuple[Act, Answer]:
        """Who acted, and what they are told once it is on record; kindly so where it cannot be meant."""
        act = await self._desk.act(self._slack, body)
        if self._is_elsewhere(body):
            return act, Said(Say("command.elsewhere_workspace"))
        match translate(act):
            case None:
                return act, Said(Say("command.outdated"))
            case Say() as help_:
                return act, Said(help_)
            case event if act.in_doubt and isinstance(event, ForModerators):
                return act, TROUBLE  # told that this is for moderators, one of them would lose what they wrote
            case event:
                asked = isinstance(event, ReportConfirmed) and way.is_alone(body)  # it takes the question's place
                back = replace(act, way=replace(act.way, replaces=asked))
                return back, await self._desk.hand_over(event, act.profile)


def _nothing(_: Act) -> None:
    """What cannot be meant."""


def _tries(request: AsyncBoltRequest) -> int:
    """How often Slack has sent this before."""
    return int(next(iter(request.headers.get("x-slack-retry-num") or ()), 0))

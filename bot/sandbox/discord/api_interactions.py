"""Routes by which the bot answers an interaction (docs.discord.com: 'Receiving and Responding')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import drafts, interactions, message_json, modals, posts
from .api_messages import check_edit
from .calls import Call, Reply
from .errors import ApiError
from .forms import Form, refuse
from .interactions import Interaction, Outcome
from .kinds import CallbackKind, CommandKind, InteractionKind, Json, MessageFlag, MessageKind

if TYPE_CHECKING:
    from .model import Message

MAX_CHOICES = 25
UPDATES = (CallbackKind.UPDATE, CallbackKind.DEFERRED_UPDATE)
DATA = ("data",)


def callback(call: Call) -> Reply:
    """POST /interactions/{interaction_id}/{interaction_token}/callback: the one first response."""
    what = interactions.awaiting(call.world, call.id("interaction_id"), call.params["interaction_token"])
    kind = _kind(call, what)
    answers = {
        CallbackKind.MESSAGE: _message,
        CallbackKind.DEFERRED_MESSAGE: _defer,
        CallbackKind.DEFERRED_UPDATE: _defer_update,
        CallbackKind.UPDATE: _update,
        CallbackKind.CHOICES: _choices,
        CallbackKind.MODAL: _modal,
    }
    outcome = answers[kind](call, what)
    what.answer(outcome)
    call.world.pulse.beat()
    wanted = call.query.get("with_response", "").lower() in ("1", "true")
    return Reply(_told(call, what, outcome)) if wanted else Reply()


def _kind(call: Call, what: Interaction) -> CallbackKind:
    kind = call.body.get("type")
    allowed = {CallbackKind.MESSAGE, CallbackKind.DEFERRED_MESSAGE, CallbackKind.MODAL}
    if what.message is not None:
        allowed |= set(UPDATES)
    if what.kind is InteractionKind.MODAL:
        allowed -= {CallbackKind.MODAL}
    if what.kind is InteractionKind.AUTOCOMPLETE:
        allowed = {CallbackKind.CHOICES}
    if kind not in allowed:
        names = ", ".join(str(int(each)) for each in sorted(allowed))
        raise refuse(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {{{names}}}.")
    return CallbackKind(kind)


def _read(call: Call, what: Interaction, path: tuple[str, ...], edited: Message | None = None) -> drafts.Draft:
    body = (call.body.get("data") or {}) if path else call.body
    hidden = bool(edited.visible_to) if edited else bool(body.get("flags", 0) & MessageFlag.EPHEMERAL)
    reader = drafts.Reader(call.world, what.channel.id, call.uploads, Form(path), hidden)
    return reader.read(body, edited)


def _post(call: Call, what: Interaction, draft: drafts.Draft, reference: Message | None = None) -> Message:
    kind = MessageKind.DEFAULT
    if what.kind is InteractionKind.COMMAND and reference is None:
        menu = what.data["type"] != CommandKind.SLASH
        kind = MessageKind.CONTEXT_MENU_COMMAND if menu else MessageKind.CHAT_INPUT_COMMAND
    seen_by = what.user.id if MessageFlag.EPHEMERAL in draft.flags else None
    metadata = interactions.metadata(call.world, what)
    how = posts.Circumstances(kind=kind, reference=reference, interaction=metadata, visible_to=seen_by)
    return posts.create(call.world, what.channel, call.world.bot, draft, how)


def _message(call: Call, what: Interaction) -> Outcome:
    draft = _read(call, what, DATA)
    if draft.is_empty():
        raise ApiError(50006)
    return Outcome(CallbackKind.MESSAGE, _post(call, what, draft))


def _defer(call: Call, what: Interaction) -> Outcome:
    said = MessageFlag((call.body.get("data") or {}).get("flags") or 0)
    draft = drafts.Draft(flags=(said & MessageFlag.EPHEMERAL) | MessageFlag.LOADING)
    return Outcome(CallbackKind.DEFERRED_MESSAGE, _post(call, what, draft))


def _defer_update(_: Call, what: Interaction) -> Outcome:
    return Outcome(CallbackKind.DEFERRED_UPDATE, what.message)


def _update(call: Call, what: Interaction) -> Outcome:
    if what.message is None or what.message.deleted:
        raise ApiError(10008)
    draft = _read(call, what, DATA, what.message)
    check_edit(draft, what.message)
    return Outcome(CallbackKind.UPDATE, posts.edit(call.world, what.message, draft))


def _choices(call: Call, _: Interaction) -> Outcome:
    form = Form(DATA)
    choices = form.items(call.body.get("data") or {}, "choices", MAX_CHOICES)
    for number, each in enumerate(choices):
        form.at("choices", number).text(each, "name", 100, least=1, required=True)
    form.finish()
    return Outcome(CallbackKind.CHOICES, choices=choices)


def _modal(call: Call, _: Interaction) -> Outcome:
    return Outcome(CallbackKind.MODAL, modal=modals.read(call.body.get("data") or {}, Form(DATA)))


def _told(call: Call, what: Interaction, outcome: Outcome) -> Json:
    shown: Json = {"id": str(what.id), "type": int(what.kind), "channel_id": str(what.channel.id)}
    shown |= posts.place(call.world, what.channel)
    message = outcome.message
    if message is None:
        return {"interaction": shown}
    shown |= {
        "response_message_id": str(message.id),
        "response_message_loading": MessageFlag.LOADING in message.flags,
        "response_message_ephemeral": MessageFlag.EPHEMERAL in message.flags,
    }
    if outcome.kind not in (CallbackKind.MESSAGE, CallbackKind.UPDATE):
        return {"interaction": shown}
    resource = {"type": int(outcome.kind), "message": message_json.message(message, call.world, reveal=True)}
    return {"interaction": shown, "resource": resource}


def _interaction(call: Call) -> Interaction:
    return interactions.answered(call.world, call.id("webhook_id"), call.params["webhook_token"])


def follow_up(call: Call) -> Reply:
    """POST /webhooks/{webhook_id}/{webhook_token}: right after a deferral it fills the waiting message instead."""
    what = _interaction(call)
    waiting = what.original
    if waiting is not None and MessageFlag.LOADING in waiting.flags and not waiting.deleted:
        return _edit(call, what, waiting)
    draft = _read(call, what, ())
    if draft.is_empty():
        raise ApiError(50006)
    message = _post(call, what, draft, reference=waiting)
    what.followups[message.id] = message
    return Reply(message_json.message(message, call.world, reveal=True))


def _found(call: Call, what: Interaction) -> Message:
    name = call.params.get("message_id")
    message = what.original if name is None else what.followups.get(call.id("message_id"), what.original)
    if message is None or message.deleted or (name is not None and message.id != int(name)):
        raise ApiError(10008)
    return message


def get(call: Call) -> Reply:
    """GET …/messages/@original and …/messages/{message_id}."""
    return Reply(message_json.message(_found(call, _interaction(call)), call.world, reveal=True))


def patch(call: Call) -> Reply:
    """PATCH …/messages/@original and …/messages/{message_id}."""
    what = _interaction(call)
    return _edit(call, what, _found(call, what))


def _edit(call: Call, what: Interaction, message: Message) -> Reply:
    draft = _read(call, what, (), message)
    check_edit(draft, message)
    posts.edit(call.world, message, draft)
    return Reply(message_json.message(message, call.world, reveal=True))


def delete(call: Call) -> Reply:
    """DELETE …/messages/@original and …/messages/{message_id}."""
    posts.delete(call.world, _found(call, _interaction(call)))
    return Reply()

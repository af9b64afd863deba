"""What people did with our commands, buttons and forms, as events. Pure: an interaction's payload comes in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.moderation.inbound import (
    Answered,
    AppealSent,
    AskedCase,
    AskedForm,
    AskedMyCase,
    AskedNext,
    AskedPolicy,
    AskedStatement,
    ChoseCase,
    ChoseHere,
    FileRef,
    HandedIn,
    Inbound,
    NotesSent,
    ObservationSent,
    ReportConfirmed,
    ReportSent,
)
from bot.moderation.model import Account
from handlers.discord import custom_ids as ids
from handlers.discord import limits
from handlers.discord.inbound import sent_file
from handlers.discord.views import forms
from handlers.discord.views.drawing import Pen
from handlers.shared.answering import FORMS

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """Who acted, and what an answer to it needs: the same for every command, button and form."""

    key: str
    account: Account
    moderator: bool
    token: str
    expires: datetime
    locale: str
    lead: bool = False


def pressed(act: Act, custom_id: ids.CustomId, data: Payload, pen: Pen) -> Inbound | None:
    """A button was pressed or an option chosen; None for one that only opens a form, or cannot be meant."""
    match custom_id:
        case ids.GoOn(token=token):
            return ReportConfirmed(act.key, act.account, token)
        case ids.WhichCase(message=message):
            chosen = [each for each in data.get("values") or [] if re.fullmatch(r"\d{1,9}", str(each))]
            return ChoseCase(act.key, act.account, message, int(chosen[0])) if chosen else None
        case ids.ShowMyCases():
            return AskedMyCase(act.key, act.account)
        case ids.Answer(case=case, way=way):
            words = pen.label(f"button.{way}", limits.BUTTON)
            return (
                AskedForm(act.key, act.account, case) if way in FORMS else Answered(act.key, act.account, case, words)
            )
        case ids.ShowStatement(case=case):
            return AskedStatement(act.key, act.account, case)
        case ids.ShowPolicy():
            return AskedPolicy(act.key, act.account)
        case ids.ShowNext():
            return AskedNext(act.key, act.account, act.moderator)
        case ids.WriteHere():
            return ChoseHere(act.key, act.account)
        case ids.OpenCase(case=case):
            return AskedCase(act.key, act.account, act.moderator, case)
        case _:
            return None


def sent(act: Act, custom_id: ids.CustomId, data: Payload) -> Inbound | None:
    """A form was sent."""
    match custom_id:
        case ids.ReportForm():
            return _report(act, data)
        case ids.ObservationForm(case=case, round=round_):
            return _observation(act, case, round_, data)
        case ids.NotesForm():
            filled = _filled(data)
            link, words = _text(filled, forms.LINK), _text(filled, forms.WORDS)
            return NotesSent(act.key, act.account, link, words, act.token, act.expires)
        case ids.AppealForm(case=case):
            return AppealSent(act.key, act.account, case or None, _text(_filled(data), forms.WORDS))
        case ids.AnswerForm(case=case, given=given):
            filled = _filled(data)
            return Answered(act.key, act.account, case, _text(filled, forms.WORDS), _files(data, filled), given)
        case ids.ReplyForm(case=case):
            filled = _filled(data)
            return HandedIn(act.key, act.account, act.moderator, case, _text(filled, forms.WORDS), _files(data, filled))
        case _:
            return None


def _report(act: Act, data: Payload) -> ReportSent:
    filled = _filled(data)
    return ReportSent(
        key=act.key,
        reporter=act.account,
        moderator=act.moderator,
        link=_text(filled, forms.LINK),
        which=_text(filled, forms.WHICH),
        category=next(iter(_values(filled, forms.CATEGORY)), ""),
        words=_text(filled, forms.WORDS),
        files=_files(data, filled),
        token=act.token,
        expires=act.expires,
        locale=act.locale,
    )


def _observation(act: Act, case: int, round_: int, data: Payload) -> ObservationSent:
    filled = _filled(data)
    typed = re.split(r"[\s,;.]+", _text(filled, forms.MEDIA).upper())
    return ObservationSent(
        key=act.key,
        account=act.account,
        moderator=act.moderator,
        case=case,
        round=round_,
        sentence=_text(filled, forms.SENTENCE),
        considerations=_values(filled, forms.CONSIDERATIONS),
        media=_values(filled, forms.MEDIA) or tuple(each for each in typed if each),
        fine=_values(filled, forms.FINE),
    )


def _files(data: Payload, filled: Mapping[str, Payload]) -> tuple[FileRef, ...]:
    attachments = (data.get("resolved") or {}).get("attachments") or {}
    return tuple(sent_file(attachments[each]) for each in _values(filled, forms.FILES) if each in attachments)


def _filled(data: Payload) -> dict[str, Payload]:
    """The fields of a form by their ids; Discord wraps each in its label."""
    fields = [each.get("component") or each for each in data.get("components") or []]
    return {str(each["custom_id"]): each for each in fields if "custom_id" in each}


def _text(filled: Mapping[str, Payload], field: str) -> str:
    return str((filled.get(field) or {}).get("value") or "").strip()


def _values(filled: Mapping[str, Payload], field: str) -> tuple[str, ...]:
    return tuple(map(str, (filled.get(field) or {}).get("values") or ()))

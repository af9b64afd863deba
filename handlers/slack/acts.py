"""What people did with our buttons and forms, as events. Pure: a part of an interaction's payload comes in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

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
    HandedIn,
    Inbound,
    NotesSent,
    ObservationSent,
    ReportConfirmed,
    ReportSent,
)
from bot.moderation.model import Account
from bot.ports import Profile
from handlers.shared.answering import FORMS
from handlers.slack import custom_ids as ids
from handlers.slack import limits
from handlers.slack.inbound import files
from handlers.slack.views import forms
from handlers.slack.views.drawing import Pen
from handlers.slack.way import Way

Payload = Mapping[str, Any]
UNTOLD: Final = Profile()


@dataclass(frozen=True, slots=True)
class Act:
    """Who acted, and the way back to them: the same for every command, button and form.

    `profile` is what Slack told of them. `in_doubt`: whether they are a moderator could not be looked up.
    """

    key: str
    account: Account
    moderator: bool
    way: Way
    profile: Profile = UNTOLD
    in_doubt: bool = False
    lead: bool = False


def pressed(act: Act, custom_id: ids.CustomId | None, action: Payload, pen: Pen) -> Inbound | None:
    """A button was pressed or an option chosen; None for one that only opens a form, or cannot be meant."""
    match custom_id:
        case ids.GoOn(token=token):
            return ReportConfirmed(act.key, act.account, token)
        case ids.WhichCase(message=message):
            chosen = str((action.get("selected_option") or {}).get("value") or "")
            known = re.fullmatch(r"[0-9]{1,9}", chosen)
            return ChoseCase(act.key, act.account, message, int(chosen)) if known else None
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


def sent(act: Act, custom_id: ids.CustomId | None, view: Payload) -> Inbound | None:
    """A form was sent."""
    match custom_id:
        case ids.ReportForm():
            return _report(act, _filled(view))
        case ids.ObservationForm(case=case, round=round_):
            return _observation(act, case, round_, _filled(view))
        case ids.NotesForm():
            filled = _filled(view)
            link, words = _text(filled, forms.LINK), _text(filled, forms.WORDS)
            return NotesSent(act.key, act.account, link, words, act.way.url, act.way.until)
        case ids.AppealForm(case=case):
            return AppealSent(act.key, act.account, case or None, _text(_filled(view), forms.WORDS))
        case ids.AnswerForm(case=case, given=given):
            filled = _filled(view)
            sent_files = files((filled.get(forms.FILES) or {},))
            return Answered(act.key, act.account, case, _text(filled, forms.WORDS), sent_files, given)
        case ids.ReplyForm(case=case):
            filled = _filled(view)
            sent_files = files((filled.get(forms.FILES) or {},))
            return HandedIn(act.key, act.account, act.moderator, case, _text(filled, forms.WORDS), sent_files)
        case _:
            return None


def _report(act: Act, filled: Mapping[str, Payload]) -> ReportSent:
    return ReportSent(
        key=act.key,
        reporter=act.account,
        moderator=act.moderator,
        link=_text(filled, forms.LINK),
        which=_text(filled, forms.WHICH),
        category=next(iter(_values(filled, forms.CATEGORY)), ""),
        words=_text(filled, forms.WORDS),
        files=files((filled.get(forms.FILES) or {},)),
        token=act.way.url,
        expires=act.way.until,
        locale=act.profile.locale,
    )


def _observation(act: Act, case: int, round_: int, filled: Mapping[str, Payload]) -> ObservationSent:
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


def _filled(view: Payload) -> dict[str, Payload]:
    """The fields of a form by their blocks; each block has one element."""
    blocks = (view.get("state") or {}).get("values") or {}
    return {str(block): element for block, elements in blocks.items() for element in elements.values()}


def _text(filled: Mapping[str, Payload], field: str) -> str:
    return str((filled.get(field) or {}).get("value") or "").strip()


def _values(filled: Mapping[str, Payload], field: str) -> tuple[str, ...]:
    element = filled.get(field) or {}
    chosen = element.get("selected_options") or [element.get("selected_option")]
    return tuple(str(each["value"]) for each in chosen if each)

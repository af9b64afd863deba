"""The forms. What is sent comes back under their ids (`acts.sent`), with the way back to the person."""

from collections.abc import Mapping
from typing import Any

from bot.moderation.policy import Policy
from handlers.shared import answering
from handlers.slack import custom_ids, limits
from handlers.slack.views import blocks
from handlers.slack.views.blocks import Block
from handlers.slack.views.drawing import Pen
from handlers.slack.way import Way

LINK = "link"
WHICH = "which"
CATEGORY = "category"
WORDS = "words"
FILES = "files"
SENTENCE = "sentence"
CONSIDERATIONS = "considerations"
MEDIA = "media"
FINE = "fine"

Modal = dict[str, Any]


def report(policy: Policy, pen: Pen, way: Way, link: str = "") -> Modal:
    """The report form: five fields."""
    least, most = policy.limits.report
    categories = [(each.code, each.sentence) for each in policy.speaking(pen.texts.language).categories]
    fields = [
        _field(pen, LINK, "report_link", blocks.line(link)),
        _field(pen, WHICH, "report_which", blocks.line()),
        _field(pen, CATEGORY, "report_category", blocks.one(categories), required=True),
        _field(pen, WORDS, "report_words", blocks.paragraph(least, most), required=True),
        _field(pen, FILES, "report_files", blocks.upload()),
    ]
    return _modal(pen, "form.report_title", custom_ids.ReportForm(), way, fields)


def observation(opened: custom_ids.OpenObservation, policy: Policy, pen: Pen, way: Way) -> Modal:
    """The form 'What did you notice?'."""
    least, most = policy.limits.observation
    statements = [(each.code, each.statement) for each in policy.considerations]
    fields = [
        _field(pen, SENTENCE, "notice_sentence", blocks.paragraph(least, most), required=True),
        _field(pen, CONSIDERATIONS, "notice_considerations", blocks.several(statements), required=True),
    ]
    letters = [(letter, letter) for letter in opened.letters]
    if len(letters) != 1:
        fields.append(_field(pen, MEDIA, "notice_media", blocks.several(letters) if letters else blocks.line()))
    if opened.joint and len(letters) > 1:
        fields.append(_field(pen, FINE, "notice_fine", blocks.several(letters)))
    return _modal(pen, "form.notice_title", custom_ids.ObservationForm(opened.case, opened.round), way, fields)


def reply(case: int, pen: Pen, way: Way) -> Modal:
    """The form for an answer that came another way."""
    fields = [
        _field(pen, WORDS, "reply_words", blocks.paragraph(0, limits.TEXT_INPUT)),
        _field(pen, FILES, "reply_files", blocks.upload()),
    ]
    return _modal(pen, "form.reply_title", custom_ids.ReplyForm(case), way, fields)


def appeal(case: int, pen: Pen, way: Way) -> Modal:
    """The form to ask other moderators with; `case` is 0 where none was named."""
    fields = [_field(pen, WORDS, "appeal_words", blocks.paragraph(1, limits.TEXT_INPUT), required=True)]
    return _modal(pen, "form.appeal_title", custom_ids.AppealForm(case), way, fields)


def answer(case: int, asked: answering.Way, pen: Pen, way: Way) -> Modal:
    """The form behind a button of the notice."""
    fields = [
        _field(pen, FILES, f"{asked}_files", blocks.upload()),
        _field(pen, WORDS, f"{asked}_words", blocks.paragraph(0, limits.TEXT_INPUT)),
    ]
    form = custom_ids.AnswerForm(case, answering.GIVEN.get(asked))
    return _modal(pen, f"form.{asked}_title", form, way, fields)


def notes(policy: Policy, pen: Pen, way: Way, link: str = "") -> Modal:
    """The form of `/process-notes`."""
    fields = [
        _field(pen, LINK, "notes_link", blocks.line(link), required=True),
        _field(pen, WORDS, "notes_words", blocks.paragraph(*policy.limits.notes), required=True),
    ]
    return _modal(pen, "form.notes_title", custom_ids.NotesForm(), way, fields)


def _modal(pen: Pen, title: str, custom_id: custom_ids.CustomId, way: Way, fields: list[Block]) -> Modal:
    return {
        "type": "modal",
        "callback_id": custom_ids.write(custom_id),
        "title": blocks.plain(pen.label(title, limits.MODAL_TITLE), limits.MODAL_TITLE),
        "submit": blocks.plain(pen.label("form.send", limits.SUBMIT), limits.SUBMIT),
        "close": blocks.plain(pen.label("form.cancel", limits.SUBMIT), limits.SUBMIT),
        "private_metadata": way.write(),
        "blocks": fields,
    }


def _field(pen: Pen, name: str, key: str, element: Block, *, required: bool = False) -> Block:
    label, about = pen.label(f"form.{key}", limits.LABEL), pen.label(f"form.{key}_about", limits.LABEL)
    return blocks.field(name, label, about, element, required=required)


def fault(view: Mapping[str, Any], text: str) -> dict[str, str]:
    """A sentence under the first field of a form that was sent."""
    first = next((str(each["block_id"]) for each in view.get("blocks") or () if each.get("type") == "input"), LINK)
    return {first: text}

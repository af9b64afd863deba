"""The forms. What is sent comes back under their ids (`inbound.sent`), not to an object in memory."""

import discord

from bot.moderation.policy import Policy
from handlers.discord import custom_ids, limits, markup
from handlers.discord.views.drawing import Pen
from handlers.shared.answering import GIVEN, Way

LINK = "link"
WHICH = "which"
CATEGORY = "category"
WORDS = "words"
FILES = "files"
SENTENCE = "sentence"
CONSIDERATIONS = "considerations"
MEDIA = "media"
FINE = "fine"

Field = discord.ui.Item[discord.ui.Modal]


def report(policy: Policy, pen: Pen, link: str = "") -> discord.ui.Modal:
    """The report form: at most five items."""
    least, most = policy.limits.report
    categories = [(each.code, each.sentence) for each in policy.speaking(pen.texts.language).categories]
    return _modal(
        pen.label("form.report_title", limits.MODAL_TITLE),
        custom_ids.ReportForm(),
        _field(pen, "report_link", _line(LINK, default=markup.clip(link, limits.WORD))),
        _field(pen, "report_which", _line(WHICH)),
        _field(pen, "report_category", _select(CATEGORY, categories, most=1)),
        _field(pen, "report_words", _paragraph(WORDS, least, most)),
        _field(pen, "report_files", _upload(FILES)),
    )


def observation(opened: custom_ids.OpenObservation, policy: Policy, pen: Pen) -> discord.ui.Modal:
    """The form 'What did you notice?'."""
    least, most = policy.limits.observation
    statements = [(each.code, each.statement) for each in policy.considerations]
    fields = [
        _field(pen, "notice_sentence", _paragraph(SENTENCE, least, most)),
        _field(pen, "notice_considerations", _select(CONSIDERATIONS, statements, most=len(statements))),
    ]
    letters = [(letter, letter) for letter in opened.letters]
    if len(letters) != 1:
        media = _select(MEDIA, letters, most=len(letters), required=False) if letters else _line(MEDIA)
        fields.append(_field(pen, "notice_media", media))
    if opened.joint and len(letters) > 1:
        fields.append(_field(pen, "notice_fine", _select(FINE, letters, most=len(letters), required=False)))
    title = pen.label("form.notice_title", limits.MODAL_TITLE)
    return _modal(title, custom_ids.ObservationForm(opened.case, opened.round), *fields)


def reply(case: int, pen: Pen) -> discord.ui.Modal:
    """The form for an answer that came another way."""
    return _modal(
        pen.label("form.reply_title", limits.MODAL_TITLE, case=case),
        custom_ids.ReplyForm(case),
        _field(pen, "reply_words", _paragraph(WORDS, 0, limits.TEXT_INPUT)),
        _field(pen, "reply_files", _upload(FILES)),
    )


def appeal(case: int, pen: Pen) -> discord.ui.Modal:
    """The form to ask other moderators with; `case` is 0 where none was named."""
    return _modal(
        pen.label("form.appeal_title", limits.MODAL_TITLE),
        custom_ids.AppealForm(case),
        _field(pen, "appeal_words", _paragraph(WORDS, 1, limits.TEXT_INPUT)),
    )


def answer(case: int, way: Way, pen: Pen) -> discord.ui.Modal:
    """The form behind a button of the notice."""
    return _modal(
        pen.label(f"form.{way}_title", limits.MODAL_TITLE),
        custom_ids.AnswerForm(case, GIVEN.get(way)),
        _field(pen, f"{way}_files", _upload(FILES)),
        _field(pen, f"{way}_words", _paragraph(WORDS, 0, limits.TEXT_INPUT)),
    )


def notes(policy: Policy, pen: Pen) -> discord.ui.Modal:
    """The form of `/process-notes`."""
    return _modal(
        pen.label("form.notes_title", limits.MODAL_TITLE),
        custom_ids.NotesForm(),
        _field(pen, "notes_link", _line(LINK)),
        _field(pen, "notes_words", _paragraph(WORDS, *policy.limits.notes)),
    )


def _modal(title: str, custom_id: custom_ids.CustomId, *fields: Field) -> discord.ui.Modal:
    modal = discord.ui.Modal(title=title, custom_id=custom_ids.write(custom_id))
    for field in fields:
        modal.add_item(field)
    modal.stop()  # discord.py is not to keep it: what is sent is read by its id
    return modal


def _field(pen: Pen, key: str, component: Field) -> Field:
    return discord.ui.Label(
        text=pen.label(f"form.{key}", limits.LABEL),
        description=pen.label(f"form.{key}_about", limits.LABEL_DESCRIPTION),
        component=component,
    )


def _line(custom_id: str, default: str = "") -> Field:
    return discord.ui.TextInput(custom_id=custom_id, required=False, default=default or None, max_length=limits.WORD)


def _paragraph(custom_id: str, least: int, most: int) -> Field:
    return discord.ui.TextInput(
        custom_id=custom_id,
        style=discord.TextStyle.paragraph,
        required=least > 0,
        min_length=min(least, limits.TEXT_INPUT) or None,
        max_length=min(most, limits.TEXT_INPUT),
    )


def _upload(custom_id: str) -> Field:
    return discord.ui.FileUpload(custom_id=custom_id, required=False, min_values=0, max_values=limits.FILES)


def _select(custom_id: str, options: list[tuple[str, str]], *, most: int, required: bool = True) -> Field:
    shown = [
        discord.SelectOption(value=value, label=markup.plain(label, limits.OPTION))
        for value, label in options[: limits.OPTIONS]
    ]
    return discord.ui.Select(
        custom_id=custom_id,
        options=shown,
        min_values=1 if required else 0,
        max_values=max(1, min(most, len(shown))),
        required=required,
    )

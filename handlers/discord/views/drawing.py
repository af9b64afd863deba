"""What a drawing is made of: sentences, panels (embeds) that cannot outgrow their limits, pictures, buttons."""

import hashlib
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Self

import discord

from bot.moderation.effects import Say
from bot.moderation.model import Account, Chat, Media, MediaKind
from bot.moderation.notices import Texts, Tongues
from bot.moderation.views import AddedNotes, FactLine, Statement, Written
from handlers.discord import custom_ids, limits, markup
from handlers.shared import wording
from handlers.shared.wording import cut

Item = discord.ui.Item[discord.ui.View]
joined = wording.joined
VALUE: Final = 80
"""Of what a file says, on a card."""
COLOUR: Final = 0x5B7C99
"""A quiet blue: no colour of ours says good or bad."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes out with a message; nobody is shown one without words for it."""

    data: bytes
    alt: str
    hidden: bool = False
    """Behind Discord's spoiler, until somebody wants to see it. Pictures in embeds cannot be hidden."""

    @property
    def name(self) -> str:
        """The same for the same picture: by it, one that stands in the message already is known again."""
        kept = "SPOILER_" if self.hidden else ""
        return f"{kept}sheet-{hashlib.sha256(self.data).hexdigest()[:16]}.jpg"

    def file(self) -> discord.File:
        """A fresh file of it: discord.py reads one only once."""
        return discord.File(io.BytesIO(self.data), filename=self.name, description=self.alt)


@dataclass(frozen=True, slots=True)
class Paper:
    """A text that goes out with a message, to be kept."""

    data: bytes
    name: str

    def file(self) -> discord.File:
        """A fresh file of it."""
        return discord.File(io.BytesIO(self.data), filename=self.name)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as it would be sent."""

    content: str = ""
    embeds: tuple[discord.Embed, ...] = ()
    items: tuple[Item, ...] = ()
    pictures: tuple[Picture, ...] = ()
    papers: tuple[Paper, ...] = ()

    def view(self) -> discord.ui.View | None:
        """The components, or None. Stopped: what people do with them is read from their ids alone (`listeners`)."""
        if not self.items:
            return None
        view = discord.ui.View(timeout=None)
        for item in self.items:
            view.add_item(item)
        view.stop()
        return view

    def new(self) -> dict[str, Any]:
        """The arguments for a new message."""
        parts: dict[str, Any] = {"content": self.content or None, "embeds": list(self.embeds)}
        if self.pictures or self.papers:
            parts["files"] = [each.file() for each in self._kept]
        if (view := self.view()) is not None:
            parts["view"] = view
        return parts

    @property
    def _kept(self) -> list[Picture | Paper]:
        return [*self.pictures, *self.papers]

    def edit(self, standing: Collection[str] = ()) -> dict[str, Any]:
        """The arguments for an edit of a message with these pictures, by name.

        The same pictures stay: what is not said about attachments leaves them alone, and embeds go on showing them by
        name. Else all are sent anew, since Discord does not list those that embeds show (discord-api-docs#4809).
        """
        parts: dict[str, Any] = {"content": self.content or None, "embeds": list(self.embeds), "view": self.view()}
        if not self._kept or {each.name for each in self._kept} != set(standing):
            parts["attachments"] = [each.file() for each in self._kept]
        return parts


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes the sentences of one language."""

    texts: Texts
    tongues: Tongues | None = None

    def of(self, locale: str) -> Self:
        """The pen for a reader of this language; where nothing is known of it, or there are no words, our own."""
        return replace(self, texts=self.tongues.of(locale)) if self.tongues else self

    def text(self, key: str, room: int = limits.CONTENT, **words: str | int) -> str:
        """A sentence of the edge's own tables; people's words in it are escaped."""
        return markup.say(self.texts, Say(key, words), room)

    def label(self, key: str, room: int, **words: str | int) -> str:
        """A sentence for a surface that knows no markup."""
        return markup.plain(self.texts.sentences[key].format_map(words), room)

    def timed(self, key: str, **times: datetime) -> str:
        """A sentence with times in it."""
        return markup.say(self.texts, Say(key, {}, times))

    def say(self, sentence: Say, room: int = limits.CONTENT) -> str:
        """A sentence that the core or a use case chose."""
        return markup.say(self.texts, sentence, room)

    def written(self, each: Written) -> str:
        """What was written about a case, what is to be known of it and, where a moderator wrote it, who."""
        parts = [self._author(each.by) if each.by else "", markup.escape(each.words)]
        return "\n".join(part for part in (*parts, f"*{self.say(each.note)}*" if each.note else "") if part)

    def _author(self, account: Account) -> str:
        if account.chat is not Chat.DISCORD:
            return self.text("command.from_elsewhere")
        return self.texts.text("command.from_moderator").format(by=f"<@{account.id}>")

    def title(self, title: str) -> str:
        """A listing's title, unescaped, or words for one that has none."""
        return markup.clean(title) or self.texts.text("card.untitled")

    def media(self, media: Sequence[Media]) -> str:
        """Media by letter and name, unescaped."""
        return ", ".join(self._one(each) for each in media) or self.texts.text("card.no_media")

    def _one(self, media: Media) -> str:
        name = f"{media.letter}: {media.name}" if media.name else media.letter
        if media.kind is MediaKind.IMAGE:
            return name
        return f"{name} ({self.texts.text(f'card.kind_{media.kind}')})"

    def statement(self, statement: Statement) -> str:
        """One observation."""
        key = "notice.statement_on" if statement.media else "notice.statement"
        line = self.text(key, sentence=statement.sentence, media=", ".join(statement.media))
        if not statement.considerations:
            return line
        return f"{line} {self.text('notice.considerations', considerations='; '.join(statement.considerations))}"

    def fact(self, line: FactLine) -> str:
        """One thing that files say, and what it does and does not mean."""
        letters = ", ".join(line.media)
        if not line.field:
            return self.text("card.fact_nothing", letters=letters)
        value, means = cut(line.value, VALUE), self.texts.text(line.means.key)
        return self.text("card.fact", letters=letters, field=wording.field(line), value=value, means=means)

    def facts(self, lines: Sequence[FactLine], case: int, most: int) -> list[str]:
        """Those that help most, then which files say nothing, and how many more there are."""
        told, nothing = [each for each in lines if each.field], [each for each in lines if not each.field]
        more = [self.text("card.facts_more", count=len(told) - most, case=case)] if len(told) > most else []
        return [*map(self.fact, (*told[:most], *nothing)), *more]

    def added(self, notes: AddedNotes) -> str:
        """Process notes that the member added, under the time when they did."""
        return f"{self.timed('card.notes_added', at=notes.at)}\n{markup.escape(notes.words)}"

    def works(self, works: Sequence[Media]) -> str:
        """What is told of a strip of works to those who do not see it."""
        titles = "; ".join(self.title(each.name) for each in works)
        return self.label("card.alt_works", limits.ALT_TEXT, titles=titles)

    def button(self, key: str, custom_id: custom_ids.CustomId, *, main: bool = False, **words: str | int) -> Item:
        """A button of ours."""
        style = discord.ButtonStyle.primary if main else discord.ButtonStyle.secondary
        label = self.label(f"button.{key}", limits.BUTTON, **words)
        return discord.ui.Button(style=style, label=label, custom_id=custom_ids.write(custom_id))

    def go_to(self, key: str, url: str) -> Item:
        """A button that leads somewhere."""
        return discord.ui.Button(label=self.label(f"button.{key}", limits.BUTTON), url=url)


class Panel:
    """An embed that keeps count of what it holds: what comes first has its room, what does not fit is cut or left.

    Attributes:
        is_cut: Whether any of the texts did not fit.
    """

    def __init__(self, room: int = limits.EMBED_TOTAL) -> None:
        self.embed = discord.Embed(colour=COLOUR)
        self.is_cut = False
        self._room = room

    @property
    def used(self) -> int:
        """How much is written."""
        embed = self.embed
        texts = [embed.title or "", embed.description or "", embed.footer.text or ""]
        texts += [text or "" for field in embed.fields for text in (field.name, field.value)]
        return sum(map(markup.units, texts))

    def title(self, title: str, url: str | None) -> Self:
        """The heading, in people's words; a link only where it is one."""
        self.embed.title = markup.words(title, min(limits.EMBED_TITLE, self.left)) or None
        self.embed.url = url if _is_web(url) else None
        return self

    def field(self, name: str, text: str, most: int = limits.FIELD_VALUE) -> Self:
        """A heading and a text that is escaped already; nothing where there is no text."""
        room = min(most, limits.FIELD_VALUE, self.left - markup.units(name))
        self.is_cut |= markup.units(text) > max(room, 0)
        if text and room > 1:
            self.embed.add_field(name=markup.clip(name, limits.FIELD_NAME), value=markup.clip(text, room), inline=False)
        return self

    def describe(self, text: str, cut: str = "") -> Self:
        """The text above the fields, escaped already. Comes last: it takes what room is left.

        `cut` is said under it where this, or anything before it, did not fit.
        """
        room = min(limits.EMBED_DESCRIPTION, self.left)
        self.is_cut |= markup.units(text) > room
        if cut and self.is_cut:
            text = joined((markup.clip(text, room - markup.units(cut) - 2), cut), "\n\n")
        self.embed.description = markup.clip(text, room) or None
        return self

    def picture(self, picture: Picture | None) -> Self:
        """Show a picture that goes out with the message."""
        if picture and not picture.hidden:
            self.embed.set_image(url=f"attachment://{picture.name}")
        return self

    def around(self, picture: Picture | None) -> tuple[discord.Embed, ...]:
        """With the picture above the fields: Discord shows an embed's own below them, so they are another embed."""
        if picture is None or picture.hidden:
            return (self.embed,)
        below = discord.Embed(colour=COLOUR)
        for field in self.embed.fields:
            below.add_field(name=field.name, value=field.value, inline=False)
        self.embed.clear_fields()
        return self.picture(picture).embed, below

    @property
    def left(self) -> int:
        """How much may still be written."""
        return self._room - self.used


def _is_web(url: str | None) -> bool:
    return bool(url) and str(url).startswith(("https://", "http://")) and len(str(url)) <= limits.URL

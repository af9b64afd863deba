"""What a drawing is made of: sentences, panels (embeds) that cannot outgrow their limits, pictures, buttons."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

import discord

from bot.moderation.effects import Say
from bot.moderation.model import Media, MediaKind
from bot.moderation.notices import Texts
from bot.moderation.views import Statement
from handlers.discord import custom_ids, limits, markup
from handlers.shared import wording

Item = discord.ui.Item[discord.ui.View]
joined = wording.joined
COLOUR: Final = 0x5B7C99
"""A quiet blue: no colour of ours says good or bad."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes out with a message; nobody is shown one without words for it."""

    data: bytes
    alt: str
    name: str = "media.jpg"

    def file(self) -> discord.File:
        """A fresh file of it: discord.py reads one only once."""
        return discord.File(io.BytesIO(self.data), filename=self.name, description=self.alt)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as it would be sent."""

    content: str = ""
    embeds: tuple[discord.Embed, ...] = ()
    items: tuple[Item, ...] = ()
    picture: Picture | None = None

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
        if self.picture:
            parts["files"] = [self.picture.file()]
        if (view := self.view()) is not None:
            parts["view"] = view
        return parts

    def edit(self) -> dict[str, Any]:
        """The arguments for an edit: what is not drawn any more goes away."""
        attachments = [self.picture.file()] if self.picture else []
        return {
            "content": self.content or None,
            "embeds": list(self.embeds),
            "attachments": attachments,
            "view": self.view(),
        }


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes the sentences of one language."""

    texts: Texts

    def text(self, key: str, room: int = limits.CONTENT, **words: str | int) -> str:
        """A sentence of the edge's own tables; people's words in it are escaped."""
        return markup.say(self.texts, Say(key, words), room)

    def label(self, key: str, room: int, **words: str | int) -> str:
        """A sentence for a surface that knows no markup."""
        return markup.plain(self.texts.sentences[key].format_map(words), room)

    def timed(self, key: str, **times: datetime) -> str:
        """A sentence with times in it."""
        return markup.say(self.texts, Say(key, {}, times))

    def say(self, sentence: Say) -> str:
        """A sentence that the core or a use case chose."""
        return markup.say(self.texts, sentence)

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

    def button(self, key: str, custom_id: custom_ids.CustomId, *, main: bool = False) -> Item:
        """A button of ours."""
        style = discord.ButtonStyle.primary if main else discord.ButtonStyle.secondary
        label = self.label(f"button.{key}", limits.BUTTON)
        return discord.ui.Button(style=style, label=label, custom_id=custom_ids.write(custom_id))

    def go_to(self, key: str, url: str) -> Item:
        """A button that leads somewhere."""
        return discord.ui.Button(label=self.label(f"button.{key}", limits.BUTTON), url=url)


class Panel:
    """An embed that keeps count of what it holds: what comes first has its room, what does not fit is cut or left."""

    def __init__(self, room: int = limits.EMBED_TOTAL) -> None:
        self.embed = discord.Embed(colour=COLOUR)
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
        self.embed.title = markup.words(title, min(limits.EMBED_TITLE, self._left())) or None
        self.embed.url = url if _is_web(url) else None
        return self

    def field(self, name: str, text: str, most: int = limits.FIELD_VALUE) -> Self:
        """A heading and a text that is escaped already; nothing where there is no text."""
        room = min(most, limits.FIELD_VALUE, self._left() - markup.units(name))
        if text and room > 1:
            self.embed.add_field(name=markup.clip(name, limits.FIELD_NAME), value=markup.clip(text, room), inline=False)
        return self

    def describe(self, text: str) -> Self:
        """The text above the fields, escaped already. Comes last: it takes what room is left."""
        self.embed.description = markup.clip(text, min(limits.EMBED_DESCRIPTION, self._left())) or None
        return self

    def picture(self, picture: Picture | None) -> Self:
        """Show a picture that goes out with the message."""
        if picture:
            self.embed.set_image(url=f"attachment://{picture.name}")
        return self

    def _left(self) -> int:
        return self._room - self.used


def _is_web(url: str | None) -> bool:
    return bool(url) and str(url).startswith(("https://", "http://")) and len(str(url)) <= limits.URL

"""Draws messages as Discord shows them on a phone, as one HTML page: to be looked at, by eye or as a screenshot."""

import base64
import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.discord import MessageView

_STYLE = """
body {
  background:#313338;
  color:#dbdee1;
  font:16px/1.375 "gg sans","Noto Sans","DejaVu Sans",sans-serif;
  margin:0;
  width:412px;
}
.message {
  padding:14px 14px 6px;
}
.who {
  color:#f2f3f5;
  font-weight:600;
  margin-bottom:2px;
}
.bot {
  background:#5865f2;
  color:#fff;
  font-size:11px;
  border-radius:4px;
  padding:1px 5px;
  margin-left:6px;
}
.embed {
  background:#2b2d31;
  border-left:4px solid #5865f2;
  border-radius:4px;
  padding:10px 12px;
  margin-top:6px;
  font-size:14px;
}
.embed h4 {
  margin:0 0 6px;
  font-size:16px;
  color:#00a8fc;
}
.embed h5 {
  margin:10px 0 2px;
  font-size:14px;
  color:#f2f3f5;
}
.embed img, .file {
  width:100%;
  border-radius:4px;
  margin-top:10px;
}
.spoiler {
  position:relative;
  overflow:hidden;
}
.spoiler img {
  filter:blur(40px) brightness(.6);
}
.spoiler b {
  position:absolute;
  left:40%;
  top:45%;
  background:#000a;
  border-radius:16px;
  padding:6px 12px;
}
.footer {
  font-size:12px;
  color:#b5bac1;
  margin-top:8px;
}
.author {
  font-weight:600;
  color:#f2f3f5;
  margin-bottom:6px;
}
.button {
  display:inline-block;
  background:#4e5058;
  color:#fff;
  border-radius:4px;
  padding:7px 14px;
  margin:8px 8px 0 0;
  font-size:14px;
}
.reaction {
  display:inline-block;
  background:#2b2d31;
  border:1px solid #5865f2;
  border-radius:8px;
  padding:2px 8px;
  margin:6px 6px 0 0;
}
code {
  background:#1e1f22;
  border-radius:3px;
  padding:1px 4px;
  font-size:13px;
}
.time {
  background:#3f4147;
  border-radius:3px;
  padding:0 2px;
}
small {
  color:#949ba4;
}
h3 {
  margin:0;
  padding:18px 14px 0;
  color:#949ba4;
  font-size:13px;
  text-transform:uppercase;
}
"""


def page(messages: Iterable[tuple[str, MessageView]]) -> str:
    """The whole page: a heading and a message each."""
    body = "".join(f"<h3>{html.escape(title)}</h3>{_message(message)}" for title, message in messages)
    return f"<!doctype html><meta charset=utf-8><title>Salon</title><style>{_STYLE}</style>{body}"


def _message(message: MessageView) -> str:
    pictures = {file.filename: file for file in message.attachments}
    shown = [_embed(embed, pictures) for embed in message.embeds]
    framed = {_framed(embed) for embed in message.embeds}
    left = "".join(_attached(file) for name, file in pictures.items() if name not in framed)
    buttons = "".join(f"<span class=button>{html.escape(label)}</span>" for label in message.buttons)
    reactions = "".join(f"<span class=reaction>{name} {count}</span>" for name, count in message.reactions.items())
    who = f"<div class=who>{html.escape(message.author)}<span class=bot>APP</span></div>"
    body = f"{who}{_markup(message.content)}{left}{''.join(shown)}"
    return f"<div class=message>{body}<div>{buttons}</div><div>{reactions}</div></div>"


def _framed(embed: dict[str, Any]) -> str:
    """The name of the file that an embed shows."""
    return str((embed.get("image") or {}).get("url", "")).split("?")[0].rsplit("/", 1)[-1]


def _attached(file: Any) -> str:  # noqa: ANN401 - the sandbox's own
    """A file beside the text; behind a cover where its name asks for one."""
    drawn = _picture(file.bytes, file.description)
    covered = file.filename.startswith("SPOILER_")
    return f"<div class=spoiler>{drawn}<b>SPOILER</b></div>" if covered else drawn


def _embed(embed: dict[str, Any], pictures: dict[str, Any]) -> str:
    parts = []
    if author := embed.get("author"):
        parts.append(f"<div class=author>{html.escape(author['name'])}</div>")
    if title := embed.get("title"):
        parts.append(f"<h4>{_markup(title)}</h4>")
    parts.append(f"<div>{_markup(embed.get('description', ''))}</div>")
    parts += [
        f"<h5>{_markup(each['name'])}</h5><div>{_markup(each['value'])}</div>" for each in embed.get("fields", [])
    ]
    if name := _framed(embed):
        file = pictures.get(name)
        parts.append(_picture(file.bytes, file.description) if file else f"<small>[{html.escape(name)}]</small>")
    if footer := embed.get("footer"):
        parts.append(f"<div class=footer>{html.escape(footer['text'])}</div>")
    return f"<div class=embed>{''.join(parts)}</div>"


def _picture(data: bytes, alt: str | None) -> str:
    source = base64.b64encode(data).decode()
    return f'<img class=file src="data:image/jpeg;base64,{source}"><small>alt: {html.escape(alt or "NONE")}</small>'


def _markup(text: str) -> str:
    """The part of Discord's Markdown that the bot uses."""
    shown = html.escape(text, quote=False)
    shown = re.sub(r"&lt;t:(\d+)(?::([a-zA-Z]))?&gt;", _time, shown)
    shown = re.sub(r"(?<!\\)\*\*(.+?)\*\*", r"<b>\1</b>", shown)
    shown = re.sub(r"\[([^\]]+)\]\((https?://[^)\s]+)\)", r"<a href='\2'>\1</a>", shown)
    shown = re.sub(r"(?<!\\)`([^`]+)`", r"<code>\1</code>", shown)
    shown = re.sub(r"(?m)^-# (.+)$", r"<small>\1</small>", shown)
    shown = re.sub(r"\\([^\w\s]|_)", r"\1", shown)
    return shown.replace("\n", "<br>")


def _time(found: re.Match[str]) -> str:
    at = datetime.fromtimestamp(int(found[1]), UTC)
    shown = _away(at - datetime.now(UTC)) if found[2] == "R" else f"{at:%d %B %Y %H:%M}"
    return f"<span class=time>{shown}</span>"


def _away(time: timedelta) -> str:
    days = round(abs(time) / timedelta(days=1))
    told = f"{days} days" if days else f"{round(abs(time).total_seconds() / 60)} minutes"
    return f"{told} ago" if time < timedelta() else f"in {told}"

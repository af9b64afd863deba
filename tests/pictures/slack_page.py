"""Draws messages as Slack shows them on a phone, as one HTML page: to be looked at, by eye or as a screenshot."""

import base64
import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.slack import MessageView
from tests.stories.ways import EMOJI

_STYLE = """
body {
  background:#fff;
  color:#1d1c1d;
  font:15px/1.46 Lato,"Noto Sans","DejaVu Sans",sans-serif;
  margin:0;
  width:412px;
}
h3 {
  margin:0;
  padding:18px 14px 0;
  color:#616061;
  font-size:12px;
  text-transform:uppercase;
}
.message {
  padding:10px 14px 4px;
}
.who {
  font-weight:900;
}
.bot {
  background:#e8e8e8;
  color:#616061;
  font-size:10px;
  border-radius:2px;
  padding:1px 3px;
  margin-left:5px;
}
.header {
  font-size:18px;
  font-weight:900;
  margin:6px 0;
}
.section {
  margin:6px 0;
}
.context {
  color:#616061;
  font-size:12px;
  margin:4px 0;
}
img {
  width:100%;
  border-radius:8px;
  margin-top:6px;
}
small {
  color:#868686;
}
.button {
  display:inline-block;
  border:1px solid #bbb;
  border-radius:4px;
  font-weight:700;
  padding:5px 12px;
  margin:6px 8px 4px 0;
}
.primary {
  background:#007a5a;
  color:#fff;
}
.reaction {
  display:inline-block;
  background:#e8f5fa;
  border:1px solid #1264a3;
  border-radius:12px;
  padding:1px 8px;
  margin:4px 4px 0 0;
  font-size:12px;
}
.reply {
  border-left:3px solid #ddd;
  margin-left:14px;
}
a {
  color:#1264a3;
}
.time {
  background:#f2f2f2;
  border-radius:3px;
}
"""


_CHARACTERS = {name: character for character, name in EMOJI.items()}


def page(messages: Iterable[tuple[str, MessageView]]) -> str:
    """The whole page: a heading, a message and its thread each."""
    body = "".join(f"<h3>{html.escape(title)}</h3>{_with_thread(message)}" for title, message in messages)
    return f"<!doctype html><meta charset=utf-8><title>Salon</title><style>{_STYLE}</style>{body}"


def _with_thread(message: MessageView) -> str:
    replies = "".join(f"<div class=reply>{_message(each)}</div>" for each in message.replies)
    return _message(message) + replies


def _message(message: MessageView) -> str:
    pictures = iter([each.file.data if each.file else b"" for each in message.images])
    body = "".join(_block(block, pictures) for block in message.blocks) or _mrkdwn(message.content)
    named = ((html.escape(each.filename), _picture(each.bytes)) for each in message.files)
    files = "".join(f"<small>[{name}]</small>{picture}" for name, picture in named)
    badge = "<span class=bot>APP</span>" if message.blocks else ""
    reactions = "".join(
        f"<span class=reaction>{_emoji(name)} {count}</span>" for name, count in message.reactions.items()
    )
    who = f"<div class=who>{html.escape(message.author)}{badge}</div>"
    return f"<div class=message>{who}{body}{files}<div>{reactions}</div></div>"


def _emoji(name: str) -> str:
    return _CHARACTERS.get(name, f":{name}:")


def _block(block: dict[str, Any], pictures: Any) -> str:  # noqa: ANN401 - an iterator of bytes
    match block["type"]:
        case "header":
            return f"<div class=header>{html.escape(block['text']['text'])}</div>"
        case "section":
            return f"<div class=section>{_mrkdwn(block['text']['text'])}</div>"
        case "context":
            return "".join(f"<div class=context>{_mrkdwn(each['text'])}</div>" for each in block["elements"])
        case "image":
            return f"{_picture(next(pictures))}<br><small>alt: {html.escape(block['alt_text'])}</small>"
        case "actions":
            return "".join(map(_element, block["elements"]))
        case kind:
            return f"<small>[{kind}]</small>"


def _element(element: dict[str, Any]) -> str:
    words = element.get("text") or element.get("placeholder") or {}
    style = "button primary" if element.get("style") == "primary" else "button"
    return f"<span class='{style}'>{html.escape(words.get('text', ''))}</span>"


def _picture(data: bytes) -> str:
    return f'<img src="data:image/jpeg;base64,{base64.b64encode(data).decode()}">'


def _mrkdwn(text: str) -> str:
    """The part of Slack's mrkdwn that the bot uses; what stands in it is escaped already."""
    shown = re.sub(r"<!date\^(\d+)\^[^|>]*\|([^>]*)>", _time, text)
    shown = re.sub(r"<(https?://[^|>]+)\|([^>]+)>", r"<a href='\1'>\2</a>", shown)
    shown = re.sub(r"<(https?://[^|>]+)>", r"<a href='\1'>\1</a>", shown)
    shown = re.sub(r"(?<!\w)\*([^*\n]+)\*(?!\w)", r"<b>\1</b>", shown)
    shown = re.sub(r"`([^`\n]+)`", r"<code>\1</code>", shown)
    shown = re.sub(r":([a-z0-9_+-]+):", lambda found: _emoji(found[1]), shown)
    return shown.replace("\n", "<br>")


def _time(found: re.Match[str]) -> str:
    return f"<span class=time>{datetime.fromtimestamp(int(found[1]), UTC):%d %B %Y, %H:%M}</span>"

"""A message as an app sends it: read and checked, before anything happens (docs.slack.dev: 'chat.postMessage')."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import blocks
from .errors import SlackError

if TYPE_CHECKING:
    from .calls import Call
    from .kinds import Json

MAX_TEXT = 40_000
# What chat.update takes of text, unlike chat.postMessage ('chat.update', 'msg_too_long'). The documentation speaks of
# characters; who measured it found bytes (gitlab-org/gitlab!258898: 'Slack limits the text field to 4,000 bytes').
MAX_EDIT = 4_000
MAX_MARKDOWN = 12_000
MAX_ATTACHMENTS = 100
MAX_METADATA = 8_000
EVENT_TYPE = re.compile(r"[A-Za-z0-9_-]{1,255}")


@dataclass(slots=True)
class Draft:
    """What was sent of a message; None is what was not."""

    text: str | None
    blocks: list[Json] | None
    attachments: list[Json] | None
    metadata: Json | None = None
    extra: Json = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Tell whether it shows nothing."""
        return not self.text and not self.blocks and not self.attachments


def read(call: Call, *, editing: bool = False) -> Draft:
    """Check what was sent of a message."""
    given = call.json("blocks", "invalid_blocks_format")
    attachments = call.json("attachments", "invalid_attachments")
    if attachments is not None and not isinstance(attachments, list):
        raise SlackError("invalid_attachments")
    if len(attachments or []) > MAX_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    checked = None if given is None else blocks.of_message(call.world, given)
    blocks.hold_together(checked or [])
    return _with_metadata(call, Draft(_text(call, editing), checked, attachments))


def _text(call: Call, editing: bool) -> str | None:
    text, markdown = call.args.get("text"), call.text("markdown_text")
    if markdown is not None:
        if text or call.args.get("blocks"):
            raise SlackError("markdown_text_conflict")
        text = markdown
    if text is None:
        return None
    if (markdown is not None and len(markdown) > MAX_MARKDOWN) or (editing and len(str(text).encode()) > MAX_EDIT):
        raise SlackError("msg_too_long")
    # A new message is not refused for its length: what is over is cut off.
    return str(text)[:MAX_TEXT]


def _with_metadata(call: Call, draft: Draft) -> Draft:
    given = call.json("metadata", "invalid_metadata_format")
    if given is None:
        return draft
    if given == {}:
        draft.metadata = {}
        return draft
    if not isinstance(given, dict) or not isinstance(given.get("event_payload"), dict) or "event_type" not in given:
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(given["event_payload"])) > MAX_METADATA:
        raise SlackError("metadata_too_large")
    if EVENT_TYPE.fullmatch(str(given["event_type"])):
        draft.metadata = {"event_type": given["event_type"], "event_payload": given["event_payload"]}
    else:
        # 'Using message metadata': it is ignored, and only a warning tells.
        draft.extra = {"warning": "invalid_metadata_schema"}
        draft.extra["response_metadata"] = {"warnings": ["invalid_metadata_schema"]}
    return draft

"""Block Kit's limits: what is at one passes, what is over it is refused with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack import Manifest, ManifestRefused, SlackSandbox, Unexpected
from tests.sandbox.slack_bots import client
from tests.sandbox.slack_manifest import manifest
from tests.wire import held

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]


def plain(size: int) -> Json:
    """Return a plain text of a length."""
    return {"type": "plain_text", "text": "x" * size}


def mrkdwn(size: int) -> Json:
    """Return a marked-up text of a length."""
    return {"type": "mrkdwn", "text": "x" * size}


def button(size: int = 1, **more: Any) -> Json:  # noqa: ANN401 - a button's fields
    """Return a button."""
    return {"type": "button", "text": plain(size), **more}


def options(count: int, text: int = 1, value: int = 1) -> Json:
    """Return a menu with so many options."""
    every = [{"text": plain(text), "value": f"{number:0{value}}"} for number in range(count)]
    return {"type": "static_select", "placeholder": plain(5), "options": every}


def actions(*elements: Json) -> list[Json]:
    """Return a block of things to act on."""
    return [{"type": "actions", "elements": [*elements]}]


MESSAGES: dict[str, tuple[Callable[[int], list[Json]], int]] = {
    "": (lambda size: [{"type": "divider"}] * size, 50),
    "/blocks/0/text/text": (lambda size: [{"type": "section", "text": mrkdwn(size)}], 3000),
    "/blocks/0/fields": (lambda size: [{"type": "section", "fields": [plain(1)] * size}], 10),
    "/blocks/0/fields/1/text": (lambda size: [{"type": "section", "fields": [plain(1), plain(size)]}], 2000),
    "/blocks/0/text/text:header": (lambda size: [{"type": "header", "text": plain(size)}], 150),
    "/blocks/0/elements:context": (lambda size: [{"type": "context", "elements": [mrkdwn(1)] * size}], 10),
    "/blocks/0/elements": (lambda size: actions(*[button() for _ in range(size)]), 25),
    "/blocks/0/elements/0/text/text": (lambda size: actions(button(size)), 75),
    "/blocks/0/elements/0/value": (lambda size: actions(button(value="x" * size)), 2000),
    "/blocks/0/elements/0/action_id": (lambda size: actions(button(action_id="x" * size)), 255),
    "/blocks/0/elements/0/options": (lambda size: actions(options(size)), 100),
    "/blocks/0/elements/0/options/0/text/text": (lambda size: actions(options(1, text=size)), 75),
    "/blocks/0/elements/0/options/0/value": (lambda size: actions(options(1, value=size)), 150),
    "/blocks/0/elements/0/options:boxes": (lambda size: actions({**options(size), "type": "checkboxes"}), 10),
    "/blocks/0/block_id": (lambda size: [{"type": "divider", "block_id": "x" * size}], 255),
    "/blocks/0/alt_text": (
        lambda size: [{"type": "image", "image_url": "https://a.example", "alt_text": "x" * size}],
        2000,
    ),
    "/blocks/0/image_url": (
        lambda size: [{"type": "image", "image_url": "https://".ljust(size, "x"), "alt_text": "x"}],
        3000,
    ),
    "/blocks/0/elements/0/confirm/text/text": (
        lambda size: actions(
            button(confirm={"title": plain(1), "text": plain(size), "confirm": plain(1), "deny": plain(1)})
        ),
        300,
    ),
}


@pytest.mark.parametrize("place", MESSAGES)
async def test_message_limits(slack: SlackSandbox, place: str) -> None:
    """A message at each limit is posted; one over it is refused with the place of the fault."""
    room, web = slack.channel("room"), client(slack)
    make, most = MESSAGES[place]
    await web.chat_postMessage(channel=room.id, text="at", blocks=make(most))
    with pytest.raises(SlackApiError) as over:
        await web.chat_postMessage(channel=room.id, text="over", blocks=make(most + 1))
    answer = over.value.response
    assert answer["error"] == "invalid_blocks"
    where = place.partition(":")[0] or "/blocks"
    assert f"[json-pointer:{where}]" in "".join(answer["response_metadata"]["messages"])


def sections(size: int) -> list[Json]:
    """Return so many characters, in paragraphs."""
    full = [{"type": "section", "text": mrkdwn(3000)}] * (size // 3000)
    return [*full, {"type": "section", "text": mrkdwn(size % 3000)}]


async def test_blocks_are_limited_together(slack: SlackSandbox) -> None:
    """Each within its own limit, they are too long together from some 12,500 characters in five paragraphs on."""
    room, alice, web = slack.channel("room"), slack.person("alice"), client(slack)
    room.invites(alice)
    made = await web.chat_postMessage(channel=room.id, text="at", blocks=sections(12_480))
    where: Json = {"channel": room.id, "text": "x"}
    await web.chat_update(**where, ts=made["ts"], blocks=sections(12_480))
    await web.chat_postEphemeral(**where, user=alice.id, blocks=sections(12_480))
    over = sections(12_481)
    for call in (
        web.chat_postMessage(**where, blocks=over),
        web.chat_update(**where, ts=made["ts"], blocks=over),
        web.chat_postEphemeral(**where, user=alice.id, blocks=over),
    ):
        with pytest.raises(SlackApiError, match="msg_blocks_too_long"):
            await call


WRONG: dict[str, list[Json]] = {
    "unknown": [{"type": "no-such"}],
    "input in a message": [{"type": "input", "label": plain(1), "element": {"type": "plain_text_input"}}],
    "no alt text": [{"type": "image", "image_url": "https://a.example"}],
    "two sources": [{"type": "image", "alt_text": "x", "image_url": "https://a", "slack_file": {"id": "F1"}}],
    "empty text": [{"type": "section", "text": mrkdwn(0)}],
    "markup in a header": [{"type": "header", "text": mrkdwn(1)}],
    "same action_id": actions(button(action_id="a"), button(action_id="a")),
    "same block_id": [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}],
    "no file": [{"type": "image", "alt_text": "x", "slack_file": {"id": "F0NONE"}}],
    "a style of its own": actions(button(style="loud")),
    "initial value": actions({**options(1), "initial_option": {"text": plain(1), "value": "other"}}),
}


@pytest.mark.parametrize("name", WRONG)
async def test_wrong_blocks(slack: SlackSandbox, name: str) -> None:
    """Blocks that break another rule are refused."""
    room, web = slack.channel("room"), client(slack)
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await web.chat_postMessage(channel=room.id, text="x", blocks=WRONG[name])


def view(**more: Any) -> Json:  # noqa: ANN401 - a view's fields
    """Return a modal."""
    return {"type": "modal", "title": plain(24), "submit": plain(24), "blocks": [{"type": "divider"}] * 100, **more}


def asks(element: Json, label: int = 2000, hint: int = 2000) -> Json:
    """Return a modal with one field."""
    return view(blocks=[{"type": "input", "label": plain(label), "hint": plain(hint), "element": element}])


TEXT: Json = {"type": "plain_text_input"}
VIEWS: dict[str, Json] = {
    "title": view(title=plain(25)),
    "submit": view(submit=plain(25)),
    "close": view(close=plain(25)),
    "blocks": view(blocks=[{"type": "divider"}] * 101),
    "private_metadata": view(private_metadata="x" * 3001),
    "callback_id": view(callback_id="x" * 256),
    "label": asks(TEXT, label=2001),
    "hint": asks(TEXT, hint=2001),
    "max_length": asks({**TEXT, "max_length": 3001}),
    "min and max": asks({**TEXT, "min_length": 10, "max_length": 5}),
    "max_files": asks({"type": "file_input", "max_files": 11}),
    "radio": asks({**options(11), "type": "radio_buttons"}),
    "no submit": {**asks(TEXT), "submit": None},
    "home": {"type": "home", "blocks": []},
}


async def test_view_limits(slack: SlackSandbox) -> None:
    """A modal at its limits opens; one over any of them is refused, and uses no trigger up."""
    alice, web = slack.person("alice"), client(slack)
    for wrong in VIEWS.values():
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            await web.views_publish(user_id=alice.id, view=wrong | {"type": "modal"})
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            await web.views_open(trigger_id="1.2.x", view=wrong)
    at = [view(private_metadata="x" * 3000), asks({**TEXT, "max_length": 3000}), asks({"type": "file_input"})]
    for good in at:
        with pytest.raises(SlackApiError, match="invalid_trigger_id"):
            await web.views_open(trigger_id="1.2.x", view=good)


async def test_not_emulated_is_loud() -> None:
    """What Slack has and the sandbox does not fails the test that used it."""
    async with held(SlackSandbox(manifest=manifest())) as slack:
        room = slack.channel("room")
        with pytest.raises(SlackApiError):
            await client(slack).chat_postMessage(channel=room.id, text="x", blocks=[{"type": "video"}])
        with pytest.raises(Unexpected, match="video"):
            await slack.settle()
        slack.faults.unexpected.clear()


COMMAND = {"command": "/a", "description": "x"}
SHORTCUT = {"name": "x", "type": "global", "callback_id": "x", "description": "x"}
MANIFESTS: list[Json] = [
    {"features__slash_commands": [COMMAND] * 51},
    {"features__slash_commands": [{**COMMAND, "command": "a"}]},
    {"features__shortcuts": [SHORTCUT] * 11},
    {"features__shortcuts": [{**SHORTCUT, "name": "x" * 25}]},
    {"features__shortcuts": [{**SHORTCUT, "type": "any"}]},
    {"settings__event_subscriptions__bot_events": ["no_such"]},
    {"display_information__name": "x" * 36},
    {"features__bot_user": {}},
]


@pytest.mark.parametrize("change", MANIFESTS)
def test_manifest_limits(change: Json) -> None:
    """A manifest that Slack would not take, or that asks for what is not emulated, is refused at once."""
    with pytest.raises(ManifestRefused):
        Manifest(manifest(**change))

"""Files: those of people, downloaded with the token; those of the bot, uploaded in three steps and shown in blocks."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.sandbox.slack import File
from tests.sandbox.slack_bots import client, running
from tests.sandbox.slack_manifest import without
from tests.sandbox.test_slack_messages import refused

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.sandbox.slack import SlackSandbox

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"rest"
SLOW = pytest.mark.parametrize("slack", [{"processing": 60.0}], indirect=True)


async def download(url: str, token: str | None) -> tuple[int, str, bytes]:
    """Fetch a file."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as http, http.get(url, headers=headers) as response:
        return response.status, response.content_type, await response.read()


async def upload(web: AsyncWebClient, data: bytes = PNG, name: str = "sheet.png", **more: Any) -> str:  # noqa: ANN401
    """Upload a file, without a channel unless one is named."""
    made = await web.files_upload_v2(file=data, filename=name, alt_txt="six works", **more)
    return str(made["files"][0]["id"])


def picture(file_id: str) -> list[dict[str, Any]]:
    """Return a block that shows a file."""
    return [{"type": "image", "alt_text": "six works", "slack_file": {"id": file_id}}]


async def test_a_description_that_is_too_long(slack: SlackSandbox) -> None:
    """Slack takes less of it for a file than in a block that shows one."""
    async with running(slack):
        web = client(slack)

        async def announced(alt: str) -> Any:  # noqa: ANN401 - slack_sdk's answers
            return await web.files_getUploadURLExternal(filename="sheet.png", length=len(PNG), alt_txt=alt)

        assert await refused(announced("x" * 1001)) == "alt_txt_too_large"
        assert (await announced("x" * 1000))["ok"]


async def test_a_persons_file(slack: SlackSandbox) -> None:
    """A file in a direct message is told, and downloaded with the token; without it a page to sign in comes, as 200."""
    alice = slack.person("alice")
    async with running(slack) as bot:
        message = await alice.writes("my sketch", files=[File("sketch.png", PNG)])
        await slack.settle(bot.idle)
        (event,) = bot.told("message", "file_share")
        (file,) = event["files"]
        assert (file["mimetype"], file["original_w"], file["size"]) == ("image/png", 640, len(PNG))
        assert bot.told("file_shared")[0]["file_id"] == file["id"]
        for url in (file["url_private"], file["url_private_download"]):
            assert await download(url, slack.bot_token) == (200, "image/png", PNG)
            for token in (None, "xoxb-wrong"):
                status, kind, page = await download(url, token)
                assert (status, kind, b"Sign in" in page) == (200, "text/html", True)
        await alice.removes_file(message.files[0], message)
        assert (await download(file["url_private"], slack.bot_token))[0] == 404
        assert await refused(bot.client.files_info(file=file["id"])) == "file_deleted"
        await slack.settle(bot.idle)
        assert bot.told("message", "message_changed")[0]["message"]["files"][0]["mode"] == "tombstone"


@pytest.mark.parametrize("slack", [{"manifest": without("scopes", "files:read")}], indirect=True)
async def test_download_needs_its_scope(slack: SlackSandbox) -> None:
    """Without files:read the right token gets the page to sign in all the same."""
    alice = slack.person("alice")
    message = await alice.writes(files=[File("sketch.png", PNG)])
    assert (await download(message.files[0].url, slack.bot_token))[1] == "text/html"


async def test_what_the_bot_does_not_see(slack: SlackSandbox) -> None:
    """A file in a channel that the bot is not in is not there for it."""
    alice = slack.person("alice")
    hidden = slack.channel("hidden", private_to=[alice], bot=False)
    message = await alice.writes(in_=hidden, files=[File("sketch.png", PNG)])
    assert (await download(message.files[0].url, slack.bot_token))[1] == "text/html"
    assert await refused(client(slack).files_info(file=message.files[0].id)) == "file_not_found"


async def test_external_and_shared_files(slack: SlackSandbox) -> None:
    """Another service's file is a link alone; in a channel shared with another organization only the id is told."""
    room, alice = slack.channel("room", ext_shared=True), slack.person("alice")
    async with running(slack) as bot:
        await alice.shares("drawing", "https://docs.example/drawing")
        await alice.writes(in_=room, files=[File("sketch.png", PNG)])
        await slack.settle(bot.idle)
        one, two = (each["files"][0] for each in bot.told("message", "file_share"))
        assert (one["mode"], one["is_external"], one["url_private"]) == (
            "external",
            True,
            "https://docs.example/drawing",
        )
        assert ("url_private_download" in one, two["file_access"]) == (False, "check_file_info")
        assert (await bot.client.files_info(file=two["id"]))["file"]["mimetype"] == "image/png"


@SLOW
async def test_upload_without_a_channel(slack: SlackSandbox) -> None:
    """An upload has neither kind nor thumbnails, and shows in no block, until it is processed; then it is the bot's."""
    room, web = slack.channel("room"), client(slack)
    file_id = await upload(web)
    fresh = (await web.files_info(file=file_id))["file"]
    assert (fresh["mimetype"], fresh["filetype"], "thumb_360" in fresh) == ("", "", False)
    posting: dict[str, Any] = {"channel": room.id, "text": "card", "blocks": picture(file_id)}
    assert await refused(web.chat_postMessage(**posting)) == "invalid_blocks"
    slack.world.files[file_id].ready_at = slack.timing.ticks()
    ready = (await web.files_info(file=file_id))["file"]
    assert (ready["mimetype"], "thumb_360" in ready, ready["alt_txt"]) == ("image/png", True, "six works")
    await web.chat_postMessage(**posting)
    assert await download(ready["url_private"], slack.bot_token) == (200, "image/png", PNG)
    await web.files_delete(file=file_id)
    assert await refused(web.chat_postMessage(**posting)) == "invalid_blocks"


@pytest.mark.parametrize("slack", [{}, {"blocks_share_files": True}], indirect=True)
async def test_who_sees_a_picture(slack: SlackSandbox) -> None:
    """A picture of a private file is seen by nobody else until it is shared there; or as the sandbox is told."""
    mod = slack.person("mod")
    room, web = slack.channel("room", private_to=[mod]), client(slack)
    file_id = await upload(web)
    await slack.settle()
    slack.world.files[file_id].ready_at = slack.timing.ticks()
    made = await web.chat_postMessage(channel=room.id, text="card", blocks=picture(file_id))
    (card,) = room.messages
    assert ([each.alt_text for each in card.images], card.images[0].file is not None) == (["six works"], True)
    assert mod.pictures(card) == ([PNG] if slack.blocks_share_files else [])
    await upload(web, channel=room.id, thread_ts=made["ts"], initial_comment="the sheet")
    await slack.settle()
    (reply,) = card.replies
    assert (reply.text, mod.pictures(reply)) == ("the sheet", [PNG])


async def test_upload_rules(slack: SlackSandbox) -> None:
    """An upload needs its bytes, as many as announced; a channel that the bot is in; and for a block the right kind."""
    room, web = slack.channel("room"), client(slack)
    outside = slack.channel("outside", bot=False)
    told = await web.files_getUploadURLExternal(filename="a.png", length=5)
    files = [{"id": told["file_id"], "title": "a"}]
    assert await refused(web.files_completeUploadExternal(files=files)) == "file_not_found"
    async with aiohttp.ClientSession() as http:
        assert (await http.post(told["upload_url"], data=b"four")).status == 400
        assert (await http.post(told["upload_url"], data=b"fives")).status == 200
    refusal = await refused(web.files_completeUploadExternal(files=files, channel_id=outside.id))
    assert refusal == "posting_to_channel_denied"
    assert await refused(web.files_completeUploadExternal(files=files, channel_id="C0NO")) == "invalid_channel"
    await web.files_completeUploadExternal(files=files)
    text_id = await upload(web, b"words", "a.txt")
    slack.world.files[text_id].ready_at = slack.timing.ticks()
    for block in (picture(text_id)[0], {**picture(text_id)[0], "slack_file": {"id": text_id, "url": "x"}}):
        assert await refused(web.chat_postMessage(channel=room.id, text="x", blocks=[block])) == "invalid_blocks"

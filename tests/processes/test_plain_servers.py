"""`salon run` against servers that are not our sandbox, by the settings of their addresses alone."""

from pathlib import Path
from typing import Any

from bot.sandbox.gallery import GallerySandbox
from tests.processes import plain_discord, plain_slack
from tests.processes.salon import process

ALICE, INES = "U0000000A", "U0000000I"
SEEN = "The fins melt into each other in all three pictures."
WORDS = "I inked every fin by hand."


def common(folder: Path, gallery: GallerySandbox) -> dict[str, str]:
    """The settings that have nothing to do with a chat; an undo window takes half a second."""
    return {
        "SALON_DATA": str(folder / "data"),
        "SALON_TEAM": "3",
        "SALON_SUPPORT": "support@gallery.example",
        "SALON_LISTING_HOSTS": gallery.host,
        "SALON_LISTING_PATTERN": gallery.link_path,
        "SALON_LISTING_API_URL": gallery.api_url,
        "SALON_TIME_SCALE": "1200",
        "SALON_NOTICE_HOURS": "00:00-24:00",  # the days of a rehearsal have nights
    }


def chosen(view: dict[str, Any], block: str, key: str) -> dict[str, Any]:
    """The first option of a menu, as chosen."""
    element = next(each["element"] for each in view["blocks"] if each.get("block_id") == block)
    option = element["options"][0]
    return {"type": element["type"], key: [option] if key.endswith("s") else option}


async def test_a_case_on_another_slack(tmp_path: Path) -> None:
    """Command, forms, card, reactions, button, notice and answer: from the report to the stored reply."""
    async with GallerySandbox() as gallery, plain_slack.PlainSlack().up() as slack:
        listing = gallery.list(gallery.artist("Ines", slack_id=INES), "Neon Koi", works=2)
        async with process(tmp_path, {**common(tmp_path, gallery), **slack.settings}, "run"):
            await slack.connected()
            await slack.command(ALICE, "/report-listing", listing.url)
            form = await slack.until(lambda: slack.views and slack.views[-1])
            link = {"type": "plain_text_input", "value": listing.url}
            seen = {"type": "plain_text_input", "value": SEEN}
            category = chosen(form, "category", "selected_option")
            await slack.submit(ALICE, form, {"link": link, "category": category, "words": seen})
            [card] = await slack.until(
                lambda: [each for each in slack.in_channel(plain_slack.ROOM) if len(each.get("reactions", [])) > 1]
            )
            for user in plain_slack.MODERATORS[:2]:
                await slack.react(user, card, "speech_balloon")
            button = next(each for block in card["blocks"] for each in block.get("elements", []) if "action_id" in each)
            await slack.press(plain_slack.MODERATORS[0], card, button["action_id"])
            noticing = await slack.until(lambda: len(slack.views) > 1 and slack.views[-1])
            considerations = chosen(noticing, "considerations", "selected_options")
            await slack.submit(
                plain_slack.MODERATORS[0], noticing, {"sentence": seen, "considerations": considerations}
            )
            private = f"D{INES[1:]}"
            [notice] = await slack.until(lambda: slack.in_channel(private))
            assert SEEN in str(notice["blocks"])
            written = await slack.write(INES, WORDS)
            await slack.until(
                lambda: written.get("reactions") == [{"name": "inbox_tray", "users": ["U0000000B"], "count": 1}]
            )
            await slack.until(lambda: WORDS in str(slack.in_channel(plain_slack.ROOM)[-1]["blocks"]))


async def test_a_case_on_another_discord(tmp_path: Path) -> None:
    """The same with a picture, on a server that speaks Discord, and that has its files where its API is."""
    alice, ines = "200000000000000011", "200000000000000012"
    async with GallerySandbox() as gallery, plain_discord.PlainDiscord().up() as discord:
        listing = gallery.list(gallery.artist("Ines", discord_id=ines), "Neon Koi", works=2)
        async with process(tmp_path, {**common(tmp_path, gallery), **discord.settings}, "run"):
            await discord.connected()
            form = await discord.interact(alice, 2, {"id": "1", "name": "report-listing", "type": 1})
            filled = {
                "link": {"type": 4, "custom_id": "link", "value": listing.url},
                "category": {"type": 3, "custom_id": "category", "values": [_first(form, "category")]},
                "words": {"type": 4, "custom_id": "words", "value": SEEN},
            }
            await discord.submit(alice, form, filled)
            room = plain_discord.ROOM
            [card] = await discord.until(
                lambda: [each for each in discord.in_channel(room) if len(each.get("reactions", [])) > 1]
            )
            for user in plain_discord.MODERATORS[:2]:
                await discord.react(user, card, "💬")
            button = {"component_type": 2, "custom_id": card["components"][0]["components"][0]["custom_id"]}
            noticing = await discord.interact(plain_discord.MODERATORS[0], 3, button, card)
            seen = {"type": 4, "custom_id": "sentence", "value": SEEN}
            touched = {"type": 3, "custom_id": "considerations", "values": [_first(noticing, "considerations")]}
            await discord.submit(plain_discord.MODERATORS[0], noticing, {"sentence": seen, "touched": touched})
            private = f"3{ines[1:]}"
            [notice] = await discord.until(lambda: discord.in_channel(private))
            assert SEEN in str(notice)
            written = await discord.write(ines, WORDS, gallery.sample_picture(7))
            await discord.until(lambda: [each["emoji"]["name"] for each in written.get("reactions", [])] == ["📥"])
            [shown] = await discord.until(
                lambda: [each for each in discord.in_channel(room)[1:] if WORDS in str(each["embeds"])]
            )
            assert "C: another picture than any shown before" in str(shown["embeds"])
            asked = next(each["users"] for each in card["reactions"] if each["emoji"]["name"] == "💬")
            assert asked == [plain_discord.BOT, *plain_discord.MODERATORS[:2]]  # whose votes they are, was looked up


def _first(form: dict[str, Any], custom_id: str) -> str:
    """The first option of a menu."""
    parts = [each["component"] for each in form["data"]["components"]]
    return str(next(each for each in parts if each["custom_id"] == custom_id)["options"][0]["value"])

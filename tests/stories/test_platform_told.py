"""The platform is told, and does its part: the gallery's pages show what moderators and artists agreed on."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import aiohttp

from bot import webhooks
from bot.config import load_settings
from bot.sandbox.acts import File
from bot.sandbox.gallery import Listing
from bot.sandbox.gallery.sandbox import FILM, SOUND
from tests.stories.acting import ACCEPT, DAY, TEXTS, Scene, mixed, says
from tests.stories.test_further_action import UNLIST, followed

pytestmark = mixed

HOW, LAYERS = TEXTS["button.how"], TEXTS["form.how_files"]
MINUTE = timedelta(minutes=1)
TRIES = timedelta(minutes=7)
"""Longer than any pause between two tries."""
REPLACED = ["case.opened", "notice.delivered", "replacement.accepted", "case.cleared"]
"""What the gallery hears of a case whose picture is replaced."""
ELSEWHERE = "whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCwgbm90IG91cnM="


def heard(scene: Scene) -> list[str]:
    """What the gallery was told, oldest first."""
    return [each.type for each in scene.on.gallery.receiver.heard]


def accepted(scene: Scene) -> list[dict[str, Any]]:
    """The media of the only replacement that it was told of."""
    [told] = [each.data for each in scene.on.gallery.receiver.heard if each.type == "replacement.accepted"]
    return list(told["media"])


def warned(scene: Scene, key: str) -> int:
    """How often whoever runs the bot was told this."""
    return sum(says(each.text, key) for each in scene.cards)


async def shown(url: str) -> bytes:
    """What stands at an address of the gallery."""
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert response.status == HTTPStatus.OK
        return await response.read()


async def on_the_page(listing: Listing) -> bytes:
    """The first picture on a listing's page."""
    link = (await shown(listing.url)).decode().split("<img src='")[1].split("'")[0]
    return await shown(link)


async def replaced(scene: Scene) -> tuple[Listing, File]:
    """A listing of ines with one picture is asked about; she sends another one, and it is accepted."""
    await scene.asked()
    new = scene.picture("inked.jpg", seed=41)
    await scene.writes("ines", "Please hang the inked one instead.", [new])
    await scene.vote("mo", ACCEPT, scene.reply_card)
    await scene.decide()
    return scene.on.gallery.listings[0], new


def replay(scene: Scene, *, failed: bool = False) -> list[str]:
    """Whoever runs the bot has all of it told again, or what was refused."""
    settings = load_settings(scene.on.environment, None)
    return webhooks.replay(settings, (), None if failed else webhooks.EVER, failed=failed, dry_run=False)


async def test_moderators_can_fetch_a_video(told: Scene) -> None:
    """They cannot see what an artist sends us in private: the reply's card has a link to all of it."""
    await told.asked()
    sent = [File("making-of.mp4", FILM), File("chant.mp3", SOUND), File("layers.psd", b"8BPS\x00\x01")]
    await told.writes("ines", "How I made it.", sent)
    text = told.reply_card.text
    [link] = re.findall(r"http://127\.0\.0\.1:\d+/media/[0-9a-f]{64}\?expires=\d+&signature=[0-9a-f]+", text)
    assert await shown(link) == FILM
    assert says(text, "say.card_file_linked", name="making-of.mp4", link=link)
    assert says(text, "say.card_file_named", name="chant.mp3")
    assert says(text, "say.card_file_refused", name="layers.psd")


async def test_an_accepted_picture_hangs_in_the_gallery(told: Scene) -> None:
    """The new picture stands on the page; nobody's name is in what was told, and telling it again changes nothing."""
    listing, new = await replaced(told)
    assert await on_the_page(listing) == new.data
    receiver = told.on.gallery.receiver
    assert heard(told) == REPLACED
    said = str([each.data for each in receiver.heard])
    names = ("alice", "mo", "kai", "ines")
    accounts = [str(who(name).id) for who in (told.on.person, told.on.colleague) for name in names]
    assert not [each for each in ("alice", "kai", *accounts) if each in said]
    await on_the_page(listing)
    assert len(replay(told)) == len(REPLACED)
    told.clock.jump(MINUTE)
    await told.settle()
    assert receiver.repeats == [each.id for each in receiver.heard]
    assert (heard(told), listing.versions) == (REPLACED, {0: 1})


async def test_a_receiver_that_is_down_for_a_day(told: Scene) -> None:
    """Nothing else waits for it, nothing is lost, all comes in order; whoever runs the bot hears of it once."""
    told.on.gallery.receiver.away = HTTPStatus.SERVICE_UNAVAILABLE, ""
    listing, new = await replaced(told)
    assert says(told.told("ines"), "say.member_accepted")
    await told.passes(DAY)
    assert (heard(told), warned(told, "say.receiver_away")) == ([], 1)
    assert await on_the_page(listing) != new.data
    told.on.gallery.receiver.away = None
    for _ in range(3):
        await told.passes(TRIES)
    assert heard(told) == REPLACED
    assert await on_the_page(listing) == new.data
    assert (warned(told, "say.receiver_away"), warned(told, "say.receiver_back")) == (1, 1)


async def test_a_notice_that_reaches_nobody_is_mailed(told: Scene) -> None:
    """Its whole text comes to the gallery, once, and to no chat; what reached them meanwhile is not mailed."""
    card = await told.case()
    await told.who("ines").hides()
    await told.ask(card)
    await told.days(3)
    [(member, text)] = told.on.gallery.receiver.mail
    assert (member, heard(told)) == ("Ines", ["case.opened", "notice.undeliverable"])
    assert says(text, "notice.greeting", title="Neon Koi")
    assert "The fins melt into each other" in text
    told.on.gallery.receiver.away = HTTPStatus.BAD_GATEWAY, ""
    await told.ask(await told.case("First Snow"))
    await told.who("ines").returns()
    await told.days(1)
    told.on.gallery.receiver.away = None
    for _ in range(3):
        await told.passes(TRIES)
    assert len(told.on.gallery.receiver.mail) == 1
    assert heard(told)[-1] == "notice.delivered"


async def test_a_wrong_secret(stopped: Scene) -> None:
    """The gallery refuses it, whoever runs the bot hears so once, and what was refused can be told again."""
    settings = stopped.on.telling()
    async with stopped.bot(**settings | {"SALON_WEBHOOK_SECRET": ELSEWHERE}):
        listing, new = await replaced(stopped)
        assert (heard(stopped), warned(stopped, "say.receiver_refuses")) == ([], 1)
        assert stopped.on.gallery.receiver.refused == ["not signed with our secret"] * len(REPLACED)
    lines = replay(stopped, failed=True)
    assert [line.split("  ")[1:3] for line in lines] == [[each, "case 1"] for each in REPLACED]
    async with stopped.bot(**settings):
        assert await on_the_page(listing) == new.data
        assert warned(stopped, "say.receiver_back") == 1


async def test_what_it_replaces_is_not_plain(told: Scene) -> None:
    """Two were asked about and one was sent: the gallery gets it, and swaps nothing on a guess."""
    await told.asked(works=2)
    [listing] = told.on.gallery.listings
    await told.writes("ines", "Please hang this one instead.", [told.picture("inked.jpg", seed=41)])
    await told.vote("mo", ACCEPT, told.reply_card)
    await told.decide()
    [medium] = accepted(told)
    assert (medium["letter"], medium["replaces"], listing.versions) == ("C", None, {})


async def test_what_shows_the_work_replaces_nothing(told: Scene) -> None:
    """A screenshot of layers comes to moderators as that, and never to the gallery; a lone picture is not swapped."""
    notice, ines = await told.asked(), told.who("ines")
    await (await ines.presses(HOW, notice)).submits({LAYERS: [told.picture("layers.jpg", seed=41)]})
    await told.settle()
    assert says(told.reply_card.text, "say.card_file_proof", letter="B")
    await told.writes("ines", files=[told.picture("inked.jpg", seed=42)])
    assert says(told.reply_card.text, "say.card_file_unsaid", letter="C", other="A")
    await told.vote("mo", ACCEPT, told.reply_card)
    await told.decide()
    [medium] = accepted(told)
    [listing] = told.on.gallery.listings
    assert (medium["letter"], medium["replaces"], listing.versions) == ("C", None, {})


async def test_what_the_platform_is_not_told(told: Scene) -> None:
    """A case on pictures alone is none of its own; a picture that is accepted as it was replaces nothing."""
    shown = await told.report("alice", "", files=[told.picture("seen.png", seed=90)])
    assert says(shown.text, "say.report_taken"), shown.text
    assert heard(told) == []
    await told.asked()
    same = File("same.jpg", told.on.gallery.listings[0].works[0].data)
    for _ in range(2):
        await told.writes("ines", "It is this one.", [same])
        await told.passes(MINUTE)
    await told.vote("mo", ACCEPT, told.reply_card)
    await told.decide()
    assert heard(told) == ["case.opened", "notice.delivered", "case.cleared"]


async def test_unlisted_and_listed_again(told: Scene) -> None:
    """What moderators decide shows on the gallery's wall and on the listing's page; so does that it was undone."""
    await followed(told, UNLIST)
    [listing] = told.on.gallery.listings
    wall = told.on.gallery.url
    assert listing.url.encode() not in await shown(wall)
    assert b"It is not listed now</strong> (case 1, until" in await shown(listing.url)
    new = told.picture("inked.jpg", seed=41)
    await told.writes("ines", "The inked one, to hang instead.", [new])
    await told.vote("mo", ACCEPT, told.reply_card)
    await told.decide()
    assert heard(told)[-3:] == ["action.decided", "action.undone", "replacement.accepted"]
    assert listing.url.encode() in await shown(wall)
    assert await on_the_page(listing) == new.data

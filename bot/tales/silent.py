"""Silence is reminded of and voted on: unlisted. Weeks later it is answered after all: repaired, listed again."""

from datetime import timedelta

from bot.players import ACCEPT, UNLIST, Players
from bot.sandbox.acts import File
from bot.sandbox.gallery import Listing
from bot.stage import SLACK

CASE = "Case 4"
TITLE = "Paper Lanterns"


async def silent(people: Players) -> None:
    """Until people vote nothing happens to the work, and what happens can be repaired at any time."""
    tale, theo = people.tale, people.on.colleague("theo")
    tale.chapter(4, "Silence on Slack, unlisted by a vote on Discord")
    listing = people.lists("theo", TITLE, SLACK)
    await people.ask(
        people.on.colleague("carol"),
        listing,
        "Every lantern is the same lantern.",
        "Each lantern has the same crease, and none of them hangs from anything.",
    )
    asked = len(theo.inbox)
    await _says_nothing(people)
    reminded = ["friendly reminder" in each.text for each in theo.inbox[asked:]]
    tale.check("somebody who does not answer is reminded twice", holds=reminded == [True, True])
    tale.check("silence alone hides nothing", holds=await _hangs(people, listing))
    card = people.card(CASE, "what should follow?")
    tale.check("a first time puts nothing but the listing at stake", holds=set(card.reactions) == {"✋", UNLIST})
    await people.vote((people.on.person("mo"), people.on.person("kai")), UNLIST, card)
    tale.check("the artist reads how to repair it", holds="To repair it" in theo.inbox[-1].text)
    page = await people.looks(listing.url)
    unlisted = "It is not listed now" in page and not await _hangs(people, listing)
    tale.check("the gallery has unlisted it, and its page says so", holds=unlisted)


async def _says_nothing(people: Players) -> None:
    """The first reminder, the second, the last day."""
    for days in (7, 5, 3):
        await people.passes(timedelta(days=days))


async def _hangs(people: Players, listing: Listing) -> bool:
    """Whether visitors find it on the gallery's wall."""
    return listing.url in await people.looks(people.on.gallery.url)


async def answered_late(people: Players) -> None:
    """What is unlisted can be repaired as long as that lasts, and then it counts no more."""
    tale, theo = people.tale, people.on.colleague("theo")
    tale.chapter(4, "The same, weeks later: answered late on Slack, accepted on Discord, listed again")
    await people.passes(timedelta(days=3))
    listing = next(each for each in people.on.gallery.listings if each.title == TITLE)
    picture = File("lanterns-drawn.jpg", people.on.gallery.sample_picture(23))
    await people.answer(theo, "I was away, sorry! These are the lanterns as I drew them, to hang instead.", picture)
    await people.vote((people.on.person("noor"),), ACCEPT, people.card(CASE, "as I drew them"))
    tale.check("a late answer is judged as any other", holds="It is listed again" in theo.inbox[-1].text)
    tale.check("it leaves no mark", holds="no mark is left on you" in theo.inbox[-1].text)
    page = await people.looks(listing.url)
    again = "It is not listed now" not in page and await _hangs(people, listing)
    tale.check("the gallery lists it again, with the new image", holds=again and listing.works[0].data == picture.data)

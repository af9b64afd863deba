"""A second violation is paused for; others than those who decided hear the appeal, and everything is undone."""

from datetime import timedelta

from bot.players import OVERTURN, PAUSE, REFUSE, STANDS, Players
from bot.sandbox.gallery import Listing
from bot.stage import SLACK

CASE = "Case 5"


async def appealed(people: Players) -> None:
    """The ladder goes up by a vote alone, and comes down by one."""
    tale, on = people.tale, people.on
    tale.chapter(5, "A second violation: a pause voted on Discord, appealed on Slack, overturned on Discord")
    await people.passes(timedelta(days=20))
    listing = people.lists("theo", "Night Ferry", SLACK, works=2)
    await people.ask(
        on.person("bob"),
        listing,
        "The windows of the ferry are a pattern that repeats.",
        "The windows repeat as a pattern, and the railing runs into the sea.",
    )
    await _refused(people)
    await _paused(people, listing)
    await _overturned(people, listing)


async def _refused(people: Players) -> None:
    """An answer that leaves the concern as it was."""
    theo, mo, kai = people.on.colleague("theo"), people.on.person("mo"), people.on.person("kai")
    words = "I painted it in one go, there is nothing else to show."
    await people.answer(theo, words, thread=theo.inbox[-1])
    reply = people.card(CASE, "in one go")
    await people.notice(kai, reply, "Nothing was shown of how the windows and the railing came about.")
    await people.vote((mo, kai), REFUSE, reply)


async def _paused(people: Players, listing: Listing) -> None:
    tale, theo = people.tale, people.on.colleague("theo")
    card = people.card(CASE, "what should follow?")
    offered = {"📝", PAUSE} <= set(card.reactions) and "Violations that count now: 1" in card.text
    tale.check("the second time the card says what was before, and offers more", holds=offered)
    await people.vote((people.on.person("mo"), people.on.person("kai")), PAUSE, card)
    told = theo.inbox[-1].text
    reads = "cannot add new listings until" in told and "railing" in told
    tale.check("the artist reads why, until when, and how to appeal", holds=reads and "/appeal" in told)
    page = await people.looks(listing.url)
    tale.check("the gallery pauses new listings, and its page says so", holds="New listings are paused" in page)


async def _overturned(people: Players, listing: Listing) -> None:
    """Those who had a vote before have none now."""
    tale, theo = people.tale, people.on.colleague("theo")
    mo, noor = people.on.person("mo"), people.on.person("noor")
    await people.passes(timedelta(days=1))
    words = "My sketchbook has the ferry from four sides. I did not know that you would want to see it."
    await people.appeal(theo, theo.inbox[-1], words)
    card = people.card(CASE, "sketchbook")
    heard = len(mo.inbox)
    await people.react(mo, STANDS, card)
    aside = len(mo.inbox) > heard and "an appeal is for others to hear" in mo.inbox[-1].text
    tale.check("whoever voted before is told in private that others hear the appeal", holds=aside)
    await people.vote((noor,), OVERTURN, card)
    tale.check("the artist gets an apology", holds="We are sorry" in theo.inbox[-1].text)
    page = await people.looks(listing.url)
    tale.check("the gallery has undone the pause", holds="New listings are paused" not in page)

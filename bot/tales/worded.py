"""Words can clear a listing as well as another image."""

from bot.players import ACCEPT, ASK, UNDO, Players
from bot.stage import SLACK


async def worded(people: Players) -> None:
    """The artist explains on Slack how the work was made."""
    tale, on = people.tale, people.on
    theo, mo, noor = on.colleague("theo"), on.colleague("mo"), on.colleague("noor")
    tale.chapter(2, "Answered in words, on Slack")
    listing = people.lists("theo", "Harbour at Five", SLACK, works=2)
    await people.report(on.colleague("ines"), listing.url, "The ropes lead nowhere and the light has no source.")
    card = people.card("Harbour at Five")
    await people.notice(noor, card, "The ropes lead nowhere, and the light comes from two sides at once.")
    await people.react(noor, ASK, card)
    await people.react(mo, ASK, card)
    await people.passes(UNDO)
    words = "I paint from photographs and moved the ropes by hand. The two lights are sun and harbour lamp."
    answer = await people.answer(theo, words, thread=theo.inbox[0])
    tale.check("an answer in a Slack thread carries 📥 as well", holds="inbox_tray" in answer.reactions)
    await people.react(noor, ACCEPT, people.card("moved the ropes by hand"))
    await people.passes(UNDO)
    tale.check("an answer in words is accepted and leaves no mark", holds="leaves no mark" in theo.inbox[-1].text)

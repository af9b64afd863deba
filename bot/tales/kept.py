"""What is kept never reaches the artist."""

from bot.players import KEEP, UNDO, Players
from bot.stage import DISCORD


async def kept(people: Players) -> None:
    """Moderators see nothing to ask about."""
    tale, on = people.tale, people.on
    alice, ines = on.person("alice"), on.person("ines")
    tale.chapter(3, "Kept, judged on Discord: the artist never hears of it")
    listing = people.lists("ines", "First Snow", DISCORD)
    before = len(ines.inbox)
    await people.report(alice, listing.url, "It looks so smooth that it must be generated.")
    [card] = [message for message in on.room.messages if "First Snow" in message.text]
    await people.react(on.person("mo"), KEEP, card)
    await people.react(on.person("kai"), KEEP, card)
    await people.passes(UNDO)
    tale.check("the card shrinks to a line that says 'kept'", holds="Kept" in card.text and not card.attachments)
    tale.check("the artist never hears of it", holds=len(ines.inbox) == before)

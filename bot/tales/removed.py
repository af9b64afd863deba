"""Who takes the work down has answered: nobody needs to vote."""

from datetime import timedelta

from bot.players import Players
from bot.stage import DISCORD

LOOKS = 2
"""So often the bot finds nothing there before it takes a work for gone."""


async def removed(people: Players) -> None:
    """The artist says nothing and removes the listing on the platform; the bot sees it there."""
    tale, on = people.tale, people.on
    ines, alice = on.person("ines"), on.colleague("alice")
    tale.chapter(6, "Reported on Slack, asked on Discord, removed on the platform: resolved without a vote")
    listing = people.lists("ines", "Tidepool", DISCORD, works=2)
    await people.ask(
        alice,
        listing,
        "I have seen these two pools on a dozen sites.",
        "Both pools show the same shells in the same places, as if one were the other's copy.",
    )
    heard, cards = len(ines.inbox), len(on.room.messages)
    await people.passes(timedelta(days=2))
    tale.did_in_gallery(ines.name, "removes the listing", listing.url)
    listing.remove()
    for _ in range(LOOKS):
        await people.passes(timedelta(hours=12))
    tale.check("the artist hears that it leaves no mark", holds="leaves no mark on you" in ines.inbox[-1].text)
    tale.check("the artist hears it once", holds=len(ines.inbox) == heard + 1)
    tale.check("moderators were asked nothing more", holds=len(on.room.messages) == cards)
    tale.check("the reporter hears on Slack that it is closed", holds="closed" in alice.inbox[-1].text)

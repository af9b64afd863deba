"""Reports from both chats are one case; minds change on Slack; the artist answers on Discord with another image."""

from bot.players import ACCEPT, ASK, KEEP, UNDO, Players
from bot.sandbox.acts import File
from bot.sandbox.discord import Person
from bot.stage import DISCORD


async def replaced(people: Players) -> None:
    """All concerned hear, each where they are."""
    tale, on = people.tale, people.on
    ines, mo, kai = on.person("ines"), on.colleague("mo"), on.colleague("kai")
    tale.chapter(1, "Reported on Discord and on Slack, judged on Slack, answered on Discord")
    listing = people.lists("ines", "Neon Koi", DISCORD, works=3)
    answers = await _three_reports(people, listing.url)
    card = people.card("Neon Koi")
    tale.check("three reports from two chats are one case", holds=all("case 1" in each for each in answers))
    await people.react(mo, KEEP, card)
    await people.unreact(mo, KEEP, card)
    await people.react(mo, ASK, card)
    await people.react(kai, ASK, card)
    await people.passes(UNDO)
    tale.check("no word to the artist before somebody wrote what was noticed", holds=not ines.inbox)
    await people.notice(
        kai, card, "The fins melt into each other, and no two fish agree on how many there are.", ("A",)
    )
    await people.passes(UNDO)
    notice = ines.inbox[0]
    tale.check("the artist reads on Discord what was noticed", holds="melt into each other" in notice.text)
    names = ("alice", "bob", "carol", "mo", "kai")
    tale.check("the artist reads nobody's name", holds=not any(name in notice.text.split() for name in names))
    picture = File("koi-ink.jpg", on.gallery.sample_picture(7))
    answer = await people.answer(ines, "The hand-inked one is to hang instead, sorry for the mix-up.", picture)
    tale.check("the answer carries 📥 once it is stored", holds="📥" in answer.reactions)
    await people.react(mo, ACCEPT, people.card("The hand-inked one"))
    await people.passes(UNDO)
    tale.check("the artist hears of the good end", holds="Good news" in ines.inbox[-1].text)
    tale.check("the gallery shows the new image in place of the old", holds=listing.works[0].data == picture.data)
    tale.check("the artist hears nothing on Slack", holds=not on.colleague("ines").inbox)
    told = [_heard(on.person("alice")), _heard(on.person("bob")), [each.text for each in on.colleague("carol").inbox]]
    once = all("closed" in each[-1] and len(each) == 1 for each in told)
    tale.check("each reporter hears once, where they reported, that it is closed", holds=once)


async def _three_reports(people: Players, link: str) -> list[str]:
    """By command and by a message's menu on Discord, by command on Slack; what each is told."""
    on = people.on
    alice, bob, carol = on.person("alice"), on.person("bob"), on.colleague("carol")
    answers = [await people.report(alice, link, "The fins melt into each other in all three pictures.")]
    posted = await alice.writes(f"Has anybody seen {link} ?", on.lobby)
    answers.append(await people.report_message(bob, posted, "These look like one prompt, run three times."))
    answers.append(await people.report(carol, f"{link}/?utm_source=share#top", "Nothing here seems chosen."))
    return answers


def _heard(person: Person) -> list[str]:
    return [each.text for each in person.inbox]

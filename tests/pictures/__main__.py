"""`uv run python -m tests.pictures FOLDER`: plays a case and draws its card, notice, reply card and answers."""

import asyncio
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from bot.sandbox.discord import File, MessageView, ModalView, Person
from bot.stage import Stage, stage
from tests.pictures.page import page
from tests.stories.clock import JumpingClock


async def _form(shown: MessageView | ModalView, filled: dict[str, str | list[str]]) -> MessageView:
    assert isinstance(shown, ModalView)
    options = {label: [field["options"][0]["label"]] for label, field in shown.fields.items() if field.get("options")}
    return await shown.submits({**options, **filled})


async def _observe(who: Person, card: MessageView, sentence: str, media: list[str]) -> MessageView:
    modal = await who.clicks("What did you notice?", card)
    return await _form(modal, {"In one sentence": sentence, "In which images or videos?": media})


async def _play(on: Stage, clock: JumpingClock) -> list[tuple[str, MessageView]]:
    listing = on.gallery.list(
        on.artist("ines"), "Neon Koi", works=4,
        description="Four koi in a pond at night, inspired by woodblock prints.",
        process_notes="Sketched in pencil, coloured digitally.",
    )
    alice, ines, mo, kai = (on.person(name) for name in ("alice", "ines", "mo", "kai"))
    report = await _form(await alice.runs("report-listing"), {"Link to the listing": listing.url, "What do you see?": "The fins melt together in every picture."})
    await on.settle()
    card = on.room.messages[0]
    fresh = page([("The card, as it is posted", card)])
    await mo.reacts("💬", card)
    await kai.reacts("💬", card)
    await on.settle()
    waits = page([("The card waits for a sentence", card)])
    noted = await _observe(kai, card, "In A and C the fins melt into each other, and the koi have five and seven of them.", ["A", "C"])
    await on.settle()
    stands = page([("A verdict stands", card), ("To the moderator", noted)])
    clock.jump(timedelta(minutes=11))
    await on.settle()
    notice = ines.inbox[0]
    await ines.writes("You are right, these two were drafts that I uploaded by mistake. This is the one I finished by hand.", files=[File("koi.jpg", on.gallery.sample_picture(7))])
    await on.settle()
    reply = on.room.messages[-1]
    answers = [("The reporter is told", report), ("The first card afterwards", card)]
    drawn = page([("The notice", notice)])
    replied = page([("The reply card", reply)])
    await mo.reacts("🆗", reply)
    await on.settle()
    clock.jump(timedelta(minutes=11))
    await on.settle()
    mine = await ines.runs("my-case", in_dm=True)
    policy = await ines.runs("ai-policy", in_dm=True)
    shown = await mo.runs("case show", on.room, number=1)
    rest = [*answers, ("The end, to the member", ines.inbox[-1]), ("The end, to a reporter", alice.inbox[-1])]
    rest += [(name, each) for name, each in (("/my-case", mine), ("/ai-policy", policy), ("/case show", shown)) if isinstance(each, MessageView)]
    return {"card": fresh, "waits": waits, "stands": stands, "notice": drawn, "reply": replied, "rest": page(rest)}


async def _main(folder: Path) -> None:
    clock = JumpingClock()
    with tempfile.TemporaryDirectory() as data:
        async with stage(Path(data)) as on, on.bot_running(clock):
            for name, drawn in (await _play(on, clock)).items():
                (folder / f"{name}.html").write_text(drawn)


folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
asyncio.run(_main(folder))

"""The moments of a case that are worth looking at: a card with all that may stand on it, the notice, the answer."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from bot.sandbox.acts import File
from bot.sandbox.gallery import Work
from tests.evidence.paintings import painting
from tests.evidence.signing import TRAINED, signed
from tests.stories.acting import ACCEPT, ASK, MEDIA, ONE_SENTENCE, REFUSE, TEXTS, TOUCHES, Scene
from tests.stories.hand import Seen

SENTENCE = "In A and C the fins melt into each other, and the koi have five and seven of them."
ANSWER = "You are right, these two were drafts that I uploaded by mistake. This is the one I finished by hand."
NOTES = "Pencil on paper first, photographed, then inked and coloured in Krita over two evenings. I have the layers."
TITLES = ("Paper Moon", "Salt Flats", "Winter Orchard", "A Door in the Sea", "Ash Wednesday", "Fox at Noon", "Low Tide")

Shown = Sequence[tuple[str, Seen]]
Moment = Callable[[Scene], AsyncIterator[tuple[str, Shown]]]


def _jpeg(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=88)
    return file.getvalue()


def _png(image: Image.Image, **texts: str) -> bytes:
    file, info = BytesIO(), PngInfo()
    for key, text in texts.items():
        info.add_text(key, text)
    image.save(file, "PNG", pnginfo=info)
    return file.getvalue()


def _hang(scene: Scene) -> str:
    """Other works, some of them nearly the same, ten within a week; then the one that is reported: its address."""
    koi, crane = painting("pictures", 2), painting("pictures", 3)
    now = scene.clock.now()
    again = [_jpeg(koi.resize((500, 400))), _jpeg(ImageOps.mirror(koi)), _jpeg(koi.resize((380, 300)))]
    for day, data in enumerate(again):
        scene.listing(f"Koi No. {day + 1}", [Work("koi.jpg", data)], listed_at=now - timedelta(days=day + 1))
    for day, title in enumerate(TITLES):
        scene.listing(title, listed_at=now - timedelta(days=5, hours=day))
    made = {"action": "c2pa.created", "digitalSourceType": TRAINED, "softwareAgent": {"name": "Imagine 3"}}
    works = [
        Work("neon-koi-1.png", _png(koi, parameters="koi pond, neon\nSteps: 20, Sampler: Euler a, CFG scale: 7")),
        Work("neon-koi-2.jpg", signed("JPEG", _jpeg(crane), made)),
        Work("neon-koi-3.png", _png(painting("pictures", 4), Software="Krita")),
        Work("neon-koi-4.jpg", scene.picture().data),
    ]
    about = "Four koi in a pond at night, inspired by woodblock prints."
    listed_at = now - timedelta(hours=3)
    return scene.listing("Neon Koi", works, description=about, process_notes="Pencil.", listed_at=listed_at).url


async def reported(scene: Scene) -> AsyncIterator[tuple[str, Shown]]:
    """A listing is reported, judged, and the artist is asked."""
    url = _hang(scene)
    form = await scene.who("ines").opens("process-notes")
    await form.submits({TEXTS["form.notes_link"]: url, TEXTS["form.notes_words"]: NOTES})
    await scene.settle()
    told = await scene.report("alice", url)
    await scene.settle()
    card = scene.card("Neon Koi")
    yield "card", [("The card, as it is posted", card), ("To the reporter", told)]
    await scene.vote("mo kai", ASK, card)
    form = await scene.noticing("kai", card)
    noted = await form.submits({ONE_SENTENCE: SENTENCE, TOUCHES: ["no visible artistic intention"], MEDIA: ["A", "C"]})
    await scene.settle()
    yield "stands", [("A verdict stands", card), ("To the moderator", noted)]
    await scene.decide()
    yield "notice", [("The notice", scene.who("ines").inbox[-1]), ("The first card", card)]


async def answered(scene: Scene) -> AsyncIterator[tuple[str, Shown]]:
    """She answers, and the answer is accepted."""
    new = File("koi-by-hand.jpg", _jpeg(painting("pictures", 9)))
    await scene.writes("ines", ANSWER, files=[new, File("layers.psd", b"8BPS\x00\x01")])
    yield "reply", [("The reply card", scene.reply_card)]
    await scene.vote("mo", ACCEPT, scene.reply_card)
    await scene.decide()
    ends = [("The end, to the artist", "ines"), ("The end, to a reporter", "alice")]
    shown = [(title, scene.who(name).inbox[-1]) for title, name in ends]
    shown.append(("/my-case", await scene.who("ines").asks("my-case")))
    shown.append(("/ai-policy", await scene.who("ines").asks("ai-policy")))
    shown.append(("/case show", await scene.who("mo").runs("case show", number=1)))
    yield "end", shown


async def decided(scene: Scene) -> AsyncIterator[tuple[str, Shown]]:
    """Another listing: her answer does not settle it, and the work is unlisted. What she reads, before and after."""
    url = scene.listing("Glass Garden", [Work("glass.jpg", _jpeg(painting("pictures", 12)))]).url
    await scene.report("alice", url)
    await scene.ask(scene.card("Glass Garden"), sentence="The panes cast shadows in three directions.")
    ines, asked = scene.who("ines"), scene.who("ines").inbox[-1]
    before = ines.latest(await ines.clicks(TEXTS["button.statement"], asked))
    await scene.settle()
    await scene.writes("ines", "I rendered it and painted over the shadows.")
    await scene.vote("mo kai", REFUSE, scene.reply_card)
    await scene.note("mo", scene.reply_card, "Nothing of the painting over can be seen in the picture.")
    await scene.decide()
    told = ines.inbox[-1]
    action = next(card for card in reversed(scene.cards) if "🙈" in card.reactions)
    yield "action", [("What follows?", action)]
    await scene.vote("mo kai", "🙈", action)
    await scene.decide()
    yield "reasons", [("Not accepted", told), ("The reasons", ines.inbox[-1])]
    after = ines.latest(await ines.clicks(TEXTS["button.statement"], asked))
    await scene.settle()
    yield "statement", [("The full statement, when asked", before), ("And once it is decided", after)]
    await scene.writes("ines", "I appeal: the shadows are painted, and I can show the layers.")
    yield "appeal", [("The appeal", scene.cards[-1])]


MOMENTS: tuple[Moment, ...] = (reported, answered, decided)

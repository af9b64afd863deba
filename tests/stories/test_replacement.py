"""What happens to a picture that is sent instead: is it another one, and has it been seen before?"""

from io import BytesIO

import pytest
from PIL import Image, ImageOps

from bot.sandbox.acts import File
from bot.sandbox.gallery import Kind, Work
from tests.evidence.hostile import film
from tests.evidence.paintings import dice, painting
from tests.evidence.transforms import TRANSFORMS
from tests.stories.acting import ACCEPT, AGAIN, KEEP, Scene, mixed, says
from tests.stories.hand import Seen

pytestmark = mixed


def jpeg(image: Image.Image) -> bytes:
    """As a file."""
    file = BytesIO()
    image.save(file, "JPEG", quality=88)
    return file.getvalue()


KOI, CRANE, FOX = (painting("replacement", number) for number in (2, 3, 4))
SMALLER = jpeg(KOI.resize((400, 320)))
MIRRORED = jpeg(ImageOps.mirror(KOI))
EDITED = jpeg(TRANSFORMS["tilted by 2°"](TRANSFORMS["crop 10 %"](KOI, dice("a")), dice("b")))


async def asked(scene: Scene, *works: Image.Image, title: str = "Neon Koi") -> None:
    """A listing of ines with these pictures is reported, and she is asked about it."""
    listing = scene.listing(title, [Work(f"{n}.jpg", jpeg(work)) for n, work in enumerate(works or (KOI,))])
    await scene.report("alice", listing.url)
    await scene.ask(scene.card(title))


async def reported(scene: Scene, title: str, data: bytes, owner: str = "ines") -> Seen:
    """A listing with one picture is put up and reported; its card."""
    await scene.report("alice", scene.listing(title, [Work("work.jpg", data)], owner).url)
    return scene.card(title)


def is_judged(scene: Scene) -> bool:
    """Whether moderators see an answer."""
    return any(says(card.text, "card.heading_reply") for card in scene.cards)


@pytest.mark.parametrize("data", [jpeg(KOI), SMALLER, MIRRORED], ids=["the same file", "smaller", "mirrored"])
async def test_the_same_picture_again(scene: Scene, data: bytes) -> None:
    """The artist is told before moderators see it; a word is enough, and they get it as it is, with a note."""
    await asked(scene)
    await scene.writes("ines", files=[File("new.jpg", data)])
    assert says(scene.told("ines"), "say.member_same_picture", name="new.jpg", letter="A")
    assert not is_judged(scene)
    await scene.writes("ines", "It is this one: I painted it like that.")
    assert says(scene.reply_card.text, "say.card_file_same", letter="B", other="A")
    assert "It is this one" in scene.reply_card.text


async def test_words_with_the_same_picture(scene: Scene) -> None:
    """Whoever sends the wrong file by mistake mostly writes something with it: that is pointed out as well."""
    await asked(scene)
    written = await scene.writes("ines", "Here is the new version.", [File("new.jpg", SMALLER)])
    assert says(scene.told("ines"), "say.member_same_picture", name="new.jpg")
    assert "📥" in written.reactions, "it is stored, and will be seen at the latest when the time is over"
    assert not is_judged(scene)


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "after a while"])
async def test_the_same_picture_after_words(scene: Scene, at_once: bool) -> None:
    """Words often come first: it is pointed out then, too, once, and goes with them, as they may be judged already."""
    await asked(scene)
    words = "Hi! Here comes the new version."
    await (scene.who("ines").writes(words) if at_once else scene.writes("ines", words))
    await scene.on.settle()
    assert is_judged(scene) is not at_once
    await scene.writes("ines", files=[File("new.jpg", SMALLER)])
    assert says(scene.told("ines"), "say.member_same_picture_added", name="new.jpg", letter="A")
    assert says(scene.reply_card.text, "say.card_file_same", letter="B", other="A")
    await scene.writes("ines", files=[File("new.jpg", MIRRORED)])
    assert len([text for text in scene.heard("ines") if says(text, "say.member_same_picture_added")]) == 1


async def test_the_same_picture_while_the_listing_is_looked_for(scene: Scene) -> None:
    """It is pointed out as well where the words wait for a second look at a listing that was missed."""
    await asked(scene)
    scene.on.gallery.listings[0].remove()
    await scene.writes("ines", "Hi! Here comes the new version.")
    assert not is_judged(scene)
    await scene.writes("ines", files=[File("new.jpg", SMALLER)])
    assert any(says(text, "say.member_same_picture_added", name="new.jpg") for text in scene.heard("ines"))


async def test_the_same_picture_twice(scene: Scene) -> None:
    """Sent once more it is meant: moderators see it."""
    await asked(scene)
    for _ in range(2):
        await scene.writes("ines", files=[File("new.jpg", SMALLER)])
    assert says(scene.reply_card.text, "say.card_file_same", letter="B", other="A")
    assert len([text for text in scene.heard("ines") if says(text, "say.member_same_picture")]) == 1


async def test_the_same_video_again(scene: Scene) -> None:
    """A video has nothing to be known by but its bytes; by these it is."""
    listing = scene.listing("Neon Koi", [Work("koi.mp4", film(), Kind.VIDEO)])
    await scene.report("alice", listing.url)
    await scene.ask(scene.card("Neon Koi"))
    await scene.writes("ines", files=[File("new.mp4", film())])
    assert says(scene.told("ines"), "say.member_same_picture", name="new.mp4", letter="A")
    await scene.writes("ines", files=[File("another.mp4", film(frames=12))])
    assert says(scene.reply_card.text, "say.card_file_same", letter="B", other="A")
    assert "C: another.mp4" in scene.reply_card.pictures[0].alt


async def test_the_same_picture_and_then_silence(scene: Scene) -> None:
    """When the time is over, what was sent is the answer, and not silence."""
    await asked(scene)
    await scene.writes("ines", files=[File("new.jpg", SMALLER)])
    await scene.days(13)
    assert not is_judged(scene)
    await scene.days(2)
    assert says(scene.reply_card.text, "say.card_file_same", letter="B", other="A")


async def test_the_other_picture_after_that(scene: Scene) -> None:
    """The one that was meant follows: both are on the card, each with what it is."""
    await asked(scene)
    await scene.writes("ines", files=[File("wrong.jpg", SMALLER)])
    await scene.writes("ines", "Please hang this instead.", [File("right.jpg", jpeg(CRANE))])
    assert says(scene.reply_card.text, "say.card_file_same", letter="B", other="A")
    assert says(scene.reply_card.text, "say.card_file_replaces", letter="C", other="A")


async def test_another_picture_is_not_held_up(scene: Scene) -> None:
    """A picture that is another one goes to the moderators at once, though the same one comes with it."""
    await asked(scene)
    await scene.writes("ines", files=[File("old.jpg", SMALLER), File("new.jpg", jpeg(CRANE))])
    assert says(scene.reply_card.text, "say.card_file_unsaid", letter="C", other="A")


async def test_a_picture_made_from_it(scene: Scene) -> None:
    """To have worked on it is an answer: moderators see it at once, and what it was made from."""
    await asked(scene)
    await scene.writes("ines", files=[File("edited.jpg", EDITED)])
    assert says(scene.reply_card.text, "say.card_file_derived", letter="B", other="A")


async def test_which_of_several_it_replaces(scene: Scene) -> None:
    """Nobody knows, where several were asked about; that one is the same is known."""
    await asked(scene, KOI, FOX)
    await scene.writes("ines", "See the second.", [File("a.jpg", jpeg(CRANE)), File("b.jpg", jpeg(FOX))])
    assert says(scene.reply_card.text, "say.card_file_different", letter="C")
    assert says(scene.reply_card.text, "say.card_file_same", letter="D", other="B")


async def test_a_changed_listing(scene: Scene) -> None:
    """A picture that hangs where another one hung replaces that; what stayed is the same."""
    await asked(scene, KOI, FOX)
    scene.on.gallery.listings[0].replace("A", jpeg(CRANE))
    await scene.days(1)
    assert says(scene.reply_card.text, "say.card_file_replaces", letter="C", other="A")
    assert says(scene.reply_card.text, "say.card_file_same", letter="D", other="B")


async def test_the_refused_picture_again(scene: Scene) -> None:
    """Asked again, what was sent the first time is the same picture as well."""
    await asked(scene)
    await scene.writes("ines", files=[File("first.jpg", jpeg(CRANE))])
    await scene.vote("mo kai", AGAIN, scene.reply_card)
    await scene.note("mo", scene.reply_card)
    await scene.decide()
    await scene.writes("ines", files=[File("second.jpg", jpeg(CRANE.resize((500, 380))))])
    assert says(scene.told("ines"), "say.member_same_picture", name="second.jpg", letter="B")


async def test_a_picture_of_somebody_else(scene: Scene) -> None:
    """Moderators hear that another member showed nearly the same; not in private, and not the artist."""
    await scene.vote("mo kai", KEEP, await reported(scene, "Crane", jpeg(CRANE), "theo"))
    await scene.decide()
    await asked(scene)
    await scene.writes("ines", files=[File("mine.jpg", jpeg(CRANE.resize((600, 450))))])
    assert says(scene.reply_card.text, "say.card_file_elsewhere", letter="B")
    assert says(scene.reply_card.text, "say.card_file_judged", letter="B", other=1)
    assert not any(says(text, "say.card_file_elsewhere") for text in scene.heard("ines"))


async def test_nearly_the_same_picture_opens_no_new_case(scene: Scene) -> None:
    """What was kept is decided, also where it is listed anew in another size or slightly cut."""
    await scene.vote("mo kai", KEEP, await reported(scene, "Neon Koi", jpeg(KOI)))
    await scene.decide()
    again = scene.listing("Koi in Neon", [Work("koi-small.jpg", SMALLER), Work("koi-cut.jpg", EDITED)])
    assert says((await scene.report("bob", again.url)).text, "say.report_decided")
    other = scene.listing("Koi and Crane", [Work("koi-small.jpg", SMALLER), Work("crane.jpg", jpeg(CRANE))])
    assert says((await scene.report("bob", other.url)).text, "say.report_taken", case=2)


async def test_nearly_the_same_picture_of_somebody_else_does(scene: Scene) -> None:
    """That it is another's work is what there is to look at."""
    await scene.vote("mo kai", KEEP, await reported(scene, "Neon Koi", jpeg(KOI)))
    await scene.decide()
    copied = scene.listing("My Koi", [Work("koi.jpg", SMALLER)], owner="theo")
    assert says((await scene.report("bob", copied.url)).text, "say.report_taken", case=2)


async def test_an_accepted_replacement_may_be_listed_in_any_size(scene: Scene) -> None:
    """What was accepted as an answer is not asked about again."""
    await asked(scene)
    await scene.writes("ines", files=[File("new.jpg", jpeg(CRANE))])
    await scene.vote("mo", ACCEPT, scene.reply_card)
    await scene.decide()
    listed = scene.listing("Crane", [Work("crane.jpg", jpeg(CRANE.resize((500, 380))))])
    assert says((await scene.report("bob", listed.url)).text, "say.report_decided")

"""The notice: what the artist reads."""

from bot.stage import MEMBERS, MODERATORS, SUPPORT
from tests.stories.acting import ASK, INTENTION, MEDIA, MY_CASES, ONE_SENTENCE, SEEN, SENTENCE, TOUCHES, Scene, says


async def test_the_notice_says_what_an_artist_needs_to_know(scene: Scene) -> None:
    """What was noticed, that it may be a mistake, how to answer and by when, that nothing counts, whom to ask."""
    notice = await scene.asked("Neon Koi", works=2)
    assert SENTENCE in notice.text
    assert INTENTION in notice.text
    for key in ("noticed", "may_be_mistake", "answer_with", "by_when", "nothing_now", "version"):
        assert says(notice.text, f"notice.{key}", policy="2026-11"), key
    assert says(notice.text, "notice.contact", case=1, support=SUPPORT)
    assert "you used" not in notice.text.lower()


async def test_the_notice_names_the_deadline_in_the_readers_own_time(scene: Scene) -> None:
    """Fourteen days from delivery, as the chat draws times."""
    notice = await scene.asked()
    assert notice.times
    days = [(stamp - scene.clock.now().timestamp()) / 86_400 for stamp in notice.times]
    assert all(13.9 < each < 14.1 for each in days)


async def test_the_notice_names_nobody(scene: Scene) -> None:
    """Neither who reported nor who voted, nor a word of theirs from the report."""
    notice = await scene.asked()
    words = notice.text.lower().split()
    assert not [name for name in (*MODERATORS, *MEMBERS) if name in words]
    assert SEEN not in notice.text
    assert not notice.called


async def test_the_notice_shows_the_media_with_a_text_for_those_who_cannot_see_it(scene: Scene) -> None:
    """One picture, with the letters and names of what it shows as its alt text."""
    notice = await scene.asked("Neon Koi", works=2)
    [sheet] = notice.pictures
    for words in ("Neon Koi", "A: neon-koi-1.jpg", "B: neon-koi-2.jpg"):
        assert words in (sheet.alt)


async def test_the_notice_is_about_the_media_that_were_named(scene: Scene) -> None:
    """A moderator who names B asks about B: the notice shows and names it alone."""
    card = await scene.case("Neon Koi", works=3)
    await scene.vote("mo kai", ASK, card)
    form = await scene.noticing("mo", card)
    await form.submits({ONE_SENTENCE: SENTENCE, TOUCHES: [INTENTION], MEDIA: ["B"]})
    await scene.decide()
    [sheet] = scene.who("ines").inbox[-1].pictures
    assert says(scene.told("ines"), "notice.statement_on", sentence=SENTENCE, media="B")
    assert "B: neon-koi-2.jpg" in (sheet.alt)
    assert "neon-koi-1.jpg" not in (sheet.alt)


async def test_the_notice_can_be_checked_for_being_genuine(scene: Scene) -> None:
    """Its button shows the artist's own cases."""
    shown = await scene.who("ines").clicks(MY_CASES, await scene.asked())
    await scene.settle()
    assert says(shown.text, "command.my_cases")
    assert "Neon Koi" in shown.text


async def test_somebody_elses_words_cannot_disguise_themselves(scene: Scene) -> None:
    """Markup and pings in a title or a sentence come out as they were typed, and call nobody."""
    card = await scene.case("**@everyone** <@1> `x`")
    await scene.ask(card, sentence="@here **look** at https://gallery.example and <@&2> twice.")
    notice = scene.who("ines").inbox[-1]
    assert scene.ways("ines").bold in notice.wire
    assert "https://gallery.example" in notice.wire
    for each in (card.wire, notice.wire):
        assert not [ping for ping in ("@everyone", "@here", "<@1>", "<@&2>") if ping in each]

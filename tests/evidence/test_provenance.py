"""What a file says about its making is read back exactly, and what is nobody's business is not."""

import json
import sys
from io import BytesIO

import pillow_heif
import pytest
from PIL.PngImagePlugin import PngInfo

from bot.config import load_texts
from bot.evidence.inside.deeds import done
from bot.evidence.inside.facts import LONGEST
from bot.evidence.inside.provenance import few
from bot.evidence.inside.source_type import MEANS
from bot.evidence.limits import DEFAULT_LIMITS
from bot.evidence.pool import Pool
from bot.evidence.reader import FileReader
from bot.evidence.sniff import sniff
from bot.evidence.wire import Deed, Order
from bot.moderation.file_fact import FileFact
from tests.evidence.hostile import heic
from tests.evidence.leavings import (
    EVENTS,
    GRAPH,
    comment,
    packet,
    painted,
    png_private,
    png_text,
    png_text_after,
    saved,
    stealthy,
    with_exif,
    with_xmp,
)
from tests.evidence.signing import TRAINED, root, signed

NEWSCODES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SETTINGS = "a castle\nNegative prompt: dull\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1"
ON_A_LINE = "a castle Negative prompt: dull Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1"
FOOOCUS = json.dumps({"base_model": "juggernaut", "sampler": "dpmpp"})
NOVEL = json.dumps({"prompt": "a castle", "steps": 28, "sampler": "k_euler"})
JOURNEY = "a castle --ar 3:2 --v 6.1 Job ID: 0a1b2c3d-0000-4000-8000-0123456789ab"
NOTHING = ("file", "metadata", "no information", "fact.none")

Told = list[tuple[str, str, str, str]]


def told(data: bytes) -> Told:
    """What a file says, as source, field, value and meaning."""
    head, _ = done(Order(Deed.DESCRIBE, sniff("", data), DEFAULT_LIMITS), data)
    facts = head["facts"]
    assert isinstance(facts, list)
    return [(each["source"], each["field"], each["value"], each["means"]) for each in facts]


GENERATORS = {
    "A1111 in a PNG": (png_text(parameters=SETTINGS), "png", "parameters", f"A1111 or Forge: {ON_A_LINE}"),
    "A1111 in a JPEG": (
        with_exif("JPEG", {}, comment(SETTINGS)),
        *("exif", "UserComment", f"A1111 or Forge: {ON_A_LINE}"),
    ),
    "A1111 in a WebP": (
        with_exif("WEBP", {}, comment(SETTINGS)),
        *("exif", "UserComment", f"A1111 or Forge: {ON_A_LINE}"),
    ),
    "A1111 in the other order of bytes": (
        with_exif("JPEG", {}, {0x9286: b"UNICODE\x00" + SETTINGS.encode("utf-16-le")}),
        *("exif", "UserComment", f"A1111 or Forge: {ON_A_LINE}"),
    ),
    "A1111 with more in its settings": (
        with_exif("JPEG", {}, comment("Steps: 20, Size: 8x8, Sampler: Euler a")),
        *("exif", "UserComment", "A1111 or Forge: Steps: 20, Size: 8x8, Sampler: Euler a"),
    ),
    "Fooocus in a PNG": (png_text(parameters=FOOOCUS), "png", "parameters", f"Fooocus: {FOOOCUS}"),
    "Fooocus in a JPEG": (with_exif("JPEG", {}, comment(FOOOCUS)), "exif", "UserComment", f"Fooocus: {FOOOCUS}"),
    "ComfyUI's prompt": (png_text(prompt=GRAPH), "png", "prompt", f"ComfyUI: {GRAPH}"),
    "ComfyUI's workflow": (png_text(workflow=GRAPH), "png", "workflow", f"ComfyUI: {GRAPH}"),
    "ComfyUI after the pixels": (png_text_after("prompt", GRAPH), "png", "prompt", f"ComfyUI: {GRAPH}"),
    "ComfyUI in an animation": (png_private("workflow", GRAPH), "png", "workflow", f"ComfyUI: {GRAPH}"),
    "ComfyUI's prompt in a WebP": (
        with_exif("WEBP", {0x0110: f"prompt:{GRAPH}"}),
        *("exif", "Model", f"ComfyUI: prompt:{GRAPH}"),
    ),
    "ComfyUI with a capital": (
        with_exif("WEBP", {0x0110: f"Prompt:{GRAPH}", 0x010F: ""}),
        *("exif", "Model", f"ComfyUI: Prompt:{GRAPH}"),
    ),
    "ComfyUI's workflow in a WebP": (
        with_exif("WEBP", {0x010F: f"workflow:{GRAPH}"}),
        *("exif", "Make", f"ComfyUI: workflow:{GRAPH}"),
    ),
    "InvokeAI": (png_text(invokeai_metadata="{}"), "png", "invokeai_metadata", "InvokeAI: {}"),
    "InvokeAI's workflow": (png_text(invokeai_workflow="{}"), "png", "invokeai_workflow", "InvokeAI: {}"),
    "InvokeAI's graph": (png_text(invokeai_graph="{}"), "png", "invokeai_graph", "InvokeAI: {}"),
    "an older InvokeAI": (png_text(sd_dash_metadata="{}"), "png", "sd-metadata", "InvokeAI: {}"),
    "the oldest InvokeAI": (png_text(Dream="a castle -s 20"), "png", "Dream", "InvokeAI: a castle -s 20"),
    "NovelAI": (png_text(Software="NovelAI"), "png", "Software", "NovelAI: NovelAI"),
    "NovelAI's source": (
        png_text(Source="Stable Diffusion XL C1E1DE52"),
        *("png", "Source", "NovelAI: Stable Diffusion XL C1E1DE52"),
    ),
    "NovelAI's comment": (png_text(Comment=NOVEL), "png", "Comment", f"NovelAI: {NOVEL}"),
    "hidden in alpha": (stealthy("stealth_pnginfo", NOVEL), "pixels", "stealth_pnginfo", NOVEL),
    "hidden and packed in alpha": (stealthy("stealth_pngcomp", NOVEL), "pixels", "stealth_pngcomp", NOVEL),
    "hidden in colours": (stealthy("stealth_rgbinfo", NOVEL), "pixels", "stealth_rgbinfo", NOVEL),
    "hidden and packed in colours": (stealthy("stealth_rgbcomp", NOVEL), "pixels", "stealth_rgbcomp", NOVEL),
}


@pytest.mark.parametrize("case", GENERATORS)
def test_generators_leave_traces(case: str) -> None:
    """Each row of the table, as the tool writes it; there is nothing else in the file."""
    data, source, field, value = GENERATORS[case]
    assert told(data) == [(source, field, value, "fact.generator")]


OTHERS = {
    "Midjourney": (
        png_text(Description=JOURNEY, Author="someone"),
        *("png", "Description", f"Midjourney: {JOURNEY}", "fact.generator_reported"),
    ),
    "Midjourney's other model": (
        png_text(Description=JOURNEY.replace("--v 6.1", "--niji 6")),
        *("png", "Description", f"Midjourney: {JOURNEY.replace('--v 6.1', '--niji 6')}", "fact.generator_reported"),
    ),
    "Google": (
        with_xmp("JPEG", packet('photoshop:Credit="Made with Google AI"')),
        *("xmp", "photoshop:Credit", "Made with Google AI", "fact.credit"),
    ),
    "Google, after an edit": (
        with_xmp("JPEG", packet('photoshop:Credit="Edited with Google AI"')),
        *("xmp", "photoshop:Credit", "Edited with Google AI", "fact.credit"),
    ),
    "China's label in XMP": (
        with_xmp("JPEG", packet('TC260:AIGC="{&quot;Label&quot;:&quot;1&quot;}"')),
        *("xmp", "TC260:AIGC", '{"Label":"1"}', "fact.label"),
    ),
    "China's label in a PNG": (
        png_text(AIGC='{"Label":"1"}'),
        *("png", "AIGC", 'China\'s label for generated content: {"Label":"1"}', "fact.label"),
    ),
    "a number of a picture": (
        with_xmp("PNG", packet('Iptc4xmpExt:DigImageGUID="0a1b2c3d"')),
        *("iptc", "DigImageGUID", "0a1b2c3d", "fact.image_id"),
    ),
    "an AI system": (
        with_xmp("WEBP", packet('Iptc4xmpExt:AISystemUsed="Dreamer"')),
        *("iptc", "AISystemUsed", "Dreamer", "fact.ai_system"),
    ),
    "its version": (
        with_xmp("WEBP", packet('Iptc4xmpExt:AISystemVersionUsed="3"')),
        *("iptc", "AISystemVersionUsed", "3", "fact.ai_system"),
    ),
    "its prompt": (
        with_xmp("JPEG", packet("", "<Iptc4xmpExt:AIPromptInformation>a castle</Iptc4xmpExt:AIPromptInformation>")),
        *("iptc", "AIPromptInformation", "a castle", "fact.ai_system"),
    ),
    "a program in XMP": (
        with_xmp("PNG", packet('xmp:CreatorTool="Krita 5.2"')),
        *("xmp", "xmp:CreatorTool", "Krita 5.2", "fact.tool"),
    ),
    "a program in EXIF": (
        with_exif("JPEG", {0x0131: "Procreate 5.3"}),
        *("exif", "Software", "Procreate 5.3", "fact.tool"),
    ),
    "a program in a PNG": (png_text(Software="GIMP 2.10"), "png", "Software", "GIMP 2.10", "fact.tool"),
    "a camera": (with_exif("JPEG", {0x0110: "Canon EOS R6"}), "exif", "Model", "Canon EOS R6", "fact.camera"),
    "many saves": (
        with_xmp("JPEG", packet("", f"<xmpMM:History><rdf:Seq>{EVENTS}</rdf:Seq></xmpMM:History>")),
        "xmp",
        "xmpMM:History",
        "3 saves in 4 steps with Krita 5.2, Photoshop 25.1, 2024-01-01T10:00:00Z to 2024-04-01T10:00:00Z",
        "fact.history",
    ),
}


@pytest.mark.parametrize("case", OTHERS)
def test_labels_programs_and_histories(case: str) -> None:
    """What else a file may say, each with a meaning of its own."""
    data, *fact = OTHERS[case]
    assert told(data) == [tuple(fact)]


def test_a_damaged_hidden_text() -> None:
    """Where it cannot be unpacked, what it begins with still tells."""
    data = stealthy("stealth_pngcomp", "", packed=b"no gzip")
    assert told(data) == [("pixels", "stealth_pngcomp", "damaged", "fact.generator")]


def test_a_prompt_under_a_common_keyword() -> None:
    """NovelAI writes its prompt where others describe their picture: it is told beside NovelAI's other traces alone."""
    prompt = {"Description": "a castle, masterpiece"}
    assert told(png_text(Title="AI generated image", **prompt, Software="NovelAI")) == [
        ("png", "Description", "NovelAI: a castle, masterpiece", "fact.generator"),
        ("png", "Software", "NovelAI: NovelAI", "fact.generator"),
    ]
    assert told(png_text(**prompt)) == [NOTHING]
    assert told(png_text(**prompt, Software="Krita")) == [("png", "Software", "Krita", "fact.tool")]


@pytest.mark.parametrize("code", MEANS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_source_types(code: str, scheme: str) -> None:
    """Every code of IPTC's vocabulary, by either scheme."""
    link = f"{scheme}://cv.iptc.org/newscodes/digitalsourcetype/{code}"
    data = with_xmp("PNG", packet(f'Iptc4xmpExt:DigitalSourceType="{link}"'))
    assert told(data) == [("iptc", "Iptc4xmpExt:DigitalSourceType", code, MEANS[code])]


@pytest.mark.parametrize(
    "elements",
    [
        f"<Iptc4xmpExt:DigitalSourceType>{TRAINED}</Iptc4xmpExt:DigitalSourceType>",
        f'<Iptc4xmpExt:DigitalSourceType rdf:resource="{TRAINED}"/>',
        f"<Iptc4xmpExt:DigitalSourceType><rdf:Bag><rdf:li>{TRAINED}</rdf:li></rdf:Bag></Iptc4xmpExt:DigitalSourceType>",
    ],
)
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_source_type_in_every_shape(format_: str, elements: str) -> None:
    """RDF says the same thing in many ways, and each format keeps it elsewhere."""
    fact = ("iptc", "Iptc4xmpExt:DigitalSourceType", "trainedAlgorithmicMedia", "fact.source_ai")
    assert told(with_xmp(format_, packet("", elements))) == [fact]


@pytest.mark.parametrize(
    "link",
    [
        NEWSCODES + "TrainedAlgorithmicMedia",
        NEWSCODES + "trainedAlgorithmicMedia#en",
        "http://cv.iptc.org/newscodes/digitalsourcetype#trainedAlgorithmicMedia",
        "trainedAlgorithmicMedia",
    ],
)
def test_a_source_type_as_programs_spell_it(link: str) -> None:
    """The code counts, however it is put."""
    data = with_xmp("PNG", packet(f'Iptc4xmpExt:DigitalSourceType="{link}"'))
    assert told(data) == [("iptc", "Iptc4xmpExt:DigitalSourceType", "trainedAlgorithmicMedia", "fact.source_ai")]


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be"])
def test_xmp_in_another_encoding(code: str) -> None:
    """It may come in UTF-16, and is whole."""
    data = with_xmp("JPEG", packet('xmp:CreatorTool="Krita"').decode().encode(code))
    assert told(data) == [("xmp", "xmp:CreatorTool", "Krita", "fact.tool")]


def test_an_unknown_source_type_means_nothing_certain() -> None:
    """Whoever makes up a code is no wiser than before."""
    data = with_xmp("PNG", packet(f'Iptc4xmpExt:DigitalSourceType="{NEWSCODES}madeUp"'))
    assert told(data) == [("iptc", "Iptc4xmpExt:DigitalSourceType", "madeUp", "fact.source_ambiguous")]


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_content_credentials(format_: str) -> None:
    """Signed by somebody unknown: issuer, state, program and steps, with the source type's own meaning."""
    data = signed(
        format_,
        saved(painted(), format_),
        {"action": "c2pa.created", "digitalSourceType": TRAINED, "softwareAgent": "Dreamer"},
    )
    assert told(data) == [
        ("c2pa", "signature_info.issuer", "Atelier (Valid)", "fact.c2pa_valid"),
        ("c2pa", "claim_generator_info", "Easel 2.1", "fact.c2pa_tool"),
        ("c2pa", "c2pa.actions", "c2pa.created, trainedAlgorithmicMedia, with Dreamer", "fact.source_ai"),
    ]


def test_content_credentials_of_ingredients() -> None:
    """An edited picture keeps what it was made from: the generated beginning is still told."""
    created = {"action": "c2pa.created", "digitalSourceType": TRAINED}
    opened = {"action": "c2pa.opened", "parameters": {"ingredientIds": ["before"]}}
    edited = {"action": "c2pa.edited", "softwareAgent": {"name": "Retoucher"}}
    before = signed("PNG", saved(painted(), "PNG"), created)
    data = signed("PNG", before, opened, edited, parent=before, issuer="Studio")
    assert told(data) == [
        ("c2pa", "signature_info.issuer", "Studio (Valid)", "fact.c2pa_valid"),
        ("c2pa", "claim_generator_info", "Easel 2.1", "fact.c2pa_tool"),
        ("c2pa", "c2pa.actions", "c2pa.opened", "fact.c2pa_action"),
        ("c2pa", "c2pa.actions", "c2pa.edited, with Retoucher", "fact.c2pa_action"),
        ("c2pa", "ingredient: signature_info.issuer", "Atelier", "fact.c2pa_earlier"),
        ("c2pa", "ingredient: claim_generator_info", "Easel 2.1", "fact.c2pa_tool"),
        ("c2pa", "ingredient: c2pa.actions", "c2pa.created, trainedAlgorithmicMedia", "fact.source_ai"),
    ]


def test_content_credentials_that_do_not_fit() -> None:
    """One byte of the pixels changed after signing."""
    data = signed("JPEG", saved(painted(), "JPEG"), {"action": "c2pa.created", "digitalSourceType": TRAINED})
    at = data.rindex(b"\xff\xd9") - 4
    issuer = told(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])[0]
    assert issuer == ("c2pa", "signature_info.issuer", "Atelier (Invalid)", "fact.c2pa_invalid")


def test_content_credentials_that_are_damaged() -> None:
    """That there are some is known by their box, and that nobody can read them is said."""
    data = signed("PNG", saved(painted(), "PNG"), {"action": "c2pa.created", "digitalSourceType": TRAINED})
    [(source, field, _, means)] = told(data[:-12])
    assert (source, field, means) == ("c2pa", "manifest", "fact.c2pa_broken")


JUNK = b"junk" * 10
ODD_ENDS = {
    **{f"a {name} with something behind it": saved(painted(), name) + JUNK for name in ("JPEG", "PNG", "WEBP", "GIF")},
    "an AVIF with something behind it": saved(painted(), "AVIF") + JUNK,
    "an AVIF with a few bytes behind it": saved(painted(), "AVIF") + b"xyz",
    "a HEIC with something behind it": heic() + JUNK,
    "a PNG without its last byte": saved(painted(), "PNG")[:-1],
    "a PNG without its end": saved(painted(), "PNG")[:-12],
    "a GIF with another end": saved(painted(), "GIF")[:-1] + b"x",
    "a JPEG with another behind it": saved(painted(), "JPEG") * 2,
}


@pytest.mark.parametrize("case", ODD_ENDS)
def test_an_odd_end_is_no_broken_credential(case: str) -> None:
    """Programs are careless with a file's end; where there were no credentials, nothing is said of any."""
    assert told(ODD_ENDS[case]) == [NOTHING]


async def test_content_credentials_of_a_signer_who_is_vouched_for() -> None:
    """Whoever runs the bot names whom they know. Any other signer is unknown as ever, and what is broken is broken."""
    made = {"action": "c2pa.created", "digitalSourceType": TRAINED}
    known, other = (signed("JPEG", saved(painted(), "JPEG"), made, issuer=name) for name in ("Atelier", "Studio"))
    at = known.rindex(b"\xff\xd9") - 4
    broken = known[:at] + bytes([known[at] ^ 1]) + known[at + 1 :]
    async with Pool(trust=root("Atelier")) as pool:
        found = [(await FileReader(pool).examine("work.jpg", data)).facts[0] for data in (known, other, broken)]
    assert [(each.value, each.means) for each in found] == [
        ("Atelier (Trusted)", "fact.c2pa_trusted"),
        ("Studio (Valid)", "fact.c2pa_valid"),
        ("Atelier (Invalid)", "fact.c2pa_invalid"),
    ]


ELSEWHERE = ("c2pa", "dcterms:provenance", "http://192.0.2.1/x.c2pa", "fact.c2pa_remote")


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_content_credentials_elsewhere_are_not_fetched(format_: str) -> None:
    """That there are some is told; the link is not opened (a listener sees nobody: test_hostile_files)."""
    data = with_xmp(format_, packet('dcterms:provenance="http://192.0.2.1/x.c2pa"'))
    assert told(data) == [ELSEWHERE]


def test_content_credentials_elsewhere_and_here() -> None:
    """Those in the file hide no others."""
    made = {"action": "c2pa.created", "digitalSourceType": TRAINED}
    data = signed("PNG", with_xmp("PNG", packet('dcterms:provenance="http://192.0.2.1/x.c2pa"')), made)
    assert [each[2] for each in told(data)] == [
        *("Atelier (Valid)", "Easel 2.1", "c2pa.created, trainedAlgorithmicMedia"),
        ELSEWHERE[2],
    ]


@pytest.mark.parametrize("format_", ["JPEG", "GIF"])
def test_words_on_provenance_stay(format_: str) -> None:
    """Whoever owned a work is nobody's business here."""
    assert told(with_xmp(format_, packet('dcterms:provenance="Anna Nowak, until 1990"'))) == [NOTHING]


def test_heic() -> None:
    """As phones write it, with their EXIF and a program's XMP."""
    pillow_heif.register_heif_opener()
    buffer = BytesIO()
    image = pillow_heif.from_pillow(painted(size=(128, 96)))
    image.save(buffer, quality=60, exif=_camera(), xmp=packet('xmp:CreatorTool="Camera 17"'))
    head, _ = done(Order(Deed.DESCRIBE, sniff("", buffer.getvalue()), DEFAULT_LIMITS), buffer.getvalue())
    assert (head["width"], head["height"]) == (128, 96)
    assert told(buffer.getvalue()) == [
        ("xmp", "xmp:CreatorTool", "Camera 17", "fact.tool"),
        ("exif", "Model", "Phone 9", "fact.camera"),
    ]


def _camera() -> bytes:
    exif = painted().getexif()
    exif[0x0110] = "Phone 9"
    return exif.tobytes()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_no_information_is_a_line_of_its_own(format_: str) -> None:
    """A plain file is told to be silent, and its silence counts for nobody."""
    assert told(saved(painted(), format_)) == [NOTHING]
    assert "no point for or against" in load_texts("en").text("fact.none")


@pytest.mark.parametrize("key", ["Software", "parameters", "Creation Time"])
def test_a_field_with_nothing_in_it_says_nothing(key: str) -> None:
    """However it is called."""
    assert told(png_text(**{key.replace(" ", "__"): " "})) == [NOTHING]


def test_a_date_alone_says_nothing_about_the_making() -> None:
    """It is told, and so is the silence about the rest."""
    data = with_exif("JPEG", {0x0132: "2024:05:06 07:08:09"})
    assert told(data) == [("exif", "DateTime", "2024-05-06 07:08:09", "fact.date"), NOTHING]


def test_dates_in_xmp() -> None:
    """When it was begun and when it was saved."""
    data = with_xmp("PNG", packet('xmp:CreateDate="2024-01-02" xmp:ModifyDate="2024-03-04"'))
    assert told(data) == [
        ("xmp", "xmp:CreateDate", "2024-01-02", "fact.date"),
        ("xmp", "xmp:ModifyDate", "2024-03-04", "fact.date"),
        NOTHING,
    ]


def test_what_is_personal_stays() -> None:
    """Places, names, serial numbers and contacts are in the file, and in nothing that leaves the process."""
    personal = packet(
        'photoshop:Credit="Wanda Wiseau" photoshop:City="Tarnow" exif:GPSLatitude="50,0.7N" '
        'Iptc4xmpExt:AIPromptWriterName="Wanda"',
        "<dc:creator><rdf:Seq><rdf:li>Wanda Wiseau</rdf:li></rdf:Seq></dc:creator>",
    )
    exif = painted().getexif()
    exif.update({0x013B: "Wanda Wiseau", 0x8298: "(c) Wanda"})
    exif.get_ifd(0x8769).update({0xA430: "Wanda Wiseau", 0xA431: "123456"})
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 0.0, 42.0), 3: "E", 4: (20.0, 59.0, 0.0)})
    assert told(saved(painted(), "JPEG", exif=exif, xmp=personal)) == [NOTHING]
    assert told(png_text(Author="Wanda Wiseau", Copyright="Wanda")) == [NOTHING]


def test_what_is_personal_stays_beside_what_is_told() -> None:
    """Of a credit line its known words are told, and of a field for dates what is a date; not who is named there."""
    credit = packet('photoshop:Credit="Anna Nowak. Made with Google AI, for Wanda"')
    assert told(with_xmp("JPEG", credit)) == [("xmp", "photoshop:Credit", "Made with Google AI", "fact.credit")]
    words = "by Anna Nowak, 2024-01-02"
    event = f'<rdf:li stEvt:action="saved" stEvt:when="{words}"/>'
    history = f"<xmpMM:History><rdf:Seq>{event}</rdf:Seq></xmpMM:History>"
    assert told(with_xmp("PNG", packet(f'xmp:CreateDate="{words}" xmp:ModifyDate="2024 Anna"', history))) == [
        ("xmp", "xmpMM:History", "1 saves in 1 steps", "fact.history")
    ]
    assert told(png_text(Creation__Time=words)) == [NOTHING]


@pytest.mark.parametrize(
    "date",
    [
        *("2024", "2024-03", "2024-03-04", "2024-03-04T05:06Z", "2024-03-04T05:06:07.089+02:00"),
        *("2024:03:04 05:06:07", "Mon, 04 Mar 2024 05:06:07 GMT", "4 Mar 2024 05:06:07 +0200"),
    ],
)
def test_dates_in_a_png(date: str) -> None:
    """In each form that programs use: ISO's, cut short or not, EXIF's, and that of letters and the web."""
    assert told(png_text(Creation__Time=date)) == [("png", "Creation Time", date, "fact.date"), NOTHING]


def test_values_are_one_line() -> None:
    """However long, and whatever marks of direction or control are in it."""
    [(_, _, value, _)] = told(png_text(Software="a\u202eb\x07c\n\n d" + "x" * 5000))
    assert value.startswith("abc d")
    assert (len(value), value[-1]) == (LONGEST, "…")


def test_many_of_a_kind_hide_nothing() -> None:
    """A file with a thousand programs and dates still says which generator it comes from; what is cut is counted."""
    tools = "".join(f"<xmp:CreatorTool>Tool {n}</xmp:CreatorTool>" for n in range(1000))
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", packet('xmp:CreateDate="2024-01-02"', tools).decode())
    info.add_text("parameters", SETTINGS)
    assert told(saved(painted(), "PNG", pnginfo=info)) == [
        *(("xmp", "xmp:CreatorTool", f"Tool {n}", "fact.tool") for n in range(12)),
        ("xmp", "xmp:CreateDate", "2024-01-02", "fact.date"),
        ("png", "parameters", f"A1111 or Forge: {ON_A_LINE}", "fact.generator"),
        ("file", "metadata", "988 more", "fact.left_out"),
    ]


def test_many_steps_hide_no_label() -> None:
    """Credentials with a hundred steps still say that a model made the last one."""
    begun = {"action": "c2pa.created", "digitalSourceType": NEWSCODES + "digitalCreation"}
    steps = [{"action": "c2pa.edited", "softwareAgent": f"Tool {n}"} for n in range(100)]
    made = {"action": "c2pa.edited", "digitalSourceType": TRAINED}
    found = told(signed("JPEG", saved(painted(), "JPEG"), begun, *steps, made))
    assert ("c2pa", "c2pa.actions", "c2pa.edited, trainedAlgorithmicMedia", "fact.source_ai") in found
    assert found[-1] == ("file", "metadata", "88 more", "fact.left_out")


def test_many_kinds_hide_none() -> None:
    """Where there is too much in all, each kind loses its last before another loses its first."""
    found = [FileFact("a", f"field {kind}", str(value), "fact.tool") for kind in range(20) for value in range(12)]
    kept = few(found)
    assert [(each.field, each.value) for each in kept[:-1]] == [
        (f"field {kind}", str(value)) for kind in range(20) for value in range(3)
    ]
    assert kept[-1].value == "180 more"


def test_damaged_xmp_still_says_its_source_type() -> None:
    """A packet that is cut, or that brings entities, is searched for the one thing that matters."""
    whole = packet(f'Iptc4xmpExt:DigitalSourceType="{TRAINED}"')
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + whole
    for damaged in (whole[:-40], bomb):
        assert told(with_xmp("JPEG", damaged)) == [
            ("iptc", "Iptc4xmpExt:DigitalSourceType", "trainedAlgorithmicMedia", "fact.source_ai"),
            ("xmp", "packet", "damaged", "fact.unreadable"),
        ]


def test_xmp_is_parsed_by_the_safe_parser() -> None:
    """A plain packet is read; if the safe parser were missing, nothing would be (Pillow's own only warns)."""
    assert "defusedxml.ElementTree" in sys.modules
    assert told(with_xmp("JPEG", packet('xmp:CreatorTool="Krita"')))[0][2] == "Krita"


async def test_the_process_says_the_same() -> None:
    """What is read here within the test is read there too, where nothing can be loaded any more."""
    cases = [row[0] for row in GENERATORS.values()] + [row[0] for row in OTHERS.values()]
    cases.append(with_exif("JPEG", {0x0132: "2024:05:06 07:08:09"}))
    async with Pool() as pool:
        reader = FileReader(pool)
        for data in cases:
            found = (await reader.examine("work", data)).facts
            assert [(each.source, each.field, each.value, each.means) for each in found] == told(data)


def test_every_meaning_has_its_sentence() -> None:
    """Each is plain text without places: it is printed as it is."""
    sentences = {key: text for key, text in load_texts("en").sentences.items() if key.startswith("fact.")}
    assert set(MEANS.values()) < set(sentences)
    assert all("{" not in text for text in sentences.values())

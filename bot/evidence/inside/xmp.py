"""XMP: the source type, what made the file, when, and in how many steps. Names and places stay where they are.

Namespaces: the XMP specification, parts 1 and 2, and the IPTC photo metadata standard 2025.1.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bot.evidence.inside.credentials import elsewhere
from bot.evidence.inside.dates import is_date
from bot.evidence.inside.facts import fact
from bot.evidence.inside.picture import Picture
from bot.evidence.inside.source_type import code_of, meaning
from bot.evidence.sniff import Format
from bot.moderation.file_fact import FileFact

LONGEST = 1024 * 1024
CODES = ("utf-16-le", "utf-16-be")
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
EVENT = "{http://ns.adobe.com/xap/1.0/sType/ResourceEvent#}"
GIF_START, GIF_END = b"\x21\xff\x0bXMP DataXMP", b"\x01\xff\xfe\xfd"
"""The extension's name, and the row of numbers that lets readers of blocks find their way out (XMP, part 3, 1.1.2)."""
PROVENANCE = "{http://purl.org/dc/terms/}provenance"
SOURCE_TYPE = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"

FIELDS = {
    "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}AISystemUsed": ("iptc", "AISystemUsed", "fact.ai_system"),
    "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}AISystemVersionUsed": (
        "iptc",
        "AISystemVersionUsed",
        "fact.ai_system",
    ),
    "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}AIPromptInformation": (
        "iptc",
        "AIPromptInformation",
        "fact.ai_system",
    ),
    "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigImageGUID": ("iptc", "DigImageGUID", "fact.image_id"),
    "{http://www.tc260.org.cn/ns/AIGC/1.0/}AIGC": ("xmp", "TC260:AIGC", "fact.label"),
    "{http://ns.adobe.com/photoshop/1.0/}Credit": ("xmp", "photoshop:Credit", "fact.credit"),
    "{http://ns.adobe.com/xap/1.0/}CreatorTool": ("xmp", "xmp:CreatorTool", "fact.tool"),
    "{http://ns.adobe.com/xap/1.0/}CreateDate": ("xmp", "xmp:CreateDate", "fact.date"),
    "{http://ns.adobe.com/xap/1.0/}ModifyDate": ("xmp", "xmp:ModifyDate", "fact.date"),
    "{http://ns.adobe.com/photoshop/1.0/}DateCreated": ("xmp", "photoshop:DateCreated", "fact.date"),
}
GENERATED_CREDIT = re.compile("(made|edited) with google ai", re.IGNORECASE)
"""All that is told of `photoshop:Credit`: it usually names a person or an agency, which is nobody's business here."""


def read(picture: Picture) -> Iterator[FileFact]:
    """What the packet says; where it cannot be parsed, the source types that can be found in it."""
    raw = _in_utf8(_packet(picture)[:LONGEST]).strip(b"\x00 \r\n\t")
    if not raw:
        return
    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        yield from _searched(raw)
        return
    values = _properties(root)
    yield from (_source_type(value) for value in values[SOURCE_TYPE])
    yield from (each for value in values[PROVENANCE] for each in elsewhere(value))
    for name, (source, field, means) in FIELDS.items():
        yield from (fact(source, field, told, means) for value in values[name] if (told := _told(means, value)))
    yield from _history(values)


def _packet(picture: Picture) -> bytes:
    """As Pillow found it; of a GIF Pillow reads none."""
    if picture.format is Format.GIF:
        return picture.data.partition(GIF_START)[2].partition(GIF_END)[0]
    found = picture.image.info.get("xmp") or b""
    return found.encode() if isinstance(found, str) else bytes(found)


def _in_utf8(raw: bytes) -> bytes:
    """A packet may be in UTF-16 as well (XMP specification, part 1, 7.1), in which its first sign fills two bytes."""
    code = next((code for code in CODES if raw.startswith(("\ufeff".encode(code), "<".encode(code)))), "")
    return raw.decode(code, "replace").lstrip("\ufeff").encode() if code else raw


def _told(means: str, value: str) -> str:
    """What is told of a value: of credits and dates only what is one, as anything may stand there."""
    if means == "fact.credit":
        found = GENERATED_CREDIT.search(value)
        return found[0] if found else ""
    return value if means != "fact.date" or is_date(value) else ""


def _source_type(link: str) -> FileFact:
    code = code_of(link)
    return fact("iptc", "Iptc4xmpExt:DigitalSourceType", code, meaning(code))


def _searched(raw: bytes) -> Iterator[FileFact]:
    for code in dict.fromkeys(re.findall(rb"digitalsourcetype/([A-Za-z]{1,60})", raw)):
        yield _source_type(code.decode())
    yield fact("xmp", "packet", "damaged", "fact.unreadable")


def _properties(root: Element) -> defaultdict[str, list[str]]:
    """Every value by the name of its property: attributes, texts, members of a list, and links."""
    found = defaultdict[str, list[str]](list)
    for element in root.iter():
        for name, value in element.attrib.items():
            found[element.tag if name == f"{RDF}resource" else name].append(value)
        texts = [element.text, *(member.text for member in element.iterfind(f"./*/{RDF}li"))]
        found[element.tag].extend(text.strip() for text in texts if text and text.strip())
    return found


def _history(values: defaultdict[str, list[str]]) -> Iterator[FileFact]:
    steps, agents, whens = (values[f"{EVENT}{name}"] for name in ("action", "softwareAgent", "when"))
    times = [each for each in whens if is_date(each)]
    if not steps:
        return
    told = f"{steps.count('saved')} saves in {len(steps)} steps"
    if agents:
        told += f" with {', '.join(dict.fromkeys(agents))}"
    if times:
        told += f", {min(times)} to {max(times)}"
    yield fact("xmp", "xmpMM:History", told, "fact.history")

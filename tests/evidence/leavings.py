"""Pictures with what programs leave in them, made to order."""

import gzip
import json
import struct
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.evidence.media import chunk

IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
SPACES = {
    "Iptc4xmpExt": IPTC,
    "TC260": "http://www.tc260.org.cn/ns/AIGC/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


def painted(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """A picture in memory."""
    return Image.new(mode, size, "teal")


def saved(image: Image.Image, format_: str, **options: object) -> bytes:
    """The picture as a file."""
    buffer = BytesIO()
    image.save(buffer, format_, **options)
    return buffer.getvalue()


def png_text(**texts: str) -> bytes:
    """A PNG with these texts before its pixels."""
    info = PngInfo()
    for key, text in texts.items():
        info.add_text(key.replace("__", " ").replace("_dash_", "-"), text)
    return saved(painted(), "PNG", pnginfo=info)


def png_text_after(key: str, text: str) -> bytes:
    """A PNG with a text after its pixels."""
    return before_end(chunk(b"tEXt", key.encode() + b"\x00" + text.encode("latin-1")))


def png_private(key: str, text: str) -> bytes:
    """An animated PNG with a chunk as ComfyUI writes it."""
    animated = saved(painted(), "PNG", save_all=True, append_images=[Image.new("RGB", (64, 48), "red")])
    return before_end(chunk(b"comf", key.encode() + b"\x00" + text.encode()), animated)


def before_end(extra: bytes, png: bytes = b"") -> bytes:
    """A PNG with one more chunk at its end."""
    png = png or saved(painted(), "PNG")
    end = png.rindex(b"IEND") - 4
    return png[:end] + extra + png[end:]


def with_exif(format_: str, tags: dict[int, object], inner: dict[int, object] | None = None) -> bytes:
    """A picture with these fields in its EXIF, and these in the part that cameras fill."""
    exif = Image.Exif()
    exif.update(tags)
    exif.get_ifd(0x8769).update(inner or {})
    return saved(painted(), format_, exif=exif)


def comment(text: str) -> dict[int, object]:
    """EXIF's UserComment as piexif writes it, and A1111 with it."""
    return {0x9286: b"UNICODE\x00" + text.encode("utf-16-be")}


def packet(attributes: str = "", elements: str = "") -> bytes:
    """An XMP packet about one picture."""
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces} {attributes}>{elements}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def with_xmp(format_: str, xmp: bytes) -> bytes:
    """A picture of this format with this packet."""
    if format_ == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode(errors="replace"))
        return saved(painted(), "PNG", pnginfo=info)
    if format_ == "GIF":
        plain = saved(painted(), "GIF")
        tail = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
        frame = plain.index(b"\x2c\x00\x00\x00\x00")
        return plain[:frame] + b"\x21\xff\x0bXMP DataXMP" + xmp + tail + plain[frame:]
    return saved(painted(), format_, xmp=xmp)


def stealthy(magic: str, text: str, packed: bytes = b"", length: int = 0, side: int = 200) -> bytes:
    """A PNG whose lowest bits hold a text, column by column, in its alpha or in its colours.

    Args:
        magic: What it begins with; it says where it is hidden and whether it is packed.
        text: What is hidden.
        packed: What is hidden instead, as it is.
        length: What is said to be its length in bits, if that is not true.
        side: Of the picture.
    """
    hidden = packed or (gzip.compress(text.encode()) if magic.endswith("comp") else text.encode())
    stream = magic.encode() + struct.pack(">I", length or len(hidden) * 8) + hidden
    mode = "L" if "png" in magic else "RGB"
    room = side * side * len(mode)
    bits = bytes(0xFE | byte >> place & 1 for byte in stream for place in range(7, -1, -1)).ljust(room, b"\xfe")
    layer = Image.frombytes(mode, (side, side), bits[:room]).transpose(Image.Transpose.TRANSPOSE)
    if mode == "RGB":
        return saved(layer, "PNG")
    image = Image.new("RGB", layer.size, "teal")
    image.putalpha(layer)
    return saved(image, "PNG")


GRAPH = json.dumps({"3": {"class_type": "KSampler", "inputs": {"steps": 20}}})
EVENTS = "".join(
    f'<rdf:li stEvt:action="{action}" stEvt:when="2024-0{month}-01T10:00:00Z" stEvt:softwareAgent="{agent}"/>'
    for month, (action, agent) in enumerate(
        [("created", "Krita 5.2"), ("saved", "Krita 5.2"), ("saved", "Krita 5.2"), ("saved", "Photoshop 25.1")], 1
    )
)

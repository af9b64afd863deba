"""Embeds: their limits, and what is kept of them (docs.discord.com: 'Message', 'Embed Limits')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .files import store_reference

if TYPE_CHECKING:
    from .forms import Form
    from .kinds import Json
    from .model import Attachment

MAX_EMBEDS = 10
MAX_TOTAL = 6000
MAX_FIELDS = 25
MAX_COLOR = 0xFFFFFF
KEPT = ("title", "description", "url", "color", "timestamp")


def read(body: Json, form: Form) -> list[Json]:
    """Check all embeds of a message; 6000 characters is the limit over all of them together."""
    embeds = form.items(body, "embeds", MAX_EMBEDS)
    for number, each in enumerate(embeds):
        _check(each, form.at("embeds", number))
    if sum(map(_length, embeds)) > MAX_TOTAL:
        form.at("embeds").wrong("MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MAX_TOTAL}")
    return embeds


def _check(embed: Json, form: Form) -> None:
    form.text(embed, "title", 256)
    form.text(embed, "description", 4096)
    form.url(embed, "url", attachment=False)
    form.whole(embed, "color", 0, MAX_COLOR)
    form.at("footer").text(embed.get("footer") or {}, "text", 2048, least=1, required="footer" in embed)
    form.at("author").text(embed.get("author") or {}, "name", 256, least=1, required="author" in embed)
    for key in ("image", "thumbnail"):
        if embed.get(key):
            form.at(key).url(embed[key], "url", required=True)
    for number, each in enumerate(form.items(embed, "fields", MAX_FIELDS)):
        form.at("fields", number).text(each, "name", 256, least=1, required=True)
        form.at("fields", number).text(each, "value", 1024, least=1, required=True)


def _length(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for each in embed.get("fields") or []:
        texts += [each.get("name"), each.get("value")]
    return sum(len(each) for each in texts if isinstance(each, str))


def is_empty(embed: Json) -> bool:
    """Tell whether an embed would show nothing."""
    return not _length(embed) and not embed.get("image") and not embed.get("thumbnail")


def keep(embed: Json, files: list[Attachment]) -> Json:
    """Return what Discord stores; a reference to a file that is not there shows no image."""
    kept: Json = {"type": "rich", **{key: embed[key] for key in KEPT if embed.get(key) is not None}}
    for key, name in (("footer", "text"), ("author", "name")):
        if embed.get(key):
            kept[key] = {field: value for field, value in embed[key].items() if value is not None}
            kept[key][name] = kept[key][name].strip()
    for key in ("image", "thumbnail"):
        address = store_reference((embed.get(key) or {}).get("url") or "", files)
        if address:
            kept[key] = {"url": address}
    fields = [_field(each) for each in embed.get("fields") or []]
    return kept | ({"fields": fields} if fields else {})


def _field(field: Json) -> Json:
    return {"name": field["name"].strip(), "value": field["value"].strip(), "inline": bool(field.get("inline"))}

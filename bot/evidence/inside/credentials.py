"""Content credentials (C2PA): who signed, whether it holds, and what the history inside says.

Who is vouched for, whoever runs the bot says (`trust`). Nothing is fetched: by default the library would follow a link
in the file's XMP to credentials elsewhere.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any

import c2pa

from bot.evidence.inside.facts import fact
from bot.evidence.inside.source_type import code_of, meaning
from bot.evidence.sniff import Format
from bot.moderation.file_fact import FileFact

SOURCE = "c2pa"
OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}, "core": {"allowed_network_hosts": []}}
MIME = {
    Format.JPEG: "image/jpeg",
    Format.PNG: "image/png",
    Format.WEBP: "image/webp",
    Format.GIF: "image/gif",
    Format.AVIF: "image/avif",
    Format.HEIC: "image/heic",
    Format.MP4: "video/mp4",
}
STATES = {"Trusted": "fact.c2pa_trusted", "Valid": "fact.c2pa_valid"}
REMOTE = "must fetch remote manifests from url "
WEB = re.compile(r"https?://\S+", re.IGNORECASE)
INGREDIENT = "ingredient: "
SIGNS = (b"jumb", b"caBX")
"""What a file with credentials has in it: the box around them, and a PNG's chunk for it (C2PA 2.1, appendix A)."""

Json = Mapping[str, Any]


_anchors = ""


def trust(anchors: str) -> None:
    """Vouch from now on, in this process, for whoever is certified by these (PEM; '': for nobody)."""
    global _anchors  # noqa: PLW0603 - the process is told once, before its first file
    _anchors = anchors


@cache
def _offline(anchors: str) -> c2pa.Context:
    return c2pa.Context.from_dict({**OFFLINE, "trust": {"trust_anchors": anchors}} if anchors else OFFLINE)


def read(what: Format, data: bytes) -> Iterator[FileFact]:
    """What the credentials in a file say; nothing where there are none."""
    if what not in MIME:
        return
    try:
        reader = c2pa.Reader.try_create(MIME[what], BytesIO(data), context=_offline(_anchors))
    except c2pa.C2paError as fault:
        yield from _unread(str(fault), data)
        return
    if reader is not None:
        with reader:
            yield from _store(json.loads(reader.json()))


def _unread(fault: str, data: bytes) -> Iterator[FileFact]:
    """Of credentials that are elsewhere, or broken; nothing of a file without any that the library cannot walk."""
    _, is_elsewhere, link = fault.partition(REMOTE)
    if is_elsewhere:
        yield from elsewhere(link)
    elif any(sign in data for sign in SIGNS):
        yield fact(SOURCE, "manifest", fault, "fact.c2pa_broken")


def elsewhere(link: str) -> Iterator[FileFact]:
    """That the credentials are kept under a link; nothing of what is none, as words on provenance name owners."""
    if WEB.fullmatch(link):
        yield fact(SOURCE, "dcterms:provenance", link, "fact.c2pa_remote")


def _store(store: Json) -> Iterator[FileFact]:
    state = str(store.get("validation_state"))
    manifests: Json = store.get("manifests") or {}
    for depth, manifest in enumerate(_walked(manifests, str(store.get("active_manifest")))):
        yield _signer(manifest, state) if depth == 0 else _earlier_signer(manifest)
        yield from _manifest(manifest, "" if depth == 0 else INGREDIENT)


def _walked(manifests: Json, first: str) -> Iterator[Json]:
    """The newest manifest, then those of what it was made from, each once."""
    waiting, seen = [first], set[str]()
    while waiting:
        label = waiting.pop(0)
        manifest = manifests.get(label)
        if label in seen or not isinstance(manifest, dict):
            continue
        seen.add(label)
        yield manifest
        waiting.extend(str(each.get("active_manifest")) for each in manifest.get("ingredients") or ())


def _signer(manifest: Json, state: str) -> FileFact:
    value = f"{_issuer(manifest)} ({state})"
    return fact(SOURCE, "signature_info.issuer", value, STATES.get(state, "fact.c2pa_invalid"))


def _earlier_signer(manifest: Json) -> FileFact:
    """Of a signature within: whether it holds was for whoever took it in to check."""
    return fact(SOURCE, f"{INGREDIENT}signature_info.issuer", _issuer(manifest), "fact.c2pa_earlier")


def _issuer(manifest: Json) -> str:
    signature = manifest.get("signature_info") or {}
    return str(signature.get("issuer") or signature.get("common_name") or "no name")


def _manifest(manifest: Json, before: str) -> Iterator[FileFact]:
    for generator in manifest.get("claim_generator_info") or ():
        name = f"{generator.get('name', '')} {generator.get('version') or ''}"
        yield fact(SOURCE, f"{before}claim_generator_info", name, "fact.c2pa_tool")
    for assertion in manifest.get("assertions") or ():
        if str(assertion.get("label")).startswith("c2pa.actions"):
            yield from (_action(each, before) for each in (assertion.get("data") or {}).get("actions") or ())


def _action(action: Json, before: str) -> FileFact:
    agent = action.get("softwareAgent") or ""
    agent = agent.get("name", "") if isinstance(agent, dict) else agent
    code = code_of(str(action.get("digitalSourceType") or ""))
    told = [str(action.get("action")), *([code] if code else []), *([f"with {agent}"] if agent else [])]
    return fact(SOURCE, f"{before}c2pa.actions", ", ".join(told), meaning(code) if code else "fact.c2pa_action")

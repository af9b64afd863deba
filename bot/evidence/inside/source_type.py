"""IPTC's digital source type, which XMP and content credentials both carry.

Codes: cv.iptc.org/newscodes/digitalsourcetype, and c2pa.org/digitalsourcetype for two more.
"""

MEANS = {
    "trainedAlgorithmicMedia": "fact.source_ai",
    "compositeWithTrainedAlgorithmicMedia": "fact.source_part_ai",
    "compositeSynthetic": "fact.source_part_ai",
    "composite": "fact.source_ambiguous",
    "virtualRecording": "fact.source_ambiguous",
    "algorithmicMedia": "fact.source_ambiguous",
    "dataDrivenMedia": "fact.source_ambiguous",
    "algorithmicallyEnhanced": "fact.source_ambiguous",
    "digitalCreation": "fact.source_human",
    "humanEdits": "fact.source_human",
    "digitalCapture": "fact.source_human",
    "computationalCapture": "fact.source_human",
    "negativeFilm": "fact.source_human",
    "positiveFilm": "fact.source_human",
    "print": "fact.source_human",
    "screenCapture": "fact.source_human",
    "compositeCapture": "fact.source_human",
    "minorHumanEdits": "fact.source_human",
    "digitalArt": "fact.source_human",
    "softwareImage": "fact.source_ambiguous",
    "empty": "fact.source_ambiguous",
    "trainedAlgorithmicData": "fact.source_ai",
}

FOLDED = {code.lower(): code for code in MEANS}


def code_of(link: str) -> str:
    """The code that a link ends with: both http and https are in use, and bare codes too.

    Programs write it with a capital, or put something behind it or before it with a '#'.
    """
    end = link.strip().rstrip("/").rpartition("/")[2]
    return next((code for part in end.split("#") if (code := FOLDED.get(part.lower()))), end)


def meaning(code: str) -> str:
    """The key of the sentence that says what a code means; one that nobody published says nothing certain."""
    return MEANS.get(code, "fact.source_ambiguous")

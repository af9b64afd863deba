"""The few short sentences that are understood without a person reading them, in every language that Salon speaks.

Whatever else somebody writes is for people to read: so most of them count only where they are the whole message. Who
asks for more time, or says 'not mine', may go on to say why.
"""

import re
import unicodedata
from enum import StrEnum
from typing import Final


class Meant(StrEnum):
    """What a message says."""

    REMOVED = "removed"
    NOT_MINE = "not mine"
    MORE_TIME = "more time"
    ANSWER = "answer"


class Given(StrEnum):
    """What a picture was sent as."""

    INSTEAD = "instead"
    PROOF = "proof"


_ASKING: Final = (
    r"((can|could|may) i (please )?(have|get)|(can|could) you (please )?give me|give me"
    r"|i( would|'d| will|'ll)?( really)? (need|like)"
    r"|necesit(o|aria)|quisiera|me gustaria tener|(puedo|podria) tener"
    r"|dame|deme|dadme|denme|me (das|dan|darias|darian|pod(rias|rian) dar)"
    r"|p(ueden|odrian) darme)"
)
_MORE: Final = r"(((a (bit|little) |some )?more|(un poco (mas )?de|mas)) t(ime|iempo))"
_PATTERNS: Final = {
    Meant.REMOVED: (
        r"(i( have|'ve)? )?(removed|deleted|taken down|took down)( it| the work| the listing)?",
        r"(ya )?(esta )?(l[oa]s? )?(he )?(eliminad[oa]|borrad[oa]|quitad[oa]|retirad[oa]|elimine|borre|quite|retire)",
    ),
    Meant.NOT_MINE: (
        r"(it('s| is) |that('s| is) |this is )?not mine",
        r"(est[ao] )?no es mi[oa]",
    ),
    Meant.MORE_TIME: (rf"({_ASKING} )?{_MORE}",),
}
_KIND: Final = r"(please|pls|plz|thanks|thank you|sorry|hello|hi|por favor|gracias|hola|perdon)"
_KNOWN: Final = {
    meant: re.compile(rf"({_KIND} )*({'|'.join(patterns)})( {_KIND})*") for meant, patterns in _PATTERNS.items()
}
_REASONED: Final = frozenset({Meant.NOT_MINE, Meant.MORE_TIME})
"""What may be followed by why."""
_ASKS: Final = re.compile(rf"({_KIND} )*{_ASKING} {_MORE}\b")
_POLITE: Final = re.compile(rf"{_KIND}( {_KIND})*|")
_CLAUSE: Final = re.compile(r"[.,;:!?()…\n\u2013\u2014]")
"""Where a clause ends."""
# 'Recurro la decisión' appeals, 'recurro a la IA' makes use of it.
_APPEAL: Final = re.compile(
    rf"({_KIND} )*((i (would like|want|wish) to |i'd like to |i )?appeal"
    r"|((quiero|quisiera|deseo|voy a|me gustaria) )?(apel(o|ar|acion)|recurr(o|ir)(?! a\b)))\b"
)

_GIVEN: Final = {
    Given.INSTEAD: re.compile(
        r"\b(instead|replac\w+|swap\w*|in its place|new version"
        r"|en (su |vez|lugar)|reemplaz\w+|sustitu\w+|nueva version)\b"
    ),
    Given.PROOF: re.compile(
        r"\b(sketch\w*|draft\w*|layers?|layered|process|progress|wip|steps?|stages?|time ?lapse|screen ?shots?|proof"
        r"|references?|source files?|how (i|it|this)|bocetos?|borrador(es)?|capas?|proceso|avances?|pasos?|capturas?"
        r"|prueban?|pruebas|referencias?|como (la|lo|los|las|se) h\w+|como hice)\b"
    ),
}


def appeals(words: str) -> bool:
    """Whether somebody appeals: by how they begin, since what follows is their reasons."""
    return _APPEAL.match(_plain(words)) is not None


def meant(words: str) -> Meant:
    """What the words say, or begin with; accents and capitals make no difference."""
    if (said := _says(words)) is not Meant.ANSWER:
        return said
    first = _first_clause(words)
    if (begun := _says(first)) in _REASONED:
        return begun
    return Meant.MORE_TIME if _ASKS.match(first) else Meant.ANSWER


def is_all(words: str) -> bool:
    """Whether nothing is said beside what is understood: what else there is, people should read."""
    return _says(words) is not Meant.ANSWER


def _says(words: str) -> Meant:
    """What the words say where they say nothing else."""
    said = _plain(words)
    return next((each for each, known in _KNOWN.items() if known.fullmatch(said)), Meant.ANSWER)


def _first_clause(words: str) -> str:
    """Greetings aside."""
    clauses = map(_plain, _CLAUSE.split(words))
    return next((each for each in clauses if not _POLITE.fullmatch(each)), "")


def given(words: str) -> Given | None:
    """What pictures are, by the words with them; None where these say nothing of it, or both."""
    said = _plain(words)
    found = [each for each, known in _GIVEN.items() if known.search(said)]
    return found[0] if len(found) == 1 else None


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFD", words.casefold().replace("\u2019", "'"))
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^\w']", " ", bare).split())

"""What a file says of itself. A module of its own: the process that reads files begins with little else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileFact:
    """One thing that a file says about its making. It proves nothing: all of it can be forged, and is easily lost.

    Attributes:
        source: Where in the file: `c2pa`, `iptc`, `xmp`, `exif`, `png`, `pixels`, `video`, or `file` for all of it.
        field: Its name there.
        value: What it says, on one line of at most 200 characters.
        means: Key of the sentence that says what it does and does not mean (`fact.*` in the notices).
    """

    source: str
    field: str
    value: str
    means: str

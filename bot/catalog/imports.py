"""Files to import: what they hold, and everything that is wrong with them at once. Pure: bytes in, rows out."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong, and where: `line 3` of a CSV file, `item 3` of a JSON list, `the file` as a whole."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Import(Generic[Row]):
    """What a file holds. Nothing is to be imported while there are faults."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What a CSV file's first line may say; `needed` must be there."""

    needed: frozenset[str]
    known: frozenset[str]

    def faults(self, found: list[str]) -> Iterator[Fault]:
        """Columns that are missing, twice there, or unknown (a typing error would lose a column in silence)."""
        for name in sorted(self.needed - set(found)):
            yield Fault("line 1", f"there is no column '{name}'")
        for name in sorted({name for name in found if found.count(name) > 1}):
            yield Fault("line 1", f"the column '{name}' is there twice")
        for name in sorted(set(found) - self.known):
            yield Fault("line 1", f"unknown column '{name}'; known are {', '.join(sorted(self.known))}")


def collect(
    cells: Iterator[tuple[str, Fields | Fault]], read: Callable[[str, Fields], Row | list[Fault]]
) -> Import[Row]:
    """Read every line, going on after a fault, so that one run shows them all."""
    rows: list[Row] = []
    faults: list[Fault] = []
    for where, fields in cells:
        result = [fields] if isinstance(fields, Fault) else read(where, fields)
        if isinstance(result, list):
            faults += result
        else:
            rows.append(result)
    if not rows and not faults:
        faults.append(Fault("the file", "there is nothing in it"))
    return Import(tuple(rows), tuple(faults))


def from_csv(data: bytes, columns: Columns) -> Iterator[tuple[str, Fields | Fault]]:
    """The lines of a CSV file (UTF-8; comma, semicolon or tab; first line names the columns, in any case)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        yield "", Fault("the file", f"it is not UTF-8 (byte {fault.start}); save it as 'CSV UTF-8'")
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        names = [name.strip().lower().replace(" ", "_") for name in next(reader, [])]
        faults = list(columns.faults(names)) if names else []
        yield from ((fault.where, fault) for fault in faults)
        if not faults:
            yield from _lines(reader, names)
    except csv.Error as fault:
        yield "", Fault(f"line {reader.line_num}", f"this is no CSV: {fault}")


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _lines(reader: Iterator[list[str]], names: list[str]) -> Iterator[tuple[str, Fields | Fault]]:
    for cells in reader:
        where = f"line {reader.line_num}"  # type: ignore[attr-defined]  # csv's reader has no public type
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            yield where, Fault(where, f"{len(cells)} cells under {len(names)} columns")
        else:
            yield where, dict(zip(names, (cell.strip() for cell in cells), strict=True))


def from_json(data: bytes) -> Iterator[tuple[str, Fields | Fault]]:
    """The objects of a JSON list, or of the list under `listings`."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as fault:
        yield "", Fault("the file", f"this is no JSON: {re.sub(r'[^ -~]', '', str(fault))}")
        return
    items = value.get("listings") if isinstance(value, dict) else value
    if not isinstance(items, list):
        yield "", Fault("the file", "this is no list of listings")
        return
    for number, item in enumerate(items, start=1):
        where = f"item {number}"
        yield where, item if isinstance(item, dict) else Fault(where, "this is no object")

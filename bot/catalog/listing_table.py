"""`salon listings import`: a table of listings, as CSV or as JSON in the documented shape.

CSV columns: `listing` (its link), and any of `title`, `description`, `process_notes`, `owner`, `discord_id`,
`slack_id`, `listed_at`, `media` (links of its pictures, with spaces between).
"""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from pydantic import ValidationError

from bot.catalog.imports import Columns, Fault, Fields, Import, collect, from_csv, from_json
from bot.catalog.work import Work

OWNER = {"owner": "id", "discord_id": "discord_id", "slack_id": "slack_id"}
PLAIN = ("title", "description", "process_notes", "listed_at")
COLUMNS = Columns(frozenset({"listing"}), frozenset({"listing", "media", *OWNER, *PLAIN}))

ListingRow = tuple[str, dict[str, object]]
Canonical = Callable[[str], str | None]


def read_listings(name: str, data: bytes, canonical: Canonical) -> Import[ListingRow]:
    """The listings of a file: canonical id and row, in the shape that `Catalog` reads.

    Args:
        name: The file's name; `.json` is JSON, all else is CSV.
        data: Its bytes.
        canonical: The platform's `canonical`, which turns a link into an id.
    """
    seen: dict[str, str] = {}
    if name.lower().endswith(".json"):
        return collect(from_json(data), partial(_read, canonical, seen, _json_link, dict))
    return collect(from_csv(data, COLUMNS), partial(_read, canonical, seen, _csv_link, _csv_work))


def _read(
    canonical: Canonical,
    seen: dict[str, str],
    link_of: Callable[[Fields], str],
    work_of: Callable[[Fields], Fields],
    where: str,
    fields: Fields,
) -> ListingRow | list[Fault]:
    faults: list[Fault] = []
    link = link_of(fields)
    listing = canonical(link) or ""
    if not listing:
        faults.append(Fault(where, f"'{link}' is no link to a listing" if link else "the listing's link is missing"))
    elif listing in seen:
        faults.append(Fault(where, f"the listing '{listing}' was there already, on {seen[listing]}"))
    seen.setdefault(listing, where)
    try:
        work = Work.model_validate(work_of(fields))
    except ValidationError as fault:
        return [
            *faults,
            *(Fault(where, f"{'.'.join(map(str, each['loc']))}: {each['msg']}") for each in fault.errors()),
        ]
    faults += _bad_links(where, work)
    return faults or (listing, work.model_dump(mode="json"))


def _bad_links(where: str, work: Work) -> list[Fault]:
    links = [link for piece in work.media for link in (piece.url, piece.poster_url) if link]
    return [Fault(where, f"'{link}' is no http or https link") for link in links if not _is_web(link)]


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def _json_link(fields: Fields) -> str:
    link = fields.get("url") or fields.get("listing")
    return link if isinstance(link, str) else ""


def _csv_link(fields: Fields) -> str:
    return str(fields.get("listing", ""))


def _csv_work(fields: Fields) -> Fields:
    owner = {field: fields[column] for column, field in OWNER.items() if fields.get(column)}
    return {
        **{column: fields.get(column, "") for column in PLAIN},
        "url": fields.get("listing", ""),
        "owner": owner or None,
        "media": [{"url": link} for link in str(fields.get("media", "")).split()],
    }

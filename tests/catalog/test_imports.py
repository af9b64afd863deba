"""Tables to import: what they hold, and every fault at once, by line."""

from bot.catalog.links import Links
from bot.catalog.listing_table import read_listings
from bot.catalog.people_table import PersonRow, read_people
from bot.catalog.settings import CatalogSettings
from bot.catalog.work import Work
from bot.moderation.model import Account, Chat

LINKS = Links(CatalogSettings(hosts=("gallery.example",), pattern=r"/works/(?P<id>[a-z0-9-]+)"))


def faults(name: str, text: str) -> list[str]:
    """What is wrong with a table of listings."""
    return [str(each) for each in read_listings(name, text.encode(), LINKS.canonical).faults]


def people_faults(text: str) -> list[str]:
    """What is wrong with a table of people."""
    return [str(each) for each in read_people(text.encode()).faults]


def test_listings_from_csv() -> None:
    """A spreadsheet's CSV is read as it is saved: byte order mark, semicolons, any case, empty lines, line breaks."""
    text = (
        "\ufeffListing;Title;Owner;Discord ID;Listed at;Media\r\n"
        'https://gallery.example/works/sea;"Sea; and\nsky";m-1;123456789012345678;2026-01-02;'
        "https://cdn.example/a.jpg https://cdn.example/b.jpg\r\n"
        ";;;;;\r\n"
        "https://www.gallery.example/works/lake/;Lake;;;;\r\n"
    )
    table = read_listings("listings.csv", text.encode(), LINKS.canonical)
    assert table.faults == ()
    (sea, row), (lake, _) = table.rows
    assert (sea, lake) == ("sea", "lake")
    work = Work.model_validate(row)
    assert (work.title, work.url) == ("Sea; and\nsky", "https://gallery.example/works/sea")
    assert work.owner is not None
    assert (work.owner.id, work.owner.discord_id) == ("m-1", "123456789012345678")
    assert [each.url for each in work.media] == ["https://cdn.example/a.jpg", "https://cdn.example/b.jpg"]


def test_listings_from_json() -> None:
    """The API's own shape can be imported, as a list or under `listings`."""
    item = '{"url": "https://gallery.example/works/sea", "title": "Sea", "media": [{"kind": "video", "name": "film"}]}'
    for text in (f"[{item}]", f'{{"listings": [{item}]}}'):
        table = read_listings("listings.JSON", text.encode(), LINKS.canonical)
        assert ([id_ for id_, _ in table.rows], table.faults) == (["sea"], ())


def test_every_fault_of_a_csv_at_once() -> None:
    """One run shows all that is to be mended, each with its line."""
    assert faults(
        "a.csv",
        "listing,title,listed_at,media\n"
        "https://gallery.example/works/sea,Sea,2026-01-02,\n"
        "https://other.example/works/sea,Sea,,\n"
        ",Sea,,\n"
        "https://gallery.example/works/sea,Sea,,\n"
        "https://gallery.example/works/lake,Lake,soon,\n"
        "https://gallery.example/works/hill,Hill,,ftp://x/a.jpg\n"
        "https://gallery.example/works/wood,Wood\n",
    ) == [
        "line 3: 'https://other.example/works/sea' is no link to a listing",
        "line 4: the listing's link is missing",
        "line 5: the listing 'sea' was there already, on line 2",
        "line 6: listed_at: Input should be a valid datetime or date, input is too short",
        "line 7: 'ftp://x/a.jpg' is no http or https link",
        "line 8: 2 cells under 4 columns",
    ]


def test_faults_of_the_columns() -> None:
    """A missing, doubled or misspelt column is named before any line is read."""
    found = faults("a.csv", "titel,owner,owner\nSea,m-1,m-2\n")
    assert found[0] == "line 1: there is no column 'listing'"
    assert found[1] == "line 1: the column 'owner' is there twice"
    assert found[2].startswith("line 1: unknown column 'titel'; known are description, ")


def test_faults_of_whole_files() -> None:
    """A file that is something else says what it is not."""
    assert faults("a.csv", "") == ["the file: there is nothing in it"]
    assert faults("a.csv", "listing\n") == ["the file: there is nothing in it"]
    assert faults("a.csv", 'listing\n"https') == ["line 2: this is no CSV: unexpected end of data"]
    assert faults("a.json", "{}") == ["the file: this is no list of listings"]
    assert faults("a.json", "[1]") == ["item 1: this is no object"]
    assert faults("a.json", "[")[0].startswith("the file: this is no JSON")
    assert faults("a.json", '[{"url": 7, "media": 7}]')[0] == "item 1: the listing's link is missing"
    latin = read_listings("a.csv", b"listing\n\xe9", LINKS.canonical)
    assert str(latin.faults[0]) == "the file: it is not UTF-8 (byte 8); save it as 'CSV UTF-8'"


def test_odd_links_in_media() -> None:
    """A link that no parser can read is a fault and no crash."""
    assert faults("a.csv", "listing,media\nhttps://gallery.example/works/sea,http://[::1\n") == [
        "line 2: 'http://[::1' is no http or https link"
    ]


def test_people() -> None:
    """One person may have any number of accounts; the same line twice does no harm."""
    text = "person,chat,account\nm-1,Discord,123456789012345678\nm-1,slack,U0ADA\nm-1,discord,123456789012345678\n"
    table = read_people(text.encode())
    ada = Account(Chat.DISCORD, "123456789012345678")
    found = [ada, Account(Chat.SLACK, "U0ADA"), ada]
    assert (table.rows, table.faults) == (tuple(PersonRow("m-1", each) for each in found), ())


def test_people_by_address() -> None:
    """An address may stand beside an account, or in its place; it is never repeated where it is wrong."""
    text = "person;chat;account;email\nm-1;slack;U0ADA;ada@example.org\nm-2;;;bo@example.org\nm-3;slack;U0CY;\n"
    table = read_people(text.encode())
    ada, cy = Account(Chat.SLACK, "U0ADA"), Account(Chat.SLACK, "U0CY")
    found = (PersonRow("m-1", ada, "ada@example.org"), PersonRow("m-2", None, "bo@example.org"), PersonRow("m-3", cy))
    assert (table.rows, table.faults) == (found, ())
    lines = ("m-1,,,nobody at home", "m-2,,,", ",,,a@b.example", "m-4,slack,,x@y.example")
    found_faults = people_faults("\n".join(["person,chat,account,email", *lines]))
    assert [each.partition(";")[0] for each in found_faults] == [
        "line 2: the email is no address",
        "line 3: '' is no chat",
        "line 4: the person is missing",
        "line 5: '' is no slack account",
    ]


def test_every_fault_of_people_at_once() -> None:
    """Names in place of ids, unknown chats and one account of two persons are shown in one run."""
    found = people_faults(
        "person,chat,account\n"
        "m-1,discord,123456789012345678\n"
        "m-2,discord,123456789012345678\n"
        "m-3,discord,ada#1234\n"
        ",irc,ada\n"
        ",slack,U0ADA\n"
    )
    assert found == [
        "line 3: discord:123456789012345678 belongs to 'm-1' on line 2, and to 'm-2' here",
        "line 4: 'ada#1234' is no discord account; it is a number of 15 to 20 digits ('Copy User ID', not the name)",
        "line 5: the person is missing",
        "line 5: 'irc' is no chat; write discord or slack",
        "line 6: the person is missing",
    ]

"""What has to be known about a platform before its listings can be looked up."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CatalogSettings:
    """One platform.

    Attributes:
        hosts: Host names of its pages, with a port where it is not the scheme's own; `www.` goes without saying.
        pattern: What the path of a listing's page looks like: a regular expression whose group `id` is the listing.
        page_url: Address of a listing's page, with `{id}`; empty: pages are not read.
        api_url: Address of a listing in the platform's JSON API, with `{id}`; empty: there is none.
        portfolio_url: Address of a member's listings in that API, with `{id}` for the member; empty: not to be had.
        api_token: Sent to the API as a bearer token.
        app_links: Other forms of a link, such as an app's `gallery://listing/(?P<id>…)`: regular expressions on all
            of it but query and fragment.
        most_media: How many media of one listing are fetched; those behind them are kept by name.
    """

    hosts: tuple[str, ...]
    pattern: str = r"/listings?/(?P<id>[A-Za-z0-9_-]+)"
    page_url: str = ""
    api_url: str = ""
    portfolio_url: str = ""
    api_token: str = field(default="", repr=False)
    app_links: tuple[str, ...] = ()
    most_media: int = 26

    @property
    def api_headers(self) -> dict[str, str]:
        """What the API is asked with."""
        return {"Authorization": f"Bearer {self.api_token}"} if self.api_token else {}

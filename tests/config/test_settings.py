"""The settings: every fault at once, in words that say what to do, and never a value."""

import re
import traceback
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ConfigFaults, Settings, load, load_settings, policy_in_force, quorum_overrides, quorum_remarks
from bot.config.settings import variable
from bot.moderation.model import Chat
from tests.evidence.signing import root

NEEDED = {
    "SALON_TEAM": "5",
    "SALON_SUPPORT": "help@gallery.example",
    "SALON_LISTING_HOSTS": "gallery.example, WWW.gallery.example",
    "DISCORD_TOKEN": "a-token-of-the-tests",
    "DISCORD_GUILD_ID": "100000000000000001",
    "DISCORD_MODERATOR_CHANNEL_ID": "100000000000000002",
}
EXAMPLE = Path(__file__).parents[2] / ".env.example"
API_HELP = "write the address of a listing in your platform's JSON API, with {id}, or leave it empty"
SECRET = "hush-4f1d-not-for-anybodys-eyes"  # noqa: S105 - it is the point of the tests that it never shows


def faults_of(env: dict[str, str], dotenv: Path | None = None) -> tuple[str, ...]:
    """What is wrong with these settings."""
    with pytest.raises(ConfigFaults) as found:
        load(env, dotenv)
    assert SECRET not in "".join(traceback.format_exception(found.value))
    return found.value.faults


def test_what_is_needed_is_enough() -> None:
    """Everything else has a value that works."""
    settings = load_settings(NEEDED, None)
    assert settings.team == 5
    assert settings.listing_hosts == ("gallery.example", "www.gallery.example")
    assert settings.discord_token
    assert settings.discord_token.get_secret_value() == "a-token-of-the-tests"
    assert (settings.http_port, settings.time_scale, settings.log, settings.language) == (0, 1.0, "info", "en")


def test_everything_missing_is_reported_at_once() -> None:
    """One sentence each, with what to do."""
    faults = faults_of({})
    assert [fault.split(" ")[0] for fault in faults] == list(NEEDED)
    assert (
        "DISCORD_TOKEN is missing: copy it from the page 'Bot' of your application at discord.com/developers, bare"
        in faults
    )


def test_a_setting_that_is_empty_is_missing() -> None:
    """An unfilled copy of .env.example says what is still to be filled in."""
    assert len(faults_of(dict.fromkeys(NEEDED, " "))) == len(NEEDED)
    assert len(faults_of({}, EXAMPLE)) == len(NEEDED)


def test_addresses_with_ports() -> None:
    """A port that there is may be named, and what stands for a listing's number may stand behind '?'."""
    api = "https://api.example:8443/listing/?number={id}"
    given = {"SALON_LISTING_HOSTS": "gallery.example:8080", "SALON_LISTING_API_URL": api}
    given["DISCORD_CDN_URL"] = f"https://cdn.{'x' * 63}.example."
    settings = load_settings(NEEDED | given | {"DISCORD_API_URL": "http://[::1]:65535/api/"}, None)
    assert (settings.listing_hosts, settings.listing_api_url) == (("gallery.example:8080",), api)
    assert settings.discord_api_url == "http://[::1]:65535/api"


MALFORMED = {
    "SALON_TEAM": ["0", "-1", "a few", "1.5", "5.0", "1_0"],
    "SALON_SUPPORT": ["somebody", "ftp://x", "a b@c.de", "@everyone", f"help@{'x' * 200}.example"],
    "SALON_LANGUAGE": ["qq", "English"],
    "SALON_NOTICE_HOURS": ["20:00-09:00", "9-20", "09:00-24:01", "09:00-09:00", "09:60-20:00", "always"],
    "SALON_POLICY": ["no-such.toml", "tests", "x" * 5000],
    "SALON_QUORUM_ASK": ["0", "two"],
    "SALON_LISTING_HOSTS": [
        "https://gallery.example",
        "gallery.example/x",
        ",",
        "gal lery",
        "gallery.example:99999",
        "gallery..example",
        f"gallery.example,{'x' * 64}.example:8080",
    ],
    "SALON_LISTING_PATTERN": ["/listing/(.*)", "/listing/(?P<id>"],
    "SALON_LISTING_API_URL": [
        "https://api.example/",
        "https://api.example/{id}/{id}",
        "https://api.example/{id}/{x}",
        "http://api.example:bad/{id}",
        "http://api example/{id}",
    ],
    "SALON_LISTING_API_TOKEN": ["two words", '"quoted"'],
    "SALON_MEDIA_HOSTS": ["https://cdn.example"],
    "SALON_LISTING_PAGE_URL": ["https://gallery.example:70000/{id}"],
    "SALON_WEBHOOK_URL": ["hooks.example/salon", "ftp://x", "https://me:secret@hooks.example", "https://x.example:bad"],
    "SALON_WEBHOOK_SECRET": [
        "c2hvcnQ=",
        "whsec_c2hvcnQ=",
        "whsec_not base64",
        f"whsec_{'A' * 30}!",
        f"whsec_{'A' * 88}",
    ],
    "SALON_PUBLIC_URL": ["salon.example", "https://salon.example:0", "https://salon.example/?of=cases"],
    "SALON_HTTP_PORT": ["65536", "-1", "http", "80.0"],
    "SALON_HTTP_HOST": ["a..b", "x" * 64],
    "SALON_TIME_SCALE": ["0", "-2", "0.0000001", "inf", "swift"],
    "SALON_LOG": ["loud"],
    "DISCORD_TOKEN": ["two words", "Bot abc", "'quoted'", "schlüssel"],
    "DISCORD_GUILD_ID": ["#moderators", "12x", "12.0", "1_000"],
    "DISCORD_MODERATOR_ROLE_ID": ["@moderators"],
    "DISCORD_API_URL": [
        "discord.com/api",
        "ftp://x",
        "https://",
        "https://me:secret@chat.example",
        "http://chat.example:bad",
        "http://chat.example:99999",
        "https://chat.example/api?v=10",
        "https://chat.example/api#v10",
        "http://chat..example/",
        f"http://chat.{'x' * 64}.example",
        f"http://{'ü' * 60}.example",
    ],
    "DISCORD_GATEWAY_URL": [
        "https://gateway.example",
        "ws://gateway.example:99999",
        "wss://gate way.example",
        "ws://a..b",
    ],
    "DISCORD_CDN_URL": ["http://cdn.example:bad"],
    "SLACK_API_URL": ["http://127.0.0.1:bad"],
    "SLACK_FILES_URL": ["http://127.0.0.1:-1", "http://[::1"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in MALFORMED.items() for value in values])
def test_a_malformed_setting_is_named_and_explained(name: str, value: str) -> None:
    """Which one, and what it should be; what it was is never repeated."""
    (fault,) = (fault for fault in faults_of(NEEDED | {name: value}) if fault.startswith(f"{name} "))
    assert fault.startswith(f"{name} cannot be used as it is: ")
    assert len(value) < 3 or value not in fault


def test_malformed_and_missing_are_reported_together() -> None:
    """So that one round of repairs is enough."""
    env = {"SALON_TEAM": "many", "SALON_LOG": "loud", "DISCORD_GUILD_ID": "x"}
    names = {fault.split(" ")[0] for fault in faults_of(env)}
    assert names == {*NEEDED, "SALON_LOG"}


def test_everything_that_is_wrong_is_reported_at_once(tmp_path: Path) -> None:
    """What is malformed or missing hides neither what does not go together nor what is wrong with the policy."""
    (tmp_path / "mine.toml").write_text("version = 1", encoding="utf-8")
    (tmp_path / ".env").write_text("SALON_TEAM=2\nSALON_WEBHOOK_URL=https://hooks.example\n", encoding="utf-8")
    env = {"SALON_LOG": "loud", "SALON_QUORUM_ACTION": "3"}
    faults = faults_of(env | {"SALON_POLICY": str(tmp_path / "mine.toml")}, tmp_path / ".env")
    assert {"mine.toml: version is to be text, in quotes", "mine.toml: presets is missing"} < {*faults}
    assert "SALON_QUORUM_ACTION is more than SALON_TEAM: a team of 2 can never reach it" in faults
    assert {fault.split(" ")[0] for fault in faults if "mine.toml" not in fault} == {
        *(NEEDED.keys() - {"SALON_TEAM"}),
        "SALON_LOG",
        "SALON_QUORUM_ACTION",
        "SALON_WEBHOOK_SECRET",
    }


def test_what_cannot_be_read_is_not_compared() -> None:
    """A team that is no number is said once."""
    assert [fault.split(" ")[0] for fault in faults_of(NEEDED | {"SALON_TEAM": "many", "SALON_QUORUM_ASK": "3"})] == [
        "SALON_TEAM"
    ]
    assert [fault.split(" ")[0] for fault in faults_of(NEEDED | {"SALON_QUORUM_ASK": "two"})] == ["SALON_QUORUM_ASK"]


def test_what_does_not_go_together_is_reported() -> None:
    """A quorum that the team can never reach; a token for an API that has no address."""
    faults = faults_of(NEEDED | {"SALON_QUORUM_ASK": "6", "SALON_LISTING_API_TOKEN": "abc"})
    assert faults == (
        "SALON_QUORUM_ASK is more than SALON_TEAM: a team of 5 can never reach it",
        f"SALON_LISTING_API_URL is missing, although there is a token for it: {API_HELP}",
    )


WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_webhooks_need_an_address_and_a_secret() -> None:
    """Both or neither, and a port for a public address; the secret never shows, and the address stays as it is."""
    assert [
        fault.split(" ")[0] for fault in faults_of(NEEDED | {"SALON_WEBHOOK_URL": "https://hooks.example/salon/"})
    ] == ["SALON_WEBHOOK_SECRET"]
    faults = faults_of(NEEDED | {"SALON_WEBHOOK_SECRET": WHSEC, "SALON_PUBLIC_URL": "https://salon.example"})
    assert [fault.split(" ")[0] for fault in faults] == ["SALON_WEBHOOK_URL", "SALON_HTTP_PORT"]
    whole = {"SALON_WEBHOOK_URL": "https://hooks.example/salon/", "SALON_WEBHOOK_SECRET": WHSEC}
    settings = load_settings(NEEDED | whole, None)
    assert (settings.webhook_url, settings.secrets[-1]) == ("https://hooks.example/salon/", WHSEC)
    assert WHSEC not in repr(settings)


def test_the_policy_is_checked_with_the_settings(tmp_path: Path) -> None:
    """A policy file of one's own is read too, and its faults stand beside the others."""
    (tmp_path / "mine.toml").write_text("version = 1", encoding="utf-8")
    faults = faults_of(NEEDED | {"SALON_POLICY": str(tmp_path / "mine.toml")})
    assert "mine.toml: version is to be text, in quotes" in faults
    assert "mine.toml: presets is missing" in faults


def test_quorums_that_are_set_go_before_the_policy() -> None:
    """Only those that are set."""
    rules = load(NEEDED | {"SALON_QUORUM_ASK": "4"}, None).policy.rules(5)
    assert (rules.ask, rules.accept) == (4, 1)


def test_a_dotenv_file_is_read_and_the_environment_goes_before_it(tmp_path: Path) -> None:
    """Names in it that Salon does not know are slips, and are said."""
    dotenv = tmp_path / ".env"
    dotenv.write_text("SALON_TEAM=3\nSALON_LOG=debug\nDISCORD_TOKN=x\nHOME=/x\n", encoding="utf-8")
    faults = faults_of(NEEDED, dotenv)
    assert "DISCORD_TOKN is no setting of Salon: did you mean DISCORD_TOKEN?" in faults
    assert "HOME is no setting of Salon: take it out of .env" in faults
    dotenv.write_text("SALON_TEAM=3\nSALON_LOG=debug\n", encoding="utf-8")
    settings = load_settings(NEEDED, dotenv)
    assert (settings.team, settings.log) == (5, "debug")


def test_a_dotenv_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    """Said in words, once and without a traceback; the policy alone cannot be found in it either."""
    (tmp_path / ".env").write_bytes(b"\xff\xfe")
    [fault] = faults_of(NEEDED, tmp_path / ".env")
    assert "is not UTF-8 text" in fault
    with pytest.raises(ConfigFaults, match="is not UTF-8 text"):
        policy_in_force({}, tmp_path / ".env")


def test_what_else_the_environment_holds_does_not_matter() -> None:
    """It belongs to the machine; only the file is ours."""
    assert load_settings(NEEDED | {"SALON_SOMETHING": "x", "PATH": "/bin"}, None).team == 5


@given(st.sampled_from([variable(name) for name in Settings.model_fields]))
def test_no_fault_ever_repeats_a_value(name: str) -> None:
    """A token may have been pasted to any place, also to one that it makes malformed."""
    faults_of(NEEDED | {"SALON_TEAM": SECRET, name: SECRET})
    faults_of(NEEDED | {"SALON_LOG": SECRET, name: SECRET})


def test_a_secret_on_a_line_of_its_own_is_not_repeated(tmp_path: Path) -> None:
    """Somebody pasted the token without its name."""
    (tmp_path / ".env").write_text(f"{SECRET}.abc='1'\n", encoding="utf-8")
    faults = faults_of(NEEDED, tmp_path / ".env")
    assert faults == ("a line in .env is no NAME=value: repair it or take it out",)


def test_printing_the_settings_shows_no_secret() -> None:
    """In a log, a traceback or a terminal."""
    settings = load_settings(
        NEEDED
        | {
            "DISCORD_TOKEN": SECRET,
            "SALON_LISTING_API_TOKEN": SECRET,
            "SALON_LISTING_API_URL": "https://api.example/{id}",
        },
        None,
    )
    assert SECRET not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert settings.secrets == (SECRET, SECRET)


def test_a_team_hears_of_quorums_beyond_it() -> None:
    """One moderator alone cannot act against a listing, and should know that it is meant so."""
    policy = load(NEEDED, None).policy
    assert quorum_remarks(policy, 3) == ()
    assert quorum_remarks(policy, 1) == (
        "the quorum to act is 2, more than your 1: that question always ends by its deadline",
    )


def test_a_quorum_that_is_not_the_presets_is_told() -> None:
    """Each that differs, and by how much; one that was set to what the policy has anyway is none."""
    set_ = {"SALON_TEAM": "8", "SALON_QUORUM_ASK": "1", "SALON_QUORUM_ACCEPT": "1", "SALON_QUORUM_ACTION": "1"}
    assert quorum_overrides(load(NEEDED | set_, None).settings) == (
        "SALON_QUORUM_ASK is 1; the policy has 3 for a team of 8",
        "SALON_QUORUM_ACTION is 1; the policy has 5 for a team of 8",
    )
    assert quorum_overrides(load(NEEDED, None).settings) == ()


def test_the_example_has_every_setting_with_a_comment() -> None:
    """.env.example and the settings name the same, and show the values that hold when nothing is set."""
    text = EXAMPLE.read_text(encoding="utf-8")
    shown = dict(re.findall(r"^#?([A-Z][A-Z_]+)=(.*)$", text, re.MULTILINE))
    assert set(shown) == {variable(name) for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = "" if field.is_required() or field.default in (None, (), "") else str(field.default)
        assert shown[variable(name)] == default.removesuffix(".0"), name
        assert field.is_required() == (f"\n{variable(name)}=" in text), (
            f"{name}: only what is needed is not commented out"
        )
    blocks = re.findall(r"((?:^# .*\n)*)((?:^#?[A-Z_]+=.*\n)+)", text, re.MULTILINE)
    assert all(comment for comment, _ in blocks)


def test_a_filled_in_example_loads(tmp_path: Path) -> None:
    """A copy of the example in which only its first part and the needs of one chat are filled in is enough."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for name, value in NEEDED.items():
        text = re.sub(rf"(?m)^#?{name}=$", f"{name}={value}", text)
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    assert load_settings({}, tmp_path / ".env").team == 5


SLACK = {"SLACK_BOT_TOKEN": "xoxb-of-the-tests", "SLACK_APP_TOKEN": "xapp-of-the-tests"}
COMMON = {name: value for name, value in NEEDED.items() if name.startswith("SALON_")}


def test_either_chat_alone_is_enough() -> None:
    """Nothing of the other needs to be set."""
    settings = load_settings(COMMON | SLACK | {"SLACK_MODERATOR_CHANNEL_ID": "C0MODS"}, None)
    assert (settings.chats, settings.home) == ((Chat.SLACK,), Chat.SLACK)
    settings = load_settings(NEEDED, None)
    assert (settings.chats, settings.home) == ((Chat.DISCORD,), Chat.DISCORD)


def test_slacks_tokens_in_each_others_place() -> None:
    """Both are named at once, each with where it is found; of another server's nobody knows how they begin."""
    swapped = {"SLACK_BOT_TOKEN": "xapp-of-the-tests", "SLACK_APP_TOKEN": "xoxb-of-the-tests"}
    room = {"SLACK_MODERATOR_CHANNEL_ID": "C0MODS"}
    faults = faults_of(COMMON | swapped | room)
    assert [fault.split(":")[0] for fault in faults] == [f"{name} cannot be used as it is" for name in swapped]
    elsewhere = COMMON | swapped | room | {"SLACK_API_URL": "https://chat.example/api"}
    assert load_settings(elsewhere, None).chats == (Chat.SLACK,)
    (fault,) = faults_of(COMMON | SLACK | room | {"SLACK_BOT_TOKEN": "two words"})
    assert fault.startswith("SLACK_BOT_TOKEN cannot be used as it is")


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-x"}, {"SLACK_APP_TOKEN", "SLACK_MODERATOR_CHANNEL_ID"}),
        (SLACK, {"SLACK_MODERATOR_CHANNEL_ID"}),
        (SLACK | {"DISCORD_TOKEN": "x"}, {"DISCORD_GUILD_ID", "SALON_MODERATORS_ON"}),
        (SLACK | {"SALON_MODERATORS_ON": "slack"}, {"SLACK_MODERATOR_CHANNEL_ID"}),
    ],
)
def test_what_a_chat_needs_is_named(given: dict[str, str], missing: set[str]) -> None:
    """Only for the chats of which anything is set."""
    assert {fault.split(" ")[0] for fault in faults_of(COMMON | given)} == missing


def test_one_moderators_channel() -> None:
    """With both chats it is where the one channel is; with a channel on each, the operator says which."""
    both = NEEDED | SLACK
    assert load_settings(both, None).home is Chat.DISCORD
    two = both | {"SLACK_MODERATOR_CHANNEL_ID": "C0MODS"}
    assert {fault.split(" ")[0] for fault in faults_of(two)} == {"SALON_MODERATORS_ON"}
    assert load_settings(two | {"SALON_MODERATORS_ON": "slack"}, None).home is Chat.SLACK
    (fault,) = faults_of(two | {"SALON_MODERATORS_ON": "irc"})
    assert fault.startswith("SALON_MODERATORS_ON cannot be used as it is")


HTTP = {"SLACK_MODE": "http", "SLACK_BOT_TOKEN": "xoxb-x", "SLACK_MODERATOR_CHANNEL_ID": "C0MODS"}


def test_slack_over_http_needs_its_secret_and_a_port() -> None:
    """And no app token; each that is missing is named, and the secret is one of those that never show."""
    assert {fault.split(" ")[0] for fault in faults_of(COMMON | HTTP)} == {"SLACK_SIGNING_SECRET", "SALON_HTTP_PORT"}
    whole = COMMON | HTTP | {"SLACK_SIGNING_SECRET": SECRET, "SALON_HTTP_PORT": "8080"}
    settings = load_settings(whole, None)
    assert (settings.slack_mode, settings.http_host, settings.secrets) == ("http", "127.0.0.1", ("xoxb-x", SECRET))
    (fault,) = faults_of(whole | {"SALON_HTTP_PORT": "0"})
    assert fault.startswith("SALON_HTTP_PORT is missing, although Slack is to come to it")
    assert faults_of(whole | {"SLACK_MODE": "pigeon"})[0].startswith("SLACK_MODE cannot be used as it is")
    assert faults_of(whole | {"SALON_HTTP_HOST": "here please"})[0].startswith("SALON_HTTP_HOST cannot be used")


def test_whose_credentials_are_vouched_for(tmp_path: Path) -> None:
    """The file's certificates are read, whatever else stands between them; a file without any is no such file."""
    file = tmp_path / "trust.pem"
    file.write_text(f"# Ateliér\n{root()}\nremarks\n{root('Studio')}", encoding="utf-8")
    trusted = load_settings(NEEDED | {"SALON_TRUSTED_SIGNERS": str(file)}, None).trusted_signers
    assert trusted.count("BEGIN CERTIFICATE") == 2
    assert "remarks" not in trusted
    help_ = "name a PEM file with the certificates of those whose content credentials you vouch for, or leave it empty"
    for wrong in ("junk", "-----BEGIN CERTIFICATE-----\njunk\n-----END CERTIFICATE-----\n"):
        file.write_text(wrong, encoding="utf-8")
        for name in (file, tmp_path / "none.pem", tmp_path):
            faults = faults_of(NEEDED | {"SALON_TRUSTED_SIGNERS": str(name)})
            assert faults == (f"SALON_TRUSTED_SIGNERS cannot be used as it is: {help_}",)

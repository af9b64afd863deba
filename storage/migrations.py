"""The tables. Append-only: what stands here has been applied somewhere; a change is a new migration at the end.

Times are text as `storage.sql.stamp` writes it. `number` is a case's. What a release may shape anew is JSON in `body`;
columns beside it are what is looked for. `cases` and the tables that refer to it are derived from `events`.
"""

from sqlite_utils import Database, Migrations

from bot.ports import StorageFault

migrations = Migrations("salon")


class Newer(StorageFault):
    """The database was written by a newer release."""


class Older(StorageFault):
    """The database was written by an older release, and has not been brought up to date."""


def migrate(db: Database) -> None:
    """Bring the tables up to date.

    Raises:
        Newer: It has been brought further than this release knows.
    """
    refuse_newer(db)
    migrations.apply(db)


def check(db: Database) -> None:
    """Nothing is changed.

    Raises:
        Newer: It has been brought further than this release knows.
        Older: It has to be brought up to date first.
    """
    refuse_newer(db)
    if migrations.pending(db):
        raise Older("the database is from an older release of Salon: start the bot once (`salon run`), then try again")


def refuse_newer(db: Database) -> None:
    """Newer where the database has been brought further than this release knows."""
    with Database(memory=True) as empty:
        known = {migration.name for migration in migrations.pending(empty)}
    if unknown := {migration.name for migration in migrations.applied(db)} - known:
        raise Newer(f"the database is from a newer release of Salon (it has {', '.join(sorted(unknown))})")


def _all(db: Database, *statements: str) -> None:
    # One by one: `executescript` would commit the migration's transaction first.
    for statement in statements:
        db.execute(statement)


@migrations(name="0001_ledger")
def _ledger(db: Database) -> None:
    _all(
        db,
        """CREATE TABLE events (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            number INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            body TEXT NOT NULL,
            at TEXT NOT NULL,
            UNIQUE (number, seq)
        ) STRICT""",
        """CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
        """CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    )


@migrations(name="0002_cases")
def _cases(db: Database) -> None:
    _all(
        db,
        """CREATE TABLE cases (
            number INTEGER PRIMARY KEY,
            version INTEGER NOT NULL,
            status TEXT NOT NULL,
            open INTEGER NOT NULL,
            listing TEXT NOT NULL,
            owner TEXT,
            due_at TEXT,
            body TEXT NOT NULL
        ) STRICT""",
        "CREATE UNIQUE INDEX cases_open_on_listing ON cases (listing) WHERE open = 1",
        "CREATE INDEX cases_on_listing ON cases (listing)",
        "CREATE INDEX cases_in_status ON cases (status)",
        "CREATE INDEX cases_due ON cases (due_at) WHERE due_at IS NOT NULL",
    )


@migrations(name="0003_case_lookups")
def _case_lookups(db: Database) -> None:
    message = """chat TEXT NOT NULL, channel TEXT NOT NULL, message TEXT NOT NULL,
            number INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE"""
    _all(
        db,
        f"CREATE TABLE cards ({message}, round INTEGER NOT NULL, PRIMARY KEY (chat, channel, message)) STRICT",
        f"CREATE TABLE notices ({message}, PRIMARY KEY (chat, channel, message)) STRICT",
        """CREATE TABLE owner_accounts (
            account TEXT NOT NULL,
            number INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
            PRIMARY KEY (account, number)
        ) STRICT""",
        """CREATE TABLE case_media (
            digest TEXT NOT NULL,
            number INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
            PRIMARY KEY (digest, number)
        ) STRICT""",
        "CREATE INDEX cards_of ON cards (number)",
        "CREATE INDEX notices_of ON notices (number)",
        "CREATE INDEX owner_accounts_of ON owner_accounts (number)",
        "CREATE INDEX case_media_of ON case_media (number)",
        "CREATE TABLE derived (one INTEGER PRIMARY KEY CHECK (one = 1), shape TEXT NOT NULL) STRICT",
    )


@migrations(name="0004_outbox")
def _outbox(db: Database) -> None:
    _all(
        db,
        """CREATE TABLE outbox (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            lane TEXT NOT NULL,
            key TEXT,
            turn INTEGER,
            ready_at TEXT NOT NULL,
            leased_until TEXT,
            attempts INTEGER NOT NULL DEFAULT 0,
            maybe_sent INTEGER NOT NULL DEFAULT 0,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            body TEXT NOT NULL,
            created_at TEXT NOT NULL,
            why TEXT NOT NULL DEFAULT '',
            result TEXT,
            finished_at TEXT
        ) STRICT""",
        "CREATE INDEX outbox_turns ON outbox (turn) WHERE result IS NULL AND turn IS NOT NULL",
        "CREATE INDEX outbox_lanes ON outbox (lane, turn) WHERE result IS NULL AND turn IS NOT NULL",
        "CREATE INDEX outbox_put_off ON outbox (ready_at, position) WHERE result IS NULL AND turn IS NULL",
        "CREATE INDEX outbox_keys ON outbox (key) WHERE result IS NULL AND key IS NOT NULL",
    )


@migrations(name="0005_inbox")
def _inbox(db: Database) -> None:
    _all(
        db,
        """CREATE TABLE inbox (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            key TEXT NOT NULL,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            body TEXT NOT NULL,
            at TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'kept' CHECK (state IN ('kept', 'handled', 'failed')),
            attempts INTEGER NOT NULL DEFAULT 0,
            why TEXT NOT NULL DEFAULT '',
            tried_at TEXT
        ) STRICT""",
        "CREATE UNIQUE INDEX inbox_once ON inbox (type, key) WHERE key <> ''",
        "CREATE INDEX inbox_waiting ON inbox (state, position) WHERE state <> 'handled'",
    )


@migrations(name="0006_people_and_words")
def _people_and_words(db: Database) -> None:
    _all(
        db,
        """CREATE TABLE accounts (
            account TEXT PRIMARY KEY,
            chat TEXT NOT NULL,
            person TEXT,
            locale TEXT NOT NULL DEFAULT '',
            channel TEXT NOT NULL DEFAULT '',
            seen_at TEXT NOT NULL DEFAULT ''
        ) STRICT""",
        "CREATE INDEX accounts_of_person ON accounts (person)",
        "CREATE TABLE words (id TEXT PRIMARY KEY, author TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL) STRICT",
        """CREATE TABLE reports (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            number INTEGER,
            body TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX reports_of_case ON reports (number)",
    )


@migrations(name="0007_conversation")
def _conversation(db: Database) -> None:
    _all(
        db,
        """CREATE TABLE messages (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            chat TEXT NOT NULL,
            channel TEXT NOT NULL,
            message TEXT NOT NULL,
            account TEXT NOT NULL,
            at TEXT NOT NULL,
            number INTEGER,
            asked INTEGER NOT NULL,
            body TEXT NOT NULL,
            UNIQUE (chat, channel, message)
        ) STRICT""",
        "CREATE INDEX messages_of_account ON messages (account, at)",
        "CREATE INDEX messages_of_case ON messages (number, at)",
        """CREATE TABLE our_messages (
            chat TEXT NOT NULL,
            channel TEXT NOT NULL,
            message TEXT NOT NULL,
            number INTEGER,
            PRIMARY KEY (chat, channel, message)
        ) STRICT""",
    )


@migrations(name="0008_listings_and_policies")
def _listings_and_policies(db: Database) -> None:
    _all(
        db,
        "CREATE TABLE snapshots (id TEXT PRIMARY KEY, listing TEXT NOT NULL, body TEXT NOT NULL) STRICT",
        "CREATE TABLE imported (listing TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT",
        "CREATE TABLE policies (hash TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT",
    )


@migrations(name="0009_linking")
def _linking(db: Database) -> None:
    # `ours`: the person is none of the platform's, and was made by linking. `chosen_at`: 'write to me here' was said.
    _all(
        db,
        "ALTER TABLE accounts ADD COLUMN ours INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE accounts ADD COLUMN chosen_at TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE link_codes (account TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, until TEXT NOT NULL) STRICT",
        """CREATE TABLE link_tries (
            account TEXT PRIMARY KEY,
            wrong INTEGER NOT NULL,
            until TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE addresses (
            person TEXT NOT NULL,
            chat TEXT NOT NULL,
            address TEXT NOT NULL,
            PRIMARY KEY (person, chat)
        ) STRICT""",
    )


@migrations(name="0010_sameness")
def _sameness(db: Database) -> None:
    _all(
        db,
        """CREATE TABLE fingerprints (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            digest TEXT NOT NULL UNIQUE,
            method INTEGER NOT NULL,
            pixels TEXT NOT NULL,
            quality INTEGER NOT NULL,
            turned BLOB NOT NULL
        ) STRICT""",
        # Apart, since every hash is read when the bot starts, and never every window.
        """CREATE TABLE windows (
            position INTEGER PRIMARY KEY REFERENCES fingerprints ON DELETE CASCADE,
            hashes BLOB NOT NULL
        ) STRICT""",
        """CREATE TABLE resemblances (
            digest TEXT NOT NULL,
            other TEXT NOT NULL,
            distance INTEGER NOT NULL,
            quality INTEGER NOT NULL,
            identical INTEGER NOT NULL,
            PRIMARY KEY (digest, other)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE sightings (
            digest TEXT NOT NULL,
            seen_as TEXT NOT NULL CHECK (seen_as IN ('listing', 'reply', 'report')),
            place TEXT NOT NULL,
            owner TEXT,
            account TEXT,
            at TEXT NOT NULL,
            PRIMARY KEY (digest, seen_as, place)
        ) STRICT, WITHOUT ROWID""",
    )


@migrations(name="0011_sightings_so_far")
def _sightings_so_far(db: Database) -> None:
    into = "INSERT OR IGNORE INTO sightings (digest, seen_as, place, owner, account, at) SELECT "
    digest = "json_extract(file.value, '$.digest')"
    _all(
        db,
        f"""{into} {digest}, 'listing', listing, json_extract(body, '$.owner'), NULL,
            coalesce(json_extract(body, '$.listed_at'), json_extract(body, '$.captured_at'))
        FROM snapshots, json_each(body, '$.media') AS file WHERE {digest} IS NOT NULL ORDER BY snapshots.rowid""",
        f"""{into} {digest}, 'reply', messages.id, NULL, account, at
        FROM messages, json_each(body, '$.stored') AS file WHERE {digest} IS NOT NULL""",
        f"""{into} {digest}, 'report', reports.id, NULL, NULL, json_extract(body, '$.at')
        FROM reports, json_each(body, '$.stored') AS file WHERE {digest} IS NOT NULL""",
    )


@migrations(name="0012_roads")
def _roads(db: Database) -> None:
    _all(db, "ALTER TABLE outbox ADD COLUMN road TEXT NOT NULL DEFAULT ''")


@migrations(name="0013_openings_and_troubles")
def _openings_and_troubles(db: Database) -> None:
    _all(
        db,
        "ALTER TABLE accounts ADD COLUMN opened_at TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE troubles (name TEXT PRIMARY KEY, since TEXT NOT NULL) STRICT",
    )


@migrations(name="0014_outages")
def _outages(db: Database) -> None:
    _all(
        db,
        """CREATE TABLE outages (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            since TEXT NOT NULL,
            until TEXT NOT NULL,
            why TEXT NOT NULL
        ) STRICT""",
    )


@migrations(name="0015_cards")
def _cards(db: Database) -> None:
    # None refers to `cases`: those are derived, and are thrown away and made anew.
    _all(
        db,
        "CREATE TABLE portfolios (number INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT",
        "CREATE TABLE file_facts (digest TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID",
        """CREATE TABLE process_notes (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            listing TEXT,
            body TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX process_notes_of ON process_notes (listing)",
    )


@migrations(name="0016_read_to")
def _read_to(db: Database) -> None:
    _all(db, "ALTER TABLE accounts ADD COLUMN read_to TEXT NOT NULL DEFAULT ''")


@migrations(name="0017_formless")
def _formless(db: Database) -> None:
    # What was examined and looks like nothing, such as a video: else it would be examined at every start.
    _all(
        db,
        "CREATE TABLE formless (digest TEXT PRIMARY KEY, method INTEGER NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE INDEX resemblances_nearest ON resemblances (digest, identical DESC, distance, other, quality)",
    )


@migrations(name="0018_desk")
def _desk(db: Database) -> None:
    _all(
        db,
        "CREATE TABLE digests (day TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID",
        "ALTER TABLE accounts ADD COLUMN moderated_at TEXT NOT NULL DEFAULT ''",
    )


@migrations(name="0019_reporters")
def _reporters(db: Database) -> None:
    _all(
        db,
        "ALTER TABLE reports ADD COLUMN reporter TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE reports ADD COLUMN at TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE reports ADD COLUMN duty INTEGER NOT NULL DEFAULT 0",
        """UPDATE reports SET at = json_extract(body, '$.at'),
            reporter = json_extract(body, '$.reporter.chat') || ':' || json_extract(body, '$.reporter.id')""",
        "CREATE INDEX reports_by ON reports (reporter, at)",
        """CREATE TABLE restraints (
            account TEXT PRIMARY KEY,
            warned_at TEXT NOT NULL,
            until TEXT NOT NULL DEFAULT ''
        ) STRICT, WITHOUT ROWID""",
    )


@migrations(name="0020_zones")
def _zones(db: Database) -> None:
    _all(db, "ALTER TABLE accounts ADD COLUMN zone TEXT NOT NULL DEFAULT ''")


@migrations(name="0021_case_listings")
def _case_listings(db: Database) -> None:
    # Derived like the other look-ups; filled by the rebuild that the new shape of a case brings.
    _all(
        db,
        """CREATE TABLE case_listings (
            listing TEXT NOT NULL,
            number INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
            open INTEGER NOT NULL,
            PRIMARY KEY (listing, number)
        ) STRICT, WITHOUT ROWID""",
        "CREATE UNIQUE INDEX case_listings_open ON case_listings (listing) WHERE open = 1",
        "CREATE INDEX case_listings_of ON case_listings (number)",
    )


@migrations(name="0022_undecodable")
def _undecodable(db: Database) -> None:
    # By which reader a file could not be decoded: only another one is worth trying.
    _all(db, "CREATE TABLE undecodable (digest TEXT PRIMARY KEY, reader TEXT NOT NULL) STRICT, WITHOUT ROWID")


@migrations(name="0023_places")
def _places(db: Database) -> None:
    # Where the first try of a private message went: there it is looked for, wherever the two talk by then.
    _all(db, "ALTER TABLE outbox ADD COLUMN place TEXT NOT NULL DEFAULT ''")


@migrations(name="0024_erased_by_method_2")
def _erased_by_method_2(db: Database) -> None:
    # The second method adds windows and makes the hash of a whole picture as the first did. Of an erased picture that
    # hash is all there is, and its file cannot be read again: so it counts as the new method's.
    _all(
        db,
        """UPDATE fingerprints SET method = 2
            WHERE method = 1 AND position IN (SELECT position FROM windows WHERE length(hashes) = 32)""",
    )

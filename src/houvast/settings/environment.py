"""What an installation may set, read in one place from HOUVAST_* and checked before anything starts."""

import secrets
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEMO_SECRET = "demonstration-only-not-a-secret-0123456789abcdef"  # noqa: S105 - production refuses to start with it


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"
    TEST = "test"


class Settings(BaseSettings):
    """Every setting, with its safe default; docs/settings.md is generated from this class."""

    model_config = SettingsConfigDict(env_prefix="HOUVAST_", frozen=True, extra="ignore")

    environment: Environment = Field(Environment.PRODUCTION, description="production, development or test.")
    debug: bool = Field(default=False, description="Django's debug pages. Refused in production.")
    demo: bool = Field(default=False, description="Sign in by picking a person. Refused in production.")
    secret_key: SecretStr = Field(SecretStr(""), description="Signs sessions. At least 50 characters in production.")
    data_directory: Path = Field(Path("var"), description="Where the embedded database, keys and anchors lie.")
    database_url: str = Field(
        "", description="sqlite:////absolute/path or postgresql://user:password@host/name. Empty: data_directory."
    )
    database_owner_url: str = Field(
        "", description="PostgreSQL role that owns the tables and runs migrations. Empty: database_url."
    )
    replica_url: str = Field(
        "", description="PostgreSQL server that follows the database: the directory and figures are read there."
    )
    database_pooled: bool = Field(
        default=False,
        description="A pooler that gives a connection per transaction (PgBouncer) stands before PostgreSQL.",
    )
    database_role: str = Field(
        "houvast_app", description="PostgreSQL role in which every request and task runs. It owns nothing."
    )
    key_directory: Path | None = Field(
        None,
        description="Where wrapped keys lie. Empty: keys/ beside the embedded database, else in data_directory.",
    )
    anchor_file: Path | None = Field(
        None,
        description="Where chain heads are anchored. Empty: beside the embedded database, else in data_directory.",
    )
    allowed_hosts: str = Field("127.0.0.1,localhost", description="Host names, separated by commas.")
    public_url: str = Field("http://127.0.0.1:8000", description="The address in mails and links.")
    behind_proxy: bool = Field(default=False, description="A proxy ends TLS and sets X-Forwarded-Proto.")
    mail_url: str = Field(
        "", description="smtp://user:password@host:25 or smtps://... Empty: mail waits in the outbox."
    )
    mail_from: str = Field("Houvast <houvast@localhost>", description="Sender of mails.")
    helpdesk_inbox_url: SecretStr = Field(
        SecretStr(""),
        description="imaps://user:password@host/INBOX: the helpdesk's inbox. Empty: questions by mail are not read.",
    )
    sqlite_synchronous: str = Field("FULL", description="SQLite: FULL (no loss at power failure) or NORMAL (faster).")
    what_if_clock: bool = Field(
        default=False, description="Development: a visible clock that can be set. Refused in production."
    )
    metrics_token: SecretStr = Field(
        SecretStr(""),
        description="Who sends it as a bearer token may read /health/metrics. Empty: there is no such page.",
    )
    telemetry_url: str = Field(
        "", description="Where OpenTelemetry takes spans, such as http://host:4318/v1/traces. Empty: none are made."
    )
    log_level: str = Field("INFO", description="Level of the structured log.")

    @field_validator("sqlite_synchronous")
    @classmethod
    def _known_synchronous(cls, value: str) -> str:
        if value.upper() not in {"FULL", "NORMAL"}:
            message = f"HOUVAST_SQLITE_SYNCHRONOUS is {value!r}; it may be FULL or NORMAL."
            raise ValueError(message)
        return value.upper()

    @property
    def secret(self) -> str:
        """The signing secret; made anew for each process when none is set and this is not production."""
        given = self.secret_key.get_secret_value()
        if given or self.environment is Environment.PRODUCTION:
            return given
        return DEMO_SECRET if self.demo else _PROCESS_SECRET

    def refused(self, *, as_production: bool = False) -> tuple[str, ...]:
        """Why this installation may not start, or might not if it were production; one sentence each."""
        return refusals(self.model_copy(update={"environment": Environment.PRODUCTION}) if as_production else self)

    @property
    def keys(self) -> Path:
        return self.key_directory or self._beside_the_database / "keys"

    @property
    def anchors(self) -> Path:
        return self.anchor_file or self._beside_the_database / "anchors.jsonl"

    @property
    def _beside_the_database(self) -> Path:
        """Where an embedded database lies, so that its keys are found again from any working directory."""
        parts = urlsplit(self.database_url)
        if parts.scheme == "sqlite" and parts.path.startswith("//"):
            return Path(unquote(parts.path[1:])).parent
        return self.data_directory

    def database(self, *, owner: bool = False) -> dict[str, object]:
        """Django's description of the database; raises UnusableDatabaseUrl when the address cannot be read."""
        url = (self.database_owner_url if owner else "") or self.database_url
        if not url:
            return self._sqlite((self.data_directory / "houvast.sqlite3").absolute())
        parts = urlsplit(url)
        if parts.scheme == "sqlite" and parts.path.startswith("//"):
            return self._sqlite(Path(unquote(parts.path[1:])))
        if parts.scheme in {"postgresql", "postgres"} and len(parts.path) > 1:
            return self._postgresql(url)
        raise UnusableDatabaseUrl(url)

    def databases(self, *, owner: bool = False) -> dict[str, dict[str, object]]:
        """Django's description of the database and, for the pages, of its replica."""
        found = {"default": self.database(owner=owner)}
        if self.replica_url and not owner:
            found["replica"] = self._postgresql(self.replica_url) | {"TEST": {"MIRROR": "default"}}
        return found

    def _sqlite(self, path: Path) -> dict[str, object]:
        pragmas = (
            "PRAGMA journal_mode=WAL;"
            f"PRAGMA synchronous={self.sqlite_synchronous};"
            "PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-32000;"
        )
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
        }

    def _postgresql(self, url: str) -> dict[str, object]:
        parts = urlsplit(url)
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        host = parts.hostname or unquote(query.get("host", ""))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or query.get("port", "")),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "DISABLE_SERVER_SIDE_CURSORS": self.database_pooled,
            # The server plans a statement once per connection; behind a pooler nothing is kept on one.
            "OPTIONS": {
                "server_side_binding": True,
                "prepare_threshold": None if self.database_pooled else 3,
                **PATIENCE,
                **_passed_on(query),
            },
        }


PATIENCE: dict[str, object] = {
    "connect_timeout": 5,
    "tcp_user_timeout": 15_000,  # milliseconds
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""How long a database that says nothing at all is waited for, in seconds: a quarter of a minute instead of Linux' two
hours. It says nothing of a question that takes long: a server that works on it still answers the line.
"""
PASSED_ON = frozenset(
    {"target_session_attrs", "sslmode", "sslrootcert", "sslcert", "sslkey", "load_balance_hosts", *PATIENCE}
)
"""What may follow the question mark of a PostgreSQL address, beside host and port; libpq knows what it means."""


def _passed_on(query: dict[str, str]) -> dict[str, object]:
    return {name: unquote(value) for name, value in query.items() if name in PASSED_ON}


class UnusableDatabaseUrl(ValueError):
    def __init__(self, url: str) -> None:
        scheme = url.split(":", 1)[0]
        super().__init__(
            f"HOUVAST_DATABASE_URL begins with {scheme!r} and cannot be used. "
            "Give sqlite:////absolute/path or postgresql://user:password@host/name."
        )


_PROCESS_SECRET = secrets.token_urlsafe(50)


def refusals(settings: Settings) -> tuple[str, ...]:
    """Why this installation may not start, one sentence each; empty when it may."""
    if settings.environment is not Environment.PRODUCTION:
        return ()
    found = []
    minimum = 50
    if settings.debug:
        found.append("HOUVAST_DEBUG is on: production must not show debug pages. Turn it off.")
    if settings.demo:
        found.append("HOUVAST_DEMO is on: production must not let people pick who they are. Turn it off.")
    if settings.what_if_clock:
        found.append("HOUVAST_WHAT_IF_CLOCK is on: production has one clock that nobody sets. Turn it off.")
    if settings.secret == DEMO_SECRET:
        found.append("HOUVAST_SECRET_KEY is the demonstration's. Make one of your own: `houvast secret`.")
    elif len(settings.secret) < minimum:
        found.append(f"HOUVAST_SECRET_KEY has fewer than {minimum} characters. Make one: `houvast secret`.")
    return tuple(found)

"""Sessions as Django keeps them in the database, read by a look-up that is written once.

Every request begins with one; the sessions themselves, how they are made and how they end stay Django's.
"""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField

from houvast.people.clock import real_now
from houvast.people.prepared import PreparedRecord

_SESSION = PreparedRecord(
    Session,
    lambda sessions, hole: sessions.filter(
        session_key=hole("key", CharField()), expire_date__gt=hole("now", DateTimeField())
    ),
)


LASTS = timedelta(hours=12)
"""A session ends this long after signing in, however busy it was."""
STRONG_AT = "strong_at"
"""When whoever sits here last said who they are (ISO moment): at signing in, and when asked again."""


class SessionStore(DatabaseSessions):
    def cycle_key(self) -> None:
        """A new key. A session that begins notes when; one that goes on (a new password) keeps what it noted."""
        super().cycle_key()
        if STRONG_AT not in self:
            self.begin()

    def begin(self) -> None:
        """Somebody just signed in: that counts from now, and so do the hours until the session ends."""
        self[STRONG_AT] = real_now().isoformat()
        self.set_expiry(real_now() + LASTS)

    def _get_session_from_db(self) -> Session | None:
        session = _SESSION.get(key=self.session_key, now=real_now())
        if session is None:
            self._session_key = None
        return session

"""Sessions in the database, as Django keeps them; they are read at every request, so the query is put together once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from guanmo.lib.ready_query import Given, ReadyQuery

_running = ReadyQuery(
    lambda: Session.objects.filter(session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField()))
)


class SessionStore(db.SessionStore):
    """Django's own but for how a session is found."""

    def _get_session_from_db(self) -> Any:
        for found in _running(key=self.session_key, now=timezone.now()):
            return found
        self._session_key = None
        return None

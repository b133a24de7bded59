"""Where a log server is named, each line reaches it as one line with its digest and without its facts."""

import json
import logging
import socket

import pytest
from django.db import transaction

from guanmo.audit.chain import head
from guanmo.audit.log_server import LogServer
from guanmo.audit.models import Entry
from guanmo.audit.record import record
from guanmo.stages.organisations.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def test_committed_line_reaches_the_log_server_once_and_a_failed_one_never(settings: object) -> None:
    settings.AUDIT_SYSLOG = "127.0.0.1:0"  # type: ignore[attr-defined]
    user = User.objects.create(username="one", name="甲")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        handler = LogServer(server.getsockname())
        log = logging.getLogger("guanmo.audit")
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        try:
            with transaction.atomic():
                record("never.done", user, by=user)
                transaction.set_rollback(True)
            record("member.left", user, by=user, name="张三\n李四")
            came = server.recv(4096).rstrip(b"\0").decode()
        finally:
            log.removeHandler(handler)
            handler.close()

    entry, (position, digest) = Entry.objects.get(), head()
    text = came[came.index("{") :]
    assert "\n" not in came
    assert json.loads(text) == {
        "position": position,
        "digest": digest,
        "line": entry.pk,
        "at": entry.at.isoformat(),
        "by": user.pk,
        "act": "member.left",
        "object": f"organisations.user:{user.pk}",
    }

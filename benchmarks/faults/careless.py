"""Servers that are wrong on purpose. Each is the product with one fault in front of it; the harness must find each.

``early`` answers before it stores, as a server with a background queue does: a kill loses what was acknowledged.
``halves`` commits the sheet before its rows: a kill leaves half, and the repeat is answered "known already".
``again`` stores the rows of a repeat once more, as check-then-insert without a unique key does: repeats double.
They know single sheets only, no backlogs.
"""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from queue import Queue
from typing import Any

Environ = dict[str, Any]
App = Callable[[Environ, Any], Iterable[bytes]]


def early() -> App:
    """Acknowledge at once, store later."""
    product, waiting = _product(), Queue[Environ]()
    threading.Thread(target=_store_later, args=(product, waiting), daemon=True).start()

    def answer(environ: Environ, start: Any) -> Iterable[bytes]:
        body = _body(environ)
        if not body:
            return product(environ, start)
        waiting.put(environ)
        start("201 Created", [("Content-Type", "application/json")])
        sheet = {"id": json.loads(body)["id"], "digest": hashlib.sha256(body).hexdigest()}
        return [json.dumps({"api": "score1", "state": "accepted", **sheet}).encode()]

    return answer


def halves() -> App:
    """Commit as soon as the version itself is written."""
    product = _product()

    def answer(environ: Environ, start: Any) -> Iterable[bytes]:
        from django.db import connection

        def commit_after_version(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            done = execute(sql, params, many, context)
            if sql.startswith('INSERT INTO "scoring_ballotversion"'):
                connection.connection.commit()
                time.sleep(0.2)  # a wide gap, so that a few kills fall into it on a slow machine too
            return done

        with connection.execute_wrapper(commit_after_version):
            return product(environ, start)

    return answer


def again() -> App:
    """Write the rows of a sheet again when it comes again."""
    product = _product()

    def answer(environ: Environ, start: Any) -> Iterable[bytes]:
        from django.db import connection

        body, said = _body(environ), []
        text = b"".join(product(environ, lambda *words: (said.append(words[0]), start(*words))))
        if body and said[0].startswith("200"):
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO scoring_ballotdeduction (version_id, item_id, rule, count, points, reason) "
                    "SELECT version_id, item_id, rule, count, points, reason FROM scoring_ballotdeduction "
                    "WHERE version_id = %s",
                    [_stored_id(json.loads(body)["id"])],
                )
        return [text]

    return answer


def _product() -> App:
    from guanmo.config.wsgi import application

    return application


def _body(environ: Environ) -> bytes:
    """Read the body, and put it back for the product."""
    body = environ["wsgi.input"].read()
    environ["wsgi.input"] = BytesIO(body)
    return bytes(body)


def _store_later(product: App, waiting: "Queue[Environ]") -> None:
    while True:
        b"".join(product(waiting.get(), lambda *_words: None))


def _stored_id(id: str) -> str:
    from django.db import connection

    return id if connection.vendor == "postgresql" else id.replace("-", "")

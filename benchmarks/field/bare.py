"""A bare Django endpoint that stores a sheet's rows in one transaction: no login, no middleware, no check.

It runs under the same server and on the same database as the product; the difference is what the product does besides.
Photos it writes plainly: the bytes alone, than which no server in Python can do less, or with a row in the database that says
whose the photo is, which waits for the disk again.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.database import Database
from benchmarks.field.photos import write_plainly
from benchmarks.field.rows import Places
from benchmarks.judging import Judge, sheet_from

PHOTOS, PHOTOS_WITH_ROW = "/photos/", "/photos-with-row/"
ROW = "INSERT INTO scoring_photo (digest, size, by_id, at) VALUES (%s, %s, %s, %s)"


def application() -> Any:
    """Photos and sheets."""
    sheets, folder = _sheets(), Path(os.environ["GUANMO_DATA_DIR"], "bare")
    folder.mkdir(exist_ok=True)
    url = os.environ["GUANMO_DATABASE_URL"]
    places = Places.of(Database("postgres" if url else "sqlite", Path(os.environ["GUANMO_DATA_DIR"]), url))

    def answer(environ: dict[str, Any], start: Any) -> Any:
        kind, _slash, digest = environ["PATH_INFO"].rpartition("/")
        if f"{kind}/" not in (PHOTOS, PHOTOS_WITH_ROW):
            return sheets(environ, start)
        body = environ["wsgi.input"].read()
        write_plainly(folder, body)
        if f"{kind}/" == PHOTOS_WITH_ROW:
            _write_row(digest, len(body), places.judges[environ["HTTP_X_JUDGE"]][1])
        start("201 Created", [("Content-Type", "application/json")])
        return [json.dumps({"digest": digest}).encode()]

    return answer


def _write_row(digest: str, size: int, by: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(ROW, [digest, size, by, datetime.now(UTC)])


def _sheets() -> Any:
    """The WSGI application for sheets, once Django is loaded with the product's database settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection, transaction
    from django.http import HttpRequest, JsonResponse
    from django.urls import path

    url = os.environ["GUANMO_DATABASE_URL"]
    database = Database("postgres" if url else "sqlite", Path(os.environ["GUANMO_DATA_DIR"]), url)
    places = Places.of(database)

    def put(request: HttpRequest, id: str) -> JsonResponse:
        sheet = sheet_from(request.body, Judge(request.headers["X-Judge"], ""), request.headers["X-Signature"])
        with transaction.atomic(), connection.cursor() as cursor:
            places.write(cursor, sheet)
        return JsonResponse({"id": id, "digest": sheet.digest}, status=201)

    django.setup()  # some apps ask for their middleware when they are loaded
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = (path("sheets/<str:id>", put),)
    return WSGIHandler()

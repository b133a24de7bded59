"""A bare Django endpoint that stores a sheet's rows in one transaction: no login, no middleware, no check.

It runs under the same server and on the same database as the product; the difference is what the product does besides.
"""

import os
from pathlib import Path
from typing import Any

from benchmarks.database import Database
from benchmarks.field.rows import Places
from benchmarks.judging import Judge, sheet_from


def application() -> Any:
    """The WSGI application, once Django is loaded with the product's database settings."""
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

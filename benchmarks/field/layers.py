"""Where the time of one request goes, by layer: the product handles sheets in this process under a profile.

``python -m benchmarks.field.layers JUDGING`` prints it as JSON; the database is the one that the environment names.
A profile makes Python dearer than C, so the shares are a hint where to look, not a measurement.
"""

import cProfile
import json
import os
import pstats
import sys
from collections import Counter

from benchmarks.judging import Judge, Judging

REQUESTS = 60
LAYERS = (
    ("waiting for the database", ("method 'execute", "method 'commit", "method 'fetch", "psycopg", "sqlite3/dbapi")),
    ("Django's ORM", ("django/db/", "fair_sqlite3")),
    ("sync API (ninja, pydantic)", ("ninja", "pydantic")),
    ("Django's request, session, middleware", ("django/", "whitenoise")),
    ("method and stages", ("guanmo/",)),
    ("reading and writing JSON, hashing", ("json/", "_json", "hashlib", "_hashlib")),
)


def main() -> None:
    """Print the layers with their shares in percent, and the dearest functions."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
    import django

    django.setup()
    from django.test import Client

    raw = json.loads(sys.argv[1])
    judging = Judging(tuple(Judge(**one) for one in raw["judges"]), tuple(raw["visits"]), raw["sheet"], raw["items"])
    client, sheets = Client(HTTP_HOST="localhost"), judging.sheets_of(judging.judges[0])
    client.cookies["sessionid"] = judging.judges[0].session

    def send() -> None:
        sheet = next(sheets)
        address, headers = (
            f"/field/api/sheets/{sheet.id}",
            {"X-Guanmo": "score1", "X-Judge": judging.judges[0].id, "X-Signature": sheet.signature},
        )
        answer = client.put(address, sheet.body, content_type="application/json", headers=headers)
        assert answer.status_code == 201, answer.content

    for _ in range(5):
        send()
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(REQUESTS):
        send()
    profile.disable()
    print(json.dumps(_by_layer(pstats.Stats(profile))))


def _by_layer(stats: pstats.Stats) -> list[tuple[str, float]]:
    spent: Counter[str] = Counter()
    for (file, _line, name), (_calls, _primitive, own, _whole, _callers) in stats.stats.items():  # type: ignore[attr-defined]
        spent[_layer(f"{file}:{name}")] += own
    total = sum(spent.values())
    return [(layer, 100 * seconds / total) for layer, seconds in spent.most_common()]


def _layer(place: str) -> str:
    for layer, marks in LAYERS:
        if any(mark in place for mark in marks):
            return layer
    return "Python itself"


if __name__ == "__main__":
    main()

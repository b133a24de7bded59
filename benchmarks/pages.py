"""How long does each page take on the demo county, and how many queries does it ask?

Each page is fetched through Django's test client in this process: p50 and p95 over the repeats, the number of queries,
the size of the answer, and the p50 as a ratio to the login page of the same run, which asks nothing.
Prints one table; exits with 1 when a page asks more than ``MOST_QUERIES`` queries.
"""

import os
import sys
import time
from statistics import median, quantiles

REPEATS = 25
MOST_QUERIES = 40


def main() -> int:
    """Measure every page for the users who see most of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
    import django

    from guanmo.lib.memory import collect_rarely, keep_what_is_loaded

    collect_rarely()  # as the server does
    django.setup()
    _measure(None, "/login/")
    keep_what_is_loaded()
    peer = _measure(None, "/login/")
    rows = [("(login)", "/login/", *peer)]
    for username, path in _pages():
        rows.append((username, path, *_measure(username, path)))
    print(f"{'user':<10}{'p50 ms':>8}{'p95 ms':>8}{'× login':>9}{'queries':>9}{'kB':>7}  page")
    for username, path, p50, p95, queries, size in rows:
        print(f"{username:<10}{p50:>8.1f}{p95:>8.1f}{p50 / peer[0]:>9.1f}{queries:>9}{size / 1024:>7.0f}  {path}")
    return 1 if any(row[4] > MOST_QUERIES for row in rows) else 0


def _measure(username: str | None, path: str) -> tuple[float, float, int, int]:
    """p50 and p95 in milliseconds, the number of queries and the size in bytes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from guanmo.stages.organisations.models import User

    client = Client(HTTP_HOST="localhost")
    if username:
        client.force_login(User.objects.get(username=username))
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    queries = len(asked)  # now: the next request forgets them
    assert response.status_code == 200, (path, response.status_code)
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        client.get(path)
        times.append(1000 * (time.perf_counter() - began))
    return median(times), quantiles(times, n=20)[-1], queries, len(response.content)


def _pages() -> list[tuple[str, str]]:
    """The pages of every stage, with objects of the demo county's showcase township."""
    from django.urls import reverse

    from guanmo.stages.documents.models import Document
    from guanmo.stages.organisations.models import Organisation
    from guanmo.stages.rectification.models import LedgerRow
    from guanmo.stages.results.models import Filing
    from guanmo.stages.rounds.models import Round
    from guanmo.stages.sheets.models import ScoreSheet

    rounds = Round.objects.filter(organiser__short_name="大塘镇").order_by("period")
    closed, running = rounds[0], rounds[1]
    scored, due = closed.visits.exclude(state="excused")[0], running.visits.order_by("-pk")[0]
    row = LedgerRow.objects.filter(finding__visit__round=closed)[0]

    def at(name: str, *args: object) -> str:
        return reverse(name, args=args)

    township = [
        at("desk:overview"),
        at("desk:rounds-list"),
        at("desk:rounds-detail", running.uuid),
        at("desk:rounds-detail", closed.uuid),
        at("desk:visits-detail", due.uuid),
        at("desk:coverage"),
        at("desk:results-list", closed.uuid),
        at("desk:results-standing", scored.uuid),
        at("desk:findings-list", closed.uuid),
        at("desk:ledger-list"),
        at("desk:ledger-row", row.uuid),
        at("desk:documents-list"),
        at("desk:documents-detail", Document.objects.filter(round=closed)[0].uuid),
    ]
    county = [
        at("desk:overview"),
        at("desk:organisations-list"),
        at("desk:organisations-detail", Organisation.objects.get(short_name="大塘镇").uuid),
        at("desk:sheets-list"),
        at("desk:sheets-detail", ScoreSheet.objects.all()[0].uuid),
        at("desk:rounds-list"),
        at("desk:coverage"),
        at("desk:filings-list"),
        at("desk:filings-detail", Filing.objects.all()[0].uuid),
        at("desk:ledger-list"),
    ]
    judge = [at("desk:overview"), at("field:duties"), at("field-api:get_bootstrap")]
    return [("shuji", p) for p in township] + [("xian", p) for p in county] + [("banzi", p) for p in judge]


if __name__ == "__main__":
    sys.exit(main())

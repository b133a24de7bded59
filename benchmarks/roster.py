"""``python dev.py bench roster [sqlite] [postgres]``: a county's roster of 50,000 members, as its officer imports it.

The workbook goes through the pages: uploaded, looked at, confirmed, uploaded again unchanged, and once more with one wrong
cell in each hundredth row. CPU seconds of this process and of the database's, queries, and the most memory held so far.
"""

import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.database import KINDS, empty

MEMBERS, ORGANISATIONS = 50_000, 600
STEP_SECONDS, STEP_MIB = 60, 1_024
"""What one step may take: it is a page that somebody waits for."""
HEAD = ("姓名", "所在党支部", "人员类别", "任职情况", "入党日期", "性别", "出生年份", "学历", "联系电话")


def main(words: list[str]) -> int:
    """Measure on each database; the exit code says whether every step kept within its bounds."""
    missed = 0
    for kind in [word for word in words if word in KINDS] or KINDS:
        print(f"\n{kind}: {MEMBERS} members in {ORGANISATIONS} organisations", flush=True)
        print(f"{'step':24}{'CPU s':>8}{'queries':>9}{'MiB':>7}  answer", flush=True)
        for name, seconds, queries, mib, said in _measured(kind):
            missed += seconds > STEP_SECONDS or mib > STEP_MIB
            print(f"{name:24}{seconds:8.1f}{queries:9}{mib:7.0f}  {said}", flush=True)
    return 1 if missed else 0


def _measured(kind: str) -> Any:
    """In a process of its own, whose memory is that of the import alone."""
    with empty(kind) as database:
        environment = {**os.environ, **database.environment}
        words = [sys.executable, "-m", "benchmarks.roster", "measure"]
        return json.loads(subprocess.run(words, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout)


def measure() -> None:
    """Make the county, then take each step; prints the rows of the table as JSON."""
    import django

    django.setup()
    from benchmarks.indicators.measure import Clock
    from guanmo.stages.organisations.models import Organisation

    officer = _county()
    places = list(Organisation.objects.filter(depth=3).values_list("code", flat=True))
    right, wrong = _workbook(places, every=0), _workbook(places, every=100)
    clock = Clock()
    print(json.dumps([_step(clock, name, act) for name, act in _steps(officer, right, wrong)]))


def _county() -> Any:
    """Organisations by plain rows, and an officer of the department who keeps every roster."""
    from datetime import date

    from benchmarks.indicators.county import _organisations
    from guanmo.lib.fresh_tables import create_tables
    from guanmo.stages.organisations.domain.appoint import appoint
    from guanmo.stages.organisations.domain.create_organisation import create_organisation
    from guanmo.stages.organisations.enums import Duty, Form, Kind
    from guanmo.stages.organisations.models import Organisation, User

    create_tables()
    _organisations(ORGANISATIONS)
    department = create_organisation(
        code="D",
        name="组织部",
        short_name="组织部",
        kind=Kind.ORGANISATION_DEPARTMENT,
        form=Form.DEPARTMENT,
        parent=Organisation.objects.get(depth=1),
        by=None,
    )
    officer = User.objects.create_user("officer", name="样干部", password=None)
    appoint(organisation=department, duty=Duty.DEPARTMENT_OFFICER, user=officer, started_on=date(2025, 1, 1), by=None)
    return officer


def _workbook(places: list[str], *, every: int) -> bytes:
    """One row for each member; with ``every``, one wrong day in so many rows."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        page = book.add_worksheet("花名册")
        page.write_row(0, 0, HEAD)
        for number in range(MEMBERS):
            joined = "去年" if every and number % every == 0 else f"{1980 + number % 40}-07-01"
            row = [f"样{number}", places[number % len(places)], "正式党员", "无职党员", joined, "男女"[number % 2]]
            page.write_row(number + 1, 0, [*row, 1950 + number % 10, "高中", f"138{number:08d}"])
    return file.getvalue()


def _steps(officer: Any, right: bytes, wrong: bytes) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What somebody does, in order; each act answers with the page that follows."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    client, at = Client(HTTP_HOST="localhost"), [""]
    client.force_login(officer)

    def upload(data: bytes) -> Any:
        answer = client.post("/members/import/", {"file": SimpleUploadedFile("花名册.xlsx", data)})
        at[0] = answer["Location"]
        return answer

    for title, data in (("new", right), ("unchanged", right), ("wrong", wrong)):
        yield f"{title}: upload", lambda data=data: upload(data)
        yield f"{title}: preview", lambda: client.get(at[0])
        if title == "wrong":
            yield f"{title}: second page", lambda: client.get(at[0] + "?page=2")
            yield f"{title}: error file", lambda: client.get(at[0] + "errors/")
        yield f"{title}: confirm", lambda: client.post(at[0] + "confirmation/")


def _step(clock: Any, name: str, act: Callable[[], Any]) -> tuple[str, float, int, float, str]:
    from django.db import connection

    asked = [0]

    def count(execute: Any, *words: Any) -> Any:
        asked[0] += 1
        return execute(*words)

    answers: list[Any] = []
    with connection.execute_wrapper(count):
        seconds = clock.of(lambda: answers.append(act()))
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer = answers[0]
    return name, seconds, asked[0], mib, f"{answer.status_code}, {len(answer.content) / 1024:.0f} KiB"


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else sys.exit(main(sys.argv[1:]))

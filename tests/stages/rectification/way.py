"""The way of a problem up to a chosen point, as tests of stage rectification need it.

Village A1: two judges take off 1.00 and 2.00 on 一.2 (mean 1.50), one takes off 0.50 on 三.3. Village A2: 4.00 on 五.1.
"""

import io
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.notify import notify
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.domain.look_back import look_back
from guanmo.stages.rectification.domain.rectify import submit_rectification
from guanmo.stages.rectification.enums import LookBackResult
from guanmo.stages.rectification.models import Finding, LedgerRow
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import calendar_today
from tests.county import Scene, finish_visits, running_round, score, visit_to
from tests.snapshot import remembered


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def ago(working_days: int) -> date:
    """A working day after which so many working days have passed by today."""
    day, left = timezone.localdate(), working_days
    calendar = calendar_today().calendar
    while left > 0 or not calendar.works(day):
        left -= calendar.works(day)
        day -= timedelta(days=1)
    return day


def ahead(working_days: int) -> date:
    """The day on which so many working days are over."""
    day, calendar = timezone.localdate(), calendar_today().calendar
    while working_days:
        day += timedelta(days=1)
        working_days -= calendar.works(day)
    return day


@remembered
def closed_round(county: Scene) -> Round:
    """The round after its scoring: three findings are offered."""
    round = running_round(county)
    score(
        county, visit_to(round, "A1"), "a_deputy", {"一.2": ("1.00", "届满未换届"), "三.3": ("0.50", "党费台账缺1个月")}
    )
    score(county, visit_to(round, "A1"), "a_member", {"一.2": ("2.00", "班子缺1人")})
    score(county, visit_to(round, "A2"), "a_deputy", {"五.1": ("4.00", "没有宣传标语")})
    finish_visits(county, round)
    close_scoring(round, reason="其余同志下村防汛", by=county.person("a_secretary"))
    return Round.objects.get(pk=round.pk)


def finding(code: str, item: str) -> Finding:
    section, no = item.split(".")
    return Finding.objects.get(visit__organisation__code=code, item__section__no=section, item__no=no)


def entered(county: Scene, code: str = "A1", item: str = "一.2", **changes: Any) -> LedgerRow:
    """A complete row of the closed round."""
    columns = {
        "matter": "班子不健全",
        "measure": "按程序补选1人",
        "due_date": in_days(30),
        "responsible_person": "A1村书记",
    }
    return enter_row(finding(code, item), Columns(**{**columns, **changes}), by=county.person("a_officer"))


@remembered
def notified(county: Scene) -> LedgerRow:
    """The row of A1 with its notice issued."""
    round = closed_round(county)
    row = entered(county)
    notify(round, county["A1"], by=county.person("a_officer"))
    return fresh(row)


@remembered
def submitted(county: Scene, by: str = "a1_secretary") -> LedgerRow:
    row = notified(county)
    submit_rectification(row, done="已补选到位", by=county.person(by))
    return fresh(row)


@remembered
def looked_back(
    county: Scene, result: LookBackResult = LookBackResult.FIXED, submitter: str = "a1_secretary"
) -> LedgerRow:
    row = submitted(county, submitter)
    checker = county.person("a_deputy" if submitter == "a_officer" else "a_officer")
    look_back(row, checked_on=in_days(0), result=result, evidence="查看选举材料", by=checker)
    return fresh(row)


def fresh(row: LedgerRow) -> LedgerRow:
    return LedgerRow.objects.select_related("organisation", "finding__visit").get(pk=row.pk)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(**options: Any) -> bytes:
    """A small JPEG; ``options`` go to Pillow's save."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG", **options)
    return out.getvalue()

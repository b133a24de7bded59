"""The ledger through its pages: six columns, overdue first, .xlsx, and cards for the village (S1-L-a, S1-L-b)."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from guanmo.procedures.notify import notify
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.rounds.queries import calendar_today
from tests.county import Scene
from tests.stages.rectification.way import ago, closed_round, entered, fresh, in_days, looked_back, notified

pytestmark = pytest.mark.django_db
LEDGER = "desk:ledger-list"
COLUMNS = ["党组织名称", "整改事项", "整改措施", "整改时限", "责任人", "完成销号时间"]


def cells(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.mark.requirement("S1-L-a")
def test_ledger_has_six_columns_five_needed_before_issue_the_sixth_by_sign_off(county: Scene, client: Client) -> None:
    round = closed_round(county)
    row = entered(county, measure="", responsible_person="", due_date=None)
    client.force_login(county.person("a_officer"))
    issue = reverse("desk:notices-issue", args=[round.uuid, county["A1"].uuid])
    back = reverse("desk:notices-list", args=[round.uuid])
    answer = client.post(issue, headers={"referer": f"http://testserver{back}"}, follow=True)
    sentence = "“班子不健全”还缺：整改措施、整改时限、责任人。请先补全。"
    assert [str(message) for message in answer.context["messages"]] == [sentence]
    assert fresh(row).state == RowState.ENTERED

    full = {"matter": "班子不健全", "measure": "补选1人", "due_date": "2026-12-31", "responsible_person": "张样一"}
    client.post(reverse("desk:rows-columns", args=[row.uuid]), {**full, "signed_off_on": "2026-11-01"})
    assert (fresh(row).is_complete, fresh(row).signed_off_on) == (True, None)
    client.post(issue)
    client.post(reverse("desk:rows-columns", args=[row.uuid]), {**full, "measure": "改写"})
    assert (fresh(row).state, fresh(row).measure) == (RowState.NOTIFIED, "补选1人")

    heads = [head for head in COLUMNS if f'<th scope="col">{head}</th>' in client.get(reverse(LEDGER)).content.decode()]
    assert heads == COLUMNS
    rows = cells(client.get(reverse("desk:ledger-export")).content)
    assert COLUMNS in [[str(cell) for cell in line[: len(COLUMNS)]] for line in rows]
    assert ["A1村党支部", "班子不健全", "补选1人"] in [line[:3] for line in rows]


@pytest.mark.requirement("S1-L-a")
def test_sign_off_alone_fills_the_sixth_column(county: Scene, client: Client) -> None:
    row = looked_back(county)
    client.force_login(county.person("a_secretary"))
    assert (
        f'<td data-label="完成销号时间" class="nowrap">{in_days(0):%Y-%m-%d}'
        not in client.get(reverse(LEDGER)).content.decode()
    )
    client.post(reverse("desk:rows-sign-off", args=[row.uuid]), {"evidence": "材料齐全"})
    assert fresh(row).signed_off_on == in_days(0)
    assert (
        f'<td data-label="完成销号时间" class="nowrap">{in_days(0):%Y-%m-%d}'
        in client.get(reverse(LEDGER)).content.decode()
    )


@pytest.mark.requirement("S1-L-b")
def test_overdue_row_is_flagged_for_the_responsible_person_and_the_township(county: Scene, client: Client) -> None:
    row = notified(county)
    on_time = entered(county, "A2", "五.1", matter="没有标语", due_date=calendar_today().in_working_days(3))
    LedgerRow.objects.filter(pk=row.pk).update(due_date=ago(8))

    client.force_login(county.person("a_officer"))
    page = client.get(reverse(LEDGER))
    assert [(line.row.pk, line.limit.words, line.limit.late) for line in page.context["lines"]] == [
        (row.pk, "已逾期8个工作日", True), (on_time.pk, "还剩3个工作日", False),
    ]  # fmt: skip
    assert [(kpi.label, kpi.value) for kpi in page.context["kpis"]] == [
        ("总数", 2),
        ("已销号", 0),
        ("未销号", 2),
        ("逾期", 1),
    ]
    assert [line.row.pk for line in client.get(reverse(LEDGER), {"overdue": "on"}).context["lines"]] == [row.pk]
    client.force_login(county.person("a1_secretary"))
    for address in (reverse(LEDGER), reverse("desk:ledger-row", args=[row.uuid])):
        text = client.get(address).content.decode()
        assert '#triangle-alert"></use></svg>已逾期8个工作日</span>' in text
    LedgerRow.objects.filter(pk=row.pk).update(due_date=in_days(0))
    assert "逾期" not in client.get(reverse(LEDGER)).content.decode()


def test_filter_narrows_list_and_file_alike(county: Scene, client: Client) -> None:
    round = closed_round(county)
    one, other = entered(county), entered(county, "A2", "五.1", matter="没有标语")
    notify(round, county["A1"], by=county.person("a_officer"))
    client.force_login(county.person("a_officer"))
    found = {}
    for name, query in {
        "state": {"state": "entered"},
        "organisation": {"organisation": county["A1"].uuid},
        "round": {"round": round.uuid},
        "nonsense": {"round": "x", "state": "y", "organisation": "z"},
    }.items():
        found[name] = [line.row.pk for line in client.get(reverse(LEDGER), query).context["lines"]]
    assert found == {
        "state": [other.pk],
        "organisation": [one.pk],
        "round": [one.pk, other.pk],
        "nonsense": [one.pk, other.pk],
    }
    rows = cells(client.get(reverse("desk:ledger-export"), {"state": "entered"}).content)
    matters = [line[1] for line in rows if line[1] in ("班子不健全", "没有标语")]
    assert matters == ["没有标语"]


def test_village_goes_from_receipt_to_submission_by_one_button_each(county: Scene, client: Client) -> None:
    row = notified(county)
    client.force_login(county.person("a1_secretary"))
    labels = []
    for _turn in range(2):
        [card] = client.get(reverse(LEDGER)).context["cards"]
        labels.append(card.step.label)
        client.post(card.step.url)
    [card] = client.get(reverse(LEDGER)).context["cards"]
    labels.append(card.step.label)
    assert labels == ["签收通知单", "开始整改", "填写整改情况"]
    assert row.notices.get().received_by == "a1_secretary"
    page = client.get(card.step.url)
    assert [(one.step.name, one.first) for one in page.context["steps"]] == [("submission", True)]
    client.post(reverse("desk:rows-submission", args=[row.uuid]), {"done": "已补选1人"})
    [card] = client.get(reverse(LEDGER)).context["cards"]
    assert (card.step, card.waits_for) == (None, "您已提交，等乡镇（街道）“回头看”。")


def test_each_sees_the_rows_within_reach(county: Scene, client: Client) -> None:
    row = notified(county)
    seen = {}
    for who in ("a_officer", "a1_secretary", "county_admin", "a2_secretary", "a_member", "b_officer"):
        client.force_login(county.person(who))
        text = client.get(reverse(LEDGER)).content.decode()
        seen[who] = ("班子不健全" in text, client.get(reverse("desk:ledger-row", args=[row.uuid])).status_code)
    assert seen == {
        "a_officer": (True, 200),
        "a1_secretary": (True, 200),
        "county_admin": (True, 200),
        "a2_secretary": (False, 404),
        "a_member": (False, 404),
        "b_officer": (False, 404),
    }


def test_ledger_reads_the_same_number_of_times_for_more_rows(county: Scene, client: Client) -> None:
    round = closed_round(county)
    entered(county)
    counted: dict[str, list[int]] = {"a_officer": [], "a1_secretary": []}
    for more in range(2):
        notify(round, county["A1"], by=county.person("a_officer"))
        for who, numbers in counted.items():
            client.force_login(county.person(who))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(LEDGER))
            numbers.append(len(queries))
        for number in range(3):
            entered(county, matter=f"又一件{more}.{number}")
    assert [first - later for first, later in counted.values()] == [0, 0]

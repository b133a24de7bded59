"""The page of one ledger: balances run over all years, counts by organisation over the year shown, whichever time is chosen."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.county import Scene
from tests.desk.records.ledgers import filled, logged_in, write

pytestmark = pytest.mark.django_db


def test_balance_runs_on_over_years_and_quarters(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    for day, flow, amount in (
        ("2025-12-20", "income", "100"),
        ("2026-02-01", "spent", "30.50"),
        ("2026-07-01", "spent", "20"),
    ):
        data = {"flow": flow, "amount": amount, "voucher": "凭1", "approver": "王样", "held_on": day}
        write(client, scene, "A1", "dues_ledger", data)
    path = reverse("desk:ledgers-detail", args=["dues_ledger"])
    shown = {
        period: [line.balance for line in client.get(f"{path}?period={period}").context["balance"]]
        for period in ("", "2026-Q1", "2026-Q3")
    }
    assert shown == {"": ["49.50", "69.50"], "2026-Q1": ["69.50"], "2026-Q3": ["49.50"]}


def test_quarter_chosen_leaves_the_counts_of_the_year(scene: Scene) -> None:
    practice = {"title": "议事", "kind": "work", "text": "好", "held_on": "2026-11-05"}
    write(logged_in(scene, "a1_secretary"), scene, "A1", "practice", practice)
    path = reverse("desk:ledgers-detail", args=["practice"])
    context = logged_in(scene, "a_officer").get(f"{path}?period=2026-Q1").context
    assert [(one.code, n, days) for one, n, days in context["tally"].per_organisation] == [("A1", 1, 10)]
    assert len(context["lines"]) == 0


def test_january_names_the_year_of_what_was_before(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2027, 1, 20))
    client = logged_in(scene, "a1_secretary")
    board = client.get(reverse("desk:records-organisation", args=[scene["A1"].uuid])).context["board"]
    card = next(one for one in board.behind if one.type.code == "branch_committee")
    assert ([words for words, _since in card.missing][-1], card.open[0][0]) == ("2026年12月", "1月")
    spans = client.get(reverse("desk:ledgers-detail", args=["branch_committee"])).context["spans"]
    assert [str(one.label) for one in spans] == ["去年以来", *(f"2026年第{n}季度" for n in range(1, 5)), "第1季度"]


def test_visit_in_the_last_days_of_the_year_counts_for_new_year(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    client = logged_in(scene, "a1_secretary")
    write(client, scene, "A1", "care_visit", {"node": "new_year", "visited": "8", "held_on": "2025-12-28"})
    path = reverse("desk:records-organisation", args=[scene["A1"].uuid])
    board = client.get(path).context["board"]
    card = next(one for one in board.behind if one.type.code == "care_visit")
    assert [words for words, _since in card.missing] == ["全年 春节", "全年 “七一”"]


def test_zero_in_a_table_is_a_number(scene: Scene) -> None:
    uses = {"uses-0-on": "2026-11-01", "uses-0-who": "A2村党支部", "uses-0-people": "0"}
    record = write(logged_in(scene, "a_officer"), scene, "A", "education_base", filled("education_base", **uses))
    assert record.values["uses"] == [{"on": "2026-11-01", "who": "A2村党支部", "people": 0}]

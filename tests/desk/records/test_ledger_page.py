"""The page of one ledger: balances run over all years, whichever time is shown."""

import pytest
from django.urls import reverse

from tests.county import Scene
from tests.desk.records.ledgers import logged_in, write

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

"""Inspections and assessments of one organisation, whoever made them, in one history."""

from datetime import date

import pytest
from django.utils import timezone

from guanmo.stages.records.models import RecordInspection
from tests.county import Scene
from tests.desk.indicators.facts import record
from tests.desk.records.ledgers import county_with_ledgers
from tests.desk.rounds.pages import Desk


@pytest.mark.requirement("S2-2.1.6")
@pytest.mark.django_db
def test_inspections_and_assessments_stand_in_one_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """An inspection of the township's, its ledger's two entries and a call for ledgers; nothing about the neighbour."""
    scene: Scene = county_with_ledgers()
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2026, 11, 15))
    officer = Desk(scene, "a_officer")
    for at, kind, finding, on in (
        ("@A1", "inspection", "台账齐全", "2026-05-05"), ("@A1", "assessment", "考核为好", "2026-10-06"), ("@A2", "inspection", "缺会议", "2026-05-05"),
    ):  # fmt: skip
        record("inspection_history", on, "A", target=at, kind=kind, finding=finding)(scene)
    form = {"organiser": str(scene["A"].uuid), "type": "supervision", "title": "汛期督查", "inspected_on": "2026-07-01",
            "inspectors": "样督查", "organisations": [str(scene["A1"].uuid)]}  # fmt: skip
    officer.post("/inspections/new/", **form)
    RecordInspection.objects.create(
        organisation=scene["A1"], group="life", period="2026-Q2", inspected_on=date(2026, 6, 30), seen=3,
        inspected_by=scene["A"], by=scene.person("a_officer"),
    )  # fmt: skip

    path = f"/organisations/{scene['A1'].uuid}/"
    found = officer.get(path).context["history"]
    assert [(one.on.isoformat(), one.what, one.text) for one in found] == [
        ("2026-10-06", "考核评价", "考核为好"),
        ("2026-07-01", "督查", "汛期督查"),
        ("2026-06-30", "调阅台账", "组织生活，2026年第2季度"),
        ("2026-05-05", "督促检查", "台账齐全"),
    ]
    assert all(f'href="{one.url}"' in officer.text(path) for one in found if one.url)
    # The township's own ledger is the township's; the village sees who came and what was called in.
    own = Desk(scene, "a1_secretary").get(path).context["history"]
    assert [one.text for one in own] == ["汛期督查", "组织生活，2026年第2季度"]

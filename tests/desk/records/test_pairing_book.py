"""The co-building ledger of one pairing as one file: its own activities with their papers, and no other pairing's."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from guanmo.stages.records.models import Record
from tests.county import Scene
from tests.desk.records.ledgers import logged_in, pdf, write


def plan(scene: Scene, partner: str, mark: str) -> Record:
    data = {"partner": partner, "goals": "送医下乡", "held_on": "2026-01-09", "file-plan": pdf(f"{mark}方案.pdf", mark)}
    return write(logged_in(scene, "a1_secretary"), scene, "A1", "pairing_plan", data)


@pytest.mark.requirement("S3-6.2-f")
@pytest.mark.django_db
def test_each_pairing_has_its_ledger_as_one_file(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    hospital, school = plan(scene, "县医院", "a"), plan(scene, "县一中", "b")
    for on, activity, people, by in (
        ("2026-10-05", "体检", "30", hospital), ("2026-03-08", "义诊", "12", hospital), ("2026-04-01", "助学", "5", school),
    ):  # fmt: skip
        said = {"plan": str(by.uuid), "activity": activity, "participants": people, "leaders": "2", "held_on": on}
        write(client, scene, "A1", "pairing_activity", said)

    path = reverse("desk:pairing-books", args=[hospital.uuid])
    assert path in client.get(reverse("desk:records-detail", args=[hospital.uuid])).content.decode()
    sheet = CalamineWorkbook.from_filelike(BytesIO(client.get(path).content)).get_sheet_by_index(0)
    rows = [[str(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    assert [row[1] for row in rows[1:5]] == ["县医院", "送医下乡", "2026-01-09", "a方案.pdf"]
    assert rows[7:] == [
        ["2026-03-08", "义诊", "12", "2", ""],
        ["2026-10-05", "体检", "30", "2", ""],
        ["合计", "2次", "42", "4", ""],
    ]
    assert logged_in(scene, "a2_secretary").get(path).status_code == 404
    other = Record.objects.get(type__code="pairing_activity", values__activity="助学")
    assert client.get(reverse("desk:pairing-books", args=[other.uuid])).status_code == 404

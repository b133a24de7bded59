"""抽查“回头看”: drawn from a frozen list with public dice, so that anyone can draw again; what falls back is reopened."""

import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.command import main
from guanmo.procedures.notify import notify
from guanmo.stages.rectification.domain.look_back import look_back
from guanmo.stages.rectification.domain.rectify import submit_rectification
from guanmo.stages.rectification.domain.sign_off import sign_off
from guanmo.stages.rectification.enums import LookBackResult, RowState
from guanmo.stages.rectification.models import LedgerRow, LookBack, RandomLookBack, SignOff
from tests.county import Scene
from tests.stages.rectification.way import closed_round, entered, fresh, in_days

pytestmark = pytest.mark.django_db
DICE = "31415 92653 58979"


def signed_off_rows(county: Scene) -> list[LedgerRow]:
    """Three rows, two of A1 and one of A2, all signed off."""
    round = closed_round(county)
    rows = [
        entered(county),
        entered(county, item="三.3", matter="党费台账, 缺1个月"),
        entered(county, "A2", "五.1", matter="没有标语"),
    ]
    officer, deputy = county.person("a_officer"), county.person("a_deputy")
    for code in ("A1", "A2"):
        notify(round, county[code], by=officer)
    for row in rows:
        submit_rectification(row, done="改好了", by=officer)
        look_back(row, checked_on=in_days(0), result=LookBackResult.FIXED, evidence="看了", by=deputy)
        sign_off(row, evidence="好", by=deputy)
    return rows


def drawn(client: Client, county: Scene, size: int = 2) -> RandomLookBack:
    client.force_login(county.person("a_secretary"))
    client.post(reverse("desk:look-backs-list"), {"unit": county["A"].uuid, "size": size})
    listed = RandomLookBack.objects.get()
    client.post(reverse("desk:look-backs-draw", args=[listed.uuid]), {"dice": DICE})
    return RandomLookBack.objects.get()


def test_anyone_draws_the_same_rows_again_from_the_list(
    county: Scene, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed_off_rows(county)
    listed = drawn(client, county)
    file = tmp_path / "draw-list.csv"
    file.write_bytes(client.get(reverse("desk:look-backs-file", args=[listed.uuid])).getvalue())
    command = client.get(reverse("desk:look-backs-detail", args=[listed.uuid])).context["command"].split()[2:]
    main(["draw", str(file), *command[1:], "--json"])
    again = json.loads(capsys.readouterr().out)
    assert again["digest"] == listed.digest
    assert [one["organisation"] for one in again["entries"] if one["drawn"]] == [
        name for name, _ in listed.draw.outcome
    ]


def test_the_countys_list_tells_another_township_not_what_was_wrong(county: Scene, client: Client) -> None:
    matters = {row.matter for row in signed_off_rows(county)}
    client.force_login(county.person("county_admin"))
    client.post(reverse("desk:look-backs-list"), {"unit": county["C"].uuid, "size": 3})
    listed = RandomLookBack.objects.get()
    client.post(reverse("desk:look-backs-draw", args=[listed.uuid]), {"dice": DICE})

    def read(person: str) -> str:
        client.force_login(county.person(person))
        page = client.get(reverse("desk:look-backs-detail", args=[listed.uuid])).content.decode()
        return page + client.get(reverse("desk:look-backs-file", args=[listed.uuid])).getvalue().decode()

    assert "A1村" in read("b_secretary")
    assert not [one for one in matters if one in read("b_secretary")]
    assert [one for one in matters if one in read("a_secretary")]  # control: whose rows they are reads them


def test_a_list_is_drawn_from_once(county: Scene, client: Client) -> None:
    signed_off_rows(county)
    listed = drawn(client, county)
    before = listed.draw.outcome
    again = client.post(reverse("desk:look-backs-draw", args=[listed.uuid]), {"dice": "98765 43210 99999"})
    assert (again.status_code, RandomLookBack.objects.get().draw.outcome) == (409, before)


def test_drawn_rows_wait_until_somebody_looked_and_stay_signed_off(county: Scene, client: Client) -> None:
    signed_off_rows(county)
    listed = drawn(client, county)
    page = reverse("desk:look-backs-detail", args=[listed.uuid])
    rows = list(client.get(page).context["rows"])
    assert [row.looked for row in rows] == [False, False]
    look_back(
        rows[0], checked_on=in_days(0), result=LookBackResult.FIXED, evidence="还在", by=county.person("a_deputy")
    )
    assert [row.looked for row in client.get(page).context["rows"]] == [True, False]
    assert fresh(rows[0]).state == RowState.SIGNED_OFF


def test_relapse_reopens_the_row_with_all_that_went_before(county: Scene, client: Client) -> None:
    signed_off_rows(county)
    row = next(iter(drawn(client, county).draw.rows.all()))
    detail = reverse("desk:ledger-row", args=[row.uuid])
    words = {"checked_on": str(in_days(0)), "result": "not_fixed", "evidence": "又空了"}
    client.post(reverse("desk:rows-look-back", args=[row.uuid]), words)
    client.post(reverse("desk:rows-reopening", args=[row.uuid]), {"reason": "反弹", "due_date": str(in_days(10))})
    assert (fresh(row).state, SignOff.objects.filter(row=row).count(), LookBack.objects.filter(row=row).count()) == (
        "reopened",
        1,
        2,
    )
    titles = [str(one.title) for one in client.get(detail).context["history"]]
    assert titles[0] == "重新整改"
    assert {"已销号", "提交整改情况", "已下发通知"} <= set(titles)


@pytest.mark.parametrize(("size", "sentence"), [(4, "已销号的有3项"), (0, "")])
def test_more_than_there_are_is_refused(county: Scene, client: Client, size: int, sentence: str) -> None:
    signed_off_rows(county)
    client.force_login(county.person("a_secretary"))
    answer = client.post(reverse("desk:look-backs-list"), {"unit": county["A"].uuid, "size": size})
    assert (sentence in answer.content.decode(), RandomLookBack.objects.count()) == (True, 0)


def test_others_neither_see_nor_draw(county: Scene, client: Client) -> None:
    signed_off_rows(county)
    listed = drawn(client, county)
    for who in ("b_secretary", "a1_secretary", "a_member"):
        client.force_login(county.person(who))
        assert client.get(reverse("desk:look-backs-detail", args=[listed.uuid])).status_code == 404
        assert client.post(reverse("desk:look-backs-draw", args=[listed.uuid]), {"dice": DICE}).status_code == 404

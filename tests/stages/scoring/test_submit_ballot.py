"""A good ballot: one row for each judge and visit, whatever is sent again; corrections are new versions."""

import hashlib
import json
from decimal import Decimal

import pytest

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.rounds.models import Participant, Visit
from guanmo.stages.scoring.domain.finished import Sent
from guanmo.stages.scoring.domain.submit_ballot import receive_ballots, submit_ballot
from guanmo.stages.scoring.models import Ballot, BallotDeduction, BallotVersion, HeldBallot
from guanmo.stages.scoring.queries import counting
from guanmo.stages.sheets.domain.draft_sheet import draft_sheet
from guanmo.stages.sheets.domain.publish_sheet import publish_sheet
from guanmo.stages.sheets.domain.set_not_applicable import set_not_applicable
from guanmo.stages.sheets.models import Item
from tests.ballot_cases import sheet_of
from tests.county import Scene, ballot, running_round, score, visit_to

pytestmark = pytest.mark.django_db

VETO = {"kind": "veto", "points": None, "cap": None, "text": "弄虚作假一票否决"}
TIMES = {"kind": "per_occurrence", "points": "0.50", "cap": None, "text": "每少1次扣0.5分"}


def test_ballot_is_kept_as_sent_with_its_digest_and_scores(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    payload = ballot(visit, {"一.2": ("1.50", "班子缺1人"), "三.3": ("0.25", "缺1个月")})

    version = submit_ballot(payload, by=county.person("a_deputy"))

    kept = BallotVersion.objects.get()
    assert (kept.payload, kept.digest) == (payload, hashlib.sha256(payload.encode()).hexdigest())
    assert (kept.total, kept.raw_total, kept.rescaled, kept.vetoed) == (
        Decimal("98.25"),
        Decimal("98.25"),
        False,
        False,
    )
    assert {(str(d.item), d.points, d.reason) for d in version.deductions.all()} == {
        ("一.2", Decimal("1.50"), "班子缺1人"),
        ("三.3", Decimal("0.25"), "缺1个月"),
    }
    assert Visit.objects.get(pk=visit.pk).state == "visited"
    assert Participant.objects.get(user__username="a_deputy").attendance == "attended"


def test_same_bytes_again_are_the_same_row(county: Scene) -> None:
    payload = ballot(visit_to(running_round(county), "A1"), {"一.2": ("1.50", "班子缺1人")})

    sent = Sent(payload.encode(), county.person("a_deputy"))
    first, again, once_more = [*receive_ballots([sent]), *receive_ballots([sent, sent])]

    assert [one.is_new for one in (first, again, once_more)] == [True, False, False]
    assert first.version == again.version == once_more.version
    assert (BallotVersion.objects.count(), BallotDeduction.objects.count(), HeldBallot.objects.count()) == (1, 1, 0)


def test_correction_is_a_new_version_that_names_the_previous(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    first = score(county, visit, "a_deputy", {"一.2": ("1.50", "班子缺1人")})

    second = submit_ballot(ballot(visit, previous=str(first.pk), reason="已见到补选材料"), by=county.person("a_deputy"))

    assert (second.previous, second.reason, second.total) == (first.pk, "已见到补选材料", Decimal("100.00"))
    assert BallotVersion.objects.get(pk=first.pk).total == Decimal("98.50")
    assert (Ballot.objects.count(), counting().get()) == (1, second)


def test_items_not_applicable_are_left_out_and_the_total_is_rescaled(county: Scene) -> None:
    item = Item.objects.get(section__sheet=county.sheets["village"], section__no="五", no=2)
    set_not_applicable(item, Kind.VILLAGE, applies=False, by=county.person("county_admin"))
    visit = visit_to(running_round(county), "A1")

    version = score(county, visit, "a_deputy", {"五.1": ("4.00", "没有标语")})

    # 97 points apply, 93 are kept: 93 / 97 × 100 = 95.876…
    assert (version.raw_total, version.total, version.rescaled) == (Decimal("93.00"), Decimal("95.88"), True)


def test_rules_by_count_and_a_veto(county: Scene) -> None:
    items = [{"no": 1, "points": "60.00", "rules": [TIMES]}, {"no": 2, "points": "40.00", "rules": [VETO]}]
    sheet = draft_sheet(
        sheet_of({"total": "100.00", "sections": [{"no": "一", "items": items}]}),
        code="village",
        kinds=[Kind.VILLAGE, Kind.COMMUNITY],
        by=None,
    )
    publish_sheet(sheet, confirmed=True, by=None)
    visit = visit_to(running_round(county), "A3")
    data = json.loads(ballot(visit))
    data["items"][0]["deductions"] = [{"rule": 0, "count": 3, "points": "1.50", "reason": "少3次"}]
    by_count = submit_ballot(json.dumps(data), by=county.person("a_deputy"))
    data = json.loads(ballot(visit))
    data["items"][1]["deductions"] = [{"rule": 0, "count": 1, "points": "40.00", "reason": "台账造假"}]
    vetoed = submit_ballot(json.dumps(data), by=county.person("a_member"))

    assert (by_count.total, by_count.vetoed) == (Decimal("98.50"), False)
    assert (vetoed.total, vetoed.raw_total, vetoed.vetoed) == (Decimal("0.00"), Decimal("60.00"), True)


def test_what_decides_is_append_only(county: Scene) -> None:
    version = score(county, visit_to(running_round(county), "A1"), "a_deputy", {"一.2": ("1.50", "班子缺1人")})
    with pytest.raises(Exception, match="格式不对"):
        submit_ballot("garbage", by=county.person("a_deputy"))
    rows = [version, BallotDeduction.objects.get(), HeldBallot.objects.get()]

    for row in rows:
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()
        with pytest.raises(TypeError):
            type(row).objects.update(digest="") if hasattr(row, "digest") else type(row).objects.update(reason="")
        with pytest.raises(TypeError):
            type(row).objects.all().delete()
    assert BallotVersion.objects.get().total == Decimal("98.50")

"""The whole way once, in code: from the first visits to a published bulletin, on both databases."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.file_with_county import file_with_county
from guanmo.procedures.notify import notify
from guanmo.procedures.publish_round import publish_bulletin, publish_ledger, publish_ranking_lists, publish_summary
from guanmo.stages.documents.models import Document
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.domain.issue_notice import receive_notice
from guanmo.stages.rectification.domain.look_back import look_back
from guanmo.stages.rectification.domain.rectify import start_rectification, submit_rectification
from guanmo.stages.rectification.domain.sign_off import sign_off
from guanmo.stages.rectification.enums import LookBackResult
from guanmo.stages.rectification.models import Finding
from guanmo.stages.results.domain.classify import confirm_classes
from guanmo.stages.results.domain.file_results import answer_filing
from guanmo.stages.results.enums import Answer
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round
from tests.county import Scene, finish_visits, running_round, score, visit_to


@pytest.mark.django_db
def test_whole_way_from_visits_to_a_published_bulletin(county: Scene) -> None:
    secretary = county.person("a_secretary")
    round = running_round(county)
    score(
        county, visit_to(round, "A1"), "a_deputy", {"一.2": ("1.00", "届满未换届"), "三.3": ("0.50", "党费台账缺1个月")}
    )
    score(county, visit_to(round, "A1"), "a_member", {"一.2": ("2.00", "班子缺1人")})
    score(county, visit_to(round, "A2"), "a_deputy", {"五.1": ("4.00", "没有宣传标语")})
    score(county, visit_to(round, "A2"), "a_member", {})
    score(county, visit_to(round, "A3"), "a_deputy", {"二.1": ("4.00", "没有学习记录"), "一.1": ("3.00", "标识不统一")})
    score(county, visit_to(round, "AE"), "a_member", {"一.3": ("5.00", "没有台账")})
    finish_visits(county, round)

    ranking = close_scoring(round, reason="其余同志下村防汛", by=secretary)

    places = {s.organisation.code: (s.ranking_list, s.score, s.rank, s.proposed_class) for s in ranking.standings.all()}
    assert places == {
        "A1": ("village", Decimal("98.25"), 1, "advanced"),
        "A2": ("village", Decimal("98.00"), 2, "advanced"),
        "A3": ("village", Decimal("93.00"), 3, "advanced"),
        "AE": ("two_new", Decimal("95.00"), 1, "advanced"),
        "AS": ("two_new", None, None, ""),
    }
    round = Round.objects.get(pk=round.pk)
    confirm_classes(round, {}, by=secretary)
    filing = file_with_county(round, by=secretary)
    answer_filing(filing, Answer.ACCEPTED, by=county.person("county_admin"))
    round.refresh_from_db()
    assert (filing.number, round.state) == ("A镇观摩备〔2026〕1号", RoundState.CLOSED)

    offered = {(f.visit.organisation.code, str(f.item)): f for f in Finding.objects.all()}
    assert set(offered) == {
        ("A1", "一.2"),
        ("A1", "三.3"),
        ("A2", "五.1"),
        ("A3", "一.1"),
        ("A3", "二.1"),
        ("AE", "一.3"),
    }
    due = timezone.localdate() + timedelta(days=30)
    officer = county.person("a_officer")
    columns = Columns("班子不健全", "按程序补选1人", due, "A1村书记")
    row = enter_row(offered["A1", "一.2"], columns, by=officer)
    notice = notify(round, county["A1"], by=officer)
    receive_notice(notice, by=county.person("a1_secretary"))
    row.refresh_from_db()
    start_rectification(row, by=county.person("a1_secretary"))
    submit_rectification(row, done="已补选到位", by=county.person("a1_secretary"))
    look_back(row, checked_on=timezone.localdate(), result=LookBackResult.FIXED, evidence="查看选举材料", by=officer)
    sign_off(row, evidence="材料齐全", by=secretary)
    row.refresh_from_db()
    assert row.signed_off_on == timezone.localdate()

    publish_ranking_lists(round, by=secretary)
    publish_bulletin(round, by=secretary)
    publish_summary(round, written={}, by=secretary)
    publish_ledger(round, by=officer)
    assert sorted(Document.objects.values_list("kind", flat=True)) == [
        "bulletin",
        "filing",
        "ledger",
        "notice",
        "ranking_list",
        "ranking_list",
        "summary",
    ]

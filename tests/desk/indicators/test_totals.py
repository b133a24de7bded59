"""Sums over the tree: exact, judged only where the county is asked, and the same however they are grouped."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.indicators.models import IndicatorDefinition
from guanmo.stages.organisations.enums import Kind
from tests.county import Scene
from tests.desk.indicators.facts import Fact, designated, member, organisation, record, reserve, seated, spent
from tests.desk.records.ledgers import logged_in
from tests.desk.records.test_versions import edited

TODAY = date(2026, 11, 15)
YOUNG = {"birth_year": 1991, "education": "senior"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


def line_of(scene: Scene, code: str, person: str = "county_admin") -> Any:
    """The line of one indicator on its own page, of the period that is shown first; the overview has the same lines."""
    shown = logged_in(scene, person).get(reverse("desk:indicators-detail", args=[code])).context
    return [line for _period, _words, line in shown["history"] if line.period == shown["shown"]][-1]


def on_the_overview(scene: Scene, code: str) -> Any:
    page = logged_in(scene, "county_admin").get(reverse("desk:indicators-list"))
    lines = [one for group in page.context["groups"] for one in group.lines]
    return next(one for one in lines if one.summary.asked.code == code)


def write(scene: Scene, *facts: Fact) -> None:
    for fact in facts:
        fact(scene)


def retarget(scene: Scene, code: str, target: str, tolerance: str = "0") -> None:
    """The county sets another target on the page."""
    url = reverse("desk:indicators-edit", args=[code])
    answer = logged_in(scene, "county_admin").post(
        url, {"target": target, "tolerance": tolerance, "reason": "按今年计划"}
    )
    assert answer.status_code == 302


@pytest.mark.requirement("S3-5.2-d")
def test_the_share_of_dues_spent_at_the_bottom_is_that_of_the_sums(scene: Scene) -> None:
    assert line_of(scene, "dues_to_primary").total == "—"
    write(scene, spent("10.10", "2026-01-01"), spent("19.90", "2026-11-15", "AE"), spent("70.00", "2026-05-05", "A"))
    write(scene, spent("500.00", "2026-05-05", "A", "remitted"), spent("900.00", "2025-12-31", "A"))
    assert line_of(scene, "dues_to_primary").total == "30%"
    detail = logged_in(scene, "county_admin").get(reverse("desk:indicators-detail", args=["dues_to_primary"]))
    assert [(area.code, line.total) for area, line in detail.context["areas"]] == [("A", "30%"), ("B", "—")]


@pytest.mark.requirement("S4-12g")
@pytest.mark.parametrize(
    "code", ["village_guides", pytest.param("reserve_secretaries", marks=pytest.mark.requirement("S4-12j"))]
)
def test_the_county_counts_people_against_a_target_that_it_sets(scene: Scene, code: str) -> None:
    assert (line_of(scene, code).total, line_of(scene, code).state) == ("—", "")
    one = designated("guide", "A1") if code == "village_guides" else reserve(1)
    two = designated("guide", "B1") if code == "village_guides" else reserve(1, at="B1")
    write(scene, one, two)
    assert (line_of(scene, code).total, line_of(scene, code).state) == ("2人", "未达标")  # against 1000
    retarget(scene, code, "3")
    assert line_of(scene, code).state == "未达标"
    retarget(scene, code, "2")
    assert line_of(scene, code).state == "达标"
    assert [one.version for one in IndicatorDefinition.objects.filter(code=code)] == [2, 3]


@pytest.mark.requirement("S4-15f")
@pytest.mark.parametrize(
    ("code", "good", "bad"),
    [
        ("new_members_young", YOUNG, {**YOUNG, "birth_year": 1990}),
        ("new_members_educated", YOUNG, {**YOUNG, "education": "junior"}),
        ("new_members_both", YOUNG, {**YOUNG, "education": "junior"}),
    ],
)
def test_new_members_are_judged_for_the_county_at_seventy_per_cent(
    scene: Scene, code: str, good: Any, bad: Any
) -> None:
    assert line_of(scene, code).state == ""
    write(scene, *(member(f"好{n}", "A1" if n % 2 else "AE", "2026-07-01", **good) for n in range(7)))
    write(
        scene, *(member(f"差{n}", "B1", "2026-11-15", **bad) for n in range(3)), member("老党员", joined="2025-12-31")
    )
    assert (line_of(scene, code).total, line_of(scene, code).tone) == ("70%（7/10）", "good")
    write(scene, member("再一个", "A2", "2026-02-02", **bad))
    assert (line_of(scene, code).total, line_of(scene, code).state) == (
        "63.6%（7/11）",
        "进度偏慢",
    )


@pytest.mark.requirement("S4-12n")
def test_four_of_five_secretaries_have_been_to_college(scene: Scene) -> None:
    """Three of four are too few; whose account or education nobody entered is not counted."""
    assert (line_of(scene, "secretary_college").total, line_of(scene, "secretary_college").state) == ("—", "")
    for at, education in (("a1", "college"), ("a2", "bachelor"), ("a3", "master"), ("b1", "senior")):
        write(scene, member(at, at.upper(), account=f"{at}_secretary", education=education))
    line = line_of(scene, "secretary_college")
    assert (line.total, line.state) == ("75%（3/4）", "未达标")
    write(scene, organisation("A4", Kind.VILLAGE, "A"), seated("a4_secretary", "A4"))
    assert line_of(scene, "secretary_college").total == "75%（3/4）"
    write(scene, member("a4", "A4", account="a4_secretary", education="college"))
    write(
        scene, member("副", "A1", account="a1_deputy", education="senior"), member("未填", "AE", account="ae_secretary")
    )
    line = line_of(scene, "secretary_college")
    assert (line.total, line.state) == ("80%（4/5）", "达标")


@pytest.mark.requirement("S4-31e")
def test_the_share_of_centres_with_all_four_functions(scene: Scene) -> None:
    """Three of four functions are not enough; whoever registered no centre is not known, and is no miss."""
    assert line_of(scene, "centre_functions").total == "—"
    centre = {"sign": True, "slogan": True, "items": [{"item": "证明代办", "since": "2026-01-01"}]}
    four = ["platform", "office", "activity", "service"]
    for at, functions in (("A1", four), ("A3", four), ("B1", four[:3])):
        write(scene, record("service_centre", "2026-06-01", at, **centre, functions=functions))
    line = line_of(scene, "centre_functions")
    assert (line.total, line.met, line.missed, line.unknown) == ("66.7%（2/3）", 2, 0, 1)  # the year is not over
    write(scene, record("service_centre", "2026-07-01", "A2", **centre))
    assert line_of(scene, "centre_functions").total == "50%（2/4）"
    write(scene, record("service_centre", "2026-07-01", "A2", **centre, functions=four))
    assert line_of(scene, "centre_functions").total == "75%（3/4）"


@pytest.mark.requirement("S4-12m")
def test_the_average_age_of_the_committees_is_that_of_county_and_township(scene: Scene) -> None:
    """45 is met, 45.5 is not, and is once the county lets half a year pass; 2026 less the year of birth."""
    assert line_of(scene, "committee_age").total == "—"
    write(scene, member("书记", account="a1_secretary", birth_year=1981))
    assert (line_of(scene, "committee_age").total, line_of(scene, "committee_age").state) == ("45岁", "达标")
    write(scene, member("副", account="a1_deputy", birth_year=1980))
    write(scene, member("不知", "A2", account="a2_secretary", birth_year=None), member("党员", birth_year=1930))
    assert (line_of(scene, "committee_age").total, line_of(scene, "committee_age").state) == ("45.5岁", "未达标")
    retarget(scene, "committee_age", "45", "0.5")
    assert line_of(scene, "committee_age").state == "达标"
    write(scene, member("乙", "B1", account="b1_secretary", birth_year=1986))
    detail = logged_in(scene, "county_admin").get(reverse("desk:indicators-detail", args=["committee_age"]))
    assert [(area.code, line.total) for area, line in detail.context["areas"]] == [("A", "45.5岁"), ("B", "40岁")]
    assert on_the_overview(scene, "committee_age") == line_of(scene, "committee_age")


def talent(kind: str, at: str, **more: Any) -> Fact:
    said = {"kind": kind, "post": "合作社负责人", "consent": "given", **more}
    return record("talent", str(said.pop("on", "2026-03-03")), at, **said)


def sent(at: str = "A1", on: str = "2026-03-03", **more: Any) -> Fact:
    said = {"cadre": "样某", "position": "cadre", "kind": "placement", "place": "A镇"}
    return record("cadre_training", on, at, **{**said, **more})


def titled(code: str, title: str, on: str = "2026-03-03") -> Fact:
    return record("honour_title", on, "D", target=f"@{code}", title=title, basis="县委文件")


def trained(at: str, **more: Any) -> Fact:
    return sent(at, **{"position": "secretary", "kind": "revitalisation", "completed": True, **more})


def pattern(papers: str = "proof", *, formed: bool = True, on: str = "2026-03-03") -> Fact:
    return record("regional_pattern", on, "A3", papers=papers, formed=formed, feature="楼宇联建")


COUNTED = [
    ("S4-12d", "returned_talents", 3, (talent("returned", "A1"), talent("returned", "D", village="@B1"), talent("returned", "A2", ended="2026-11-15")),
     (talent("returned", "A2", ended="2026-11-14"), talent("local", "A1"), talent("returned", "A"), talent("returned", "A", village="@AE"))),
    ("S4-12e", "placed_cadres", 2, (sent("A1"), sent("A1", "2026-05-05"), sent("A", position="reserve")),
     (sent(kind="practice"), sent("A", position="township"), sent(on="2025-12-31"))),
    ("S4-12e", "placed_cadres", 3,
     (sent("A"), sent("A", village="@A1"), sent("A", village="@A2"), sent("A", "2026-05-05", village="@A2")), ()),
    ("S4-12f", "revitalisation_training", 2,
     (titled("A1", "demonstration", "2025-07-01"), titled("B1", "advanced"), trained("A1"), trained("A1", on="2026-05-05"),
      trained("B", village="@B1")),
     (trained("A2"), trained("B"), titled("A3", "outstanding"), trained("A3"), trained("A1", completed=False), trained("B1", position="cadre"))),
    ("S4-12h", "local_talents", 3, (talent("local", "A1", on="2025-03-03"), talent("local", "D"), talent("local", "A1", ended="2026-11-15")),
     (talent("returned", "A1"), talent("local", "A1", on="2025-03-03", ended="2026-11-14"))),
    ("S4-12i", "college_cadres", 2, (talent("college", "A1"), talent("college", "A2")), (talent("local", "A1"),)),
    ("S4-22a", "excellent_branches", 2, (titled("A1", "excellent"), titled("AE", "excellent"), titled("A1", "excellent", "2026-05-05")),
     (titled("A2", "outstanding"), titled("A2", "excellent", "2025-12-31"))),
    ("S4-22a", "outstanding_branches", 2, (titled("A1", "outstanding"), titled("AE", "outstanding")), (titled("A2", "excellent"),)),
    ("S4-31c", "red_points", 2,
     (organisation("U1", Kind.AGENCY, "C"), organisation("U2", Kind.AGENCY, "C"), titled("U1", "red_point"), titled("U2", "red_point")),
     (titled("A2", "red_point"), titled("A", "red_point"), titled("U2", "demonstration"))),
    ("S4-7c", "regional_patterns", 1, (pattern(""), pattern(formed=False), pattern()), ()),
    ("S4-7c", "regional_patterns", 0, (pattern(),), (pattern(formed=False, on="2026-10-10"),)),
    ("S4-7c", "regional_patterns", 0, (pattern(),), (pattern("", on="2026-10-10"),)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "number", "count", "do_not"),
    [pytest.param(*one[1:], id=one[1], marks=pytest.mark.requirement(one[0])) for one in COUNTED],
)
def test_what_the_county_named_enrolled_and_sent_is_counted_against_its_number(
    scene: Scene, code: str, number: int, count: tuple[Fact, ...], do_not: tuple[Fact, ...]
) -> None:
    """Nothing recorded is unknown; one too few is short; what is like it does not count."""
    assert (line_of(scene, code).total, line_of(scene, code).state) == ("—", "")
    write(scene, *count, *do_not)
    counted = line_of(scene, code).total
    assert counted.rstrip("人项") == str(number)
    retarget(scene, code, str(number + 1))
    assert line_of(scene, code).tone != "good"
    retarget(scene, code, str(number))
    assert line_of(scene, code).tone == "good"


CENTRE = {"sign": True, "slogan": True, "items": [{"item": "证明代办", "since": "2026-01-01"}]}


def site(on: str, status: str) -> Fact:
    return record("remote_education_site", on, person="@a1_secretary", status=status)


def furnished(on: str, papers: str) -> Fact:
    return record("service_centre", on, papers=papers, **CENTRE)


@pytest.mark.parametrize(
    ("code", "cards", "met"),
    [
        ("remote_education_site", (site("2026-03-03", "faulty"), site("2026-10-10", "working")), 1),
        ("remote_education_site", (site("2026-03-03", "working"), site("2026-10-10", "faulty")), 0),
        ("service_centre", (furnished("2026-03-03", ""), furnished("2026-03-03", "photo")), 1),
        ("service_centre", (furnished("2026-03-03", "photo"), furnished("2026-03-03", "")), 0),
    ],
)
def test_of_two_cards_the_newest_holds(scene: Scene, code: str, cards: tuple[Fact, ...], met: int) -> None:
    write(scene, *cards)
    assert line_of(scene, code).met == met


@pytest.mark.requirement("S4-31f")
def test_services_are_compared_with_the_list_as_the_county_shortened_it(scene: Scene) -> None:
    """Three of the eight are there, then the county asks for two, of which one is."""
    said = {"sign": True, "slogan": True, "items": []}
    write(scene, record("service_centre", "2026-06-01", **said, listed=["pension", "medical", "birth"]))
    assert line_of(scene, "services_present").total == "37.5%"
    edited(scene, "service_centre", **{_list_of_services(scene): "城乡居民养老保险、水电费代缴"})
    assert line_of(scene, "services_present").total == "50%"


def _list_of_services(scene: Scene) -> str:
    form = logged_in(scene, "county_admin").get(reverse("desk:ledgers-edit", args=["service_centre"])).context["form"]
    return next(
        one.name for one in form if one.name.startswith("choices-") and "城乡居民养老保险" in (one.value() or "")
    )


@pytest.mark.requirement("S4-12i")
def test_about_a_thousand_has_a_tolerance(scene: Scene) -> None:
    write(scene, talent("college", "A1"), talent("college", "A2"))
    retarget(scene, "college_cadres", "3", "1")
    assert line_of(scene, "college_cadres").tone == "good"
    retarget(scene, "college_cadres", "4", "1")
    assert line_of(scene, "college_cadres").tone != "good"


@pytest.mark.requirement("S4-3b")
def test_the_county_sets_how_often_each_leader_leads_a_study(scene: Scene) -> None:
    """Twice for each of four; once is then too few."""
    people = ("a_secretary", "a_deputy", "a_member", "a_officer")
    led = [record("lead_study", "2026-03-03", "A", leader=f"@{one}", branch="@A1", topic="党章") for one in people]
    write(scene, *led)
    assert line_of(scene, "lead_study", "a_secretary").total == "100%（4/4）"
    url = reverse("desk:indicators-edit", args=["lead_study"])
    said = {"target": "100", "tolerance": "0", "needed": "2", "reason": "每人两次"}
    assert logged_in(scene, "county_admin").post(url, said).status_code == 302
    write(scene, *led[:3])
    assert line_of(scene, "lead_study", "a_secretary").total == "75%（3/4）"
    proof = reverse("desk:indicators-proof", args=[scene["A"].uuid, "lead_study"])
    assert "至少100%（每人或每个组织2次）" in logged_in(scene, "a_secretary").get(proof).content.decode()


def test_townships_add_up_to_the_county(scene: Scene) -> None:
    for at, present in (("A1", 1), ("A3", 1), ("B1", 0)):
        write(scene, record("party_group", "2026-01-09", at, agenda="一"))
        if present:
            write(scene, record("party_group", "2026-10-09", at, agenda="二"))
    line = line_of(scene, "party_group")
    assert (line.met, line.judged, line.missed, line.unknown) == (2, 3, 1, 3)
    page = logged_in(scene, "county_admin").get(reverse("desk:indicators-detail", args=["party_group"]))
    parts = [(area.code, one.met, one.judged, one.unknown) for area, one in page.context["areas"]]
    assert parts == [("A", 2, 2, 3), ("B", 0, 1, 0)]
    assert line_of(scene, "party_group", "a_secretary").judged == 2

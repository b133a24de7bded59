"""One row through its page: look-backs, item-by-item sign-off, refusals that keep the words (S0-3.1-o, S0-3.1-p)."""

import io

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from PIL import Image

from guanmo.stages.rectification.domain.rectify import submit_rectification
from guanmo.stages.rectification.enums import LookBackResult, RowState
from guanmo.stages.rectification.models import Attachment, LedgerRow, LookBack, SignOff
from guanmo.stages.rounds.models import Visit
from tests.county import Scene
from tests.stages.rectification.way import (
    closed_round,
    entered,
    fresh,
    in_days,
    looked_back,
    notified,
    picture,
    submitted,
    upload,
)

pytestmark = pytest.mark.django_db


def step(row: LedgerRow, name: str) -> str:
    return reverse(f"desk:rows-{name}", args=[row.uuid])


def offered(client: Client, row: LedgerRow) -> list[str]:
    return [one.step.name for one in client.get(reverse("desk:ledger-row", args=[row.uuid])).context["steps"]]


@pytest.mark.requirement("S0-3.1-o")
def test_any_number_of_look_backs_with_day_checker_result_and_evidence(county: Scene, client: Client) -> None:
    row = submitted(county)
    written = [("not_fixed", "公示栏还空着"), ("partly", "只补了一半"), ("fixed", "全部补齐")]
    for who, (result, evidence) in zip(("a_officer", "a_deputy", "a_officer"), written, strict=True):
        client.force_login(county.person(who))
        client.post(step(row, "look-back"), {"checked_on": str(in_days(0)), "result": result, "evidence": evidence})
    checks = LookBack.objects.filter(row=row).values_list("checker__name", "checked_on", "result", "evidence")
    assert list(checks) == [
        ("a_officer", in_days(0), "not_fixed", "公示栏还空着"),
        ("a_deputy", in_days(0), "partly", "只补了一半"),
        ("a_officer", in_days(0), "fixed", "全部补齐"),
    ]
    text = client.get(reverse("desk:ledger-row", args=[row.uuid])).content.decode()
    assert [evidence in text for _result, evidence in written] == [True, True, True]


def test_look_back_is_not_dated_before_the_row_was_sent_back(county: Scene, client: Client) -> None:
    """Found fixed on the day before the return: that look-back says nothing of what was put right since."""
    row = looked_back(county, LookBackResult.NOT_FIXED)
    Visit.objects.update(visited_on=in_days(-3))
    client.force_login(county.person("a_officer"))
    client.post(step(row, "return"), {"reason": "还差一次", "due_date": str(in_days(9))})
    submit_rectification(row, done="补了", by=county.person("a1_secretary"))
    words = {"result": "fixed", "evidence": "看了"}
    answer = client.post(step(row, "look-back"), {"checked_on": str(in_days(-1)), **words})
    assert "已要求重新整改" in answer.content.decode()
    assert (fresh(row).state, LookBack.objects.filter(row=row).count()) == ("submitted", 1)
    client.post(step(row, "look-back"), {"checked_on": str(in_days(0)), **words})
    assert fresh(row).state == "looked_back"


@pytest.mark.requirement("S0-3.1-o")
def test_row_without_a_look_back_is_not_signed_off(county: Scene, client: Client) -> None:
    row = submitted(county)
    client.force_login(county.person("a_secretary"))
    answer = client.post(step(row, "sign-off"), {"evidence": "应该好了"})
    assert "这一条现在是“待回头看”，不能销号。" in answer.content.decode()
    assert (fresh(row).state, fresh(row).signed_off_on, SignOff.objects.count()) == (RowState.SUBMITTED, None, 0)


@pytest.mark.requirement("S0-3.1-p")
def test_each_row_is_accepted_by_itself_with_acceptor_day_and_evidence(county: Scene, client: Client) -> None:
    row = looked_back(county)
    other = entered(county, "A2", "五.1", matter="没有标语")
    client.force_login(county.person("a_secretary"))
    assert client.post(step(row, "sign-off"), {"evidence": ""}).context["steps"][0].form.errors != {}
    assert fresh(row).state == RowState.LOOKED_BACK
    client.post(step(row, "sign-off"), {"evidence": "选举材料齐全", "row": other.pk, "rows": [row.pk, other.pk]})
    signed = SignOff.objects.values_list("row", "acceptor__username", "signed_off_on", "evidence")
    assert list(signed) == [(row.pk, "a_secretary", in_days(0), "选举材料齐全")]
    assert (fresh(row).state, fresh(other).state) == (RowState.SIGNED_OFF, RowState.ENTERED)


@pytest.mark.requirement("S0-3.1-p")
def test_no_path_signs_off_more_than_one_row() -> None:
    resolver = get_resolver("guanmo.desk.urls")
    paths = [str(one.pattern) for one in resolver.url_patterns if isinstance(one, URLPattern)]
    assert [one for one in paths if "sign-off" in one] == ["ledger/<uuid:uuid>/sign-off/"]


@pytest.mark.requirement("S0-3.1-p")
def test_rectifying_party_does_not_sign_off(county: Scene, client: Client) -> None:
    row = looked_back(county, submitter="a_officer")
    client.force_login(county.person("a_officer"))
    assert "sign-off" not in offered(client, row)
    answer = client.post(step(row, "sign-off"), {"evidence": "我看可以"})
    assert (
        "整改情况是您填写的，请由其他人“回头看”和验收销号。" in answer.content.decode(),
        "我看可以" in answer.content.decode(),
    ) == (True, True)
    for who in ("a1_secretary", "a1_deputy"):
        client.force_login(county.person(who))
        assert client.post(step(row, "sign-off"), {"evidence": "好"}).status_code == 409
    assert (fresh(row).state, SignOff.objects.count()) == (RowState.LOOKED_BACK, 0)
    client.force_login(county.person("a_secretary"))
    assert offered(client, row)[0] == "sign-off"
    client.post(step(row, "sign-off"), {"evidence": "材料齐全"})
    assert fresh(row).state == RowState.SIGNED_OFF


def test_returned_row_shows_the_reason_and_both_limits(county: Scene, client: Client) -> None:
    row = looked_back(county, LookBackResult.PARTLY)
    client.force_login(county.person("a_secretary"))
    assert offered(client, row)[:1] == ["return"]
    client.post(step(row, "return"), {"reason": "还差1人", "due_date": str(in_days(45))})
    client.force_login(county.person("a1_secretary"))
    text = client.get(reverse("desk:ledger-row", args=[row.uuid])).content.decode()
    limits = [f"{day:%Y}年{day.month}月{day.day}日" for day in (in_days(30), in_days(45))]
    assert [part in text for part in ("还差1人", *limits)] == [True, True, True]
    assert offered(client, row) == ["start", "submission"]


def test_files_are_submitted_and_read_by_those_who_see_the_row(county: Scene, client: Client) -> None:
    row = notified(county)
    client.force_login(county.person("a1_secretary"))
    files = [upload("现场.jpg", picture()), upload("会议 记录.pdf", b"%PDF-1.4\n%%EOF")]
    client.post(step(row, "submission"), {"done": "已补选", "attached": files})
    jpg, pdf = Attachment.objects.order_by("pk")
    answer = client.get(reverse("desk:attachments-file", args=[jpg.uuid]))
    assert Image.open(io.BytesIO(answer.getvalue())).size == (40, 30)  # type: ignore[attr-defined]
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Content-Disposition"].startswith("attachment;")
    statuses = {}
    for who in ("a_officer", "county_admin", "a2_secretary", "a_member", "b_officer"):
        client.force_login(county.person(who))
        statuses[who] = client.get(reverse("desk:attachments-file", args=[pdf.uuid])).status_code
    assert statuses == {"a_officer": 200, "county_admin": 200, "a2_secretary": 404, "a_member": 404, "b_officer": 404}


def test_refused_file_loses_no_words(county: Scene, client: Client) -> None:
    row = notified(county)
    client.force_login(county.person("a1_secretary"))
    long = "我们做了很多。" * 50
    answer = client.post(step(row, "submission"), {"done": long, "attached": [upload("照片.jpg", b"MZ\x00")]})
    text = answer.content.decode()
    assert ("“照片”不是图片、PDF 或 .docx 文件，不能上传。" in text, long in text) == (True, True)
    assert (fresh(row).state, Attachment.objects.count()) == (RowState.NOTIFIED, 0)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("a1_secretary", ("columns", "cancellation", "look-back", "sign-off", "return", "reopening")),
        ("county_admin", ("columns", "cancellation", "start", "submission", "look-back", "sign-off", "return")),
    ],
)
def test_steps_of_others_change_nothing(county: Scene, client: Client, who: str, names: tuple[str, ...]) -> None:
    row = looked_back(county)
    before = list(row.transitions.values_list("pk", flat=True))
    client.force_login(county.person(who))
    words = {"evidence": "x", "reason": "x", "matter": "x", "done": "x", "due_date": str(in_days(5)), "result": "fixed"}
    answers = [client.post(step(row, name), {**words, "checked_on": str(in_days(0))}).status_code for name in names]
    assert answers == [409] * len(names)
    assert (fresh(row).state, list(row.transitions.values_list("pk", flat=True))) == (RowState.LOOKED_BACK, before)


def test_cancelled_and_reopened_with_reasons(county: Scene, client: Client) -> None:
    closed_round(county)
    row = entered(county)
    client.force_login(county.person("a_officer"))
    client.post(step(row, "cancellation"), {"reason": "登记重复"})
    assert (fresh(row).state, row.transitions.last().note) == (RowState.CANCELLED, "登记重复")  # type: ignore[union-attr]
    assert offered(client, row) == []

"""待我办理 for who leads a line, who was sent to a weak organisation, and who holds more than one post."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.file_with_county import file_with_county
from guanmo.procedures.notify import notify
from guanmo.procedures.publish_round import publish_ranking_lists
from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import Duty, Form, GrantedRole, Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.domain.criticise import criticise
from guanmo.stages.rectification.domain.enter_row import Columns
from guanmo.stages.rectification.domain.look_back import look_back
from guanmo.stages.rectification.domain.rectify import submit_rectification
from guanmo.stages.rectification.enums import LookBackResult
from guanmo.stages.rectification.models import LedgerRow, Notice
from guanmo.stages.results.domain.classify import confirm_classes
from tests.county import Scene, finish_visits, running_round, score, visit_to
from tests.desk.rectification.test_weak import moved, opened, send, step
from tests.desk.test_waiting import waits
from tests.stages.rectification.way import ago, fresh, in_days

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def line_officer(county: Scene, code: str = "AE") -> User:
    """Who leads the line of the firm AE, and holds no post."""
    line = User.objects.create_user("line", name="line")
    give_role(line, Gift(GrantedRole.LINE_OFFICER, county[code], timezone.localdate(), None, "任命"), by=None)
    return line


def told(county: Scene, code: str) -> LedgerRow:
    """A criticism of the organisation, with its notice issued."""
    columns = Columns("没有换届", "按程序换届", in_days(30), "样书记")
    row = criticise(county[code], text="不按时换届", columns=columns, by=county.person("a_secretary"))
    notify(None, county[code], by=county.person("a_officer"))
    return fresh(row)


def test_who_leads_a_line_finds_what_is_to_be_checked_and_accepted_there(county: Scene, client: Client) -> None:
    line, row, other = line_officer(county), told(county, "AE"), told(county, "A1")
    assert waits(client, county, "line") == {}

    for one, who in ((row, "ae_secretary"), (other, "a1_secretary")):
        submit_rectification(one, done="已换届", by=county.person(who))
    assert waits(client, county, "line") == {"待回头看": ["A镇样例公司党支部：没有换届 待回头看"]}
    listed = client.get(reverse("desk:ledger-list"))
    assert [one.row.pk for one in listed.context["lines"]] == [row.pk]

    look_back(fresh(row), checked_on=in_days(0), result=LookBackResult.FIXED, evidence="看了", by=line)
    assert waits(client, county, "line") == {"待验收销号": ["A镇样例公司党支部：没有换届 待验收"]}
    client.post(reverse("desk:rows-sign-off", args=[row.uuid]), {"evidence": "齐全"})
    assert (fresh(row).state, waits(client, county, "line")) == ("signed_off", {})


def test_what_cannot_be_opened_yet_does_not_wait(county: Scene, client: Client) -> None:
    line_officer(county)
    round, secretary = running_round(county), county.person("a_secretary")
    score(county, visit_to(round, "AE"), "a_deputy", {"一.1": ("1.00", "没有牌子")})
    finish_visits(county, round)
    close_scoring(round, reason="其余同志下村防汛", by=secretary)
    round.refresh_from_db()
    assert waits(client, county, "line") == {}
    confirm_classes(round, {}, by=secretary)
    file_with_county(round, by=secretary)
    publish_ranking_lists(round, by=secretary)
    assert waits(client, county, "line") == {"待列入台账": ["1个问题还没有列入台账 待处理"]}
    assert client.get(reverse("desk:findings-list", args=[round.uuid])).status_code == 200


def criticised(client: Client, county: Scene, code: str) -> None:
    """The line's officer criticises an organisation on the page, and presses the button for its notice."""
    words = {"text": "不按时换届", "matter": "没有换届", "measure": "按程序换届", "responsible_person": "样书记"}
    client.force_login(User.objects.get(username="line"))
    page = reverse("desk:criticisms-create")
    client.post(page, {**words, "organisation": county[code].pk, "due_date": str(in_days(30))})
    client.post(
        reverse("desk:problems-notice", args=[county[code].uuid]), headers={"referer": f"http://testserver{page}"}
    )


def test_who_leads_a_line_keeps_its_ledger_and_the_township_signs_its_notices(county: Scene, client: Client) -> None:
    line_officer(county)
    criticised(client, county, "A1")
    criticised(client, county, "AE")

    assert [(row.organisation.code, row.state) for row in LedgerRow.objects.all()] == [("AE", "entered")]
    assert (waits(client, county, "line"), Notice.objects.count()) == ({}, 0)
    assert waits(client, county, "a_officer")["待下发通知单"] == ["1项还没有下发通知单 待下发"]


def test_where_no_township_is_above_who_leads_the_line_notifies(county: Scene, client: Client) -> None:
    county.add("N", "样例县农业局党支部", Kind.AGENCY, Form.BRANCH, "C")
    line_officer(county, "N")
    criticised(client, county, "N")
    assert Notice.objects.get().rows.get().state == "notified"


def test_overdue_rows_of_the_line_wait_there_too(county: Scene, client: Client) -> None:
    line_officer(county)
    LedgerRow.objects.filter(pk=told(county, "AE").pk).update(due_date=ago(2))

    assert waits(client, county, "line") == {"逾期未整改": ["A镇样例公司党支部：没有换届 已逾期2个工作日"]}


def test_who_holds_two_posts_finds_what_waits_for_both(county: Scene, client: Client) -> None:
    told(county, "A1")
    submit_rectification(told(county, "A2"), done="已换届", by=county.person("a2_secretary"))
    assert waits(client, county, "a_deputy").keys() == {"待回头看"}

    county.seat("a_deputy", "A1", Duty.FULL_TIME_DEPUTY_SECRETARY)

    assert waits(client, county, "a_deputy").keys() == {"待回头看", "待签收", "待整改"}


def test_case_waits_for_whose_step_it_is(county: Scene, client: Client) -> None:
    line_officer(county)
    opened(client, county, organisation=county["AE"].pk)
    waiting = {who: waits(client, county, who).get("软弱涣散整顿") for who in ("line", "county_admin", "a_secretary")}
    assert waiting == {
        "line": ["A镇样例公司党支部 待研判"],
        "county_admin": ["A镇样例公司党支部 待研判"],
        "a_secretary": None,
    }


def test_case_waits_for_who_was_sent_to_begin_it(county: Scene, client: Client) -> None:
    case = opened(client, county)
    county.add("N", "样例县农业局党支部", Kind.AGENCY, Form.BRANCH, "C")
    county.seat("sent", "N", Duty.LEADERSHIP_MEMBER)
    send(client, case, "sent")
    moved(case, "staffed")

    assert waits(client, county, "sent") == {"软弱涣散整顿": ["A1村党支部 精准选派"]}
    moved(case, "transformed")
    assert waits(client, county, "sent") == {}


@pytest.mark.parametrize("who", ["a_secretary", "county_admin", "sent"])
def test_more_cases_ask_the_database_no_more(county: Scene, client: Client, who: str) -> None:
    county.add("N", "样例县农业局党支部", Kind.AGENCY, Form.BRANCH, "C")
    county.seat("sent", "N", Duty.LEADERSHIP_MEMBER)
    asked, waiting = [], []
    for codes in (("A1",), ("A2", "A3", "B1")):
        for code in codes:
            case = opened(client, county, f"{code[0].lower()}_secretary", organisation=county[code].pk)
            send(client, case, "sent")
            moved(case, "staffed")
        client.force_login(county.person(who))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("desk:waiting"))
        asked.append(len(queries))
        waiting.append([len(group.todos) for group in page.context["groups"] if group.title == "软弱涣散整顿"])

    assert waiting == [[1], [3 if who == "a_secretary" else 4]]
    assert asked[0] == asked[1]


def test_report_waits_for_somebody_else_than_its_writer(county: Scene, client: Client) -> None:
    case = moved(opened(client, county), "rectifying")
    step(client, case, "under_review")

    assert "软弱涣散整顿" not in waits(client, county, "a_secretary")
    assert waits(client, county, "a_officer")["软弱涣散整顿"] == ["A1村党支部 待验收"]

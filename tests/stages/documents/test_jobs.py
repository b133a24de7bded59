"""Long work goes on beside the pages, step by step: it is cancelled between two steps, and a killed worker loses none."""

import os
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.procedures.notify import notify
from guanmo.procedures.work_through import tell_results, work
from guanmo.stages.documents.domain.run_job import Task, begin_job
from guanmo.stages.documents.enums import JobKind
from guanmo.stages.documents.errors import JobRunning
from guanmo.stages.documents.models import Document, Job
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.models import Finding, LedgerRow, Notice
from guanmo.stages.rounds.models import Round
from tests.county import Scene
from tests.stages.rectification.way import in_days
from tests.stages.results.scene import classified_round

EVERYBODY = {"A1", "A2", "A3", "AE", "AS"}


def told() -> list[str]:
    receipts = Document.objects.filter(kind="receipt").order_by("pk")
    return list(receipts.values_list("organisation__code", flat=True))


def begun(county: Scene) -> Job:
    job = tell_results(classified_round(county), by=county.person("a_secretary"))
    assert job is not None
    return job


@pytest.mark.django_db
def test_job_is_worked_through_once_and_shows_how_far_it_is(client: Client, county: Scene) -> None:
    job = begun(county)
    with pytest.raises(JobRunning):
        begin_job(Task(JobKind.RECEIPTS, job.round, job.unit, 5), by=county.person("a_deputy"))
    work(job)
    work(job)
    job.refresh_from_db()
    assert (job.state, job.done, job.percent, job.refused) == ("finished", 5, 100, [])
    assert sorted(told()) == sorted(EVERYBODY)
    client.force_login(county.person("a_secretary"))
    assert "已完成5份，共5份" in client.get(reverse("desk:jobs-detail", args=[job.uuid])).content.decode()
    for person in ("a_member", "b_secretary"):
        client.force_login(county.person(person))
        assert client.get(reverse("desk:jobs-detail", args=[job.uuid])).status_code == 404


@pytest.mark.django_db
def test_job_whose_owner_lost_the_post_says_so_and_stands_in_nobodys_way(client: Client, county: Scene) -> None:
    job = begun(county)
    Appointment.objects.filter(user=county.person("a_secretary")).update(ended_on=in_days(-1))
    work(Job.objects.get())
    job.refresh_from_db()
    assert (job.state, told()) == ("cancelled", [])
    client.force_login(county.person("a_deputy"))
    page = client.get(reverse("desk:jobs-detail", args=[job.uuid])).content.decode()
    assert "可以印发本轮的公文" in page
    client.force_login(county.person("a_secretary"))  # who began it has no right to it any more
    assert client.get(reverse("desk:jobs-detail", args=[job.uuid])).status_code in (403, 404)
    again = tell_results(job.round, by=county.person("a_deputy"))
    assert again is not None
    work(again)
    assert sorted(told()) == sorted(EVERYBODY)


@pytest.mark.django_db
def test_notices_of_one_township_do_not_wait_for_those_of_another(county: Scene) -> None:
    round, by = classified_round(county), county.person("a_officer")
    begin_job(Task(JobKind.NOTICES, round, county["A"], 1), by=by)
    begin_job(Task(JobKind.NOTICES, round, county["B"], 1), by=county.person("b_officer"))
    with pytest.raises(JobRunning):
        begin_job(Task(JobKind.NOTICES, round, county["A"], 1), by=county.person("a_deputy"))


@pytest.mark.django_db
def test_cancelled_job_stops_before_its_next_step_and_can_be_gone_on_with(client: Client, county: Scene) -> None:
    job = begun(county)
    client.force_login(county.person("a_secretary"))
    client.post(reverse("desk:jobs-cancel", args=[job.uuid]))
    work(job)
    job.refresh_from_db()
    assert (job.state, told()) == ("cancelled", [])
    again = tell_results(job.round, by=county.person("a_secretary"))
    assert again is not None
    work(again)
    assert sorted(told()) == sorted(EVERYBODY)


WORKER = """
import django
django.setup()
from guanmo.procedures.work_through import work
from guanmo.stages.documents.models import Job
work(Job.objects.get())
"""


@pytest.mark.django_db(transaction=True)
def test_killed_worker_loses_nothing_and_another_takes_over(county: Scene, tmp_path: Path) -> None:
    round = classified_round(county)
    job = begin_job(Task(JobKind.RECEIPTS, round, county["A"], 5), by=county.person("a_secretary"))
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER], env={**os.environ, **_database(tmp_path)}, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while not told() and time.monotonic() < deadline:
        time.sleep(0.01)
    worker.kill()
    said = worker.communicate()[1].decode()
    before = told()
    assert before, said
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now())  # however long the killing took
    work(job)
    assert told() == before, "the worker was alive a moment ago: nobody takes its job yet"

    Job.objects.filter(pk=job.pk).update(beat_at=job.started_at - timedelta(minutes=2))
    work(job)

    assert told()[: len(before)] == before
    assert sorted(told()) == sorted(EVERYBODY)  # each once
    assert Job.objects.get().state == "finished"


@pytest.mark.django_db(transaction=True)
def test_work_goes_on_beside_the_page_that_began_it(client: Client, county: Scene) -> None:
    round = classified_round(county)
    client.force_login(county.person("a_secretary"))
    answer = client.post(reverse("desk:documents-receipts", args=[round.uuid]))
    assert answer.status_code == 302  # at once, before the documents are made
    for thread in [one for one in threading.enumerate() if one.name == "jobs"]:
        thread.join(60)
    assert sorted(told()) == sorted(EVERYBODY)


def _database(folder: Path) -> dict[str, str]:
    """How another process finds the database of the test."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        (folder / "guanmo.sqlite3").symlink_to(name)
        return {"GUANMO_DATA_DIR": str(folder)}
    own = connection.settings_dict
    return {"GUANMO_DATABASE_URL": f"postgres://{own['USER']}@{own['HOST']}:{own['PORT']}/{name}"}


def waiting_for_notices(county: Scene, codes: tuple[str, ...] = ("A1", "A2", "A3")) -> Round:
    """A classified round in which these organisations wait for a notice."""
    round = classified_round(county)
    for code in codes:
        columns = Columns(f"{code}的问题", "按程序补齐", in_days(30), "样书记")
        enter_row(Finding.objects.filter(organisation__code=code)[0], columns, by=county.person("a_officer"))
    return round


def notified() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("organisation__code", flat=True))


def press(client: Client, county: Scene, round: Round, patch: pytest.MonkeyPatch, at_once: int) -> Job:
    """Somebody presses the button for all notices where so many are issued while the browser waits."""
    patch.setattr("guanmo.procedures.work_through.AT_ONCE", at_once)
    patch.setattr("guanmo.procedures.work_through.resume", lambda: None)
    client.force_login(county.person("a_officer"))
    client.post(reverse("desk:notices-issue-all", args=[round.uuid]))
    return Job.objects.get()


@pytest.mark.django_db
def test_many_notices_are_issued_beside_the_pages_and_each_sees_how_far(
    client: Client, county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = waiting_for_notices(county)
    LedgerRow.objects.filter(organisation__code="A3").update(measure="")
    job = press(client, county, round, monkeypatch, at_once=2)
    assert (job.kind, job.total, notified()) == ("notices", 3, [])
    for name in ("notices-list", "documents-of-round"):
        page = client.get(reverse(f"desk:{name}", args=[round.uuid])).content.decode()
        assert ("已完成0份，共3份" in page, reverse("desk:jobs-detail", args=[job.uuid]) in page) == (True, True)

    work(job)

    job.refresh_from_db()
    assert (job.state, job.done, notified()) == ("finished", 3, ["A1", "A2"])
    page = client.get(reverse("desk:jobs-detail", args=[job.uuid])).content.decode()
    assert "“A3的问题”还缺：整改措施。请先补全。" in page
    assert "已办理3份，共3份，其中1份没有印发" in page
    assert [one.number[-2:] for one in Notice.objects.order_by("pk")] == ["1号", "2号"]
    for person, status in (("a_deputy", 200), ("b_officer", 404), ("a1_secretary", 404)):
        client.force_login(county.person(person))
        assert client.get(reverse("desk:jobs-detail", args=[job.uuid])).status_code == status


@pytest.mark.django_db
def test_control_few_notices_are_there_when_the_page_answers(
    client: Client, county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = waiting_for_notices(county)
    with pytest.raises(Job.DoesNotExist):
        press(client, county, round, monkeypatch, at_once=3)
    assert notified() == ["A1", "A2", "A3"]


@pytest.mark.django_db
def test_notices_stop_between_two_and_are_gone_on_with(
    client: Client, county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = waiting_for_notices(county)
    job = press(client, county, round, monkeypatch, at_once=0)

    def once(*given: Any, **named: Any) -> Notice:
        notice = notify(*given, **named)
        client.post(reverse("desk:jobs-cancel", args=[job.uuid]))
        return notice

    monkeypatch.setattr("guanmo.procedures.work_through.notify", once)
    work(job)
    job.refresh_from_db()
    assert (job.state, notified()) == ("cancelled", ["A1"])

    monkeypatch.setattr("guanmo.procedures.work_through.notify", notify)
    client.post(reverse("desk:notices-issue-all", args=[round.uuid]))
    work(Job.objects.get(state="waiting"))
    assert notified() == ["A1", "A2", "A3"]


@pytest.mark.django_db
def test_notices_of_who_lost_the_post_stop_with_the_reason(
    client: Client, county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = press(client, county, waiting_for_notices(county), monkeypatch, at_once=0)
    Appointment.objects.filter(user=county.person("a_officer")).update(ended_on=in_days(-1))
    work(Job.objects.get())
    job.refresh_from_db()
    assert (job.state, notified()) == ("cancelled", [])
    assert job.refused[0]["reason"] == "只有乡镇（街道）可以下发整改通知单。"


@pytest.mark.django_db(transaction=True)
def test_killed_worker_issues_no_notice_twice_and_loses_none(county: Scene, tmp_path: Path) -> None:
    round = waiting_for_notices(county)
    job = begin_job(Task(JobKind.NOTICES, round, county["A"], 3), by=county.person("a_officer"))
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER], env={**os.environ, **_database(tmp_path)}, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while not notified() and time.monotonic() < deadline:
        time.sleep(0.01)
    worker.kill()
    said = worker.communicate()[1].decode()
    before = notified()
    assert before, said

    Job.objects.filter(pk=job.pk).update(beat_at=job.started_at - timedelta(minutes=2))
    work(job)

    assert notified() == ["A1", "A2", "A3"]
    assert [one.number for one in Notice.objects.order_by("pk")] == [f"A镇党整改〔2026〕{n}号" for n in (1, 2, 3)]


def refusing(code: str, error: Exception) -> Any:
    """``notify``, but one organisation's notice fails with this error."""

    def act(round: Round, organisation: Organisation, *, by: User) -> Notice:
        if organisation.code == code:
            raise error
        return notify(round, organisation, by=by)

    return act


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OSError("disk"), IntegrityError("twice"), RuntimeError("typst")])
def test_step_that_fails_is_named_and_holds_up_no_other(
    client: Client, county: Scene, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    job = press(client, county, waiting_for_notices(county), monkeypatch, at_once=0)
    monkeypatch.setattr("guanmo.procedures.work_through.notify", refusing("A2", error))
    work(job)
    job.refresh_from_db()
    assert (job.state, job.done, notified()) == ("finished", 3, ["A1", "A3"])
    page = client.get(reverse("desk:jobs-detail", args=[job.uuid])).content.decode()
    assert f"{county['A2'].short_name}的这一份没有印成，请联系管理员。" in page


@pytest.mark.django_db
def test_control_job_whose_database_went_away_is_left_for_later(
    client: Client, county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = press(client, county, waiting_for_notices(county), monkeypatch, at_once=0)
    monkeypatch.setattr("guanmo.procedures.work_through.notify", refusing("A2", OperationalError("away")))
    with pytest.raises(OperationalError):
        work(job)
    job.refresh_from_db()
    assert (job.state, job.refused, notified()) == ("running", [], ["A1"])


@pytest.mark.django_db
def test_notice_that_a_colleague_issued_meanwhile_counts_as_done(
    client: Client, county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = press(client, county, waiting_for_notices(county), monkeypatch, at_once=0)

    def meanwhile(round: Round, organisation: Organisation, *, by: User) -> Notice:
        if organisation.code == "A1":
            notify(round, county["A2"], by=county.person("a_officer"))
        return notify(round, organisation, by=by)

    monkeypatch.setattr("guanmo.procedures.work_through.notify", meanwhile)
    work(job)
    job.refresh_from_db()
    assert (job.state, job.done, job.refused) == ("finished", 3, [])
    assert notified() == ["A2", "A1", "A3"]


@pytest.mark.django_db
def test_post_lost_between_two_steps_stops_the_job_there(
    client: Client, county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = press(client, county, waiting_for_notices(county), monkeypatch, at_once=0)

    def and_leave(round: Round, organisation: Organisation, *, by: User) -> Notice:
        notice = notify(round, organisation, by=by)
        Appointment.objects.filter(user=county.person("a_officer")).update(ended_on=in_days(-1))
        return notice

    monkeypatch.setattr("guanmo.procedures.work_through.notify", and_leave)
    work(job)
    job.refresh_from_db()
    assert (job.state, notified()) == ("cancelled", ["A1"])
    assert [one["reason"] for one in job.refused] == ["只有乡镇（街道）可以下发整改通知单。"]


@pytest.mark.django_db
def test_notices_of_who_moved_to_another_township_stop_with_the_reason(
    client: Client, county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = press(client, county, waiting_for_notices(county), monkeypatch, at_once=0)
    elsewhere = Appointment.objects.get(user=county.person("b_officer"))
    elsewhere.delete()
    Appointment.objects.filter(user=county.person("a_officer")).update(post=elsewhere.post)
    work(Job.objects.get())
    job.refresh_from_db()
    assert (job.state, notified(), len(job.refused)) == ("cancelled", [], 1)
    client.force_login(county.person("a_deputy"))
    page = client.get(reverse("desk:jobs-detail", args=[job.uuid])).content.decode()
    assert "开始这项工作的人现在不能向它们下发，请由它们的乡镇（街道）接着下发。" in page

"""Officers do not choose who watches over them: not by a password, not by a post, not by another account name."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guanmo.stages.organisations.domain.appoint import appoint, correct_appointment
from guanmo.stages.organisations.domain.give_role import give_role
from guanmo.stages.organisations.enums import Duty, GrantedRole
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Appointment, User
from tests.access.test_grants import browser, gift
from tests.county import Scene

pytestmark = pytest.mark.django_db
OWN = "own-words-nobody-knows"


def officer(county: Scene) -> Client:
    return browser(county.person("county_admin"))


def with_password(user: User) -> User:
    user.set_password(OWN)
    user.save()
    return user


def keeps_password(user: User) -> bool:
    return User.objects.get(pk=user.pk).check_password(OWN)


@pytest.mark.parametrize(("person", "code", "kept"), [("county_head", "D", True), ("a1_secretary", "A1", False)])
def test_officer_sets_the_password_of_a_secretary_and_not_of_the_head(
    county: Scene, person: str, code: str, kept: bool
) -> None:
    user = with_password(county.person(person))

    officer(county).post(f"/organisations/{county[code].uuid}/holders/{user.uuid}/password/")

    assert keeps_password(user) is kept


def test_administrator_gets_the_first_password_from_the_office_and_no_second_one(county: Scene) -> None:
    auditor = User.objects.create_user("audit", name="样审")
    grant = give_role(auditor, gift(county, GrantedRole.AUDITOR), by=county.person("county_head"))

    first = officer(county).post(f"/grants/{grant.uuid}/password/")
    assert User.objects.get(pk=auditor.pk).has_usable_password(), first.content.decode()
    with_password(auditor)
    officer(county).post(f"/grants/{grant.uuid}/password/")
    assert keeps_password(auditor)


def test_head_is_seated_and_moved_on_the_server_alone(county: Scene) -> None:
    by, head = county.person("county_admin"), Appointment.objects.get(user=county.person("county_head"))
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(NotAllowed, match="guanmo import_tree"):
        correct_appointment(head, started_on=head.started_on, ended_on=yesterday, by=by)
    correct_appointment(head, started_on=head.started_on, ended_on=yesterday, by=None)
    with pytest.raises(NotAllowed, match="guanmo import_tree"):
        appoint(organisation=county["D"], duty=Duty.DEPARTMENT_HEAD, user=by, started_on=date(2026, 1, 1), by=by)


def test_nobody_enters_the_own_post_in_the_department(county: Scene) -> None:
    by, other = county.person("county_admin"), county.person("a1_secretary")
    post = {"organisation": county["D"], "duty": Duty.LEADERSHIP_MEMBER, "started_on": date(2026, 1, 1)}

    with pytest.raises(NotAllowed, match="由同事登记"):
        appoint(**post, user=by, by=by)
    assert appoint(**post, user=other, by=by).user == other


def test_head_who_sets_passwords_as_well_names_nobody(county: Scene) -> None:
    head = county.person("county_head")
    assert browser(head).get("/grants/new/").status_code == 200

    county.seat("county_head", "D", Duty.LEADERSHIP_MEMBER)

    assert browser(User.objects.get(pk=head.pk)).get("/grants/new/").status_code == 404

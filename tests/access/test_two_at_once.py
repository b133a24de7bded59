"""Two gifts at the same moment do not do together what neither may do alone. On both databases."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from guanmo.lib.refusal import Refused
from guanmo.stages.organisations.domain import give_role as acts
from guanmo.stages.organisations.domain import keep_apart
from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import Form, GrantedRole, Kind
from guanmo.stages.organisations.models import Organisation, RoleGrant, User

TIMES = 8
PAIR = (GrantedRole.SECURITY_ADMIN, GrantedRole.AUDITOR)


def at_once(county: Organisation, user: User) -> None:
    """Both roles for one account, each in a thread and transaction of its own."""
    start = Barrier(len(PAIR))

    def give(role: GrantedRole) -> None:
        start.wait()
        try:
            give_role(user, Gift(role, county, timezone.localdate(), None, "任命"), by=None)
        except Refused:
            pass
        finally:
            connection.close()

    threads = [Thread(target=give, args=(role,)) for role in PAIR]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def most_held() -> int:
    county: Organisation = Organisation.objects.add_root(
        {"code": "C", "name": "样例县", "short_name": "样例县", "kind": Kind.COUNTY, "form": Form.COMMITTEE}
    )
    users = [User.objects.create_user(f"u{n}", name=f"样{n}") for n in range(TIMES)]
    for user in users:
        at_once(county, user)
    return max(RoleGrant.objects.filter(user=user).count() for user in users)


@pytest.mark.django_db(transaction=True)
def test_one_account_never_gets_two() -> None:
    assert most_held() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_holding_the_account_it_gets_two(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one transaction in at a time, held or not")
    together = Barrier(len(PAIR), timeout=2)
    checked = keep_apart.check_apart

    def check_and_wait(*given: object) -> None:
        checked(*given)  # type: ignore[arg-type]
        together.wait()

    monkeypatch.setattr(acts, "hold_account", lambda _user: None)
    monkeypatch.setattr(acts, "check_apart", check_and_wait)

    assert most_held() == len(PAIR)

"""The pages of grants in chromium, on a phone and on an office screen: accessible, never wider than the screen."""

from typing import Any

import pytest
from django.utils import timezone

from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import GrantedRole
from guanmo.stages.organisations.models import User
from tests.accessible import violations
from tests.county import Scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(county: Scene) -> Scene:
    for name, role, code in (("anquan", "security_admin", "C"), ("ducha", "inspection_officer", "A")):
        user = User.objects.create_user(name, name="样某", password="guanmo")
        gift = Gift(GrantedRole(role), county[code], timezone.localdate(), None, "部务会研究确定，先试一年")
        give_role(user, gift, by=None)
    return county


def walk(page: Any, width: int) -> None:
    """As the security administrator: the list, a refused form, a grant, its end."""
    page.goto("/login/")
    page.fill("[name=login]", "anquan")
    page.fill("[name=password]", "guanmo")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/grants/")
    check(page, width)
    page.get_by_role("link", name="授权", exact=True).last.click()
    page.wait_for_url("**/new/")
    page.fill("[name=account]", "a1_secretary")
    page.get_by_role("button", name="授权").click()
    check(page, width)
    page.fill("[name=reason]", "包村")
    page.select_option("[name=role]", "guide")
    page.select_option("[name=organisation]", label="A2村党支部")
    page.get_by_role("button", name="授权").click()
    page.wait_for_url("**/grants/")
    page.get_by_role("link", name="收回").first.click()
    check(page, width)


def check(page: Any, width: int) -> None:
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") == width, page.url


def test_on_a_phone(phone: Any, scene: Scene) -> None:
    walk(phone, 390)


def test_on_an_office_screen(desktop: Any, scene: Scene) -> None:
    walk(desktop, 1366)

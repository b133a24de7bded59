"""A post holder gets a first password from the county and changes it; nobody else gives or gets one."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.audit.models import Entry
from guanmo.stages.organisations.models import Organisation, User
from tests.county import Scene

CHANGE = "/password/"


def give_url(county: Scene, code: str, person: str) -> str:
    organisation = Organisation.objects.get(code=code)
    return reverse("desk:holders-password", args=[organisation.uuid, county.person(person).uuid])


def shown(page: str) -> str:
    found = re.search(r'class="strong password">([^<]+)<', page)
    assert found
    return found[1]


def test_holder_logs_in_with_the_password_that_the_county_gave(client: Client, county: Scene) -> None:
    holder = county.person("a1_secretary")
    holder.set_unusable_password()
    holder.save()
    client.force_login(county.person("county_admin"))
    page = client.get(reverse("desk:organisations-detail", args=[Organisation.objects.get(code="A1").uuid]))
    assert "设置登录密码" in page.content.decode()

    given = client.post(give_url(county, "A1", "a1_secretary"))

    password = shown(given.content.decode())
    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", password)
    assert "no-store" in given["Cache-Control"]
    assert Client().login(username=holder.username, password=password)
    line = Entry.objects.get(act="password.given")
    assert (line.by, line.target_id, line.facts) == (county.person("county_admin"), str(holder.pk), {})


def test_password_is_shown_once_and_each_time_another(client: Client, county: Scene) -> None:
    client.force_login(county.person("county_admin"))
    url = give_url(county, "A1", "a1_secretary")

    first, second = (shown(client.post(url).content.decode()) for _n in range(2))

    assert first != second
    assert client.get(url).status_code == 405
    assert first not in str(dict(client.session))


def test_old_login_ends_with_the_old_password(client: Client, county: Scene) -> None:
    holder = Client()
    holder.force_login(county.person("a1_secretary"))
    assert holder.get("/").status_code == 200
    client.force_login(county.person("county_admin"))

    client.post(give_url(county, "A1", "a1_secretary"))

    assert holder.get("/").status_code == 302


@pytest.mark.parametrize("person", ["county_head", "a_secretary", "a_officer", "a1_secretary", "b_secretary"])
def test_only_the_county_administrator_gives_passwords(client: Client, county: Scene, person: str) -> None:
    before = list(User.objects.order_by("pk").values_list("password", flat=True))
    client.force_login(county.person(person))
    organisation = Organisation.objects.get(code="A1")

    answer = client.post(give_url(county, "A1", "a1_deputy" if person == "a1_secretary" else "a1_secretary"))

    assert answer.status_code in (404, 409)
    assert list(User.objects.order_by("pk").values_list("password", flat=True)) == before
    page = client.get(reverse("desk:organisations-detail", args=[organisation.uuid])).content.decode()
    assert "登录密码" not in page


def test_person_of_another_organisation_is_not_found_there(client: Client, county: Scene) -> None:
    client.force_login(county.person("county_admin"))
    assert client.post(give_url(county, "A1", "b_secretary")).status_code == 404


def test_user_changes_the_own_password_and_stays_logged_in(client: Client, county: Scene) -> None:
    user = county.person("a1_secretary")
    client.force_login(user)
    assert f'href="{CHANGE}"' in client.get("/").content.decode()
    new = {"old": "guanmo", "new": "yin-shan-82-lu", "again": "yin-shan-82-lu"}

    answer = client.post(CHANGE, new)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").status_code == 200
    assert Client().login(username=user.username, password="yin-shan-82-lu")
    assert Entry.objects.filter(act="password.changed", by=user).count() == 1


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("guanmo-2", "yin-shan-82-lu", "yin-shan-82-lu", "旧密码不对，请再输一遍。忘记了的，请县委组织部重设。"),
        ("guanmo", "a7-b9", "a7-b9", "新密码太短，至少要 8 位。"),
        ("guanmo", "password1", "password1", "新密码太常见，容易被猜到，请换一个。"),
        ("guanmo", "8230175946", "8230175946", "新密码不能全是数字，请加上字母。"),
        ("guanmo", "yin-shan-82-lu", "yin-shan-83-lu", "两遍新密码不一样，请再输一遍。"),
    ],
)
def test_bad_new_password_is_refused_and_the_old_one_holds(
    client: Client, county: Scene, old: str, new: str, again: str, sentence: str
) -> None:
    user = county.person("a1_secretary")
    client.force_login(user)

    answer = client.post(CHANGE, {"old": old, "new": new, "again": again})

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert new not in answer.content.decode()
    assert Client().login(username=user.username, password="guanmo")
    assert not Entry.objects.filter(act="password.changed").exists()

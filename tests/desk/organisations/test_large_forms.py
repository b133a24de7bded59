"""A county may tick each of its organisations in one form: what a browser sends then is not refused for its length."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import Scene

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize(("ticked", "status"), [(3_000, 200), (10_001, 400)])
def test_form_of_a_large_county_is_read(county: Scene, client: Client, ticked: int, status: int) -> None:
    client.force_login(county.person("county_admin"))
    sent = "&".join(["organisations=0"] * ticked)

    answer = client.post(reverse("desk:settings-confirm"), sent, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == status

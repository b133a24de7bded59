"""A county with both real sheets, and the same county before it has any sheet.

Imports wait until settings are arranged: pytest reads this file first when only this folder is tested.
"""

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def admin(client: Client, county: Any) -> Client:
    assert client.login(username="county_admin", password="guanmo")
    return client


@pytest.fixture
def bare_county(db: None, fast_passwords: None) -> Any:
    """The small county without a single sheet."""
    from tests.county import build_county

    return build_county(sheets=False)


@pytest.fixture
def bare_admin(client: Client, bare_county: Any) -> Client:
    assert client.login(username="county_admin", password="guanmo")
    return client

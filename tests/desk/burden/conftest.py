"""The small county on one fixed day, without the shipped ledgers: what is asked is what the tests ask."""

from datetime import date
from typing import Any

import pytest

TODAY = date(2026, 11, 15)


@pytest.fixture
def asked(county: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)
    return county

"""The county with its ledgers, on one fixed day."""

from typing import Any

import pytest


@pytest.fixture
def scene(db: None, fast_passwords: None, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    from django.utils import timezone

    from tests.desk.records.ledgers import TODAY, county_with_ledgers

    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)
    return county_with_ledgers()

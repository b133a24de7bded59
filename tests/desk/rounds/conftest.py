"""Fixtures of the round pages."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

Counted = Callable[[Callable[[], object]], int]


@pytest.fixture
def counted() -> Counted:
    """How many queries an act makes."""

    def count(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as captured:
            act()
        return len(captured)

    return count

"""The steps of a round and the audit lines are written once: neither objects nor whole sets change or go."""

import pytest
from django.db import models

from guanmo.audit.models import Entry
from guanmo.stages.rounds.models import RoundTransition
from tests.county import Scene, running_round

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [RoundTransition, Entry])
def test_history_is_never_changed_or_removed(county: Scene, model: type[models.Model]) -> None:
    running_round(county)
    rows = model._default_manager
    before = list(rows.order_by("pk").values())
    row = rows.order_by("pk")[0]

    for way in (row.save, row.delete, lambda: rows.all().update(pk=0), lambda: rows.all().delete()):
        with pytest.raises(TypeError, match="append-only"):
            way()

    assert list(rows.order_by("pk").values()) == before

"""Nobody writes what facts are made of without being heard: whole sets tell of themselves, and nothing goes around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import models
from django.db.models.signals import post_save
from django.test.utils import isolate_apps

from guanmo.lib.written import ToldQuerySet, written
from guanmo.stages.indicators.models import FOLLOWED
from guanmo.stages.organisations.models import Organisation

SOURCE = Path(__file__).resolve().parents[2] / "src" / "guanmo"
TABLES = "|".join(one._meta.db_table for one in FOLLOWED)
NAMES = "|".join(one.__name__ for one in FOLLOWED)
AROUND = re.compile(
    rf"(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(?:{TABLES})\b|insert_(?:rows|and_read)\((?:{NAMES}),"
    rf"|\b(?:{NAMES})\._base_manager|_raw_delete|\b_update\(|\bOrganisation\.objects[^\n]*\.update\(|\.objects\.move\("
)
TOLD_OF = {"stages/organisations/domain/update_organisation.py: .objects.move("}
"""It says itself whom it moved."""


def ways_around(text: str) -> Iterator[str]:
    return (found.group() for found in AROUND.finditer(text))


def unheard(model: type[models.Model]) -> bool:
    told = issubclass(model._default_manager.get_queryset().__class__, ToldQuerySet)
    return not (told and written.has_listeners(model) and post_save.has_listeners(model))


def test_every_writer_of_what_facts_are_made_of_is_heard() -> None:
    assert len(FOLLOWED) == 4
    assert [one for one in FOLLOWED if unheard(one)] == []
    assert written.has_listeners(Organisation)
    assert post_save.has_listeners(Organisation)


def test_a_planted_table_without_tellers_is_found() -> None:
    with isolate_apps("guanmo.stages.records"):

        class Planted(models.Model):
            class Meta:
                app_label = "records"

    assert unheard(Planted)


def test_nothing_goes_around_them() -> None:
    found = {
        f"{path.relative_to(SOURCE)}: {way}"
        for path in SOURCE.rglob("*.py")
        for way in ways_around(path.read_text(encoding="utf-8"))
    }
    assert found == TOLD_OF


@pytest.mark.parametrize(
    "planted",
    [
        'cursor.execute("UPDATE records_record SET held_on = %s")',
        'cursor.execute(f"""INSERT INTO\n  records_supplement (record_id)""")',
        "insert_rows(RecordEvidence, names, rows)",
        "Organisation.objects.move(fresh, above)",
        "Organisation.objects.filter(pk=1).update(kind=kind)",
    ],
)
def test_a_planted_way_around_is_found(planted: str) -> None:
    assert list(ways_around(planted))

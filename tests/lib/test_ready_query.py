"""A query that is put together once finds what Django finds, as the same objects."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, F, IntegerField, Model, QuerySet

from guanmo.lib.ready_query import Given, GivenMany, OneOf, ReadyQuery
from guanmo.stages.rounds.models import Visit
from tests.county import Scene, running_round

pytestmark = pytest.mark.django_db
JOINED = ("round", "organisation", "sheet")
FURTHER = "round__organiser"


def _asked() -> QuerySet[Visit]:
    named = OneOf(F("pk"), GivenMany("visits", BigIntegerField()))
    return (
        Visit.objects.filter(named)
        .select_related(*JOINED, FURTHER)
        .annotate(more=Given("more", IntegerField()))
        .order_by("pk")
    )


visits = ReadyQuery(_asked)


def fields(one: Model | None) -> dict[str, Any] | None:
    return one and {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


def test_rows_joined_rows_and_missing_ones_are_as_django_reads_them(county: Scene) -> None:
    round = running_round(county)
    without_sheet = round.visits.order_by("pk")[0]
    Visit.objects.filter(pk=without_sheet.pk).update(sheet=None)
    keys = list(round.visits.values_list("pk", flat=True))
    for _ in range(2):  # put together, and asked again
        found = visits(visits=keys, more=7)
        stock = Visit.objects.filter(pk__in=keys).select_related(*JOINED).order_by("pk")
        assert [fields(one) for one in found] == [fields(one) for one in stock]
        for name in JOINED:
            assert [fields(getattr(one, name)) for one in found] == [fields(getattr(one, name)) for one in stock]
        assert {one.more for one in found} == {7}  # type: ignore[attr-defined]
        assert len({id(one.round) for one in found}) == 1
    assert found[0].sheet is None
    assert found[1].sheet is not None


def test_what_is_joined_to_the_joined_is_there_too(county: Scene, django_assert_num_queries: Any) -> None:
    round = running_round(county)
    keys = list(round.visits.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        found = visits(visits=keys, more=0)
        assert {one.round.organiser for one in found} == {round.organiser}


def test_percent_signs_in_a_statement_stay_what_they_are() -> None:
    with connection.cursor() as cursor:
        for value in ("first", "second"):
            cursor.execute("SELECT '100%%', %s", [value])
            assert cursor.fetchone() == ("100%", value)
        cursor.execute("SELECT '100%'")
        assert cursor.fetchone() == ("100%",)

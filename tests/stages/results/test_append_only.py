"""What decides is written once: neither objects nor whole sets can be changed or removed."""

import pytest
from django.db import models

from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.documents.models import Document, DocumentFile, Withdrawal
from guanmo.stages.results.domain.file_results import answer_filing
from guanmo.stages.results.enums import Answer
from guanmo.stages.results.models import Classification, CountedBallot, Filing, FilingAnswer, Ranking, Standing
from tests.county import Scene
from tests.stages.results.scene import classified_round

pytestmark = pytest.mark.django_db

FROZEN = [Ranking, Standing, CountedBallot, Classification, Filing, FilingAnswer, Document, DocumentFile]


def test_rows_that_decide_are_written_once(county: Scene) -> None:
    filing = file_with_county(classified_round(county), by=county.person("a_secretary"))
    answer_filing(filing, Answer.ACCEPTED, by=county.person("county_admin"))

    assert {model.__name__: refusals(model) for model in FROZEN} == {model.__name__: 4 for model in FROZEN}


def refusals(model: type[models.Model]) -> int:
    """How many of the four ways to change a row are refused; the row is there and stays as it is."""
    rows = model._default_manager
    before = list(rows.order_by("pk").values())
    assert before
    row = rows.order_by("pk").first()
    ways = (row.save, row.delete, lambda: rows.all().update(pk=0), lambda: rows.all().delete())
    refused = 0
    for way in ways:
        try:
            way()
        except TypeError as error:
            refused += "append-only" in str(error)
    assert list(rows.order_by("pk").values()) == before
    return refused


def test_withdrawal_is_written_once() -> None:
    withdrawal = Withdrawal(pk=1)
    withdrawal._state.adding = False

    with pytest.raises(TypeError, match="append-only"):
        withdrawal.save()

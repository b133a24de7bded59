"""Answer an objection; a problem of which nothing is left asks for no rectification any more."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.domain.drop_findings import drop_unfounded
from guanmo.stages.results.domain import objection as results
from guanmo.stages.results.models import Objection, ObjectionAnswer


@transaction.atomic
def answer_objection(objection: Objection, points: Mapping[int, Decimal], *, text: str, by: User) -> ObjectionAnswer:
    """Answer, and set aside the offered findings whose deductions are all dropped. Raises what the answer raises."""
    answer = results.answer_objection(objection, points, text=text, by=by)
    drop_unfounded(objection, by=by)
    return answer

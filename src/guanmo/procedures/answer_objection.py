"""Answer an objection; the problems that rest on its deductions are restated, one of which nothing is left is set aside."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.domain.offer_findings import restate_findings
from guanmo.stages.results.domain import objection as results
from guanmo.stages.results.models import Objection, ObjectionAnswer


@transaction.atomic
def answer_objection(objection: Objection, points: Mapping[int, Decimal], *, text: str, by: User) -> ObjectionAnswer:
    """Answer, and restate the findings offered by the contested deductions. Raises what the answer raises."""
    answer = results.answer_objection(objection, points, text=text, by=by)
    restate_findings(objection, by=by)
    return answer

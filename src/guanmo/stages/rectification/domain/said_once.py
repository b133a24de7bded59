"""What one person writes down twice in the same words is a button that was pressed twice."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.errors import EnteredAlready
from guanmo.stages.rectification.models import Finding, SelfCheck

LATELY = timedelta(hours=12)
"""For so long the same words again are taken for the same problem, not for one that came back."""


def check_is_new(known: QuerySet[Finding] | QuerySet[SelfCheck], organisation: Organisation, **words: Any) -> None:
    """Raise EnteredAlready where something known says the same of the organisation. Call inside the transaction that writes it."""
    _hold(organisation)
    same = known.filter(organisation=organisation, at__gt=timezone.now() - LATELY, **words).first()
    if same:
        at = timezone.localtime(same.at)
        raise EnteredAlready(
            _("同样的内容您已经在%(at)s登记过了，不用再登记。如果是另一个问题，请把内容写得不一样。")
            % {"at": f"{at:%H:%M}"}
        )


def findings_that_stand() -> QuerySet[Finding]:
    """All but those of which a row was cancelled: these may be written down again."""
    return Finding.objects.exclude(rows__state=RowState.CANCELLED)


def _hold(organisation: Organisation) -> None:
    """Whoever presses at the same moment waits here; who only refers to the organisation does not."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)

"""What one person writes down twice in the same words is a button that was pressed twice."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.errors import EnteredAlready
from guanmo.stages.rectification.models import Finding, SelfCheck

LATELY = timedelta(hours=12)
"""For so long the same words again are taken for the same problem, not for one that came back."""


def check_finding_is_new(organisation: Organisation, **words: Any) -> None:
    """Raise EnteredAlready where a finding in the same words stands. Call inside the transaction that writes it."""
    _hold(organisation)
    same = Finding.objects.filter(organisation=organisation, at__gt=timezone.now() - LATELY, **words)
    _refuse(same.exclude(rows__state=RowState.CANCELLED).first())


def check_self_check_is_new(organisation: Organisation, **words: Any) -> None:
    """The same for a self-check."""
    _hold(organisation)
    same = SelfCheck.objects.filter(organisation=organisation, at__gt=timezone.now() - LATELY, **words)
    _refuse(same.first())


def _hold(organisation: Organisation) -> None:
    """Whoever presses at the same moment waits here; who only refers to the organisation does not."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _refuse(known: Finding | SelfCheck | None) -> None:
    if known:
        at = timezone.localtime(known.at)
        raise EnteredAlready(
            _("同样的内容您已经在%(at)s登记过了，不用再登记。如果是另一个问题，请把内容写得不一样。")
            % {"at": f"{at:%H:%M}"}
        )

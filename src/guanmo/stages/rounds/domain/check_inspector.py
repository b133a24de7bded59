"""The one check before somebody inspects: not the organisation in which he holds a post."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.rules import Access
from guanmo.stages.rounds.rules import inspects_own


def check_inspects_others(access: Access, organisation_ids: Iterable[int]) -> None:
    """Raises NotAllowed when one of these organisations (ids) is the own."""
    if inspects_own(access, organisation_ids):
        raise NotAllowed(_("不能检查自己任职的党组织。"))

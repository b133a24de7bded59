"""What the structure check finds beside wrong places: no superior, no leadership, no form of a branch, no rules (S2-2.2.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.stages.organisations.enums import OBSERVED, Form, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import listing, seats_below
from guanmo.stages.records.queries import keepers_of

_BASIC = OBSERVED | {Kind.AGENCY, Kind.SOE, Kind.SCHOOL}
_FORMS = frozenset({Form.COMMITTEE, Form.WORKING_COMMITTEE, Form.GENERAL_BRANCH, Form.BRANCH})
RULES = "organisation_rule"
"""The ledger in which an organisation registers its rules."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing, and the organisations (name, page) where it is."""

    title: str
    organisations: Sequence[tuple[str, str]]


def structure_gaps(user: User) -> list[Gap]:
    """All four, also those that nobody lacks."""
    there = list(listing(user))
    basic = [one for one in there if one.kind in _BASIC]
    alive, keeping = {one.path for one in there}, keepers_of(user, RULES)
    top = min((len(one.path) for one in there), default=0)
    orphans = (one for one in there if len(one.path) > top and one.path[: -one.steplen] not in alive)
    leaderless = (one.organisation for one in seats_below(user, timezone.localdate()) if not one.held)
    return [
        _gap(_("没有上级的组织"), orphans),
        _gap(_("没有班子的组织"), leaderless),
        _gap(_("没有明确党组织形式的组织"), (one for one in basic if one.form not in _FORMS)),
        _gap(_("没有登记制度的组织"), (one for one in basic if one.pk not in keeping)),
    ]


def _gap(title: str, found: Iterable[Organisation]) -> Gap:
    return Gap(title, [(one.name, reverse("desk:organisations-detail", args=[one.uuid])) for one in found])

"""Schedule a round: name its leader and freeze its rules (design.md 4)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.enums import Duty, Kind
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, appointments
from guanmo.stages.rounds.domain.fill_round import (
    add_participants,
    add_visits,
    drop_who_left,
    subordinates_to_visit,
    take_sheets_in_force,
)
from guanmo.stages.rounds.domain.transition import advance, lock_round
from guanmo.stages.rounds.enums import RoundState, Tier
from guanmo.stages.rounds.errors import RoundIncomplete
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.rules import may_lead
from guanmo.stages.sheets.queries import not_applicable_keys


@transaction.atomic
def schedule_round(round: Round, *, by: User) -> Round:
    """Take the sitting secretary as leader and freeze what the county set as not applicable. Raises NotAllowed."""
    if not may_lead(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有党（工）委书记、副书记可以排定本轮观摩。"))
    round.state = lock_round(round).state
    _complete(round)
    if not round.visits.exists():
        raise RoundIncomplete(_("本轮还没有观摩对象，请先在“组织”中录入所属党组织。"))
    round.leader = _leader(round, by)
    round.not_applicable = _not_applicable(round)
    round.save(update_fields=["leader", "not_applicable"])
    record("round.rules_frozen", round, by=by, official=round.official_rule, classes=round.class_rule)
    return advance(round, RoundState.SCHEDULED, by=by)


def _complete(round: Round) -> None:
    """Take in what changed since the draft: who left all posts, new post holders, new organisations, newer sheets."""
    if round.state != RoundState.DRAFT:
        return  # the step is refused below
    drop_who_left(round)
    add_participants(round)
    if round.tier == Tier.INTERNAL:
        add_visits(round, subordinates_to_visit(round))
    take_sheets_in_force(round)


def _leader(round: Round, by: User) -> User | None:
    """The sitting secretary of the township (S0-3.1-a); the head of the organisation department for other tiers (S0-3.3-b)."""
    held = appointments()
    if round.tier == Tier.INTERNAL:
        sitting = held.filter(post__organisation=round.organiser, post__duty=Duty.SECRETARY).first()
    else:
        sitting = held.filter(
            post__organisation__kind=Kind.ORGANISATION_DEPARTMENT, post__duty=Duty.DEPARTMENT_HEAD
        ).first()
    return sitting.user if sitting else None


def _not_applicable(round: Round) -> dict[str, dict[str, list[str]]]:
    frozen: dict[str, dict[str, list[str]]] = {}
    pairs = {
        (v.sheet, Kind(v.organisation.kind)) for v in round.visits.select_related("sheet", "organisation") if v.sheet
    }
    for sheet, kind in sorted(pairs, key=lambda pair: (str(pair[0].uuid), pair[1])):
        keys = not_applicable_keys(sheet, kind)
        if keys:
            frozen.setdefault(str(sheet.uuid), {})[kind] = sorted(keys)
    return frozen

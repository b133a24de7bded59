"""Draft a round: who takes part and whom it visits follow from the posts and the tree (S0-3.1-c, S0-3.1-e)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.lib.period import Quarter
from guanmo.method.aggregation import OfficialRule
from guanmo.method.classification import ClassRule
from guanmo.stages.organisations.enums import (
    LEADERSHIP_TEAM,
    OBSERVED,
    VILLAGE_LEVEL,
    Duty,
    Kind,
)
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.organisations.queries import access_of, appointments, below, subordinates
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.errors import RuleInvalid
from guanmo.stages.rounds.models import Cycle, Participant, Round, Visit
from guanmo.stages.rounds.rules import may_create
from guanmo.stages.sheets.queries import sheet_in_force

VILLAGE_DUTIES = (Duty.SECRETARY, Duty.FULL_TIME_DEPUTY_SECRETARY)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the organiser decides before a round opens (design.md 4)."""

    tier: Tier
    organiser: Organisation
    period: Quarter
    starts_on: date
    deadline: date
    official: OfficialRule
    classes: ClassRule
    scoring: bool = True
    title: str = ""


@transaction.atomic
def create_round(proposal: Proposal, *, targets: Sequence[Organisation] = (), by: User) -> Round:
    """Draft the round with its participants and visits.

    An internal round visits every village, community and two-new organisation of the township; ``targets`` names the
    organisations of the other tiers (the demonstration points of a county round). Raises NotAllowed, RuleInvalid.
    """
    if not may_create(access_of(by), proposal.tier, proposal.organiser.path):
        raise NotAllowed(_("只有本乡镇（街道）可以开展内部观摩；交叉观摩和示范观摩由县委组织部统一安排。"))
    round = _insert(proposal)
    _add_participants(round)
    visited = subordinates(proposal.organiser, OBSERVED) if proposal.tier == Tier.INTERNAL else targets
    add_visits(round, visited)
    record("round.created", round, by=by, period=round.period, tier=round.tier)
    return round


def _insert(proposal: Proposal) -> Round:
    if proposal.deadline < proposal.starts_on:
        raise RuleInvalid(_("完成期限不能早于开始日期。"))
    cycle, _created = Cycle.objects.get_or_create(year=proposal.period.year)
    title = proposal.title or default_title(proposal.organiser, proposal.period, proposal.tier)
    try:
        with transaction.atomic():
            return Round.objects.create(
                cycle=cycle,
                tier=proposal.tier,
                organiser=proposal.organiser,
                period=str(proposal.period),
                title=title,
                starts_on=proposal.starts_on,
                deadline=proposal.deadline,
                scoring=proposal.scoring,
                official_rule=proposal.official.to_json(),
                class_rule=proposal.classes.to_json(),
            )
    except IntegrityError as error:
        raise RuleInvalid(_("这个季度的内部观摩已经建立，请打开已有的一轮继续。")) from error


def default_title(organiser: Organisation, period: Quarter, tier: Tier) -> str:
    """The name an official would give the round, such as 示例镇2026年第三季度内部逐个观摩."""
    quarter = "一二三四"[period.number - 1]
    return f"{organiser.short_name}{period.year}年第{quarter}季度{tier.label}"


def _add_participants(round: Round) -> None:
    own: dict[int, list[int]] = {}
    for user_id, organisation_id in appointments(round.starts_on).values_list("user_id", "post__organisation_id"):
        own.setdefault(user_id, []).append(organisation_id)
    Participant.objects.bulk_create(
        Participant(
            round=round,
            user=appointment.user,
            organisation=appointment.post.organisation,
            own_organisations=own[appointment.user_id],
            post=f"{appointment.post.organisation.short_name}{appointment.post.get_duty_display()}",
        )
        for appointment in first_of_each_person(_expected(round))
    )


def _expected(round: Round) -> list[Appointment]:
    """The holders of the posts that take part (S0-3.1-c); for the county round the secretaries and deputies (S0-3.3-a)."""
    held = appointments(round.starts_on).order_by("post__organisation__path", "pk")
    reach = below([round.organiser.path], "post__organisation__path")
    if round.tier == Tier.INTERNAL:
        team = held.filter(post__organisation=round.organiser, post__duty__in=LEADERSHIP_TEAM)
        village = held.filter(reach, post__organisation__kind__in=VILLAGE_LEVEL, post__duty__in=VILLAGE_DUTIES)
        return [*team, *village]
    leaders = (Duty.SECRETARY, Duty.DEPUTY_SECRETARY)
    kinds = (Kind.TOWN, Kind.TOWNSHIP, Kind.STREET)
    return list(held.filter(reach, post__organisation__kind__in=kinds, post__duty__in=leaders))


def first_of_each_person(held: Sequence[Appointment]) -> list[Appointment]:
    """One appointment a person, the first: nobody stands twice on a participant list."""
    return list({appointment.user_id: appointment for appointment in reversed(held)}.values())[::-1]


def add_visits(round: Round, organisations: Iterable[Organisation]) -> None:
    """One visit for each organisation, with the sheet that its kind decides (S0-A-b)."""
    sheets = {kind: sheet_in_force(kind) for kind in Kind}
    Visit.objects.bulk_create(
        Visit(round=round, organisation=organisation, sheet=sheets[Kind(organisation.kind)])
        for organisation in organisations
    )

"""When a finding may be written: during the round by who takes part, later by the township, never outside a visit."""

import pytest

from guanmo.lib.refusal import Refused
from guanmo.stages.rectification.domain.record_finding import record_finding
from guanmo.stages.rectification.enums import FindingType
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rounds.domain.finish_visit import excuse_visit
from guanmo.stages.rounds.domain.record_visit import praise
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Praise, Round
from tests.county import Scene, running_round, visit_to

pytestmark = pytest.mark.django_db


def find(county: Scene, round: Round, who: str) -> Finding:
    return record_finding(visit_to(round, "A1"), finding_type=FindingType.GAP, text="公示栏空着", by=county.person(who))


def in_state(county: Scene, state: RoundState) -> Round:
    round = running_round(county)
    Round.objects.filter(pk=round.pk).update(state=state)
    return round


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (RoundState.IN_PROGRESS, "a_member"),
        (RoundState.IN_PROGRESS, "a_officer"),
        (RoundState.RANKED, "a_officer"),
        (RoundState.FILED, "a_secretary"),
    ],
)
def test_finding_is_written_during_the_round_and_by_the_township_until_it_is_closed(
    county: Scene, state: RoundState, who: str
) -> None:
    found = find(county, in_state(county, state), who)
    assert list(Finding.objects.all()) == [found]


@pytest.mark.parametrize(
    ("state", "who", "name"),
    [
        (RoundState.DRAFT, "a_secretary", "筹备"),
        (RoundState.SCHEDULED, "a_secretary", "已排定"),
        (RoundState.RANKED, "a_member", "已排名"),
        (RoundState.RANKED, "a2_secretary", "已排名"),
        (RoundState.CLOSED, "a_secretary", "已办结"),
    ],
)
def test_finding_at_another_time_is_refused(county: Scene, state: RoundState, who: str, name: str) -> None:
    round = in_state(county, state)

    with pytest.raises(Refused, match=f"本轮现在是“{name}”，不能记录观摩发现。") as refusal:
        find(county, round, who)

    assert (refusal.value.code, Finding.objects.count()) == ("wrong_step", 0)


def test_excused_visit_has_neither_findings_nor_praise(county: Scene) -> None:
    round = running_round(county)
    secretary = county.person("a_secretary")
    excuse_visit(visit_to(round, "A1"), reason="整村搬迁", by=secretary)

    with pytest.raises(Refused, match="A1村党支部本轮免观摩，没有观摩发现可以记录。"):
        find(county, round, "a_secretary")
    with pytest.raises(Refused, match="A1村党支部本轮免观摩，不能提出表扬。"):
        praise(visit_to(round, "A1"), text="好", by=secretary)

    assert (Finding.objects.count(), Praise.objects.count()) == (0, 0)

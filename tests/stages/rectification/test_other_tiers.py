"""Findings of a round that the county organises: the township of the visited organisation keeps the ledger and notifies."""

import pytest

from guanmo.lib.refusal import NotVisible
from guanmo.procedures.notify import notify
from guanmo.stages.documents.models import Document
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.enums import FindingType, Source
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rectification.queries import finding_for, to_notify
from guanmo.stages.rounds.enums import RoundState, Tier
from guanmo.stages.rounds.models import Round
from tests.county import Scene, draft_round, visit_to
from tests.stages.rectification.way import in_days

pytestmark = pytest.mark.django_db
COLUMNS = Columns("没有公示", "每月公示", in_days(30), "A1村书记")


def county_finding(county: Scene) -> Finding:
    """A problem found on a county round's visit to A1, the round still running."""
    round = draft_round(county)
    Round.objects.filter(pk=round.pk).update(
        tier=Tier.COUNTY_DEMONSTRATION, organiser=county["C"], state=RoundState.IN_PROGRESS
    )
    visit = visit_to(round, "A1")
    return Finding.objects.create(
        source=Source.VISIT_NOTE,
        organisation=visit.organisation,
        visit=visit,
        finding_type=FindingType.GAP,
        text="没有公示",
        by=county.person("county_head"),
    )


def test_township_sees_findings_of_a_county_round_when_its_scoring_is_over(county: Scene) -> None:
    found = county_finding(county)
    for who in ("a_officer", "b_officer"):
        with pytest.raises(NotVisible):
            finding_for(county.person(who), found.uuid)
    Round.objects.update(state=RoundState.RANKED)
    assert finding_for(county.person("a_officer"), found.uuid) == found
    with pytest.raises(NotVisible):
        finding_for(county.person("b_officer"), found.uuid)


def test_township_of_the_visited_organisation_enters_and_notifies_in_its_own_name(county: Scene) -> None:
    found = county_finding(county)
    Round.objects.update(state=RoundState.RANKED)
    for who in ("b_officer", "county_admin"):
        with pytest.raises(NotAllowed):
            enter_row(found, COLUMNS, by=county.person(who))
    officer, round = county.person("a_officer"), Round.objects.get()
    enter_row(found, COLUMNS, by=officer)
    [waiting] = to_notify(officer, round)
    assert waiting.organisation == county["A1"]
    notice = notify(round, waiting.organisation, by=officer)
    assert notice.number == "A镇党整改〔2026〕1号"
    assert Document.objects.get().issuer == county["A"]

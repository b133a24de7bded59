"""What the county has before it does not change under its hands: only a return leads back from a filing (S0-3.1-l)."""

import pytest

from guanmo.lib.refusal import Refused
from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.results.domain.classify import Change, confirm_classes
from guanmo.stages.results.domain.file_results import answer_filing
from guanmo.stages.results.enums import Answer, ManagementClass
from guanmo.stages.results.models import Classification
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round
from tests.county import Scene
from tests.stages.results.scene import classified_round

pytestmark = pytest.mark.django_db


def test_classes_of_a_filed_round_are_not_confirmed_anew(county: Scene) -> None:
    round = classified_round(county)
    file_with_county(round, by=county.person("a_secretary"))
    before = Classification.objects.count()
    better = {county["A3"].uuid: Change(ManagementClass.ADVANCED, "后来进步了")}

    with pytest.raises(Refused, match="本轮已经报县委组织部备案，分类不能再改。") as refusal:
        confirm_classes(round, better, by=county.person("a_secretary"))

    stored = Round.objects.get(pk=round.pk)
    assert (refusal.value.code, stored.state, Classification.objects.count()) == (
        "wrong_step",
        RoundState.FILED,
        before,
    )


def test_classes_of_a_returned_round_are_confirmed_anew(county: Scene) -> None:
    round = classified_round(county)
    filing = file_with_county(round, by=county.person("a_secretary"))
    answer_filing(filing, Answer.RETURNED, reason="依据不足", by=county.person("county_admin"))
    before = Classification.objects.count()

    confirm_classes(round, {}, by=county.person("a_secretary"))

    assert Classification.objects.count() == 2 * before

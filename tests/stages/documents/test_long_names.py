"""A township whose short name is as long as a short name may be can still file, notify and publish."""

import pytest

from guanmo.procedures.file_with_county import file_with_county
from guanmo.stages.documents.domain.next_number import next_number
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.results.models import Filing
from tests.county import Scene
from tests.stages.results.scene import classified_round

pytestmark = pytest.mark.django_db

LONGEST = "长" * Organisation._meta.get_field("short_name").max_length  # type: ignore[operator]


def test_longest_short_name_fits_into_every_number(county: Scene) -> None:
    round = classified_round(county)
    Organisation.objects.filter(pk=county["A"].pk).update(short_name=LONGEST)
    round.organiser.refresh_from_db()

    file_with_county(round, by=county.person("a_secretary"))
    notice = next_number(round.organiser, word=f"{LONGEST}党整改", year=2026)

    assert Filing.objects.get().number == f"{LONGEST}观摩备〔{round.quarter.year}〕1号"
    assert notice == f"{LONGEST}党整改〔2026〕1号"

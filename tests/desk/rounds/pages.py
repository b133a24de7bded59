"""What the tests of round pages share: log in, get a page, send a form."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.test import Client

from guanmo.lib.period import Quarter
from guanmo.method.aggregation import OfficialRule
from guanmo.stages.rounds.domain.create_round import Proposal, create_round
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round
from tests.county import SCORES, Scene


class Desk:
    """One person at the desk."""

    def __init__(self, scene: Scene, name: str) -> None:
        self.client = Client()
        self.client.force_login(scene.person(name))

    def get(self, path: str, **query: str) -> Any:
        return self.client.get(path, query)

    def text(self, path: str, **query: str) -> str:
        """The words of a page that must be there."""
        answer = self.client.get(path, query)
        assert answer.status_code == 200, path
        return str(answer.content.decode())

    def post(self, path: str, **data: Any) -> Any:
        """Send a form from the page on which it stands; follow to where it leads."""
        return self.client.post(path, data, follow=True, headers={"referer": "http://testserver/rounds/"})


def messages_of(answer: Any) -> list[str]:
    """The sentences on the page that answered."""
    return [str(one) for one in answer.context["messages"]]


def county_round(scene: Scene, tier: Tier, targets: Sequence[str], **changes: Any) -> Round:
    """A drafted cross or demonstration round of the county for 2026-Q4."""
    proposal = Proposal(
        tier=tier,
        organiser=scene["C"],
        period=Quarter(2026, 4),
        starts_on=date(2026, 12, 1),
        deadline=date(2026, 12, 20),
        official=OfficialRule(),
        classes=SCORES,
    )
    by = scene.person("county_admin")
    return create_round(replace(proposal, **changes), targets=[scene[code] for code in targets], by=by)

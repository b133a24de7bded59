"""A round of the demo county that is still provisional: one organisation objects, and waits for the second look."""

from datetime import date, timedelta
from random import Random

from guanmo.demo.rounds import WITH_ROUNDS, opened, secretary_of, visit_all
from guanmo.lib.period import Quarter
from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.queries import appointments
from guanmo.stages.results.domain.objection import object_to
from guanmo.stages.results.models import Standing
from guanmo.stages.results.queries import contestable
from guanmo.stages.rounds.models import Round

DAYS = 10


def build_provisional(townships: list[Organisation], today: date) -> None:
    """Last quarter's round of the first township that has filed none, with time for objections."""
    township = townships[WITH_ROUNDS]
    quarter = Quarter.of(Quarter.of(today).first_day - timedelta(days=1))
    secretary = secretary_of(township)
    round = opened(township, quarter, secretary, objection_days=DAYS)
    visit_all(round, Random(20260917), quarter.first_day + timedelta(days=55))
    close_scoring(round, reason="", by=secretary)
    _object(round)


def _object(round: Round) -> None:
    standing = Standing.objects.filter(ranking__round=round, rank__isnull=False).order_by("-rank")[0]
    holder = appointments().get(post__organisation=standing.organisation, post__duty=Duty.SECRETARY).user
    lines = list(contestable(standing)[:2])
    object_to(standing, lines, text="检查当天资料送镇里装订，没有放在村部；现在可以提供原件。", by=holder)

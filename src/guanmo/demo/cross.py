"""The demo county's cross round, still being prepared: some townships have not named their team yet."""

from datetime import date

from guanmo.demo.rounds import CLASSES, OFFICIAL
from guanmo.lib.period import Quarter
from guanmo.stages.organisations.enums import OBSERVED, Duty
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import appointments, subordinates
from guanmo.stages.rounds.domain.assign_team import assign_team
from guanmo.stages.rounds.domain.create_round import Proposal, create_round
from guanmo.stages.rounds.domain.form_team import form_team
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.queries import county_itself

NOT_YET = 3
"""The first townships, the showcase among them, have not named their team."""
SENT = 4


def draft_cross_round(townships: list[Organisation], today: date) -> None:
    """A cross round for next quarter, with two organisations to be visited in each township."""
    by, quarter, county = User.objects.get(username="xian"), Quarter.of(today).next(), county_itself()
    assert county is not None
    proposal = Proposal(
        tier=Tier.CROSS,
        organiser=county,
        period=quarter,
        starts_on=quarter.first_day,
        deadline=quarter.last_day,
        official=OFFICIAL,
        classes=CLASSES,
        scoring=False,
        planned_month=f"{quarter.first_day:%Y-%m}",
    )
    round = create_round(proposal, targets=[one for t in townships for one in subordinates(t, OBSERVED)[:2]], by=by)
    teams = []
    for township in townships[NOT_YET:]:
        held = list(appointments().filter(post__organisation=township).select_related("user").order_by("pk"))
        leader = next(one.user for one in held if one.post.duty == Duty.DEPUTY_SECRETARY)
        others = [one.user for one in held if one.post.duty == Duty.LEADERSHIP_MEMBER][:2]
        teams.append(form_team(round, township, leader=leader, members=others, by=by))
    for team, target in zip(teams[:SENT], townships, strict=False):
        assign_team(team, target, by=by)

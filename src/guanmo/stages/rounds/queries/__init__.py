"""Reads of stage rounds. Every read for a person goes through ``visible_to``."""

from guanmo.stages.rounds.queries.coverage import TownshipCoverage, Unvisited, coverage_of, coverage_years
from guanmo.stages.rounds.queries.lists import (
    TownshipQuarter,
    county_itself,
    current_rounds,
    observable_by,
    organisers_for,
    quarter_view,
    quarters_with_rounds,
    rounds_listed,
)
from guanmo.stages.rounds.queries.order import (
    leader_problem,
    overdue_quarters,
    overdue_townships,
    tier_order_problem,
    townships_before_cross,
)
from guanmo.stages.rounds.queries.people import addable_people, participants_of
from guanmo.stages.rounds.queries.reads import (
    is_participant,
    reads_notes,
    round_for,
    transitions_of,
    visible_to,
    visit_for,
    visit_record_for,
    visits_of,
    visits_visible_to,
)
from guanmo.stages.rounds.queries.teams import (
    TownshipTeams,
    reports_owed,
    rounds_owed_teams,
    sendable_from,
    team_for,
    teams_of,
    teams_problem,
)

__all__ = [
    "TownshipCoverage",
    "TownshipQuarter",
    "TownshipTeams",
    "Unvisited",
    "addable_people",
    "county_itself",
    "coverage_of",
    "coverage_years",
    "current_rounds",
    "is_participant",
    "leader_problem",
    "observable_by",
    "organisers_for",
    "overdue_quarters",
    "overdue_townships",
    "participants_of",
    "quarter_view",
    "quarters_with_rounds",
    "reads_notes",
    "reports_owed",
    "round_for",
    "rounds_listed",
    "rounds_owed_teams",
    "sendable_from",
    "team_for",
    "teams_of",
    "teams_problem",
    "tier_order_problem",
    "townships_before_cross",
    "transitions_of",
    "visible_to",
    "visit_for",
    "visit_record_for",
    "visits_of",
    "visits_visible_to",
]

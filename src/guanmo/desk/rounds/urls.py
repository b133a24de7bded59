"""The paths of stage rounds: rounds, their participants, visits, and coverage."""

from django.urls import URLPattern, path

from guanmo.desk.coverage import views as coverage
from guanmo.desk.rounds.intake_urls import urlpatterns as intake
from guanmo.desk.rounds.views import (
    calendar,
    drafts,
    inspections,
    judge_links,
    lists,
    participants,
    plan,
    rounds,
    steps,
    teams,
    visits,
)

urlpatterns: list[URLPattern] = [
    *intake,
    path("rounds/", lists.rounds_list, name="rounds-list"),
    path("rounds/new/", drafts.round_create, name="rounds-create"),
    path("rounds/<uuid:uuid>/", rounds.round_detail, name="rounds-detail"),
    path("rounds/<uuid:uuid>/rules/", drafts.round_edit, name="rounds-edit"),
    path("rounds/<uuid:uuid>/schedule/", steps.schedule, name="rounds-schedule"),
    path("rounds/<uuid:uuid>/draft/", steps.draft, name="rounds-draft"),
    path("rounds/<uuid:uuid>/opening/", steps.opening, name="rounds-open"),
    path("rounds/<uuid:uuid>/scoring-end/", steps.scoring_end, name="rounds-score"),
    path("rounds/<uuid:uuid>/participants/", participants.participant_list, name="participants-list"),
    path("rounds/<uuid:uuid>/participants/present/", participants.all_present, name="participants-present"),
    path("rounds/<uuid:uuid>/participants/new/", participants.participant_add, name="participants-add"),
    path("rounds/<uuid:uuid>/judge-links/", judge_links.judge_links, name="judge-links"),
    path("rounds/<uuid:uuid>/judge-links/cards/", judge_links.judge_cards, name="judge-cards"),
    path("rounds/<uuid:uuid>/judge-links/revocation/", judge_links.judge_link_revocation, name="judge-links-revoke"),
    path("rounds/<uuid:uuid>/visit-plan/", plan.plan, name="rounds-plan"),
    path("rounds/<uuid:uuid>/visit-plan/removal/", plan.plan_removal, name="rounds-unplan"),
    path("rounds/<uuid:uuid>/teams/", teams.team_list, name="teams-list"),
    path("rounds/<uuid:uuid>/teams/new/", teams.team_form, name="teams-form"),
    path("rounds/<uuid:uuid>/teams/targets/", teams.team_targets, name="teams-assign"),
    path("teams/<uuid:uuid>/removal/", teams.team_removal, name="teams-disband"),
    path("teams/<uuid:uuid>/learning-report/", teams.learning_report, name="teams-report"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("inspections/", inspections.inspection_list, name="inspections-list"),
    path("inspections/new/", inspections.inspection_create, name="inspections-create"),
    path("inspections/<uuid:uuid>/", inspections.inspection_detail, name="inspections-detail"),
    path("inspections/<uuid:uuid>/draw/", inspections.inspection_draw, name="inspections-draw"),
    path("inspections/<uuid:uuid>/list.csv", inspections.inspection_list_file, name="inspections-file"),
    path("visits/<uuid:uuid>/", visits.visit_detail, name="visits-detail"),
    path("visits/<uuid:uuid>/praise/", visits.praise_add, name="visits-praise"),
    path("visits/<uuid:uuid>/findings/", visits.finding_add, name="visits-finding"),
    path("visits/<uuid:uuid>/excuse/", visits.excuse, name="visits-excuse"),
    path("visits/<uuid:uuid>/restoration/", visits.restoration, name="visits-restore"),
    path("visits/<uuid:uuid>/closing/", visits.closing, name="visits-close"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/progress/", coverage.progress, name="coverage-progress"),
]

"""The paths of stage documents."""

from django.urls import URLPattern, path

from guanmo.desk.documents import (
    case_collections,
    figures,
    goal_archives,
    issuing,
    jobs,
    papers,
    plans,
    record_books,
    register,
    score_sheets,
    templates,
    working_ledger,
    written,
)

urlpatterns: list[URLPattern] = [
    path("documents/", register.documents, name="documents-list"),
    path("documents/templates/", templates.templates, name="templates-list"),
    path("documents/reports/", papers.reports, name="reports-list"),
    path("organisations/<uuid:uuid>/papers/", papers.papers, name="papers-list"),
    path("organisations/<uuid:uuid>/record-book/", record_books.of_organisation, name="record-books-of-organisation"),
    path("organisations/<uuid:uuid>/record-book/<int:year>/<str:format>/", record_books.file, name="record-books-file"),
    path(
        "records/libraries/<slug:library>/collection/", case_collections.of_library, name="case-collections-of-library"
    ),
    path("goal-archives/<uuid:uuid>/<str:format>/", goal_archives.file, name="goal-archives-file"),
    path("papers/<uuid:uuid>/", papers.file, name="papers-file"),
    path("papers/<uuid:uuid>/receipt/", papers.receipt, name="papers-receipt"),
    path("jobs/<uuid:uuid>/", jobs.job, name="jobs-detail"),
    path("jobs/<uuid:uuid>/cancellation/", jobs.cancel, name="jobs-cancel"),
    path("jobs/<uuid:uuid>/file/", jobs.file, name="jobs-file"),
    path("templates/<uuid:uuid>/", templates.template, name="templates-detail"),
    path("templates/<uuid:uuid>/preview/", templates.preview, name="templates-preview"),
    path("templates/<uuid:uuid>/retirement/", templates.retire, name="templates-retire"),
    path("documents/<uuid:uuid>/", register.detail, name="documents-detail"),
    path("documents/<uuid:uuid>/withdrawal/", register.withdraw, name="documents-withdraw"),
    path("documents/<uuid:uuid>/figures/", figures.figures, name="documents-figures"),
    path("documents/<uuid:uuid>/<str:format>/", register.file, name="documents-file"),
    path("rounds/<uuid:uuid>/documents/", issuing.of_round, name="documents-of-round"),
    path("rounds/<uuid:uuid>/documents/ranking-lists/", issuing.ranking_lists, name="documents-ranking-lists"),
    path("rounds/<uuid:uuid>/documents/bulletin/", issuing.bulletin, name="documents-bulletin"),
    path("rounds/<uuid:uuid>/documents/summary/", issuing.summary, name="documents-summary"),
    path("rounds/<uuid:uuid>/documents/progress/", issuing.progress, name="documents-progress"),
    path("rounds/<uuid:uuid>/documents/receipts/", issuing.receipts, name="documents-receipts"),
    path("rounds/<uuid:uuid>/documents/working-ledger/", working_ledger.of_round, name="documents-working-ledger"),
    path("organisations/<uuid:uuid>/plan/", plans.plan, name="documents-plan"),
    path("offices/<uuid:uuid>/letter/", written.letter, name="documents-letter"),
    path("offices/<uuid:uuid>/minutes/", written.minutes, name="documents-minutes"),
    path("rounds/<uuid:uuid>/documents/ledger/", issuing.ledger, name="documents-ledger"),
    path("ballots/<uuid:id>/<str:format>/", score_sheets.filled, name="documents-ballot"),
    path("visits/<uuid:uuid>/sheet/<str:format>/", score_sheets.of_visit, name="documents-visit-sheet"),
    path("visits/<uuid:uuid>/aggregate/<str:format>/", score_sheets.aggregate, name="documents-aggregate"),
]

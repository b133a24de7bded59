"""The paths of stage documents."""

from django.urls import URLPattern, path

from guanmo.desk.documents import issuing, register, score_sheets

urlpatterns: list[URLPattern] = [
    path("documents/", register.documents, name="documents-list"),
    path("documents/<uuid:uuid>/", register.detail, name="documents-detail"),
    path("documents/<uuid:uuid>/withdrawal/", register.withdraw, name="documents-withdraw"),
    path("documents/<uuid:uuid>/<str:format>/", register.file, name="documents-file"),
    path("rounds/<uuid:uuid>/documents/", issuing.of_round, name="documents-of-round"),
    path("rounds/<uuid:uuid>/documents/ranking-lists/", issuing.ranking_lists, name="documents-ranking-lists"),
    path("rounds/<uuid:uuid>/documents/bulletin/", issuing.bulletin, name="documents-bulletin"),
    path("rounds/<uuid:uuid>/documents/summary/", issuing.summary, name="documents-summary"),
    path("rounds/<uuid:uuid>/documents/ledger/", issuing.ledger, name="documents-ledger"),
    path("ballots/<uuid:id>/<str:format>/", score_sheets.filled, name="documents-ballot"),
    path("visits/<uuid:uuid>/sheet/<str:format>/", score_sheets.of_visit, name="documents-visit-sheet"),
]

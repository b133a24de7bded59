"""The paths on which the sheets of a round are taken in: progress, held sheets, conflicts, a phone's file, paper."""

from django.urls import URLPattern, path

from guanmo.desk.rounds.views import conflicts, held, imports, live, paper_entries, papers

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:uuid>/live/", live.live, name="rounds-live"),
    path("rounds/<uuid:uuid>/held/", held.held_list, name="rounds-held"),
    path("held/<int:held>/readmission/", held.readmission, name="held-readmit"),
    path("rounds/<uuid:uuid>/import/", imports.import_export, name="rounds-import"),
    path("rounds/<uuid:uuid>/paper/", papers.paper_list, name="rounds-paper"),
    path("rounds/<uuid:uuid>/paper/print/", papers.paper_print, name="paper-print"),
    path("rounds/<uuid:uuid>/paper/print/<uuid:judge>/", papers.paper_print, name="paper-print-judge"),
    path("rounds/<uuid:uuid>/paper/<uuid:judge>/<uuid:visit>/", paper_entries.paper_enter, name="paper-enter"),
    path("paper/<uuid:uuid>/", paper_entries.paper_detail, name="paper-detail"),
    path("paper/<uuid:uuid>/confirmation/", paper_entries.paper_confirm, name="paper-confirm"),
    path("paper/<uuid:uuid>/return/", paper_entries.paper_return, name="paper-return"),
    path("rounds/<uuid:uuid>/conflicts/", conflicts.conflict_list, name="rounds-conflicts"),
    path("conflicts/<int:ballot>/", conflicts.conflict, name="conflicts-detail"),
    path("conflicts/<int:ballot>/decision/", conflicts.decision, name="conflicts-decision"),
]

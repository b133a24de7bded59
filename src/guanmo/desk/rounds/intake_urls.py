"""The paths on which the sheets of a round are taken in: progress, held sheets, conflicts, a phone's file."""

from django.urls import URLPattern, path

from guanmo.desk.rounds.views import conflicts, held, imports, live

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:uuid>/live/", live.live, name="rounds-live"),
    path("rounds/<uuid:uuid>/held/", held.held_list, name="rounds-held"),
    path("held/<int:held>/readmission/", held.readmission, name="held-readmit"),
    path("rounds/<uuid:uuid>/import/", imports.import_export, name="rounds-import"),
    path("rounds/<uuid:uuid>/conflicts/", conflicts.conflict_list, name="rounds-conflicts"),
    path("conflicts/<int:ballot>/", conflicts.conflict, name="conflicts-detail"),
    path("conflicts/<int:ballot>/decision/", conflicts.decision, name="conflicts-decision"),
]

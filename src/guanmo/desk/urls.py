"""The paths of the desk; they follow the way."""

from django.urls import path

from guanmo.desk.audit.urls import urlpatterns as audit
from guanmo.desk.burden.urls import urlpatterns as burden
from guanmo.desk.documents.urls import urlpatterns as documents
from guanmo.desk.grants.urls import urlpatterns as grants
from guanmo.desk.indicators.urls import urlpatterns as indicators
from guanmo.desk.members.urls import urlpatterns as members
from guanmo.desk.organisations.urls import urlpatterns as organisations
from guanmo.desk.overview import views as overview
from guanmo.desk.records.urls import urlpatterns as records
from guanmo.desk.rectification.urls import urlpatterns as rectification
from guanmo.desk.results.urls import urlpatterns as results
from guanmo.desk.rounds.urls import urlpatterns as rounds
from guanmo.desk.sheets.urls import urlpatterns as sheets
from guanmo.desk.structure.urls import urlpatterns as structure
from guanmo.desk.waiting import views as waiting

app_name = "desk"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("waiting/", waiting.waiting, name="waiting"),
    *organisations,
    *structure,
    *members,
    *records,
    *indicators,
    *sheets,
    *rounds,
    *results,
    *rectification,
    *documents,
    *burden,
    *audit,
    *grants,
]

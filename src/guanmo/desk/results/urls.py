"""The paths of stage results."""

from django.urls import URLPattern, path

from guanmo.desk.results import classes, filings, objections, rankings, reliability, reopening, seal, standing

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:uuid>/results/", rankings.results, name="results-list"),
    path("rounds/<uuid:uuid>/results/<str:name>.xlsx", rankings.export, name="results-export"),
    path("rounds/<uuid:uuid>/reliability/", reliability.reliability, name="results-reliability"),
    path("rounds/<uuid:uuid>/seal/", seal.seal, name="results-seal"),
    path("rounds/<uuid:uuid>/seal/sign/", seal.sign, name="results-seal-sign"),
    path("rounds/<uuid:uuid>/seal/archive.zip", seal.archive, name="results-archive"),
    path("rounds/<uuid:uuid>/seal/<int:version>/", seal.seal, name="results-version"),
    path("rounds/<uuid:uuid>/seal/<int:version>/archive.zip", seal.archive, name="results-version-archive"),
    path("rounds/<uuid:uuid>/reopening/", reopening.ask, name="results-reopening"),
    path("rounds/<uuid:uuid>/reopening/answer/", reopening.answer, name="results-reopening-answer"),
    path("visits/<uuid:uuid>/standing/", standing.standing, name="results-standing"),
    path("rounds/<uuid:uuid>/classes/", classes.confirm, name="results-classify"),
    path("organisations/<uuid:uuid>/classes/", classes.history, name="results-classes"),
    path("rounds/<uuid:uuid>/filings/", filings.submit, name="filings-submit"),
    path("visits/<uuid:uuid>/objections/new/", objections.objection_create, name="objections-create"),
    path("objections/", objections.objection_list, name="objections-list"),
    path("objections/<uuid:uuid>/", objections.objection_detail, name="objections-detail"),
    path("objection-files/<uuid:uuid>/", objections.objection_file, name="objections-file"),
    path("rounds/<uuid:uuid>/recount/", objections.objection_recount, name="results-recount"),
    path("filings/", filings.filings, name="filings-list"),
    path("filings/results/<int:year>.xlsx", filings.export, name="filings-export"),
    path("filings/<uuid:uuid>/", filings.detail, name="filings-detail"),
    path("filings/<uuid:uuid>/answer/", filings.answer, name="filings-answer"),
]

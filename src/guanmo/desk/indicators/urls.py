"""The paths of stage indicators."""

from django.urls import path

from guanmo.desk.indicators import answers, boards, heat_map, indicator, missing, overview, settings

urlpatterns = [
    path("indicators/", overview.overview, name="indicators-list"),
    path("indicators/missing/", missing.missing, name="indicators-missing"),
    path("indicators/map/", heat_map.heat_map, name="indicators-map"),
    path("indicators/organisations/<uuid:organisation>/", boards.board, name="indicators-organisation"),
    path("indicators/organisations/<uuid:organisation>/<slug:code>/", boards.proof, name="indicators-proof"),
    path("indicators/<slug:code>/", indicator.detail, name="indicators-detail"),
    path("rounds/<uuid:uuid>/proposals/", answers.answers, name="rounds-proposals"),
    path("indicators/<slug:code>/settings/", settings.edit, name="indicators-edit"),
]

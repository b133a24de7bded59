"""The paths of stage sheets."""

from django.urls import URLPattern, path

from guanmo.desk.sheets import blank, detail, draft, listing, reading

urlpatterns: list[URLPattern] = [
    path("sheets/", listing.sheets, name="sheets-list"),
    path("sheets/standard/", listing.load, name="sheets-load"),
    path("sheets/read/", reading.read, name="sheets-read"),
    path("sheets/drafts/", reading.keep, name="sheets-keep"),
    path("sheets/<uuid:uuid>/", detail.sheet, name="sheets-detail"),
    path("sheets/<uuid:uuid>/publication/", detail.publish, name="sheets-publish"),
    path("sheets/<uuid:uuid>/applicability/", detail.applicability, name="sheets-applicability"),
    path("sheets/<uuid:uuid>/removal/", detail.discard, name="sheets-discard"),
    path("sheets/<uuid:uuid>/heading/", draft.heading, name="sheets-heading"),
    path("sheets/<uuid:uuid>/sections/<int:section>/", draft.section, name="sheets-section"),
    path("sheets/<uuid:uuid>/sections/<int:section>/items/<int:number>/", draft.item, name="sheets-item"),
    path("sheets/<uuid:uuid>/blank.<str:format>", blank.of_sheet, name="sheets-blank"),
]

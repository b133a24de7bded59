"""The paths of leadership, units, grids, contact points and partnerships."""

from django.urls import path

from guanmo.desk.structure.views import (
    contact_points,
    coverage_units,
    grids,
    leadership,
    partnerships,
    regulations,
    settings,
)

urlpatterns = [
    path("leadership/", leadership.leadership, name="leadership"),
    path("leadership/limits/", leadership.limits, name="structure-limits"),
    path("organisations/<uuid:uuid>/holders/<uuid:holder>/facts/", leadership.facts, name="holders-facts"),
    path("organisations/<uuid:uuid>/holders/<uuid:holder>/change/", leadership.change, name="holders-change"),
    path("regulations/", regulations.regulation_list, name="regulations-list"),
    path("regulations/new/", regulations.regulation_create, name="regulations-create"),
    path("regulations/<slug:regulation>/", regulations.regulation_edit, name="regulations-edit"),
    path("setting/", settings.setting_list, name="settings-list"),
    path("setting/confirmation/", settings.setting_confirm, name="settings-confirm"),
    path("organisations/<uuid:uuid>/standing/", settings.standing, name="organisations-standing"),
    path("organisations/<uuid:uuid>/setting/", settings.setting_change, name="settings-change"),
    path("coverage-units/", coverage_units.unit_list, name="units-list"),
    path("organisations/<uuid:uuid>/coverage-units/new/", coverage_units.unit_create, name="units-create"),
    path("coverage-units/<uuid:uuid>/", coverage_units.unit_detail, name="units-detail"),
    path("coverage-units/<uuid:uuid>/closing/", coverage_units.unit_close, name="units-close"),
    path("grids/", grids.grid_list, name="grids-list"),
    path("organisations/<uuid:uuid>/grids/new/", grids.grid_create, name="grids-create"),
    path("grids/<uuid:uuid>/", grids.grid_detail, name="grids-detail"),
    path("grids/<uuid:uuid>/end/", grids.grid_end, name="grids-end"),
    path("contact-points/", contact_points.contact_point_list, name="contact-points-list"),
    path(
        "organisations/<uuid:uuid>/contact-points/new/",
        contact_points.contact_point_create,
        name="contact-points-create",
    ),
    path("contact-points/<uuid:uuid>/end/", contact_points.contact_point_end, name="contact-points-end"),
    path("partnerships/", partnerships.partnership_list, name="partnerships-list"),
    path("organisations/<uuid:uuid>/partnerships/new/", partnerships.partnership_create, name="partnerships-create"),
    path("partnerships/<uuid:uuid>/", partnerships.partnership_detail, name="partnerships-detail"),
    path("partnerships/<uuid:uuid>/side/", partnerships.partnership_side, name="partnerships-side"),
    path("partnerships/<uuid:uuid>/sides/<int:number>/end/", partnerships.partnership_leave, name="partnerships-leave"),
    path("partnerships/<uuid:uuid>/rule/", partnerships.partnership_rule, name="partnerships-rule"),
    path("partnerships/<uuid:uuid>/end/", partnerships.partnership_end, name="partnerships-end"),
]

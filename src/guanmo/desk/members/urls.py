"""The paths of stage members."""

from django.urls import path

from guanmo.desk.members.views import member, roster, roster_import

urlpatterns = [
    path("members/", roster.roster, name="members-list"),
    path("members/limits/", roster.member_limits, name="members-limits"),
    path("members/import/", roster_import.upload, name="rosters-import"),
    path("members/import/template/", roster_import.template, name="rosters-template"),
    path("members/import/<str:token>/", roster_import.preview, name="rosters-preview"),
    path("members/import/<str:token>/confirmation/", roster_import.confirm, name="rosters-confirmation"),
    path("members/import/<str:token>/errors/", roster_import.errors, name="rosters-errors"),
    path("members/<uuid:uuid>/", member.member_detail, name="members-detail"),
    path("members/<uuid:uuid>/correction/", member.member_correct, name="members-correct"),
    path("members/<uuid:uuid>/leaving/", member.member_leave, name="members-leave"),
    path("members/<uuid:uuid>/contact/", member.member_contact, name="members-contact"),
    path("organisations/<uuid:uuid>/members/new/", member.member_create, name="members-create"),
    path("organisations/<uuid:uuid>/members/verification/", roster.verify, name="rosters-verify"),
]

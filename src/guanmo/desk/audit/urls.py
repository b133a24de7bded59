"""The paths of the audit log."""

from django.urls import path

from guanmo.desk.audit import views

urlpatterns = [
    path("audit/", views.audit_log, name="audit"),
    path("audit/lines.xlsx", views.audit_export, name="audit-export"),
]

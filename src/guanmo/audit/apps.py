"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "guanmo.audit"
    label = "audit"

    def ready(self) -> None:
        from guanmo.audit.denials import connect

        connect()

"""The indicators stage as a Django app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "guanmo.stages.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Facts follow from what others write, who know nothing of them."""
        from guanmo.stages.indicators.domain.follow import follow  # models are there only now

        follow()

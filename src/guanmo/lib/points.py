"""Points in the database: exact decimals with two places."""

from typing import Any

from django.db import models

PLACES = 2


class PointsField(models.DecimalField):  # type: ignore[type-arg]
    """A number of points from -999.99 to 999.99, exact to two places. NULL means unknown, never zero."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_digits"], kwargs["decimal_places"] = 5, PLACES
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_digits"], kwargs["decimal_places"]
        return name, path, args, kwargs

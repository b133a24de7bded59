"""Where the figures of an issued document come from, and what stands there today."""

from dataclasses import dataclass
from uuid import UUID

from django.apps import apps

from guanmo.stages.documents.queries.register import document_for
from guanmo.stages.organisations.models import User


@dataclass(frozen=True, slots=True)
class Traced:
    """A printed figure beside what its source says today; ``now`` is None where the source is no single row."""

    label: str
    text: str
    source: str
    now: str | None

    @property
    def same(self) -> bool:
        return self.now is None or self.now == self.text


def traced(user: User, uuid: UUID) -> list[Traced]:
    """Every figure of a document that the user may see, beside its source: one query for each column that was read."""
    document = document_for(user, uuid)
    sources = {figure["source"] for figure in document.figures}
    today = _values(sources)
    return [Traced(one["label"], one["text"], one["source"], today.get(one["source"])) for one in document.figures]


def _values(sources: set[str]) -> dict[str, str]:
    """What stands in the rows and columns named ``app.Model/pk/field``, or ``app.Model/pk/sections/place``; other sources
    are left out."""
    columns: dict[tuple[str, str], dict[str, list[str]]] = {}
    for source in sources:
        if source.count("/") >= 2:
            model, pk, field, *place = source.split("/")
            columns.setdefault((model, field), {}).setdefault(pk, []).extend(place)
    values: dict[str, str] = {}
    for (model, field), rows in columns.items():
        for pk, value in apps.get_model(model)._default_manager.filter(pk__in=rows).values_list("pk", field):
            places = {f"/{place}": value[int(place)]["score"] for place in rows[str(pk)]} or {"": value}
            values |= {f"{model}/{pk}/{field}{place}": str(one) for place, one in places.items()}
    return values

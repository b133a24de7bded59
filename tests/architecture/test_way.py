"""Stages look back along the way, never ahead: the one order stands in four places, and foreign keys obey it.

An import linter does not see `ForeignKey("rounds.Round")`, because a string is not an import.
"""

from __future__ import annotations

import configparser
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.test.utils import isolate_apps

from guanmo.stages import STAGES

ROOT = Path(__file__).resolve().parents[2]
ORDER = ("audit", *STAGES, "demo", "field", "desk")


def contract(name: str) -> configparser.SectionProxy:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser[f"importlinter:contract:{name}"]


def keys_that_look_ahead(candidates: Iterable[type[models.Model]]) -> list[str]:
    """Each relation from an earlier floor or stage to a later one, as "stage.Model.field -> stage.Model"."""
    return [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in candidates
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation and _looks_ahead(model, field.related_model)
    ]


def _looks_ahead(model: type[models.Model], target: type[models.Model]) -> bool:
    # Who acted is the one thing every floor may name: through settings.AUTH_USER_MODEL, not by the stage.
    if target is get_user_model() or target._meta.app_label not in ORDER:
        return False
    return ORDER.index(target._meta.app_label) > ORDER.index(model._meta.app_label)


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("guanmo.")]


def test_stages_equal_the_way_contract() -> None:
    assert tuple(reversed(contract("way")["layers"].split())) == STAGES


def test_stages_equal_the_rooms_contract() -> None:
    assert tuple(name.removeprefix("guanmo.stages.") for name in contract("room")["containers"].split()) == STAGES


def test_stages_equal_the_installed_apps() -> None:
    prefix = "guanmo.stages."
    installed = tuple(name.removeprefix(prefix) for name in settings.INSTALLED_APPS if name.startswith(prefix))
    assert installed == STAGES


def test_stages_equal_the_folders() -> None:
    folders = {path.parent.name for path in (ROOT / "src/guanmo/stages").glob("*/__init__.py")}
    assert folders == set(STAGES)


def test_foreign_keys_point_back() -> None:
    assert own_models()
    assert keys_that_look_ahead(own_models()) == []


def test_a_planted_foreign_key_that_looks_ahead_is_found() -> None:
    later = next(apps.get_app_config("rounds").get_models())
    with isolate_apps("guanmo.stages.organisations"):

        class Planted(models.Model):
            ahead = models.ForeignKey(later, on_delete=models.PROTECT, related_name="+")

            class Meta:
                app_label = "organisations"

        assert keys_that_look_ahead([Planted]) == [f"organisations.Planted.ahead -> {later._meta.label}"]


def test_no_generic_relations() -> None:
    """A generic foreign key points anywhere, so no test could say that it points back."""
    assert [model for model in own_models() if model._meta.private_fields] == []

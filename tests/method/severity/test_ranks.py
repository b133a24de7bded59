"""The chance of being among the best tenth, against draws, on lists so short that a tenth is less than one."""

import numpy as np
import pytest

from guanmo.method.severity.ranks import FEW, rank_intervals

PLACES = {3: 1, 5: 1, 8: 1, 20: 2, FEW: 6, FEW + 1: 7}
"""A tenth of each list, rounded up."""


@pytest.mark.parametrize(("size", "places"), PLACES.items())
def test_who_is_surely_first_is_surely_among_the_best(size: int, places: int) -> None:
    found = rank_intervals(np.arange(size, 0, -1) * 10.0, np.ones(size)).top

    assert found[:places].min() > 0.99
    assert found[places:].max(initial=0) < 0.01


@pytest.mark.parametrize(("size", "places"), PLACES.items())
def test_chance_is_how_often_draws_are_among_the_best(size: int, places: int) -> None:
    chance = np.random.default_rng(size)
    score, error = chance.normal(80, 3, size), chance.uniform(0.5, 3, size)
    drawn = chance.normal(score, error, (40_000, size))
    best = np.argsort(np.argsort(-drawn, axis=1), axis=1) < places

    found = rank_intervals(score, error).top

    assert np.abs(found - best.mean(axis=0)).max() < (0.015 if size <= FEW else 0.05)
    assert found.sum() == pytest.approx(places, rel=0.03)

from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from guanmo.method.ranking import Ranked, rank


def test_rank_gives_equal_scores_one_rank_and_skips_the_next() -> None:
    listed = rank({"d": Decimal("70"), "b": Decimal("88.0"), "a": Decimal("95"), "c": Decimal("88.00")})
    assert [(row.organisation, row.rank) for row in listed] == [("a", 1), ("b", 2), ("c", 2), ("d", 4)]


def test_rank_lists_organisations_without_a_score_last_and_unranked() -> None:
    listed = rank({"b": None, "c": Decimal(0), "a": None})
    assert listed == (Ranked("c", Decimal(0), 1), Ranked("a", None, None), Ranked("b", None, None))


def test_rank_of_nothing_is_an_empty_list() -> None:
    assert rank({}) == ()


few_points = st.integers(0, 8).map(lambda number: Decimal(number).scaleb(-1))  # few values, so that ties are common
lists = st.dictionaries(st.text("abcd", min_size=1, max_size=3), st.none() | few_points, max_size=15)


@given(lists, st.randoms())
def test_rank_does_not_depend_on_the_order_of_input(scores: dict[str, Decimal | None], random: Random) -> None:
    assert rank(dict(random.sample(list(scores.items()), len(scores)))) == rank(scores)


@given(lists)
def test_rank_is_one_more_than_the_number_of_higher_scores(scores: dict[str, Decimal | None]) -> None:
    known = [score for score in scores.values() if score is not None]
    listed = rank(scores)
    assert sorted(row.organisation for row in listed) == sorted(scores)
    for row in listed:
        score = scores[row.organisation]
        assert row.rank == (None if score is None else 1 + sum(other > score for other in known))

"""Several threads ask at the same moment and are answered by one piece of work."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from guanmo.lib.together import Together

ASKING = 12


class Slow:
    """Work whose first piece waits until all others stand in line; keeps the groups in which it was asked."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.asked = count(1)
        self.all_asked = threading.Event()

    def __call__(self, asked: Sequence[int]) -> list[int]:
        if not self.groups:
            self.all_asked.wait(10)
        self.groups.append(list(asked))
        if 7 in asked:
            raise ValueError("seven")
        return [10 * one for one in asked]


def ask_at_once(slow: Slow, most: int, concerns_all: tuple[type[Exception], ...] = ()) -> list[int | str]:
    together = Together(slow, most, concerns_all)
    first = threading.Event()

    def ask(number: int) -> int | str:
        if number:
            first.wait(10)
        else:
            first.set()
        if next(slow.asked) == ASKING:
            threading.Timer(0.2, slow.all_asked.set).start()
        try:
            return together.ask(number)
        except ValueError as error:
            return str(error)

    with ThreadPoolExecutor(ASKING) as threads:
        return list(threads.map(ask, range(ASKING)))


def test_each_has_the_own_answer_and_the_work_is_shared() -> None:
    slow = Slow()

    answers = ask_at_once(slow, most=100)

    assert answers == [10 * one if one != 7 else "seven" for one in range(ASKING)]
    assert len(slow.groups[1]) > 1  # those who came while the first piece was done


def test_no_group_is_larger_than_allowed() -> None:
    slow = Slow()

    answers = ask_at_once(slow, most=3)

    assert [one for one in answers if one != "seven"] == [10 * one for one in range(ASKING) if one != 7]
    assert max(map(len, slow.groups)) == 3


def test_control_without_sharing_there_is_a_piece_of_work_for_each() -> None:
    slow = Slow()

    ask_at_once(slow, most=1)

    assert len(slow.groups) == ASKING


def test_one_who_asks_alone_does_not_wait() -> None:
    together = Together(lambda asked: [one + 1 for one in asked], most=5)

    assert [together.ask(1), together.ask(2)] == [2, 3]


def test_what_concerns_all_is_raised_to_all_and_not_tried_again() -> None:
    slow = Slow()

    answers = ask_at_once(slow, most=100, concerns_all=(ValueError,))

    (group,) = [one for one in slow.groups if 7 in one]
    assert len(group) > 1
    assert [place for place, one in enumerate(answers) if one == "seven"] == sorted(group)


def test_error_of_one_is_no_error_of_the_next() -> None:
    def fail_once(asked: Sequence[int]) -> list[int]:
        if asked == [1]:
            raise ValueError("one")
        return list(asked)

    together = Together(fail_once, most=5)

    with pytest.raises(ValueError, match="one"):
        together.ask(1)
    assert together.ask(2) == 2

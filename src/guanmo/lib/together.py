"""Do in one piece of work what several threads ask for at the same moment, as databases commit in groups.

While one piece is being done, those who ask wait; the first of them then does the work for all who have come since, so
that under load the cost of a commit is shared.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Together(Generic[Asked, Answer]):
    """``work`` answers for each of up to ``most`` askings, in their order.

    When it raises for several, each is done alone, so that one cannot spoil another's; not so for ``concerns_all``, what
    has nothing to do with who asks, such as a database that is away: that is raised to all.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Asked]], Sequence[Answer]],
        most: int,
        concerns_all: tuple[type[Exception], ...] = (),
    ) -> None:
        self._work, self._most, self._concerns_all = work, most, concerns_all
        self._guard = threading.Lock()
        self._waiting: list[_Place[Asked, Answer]] = []
        self._busy = False

    def ask(self, asked: Asked) -> Answer:
        """The answer, once the work that includes this asking is done."""
        mine = _Place[Asked, Answer](asked)
        with self._guard:
            self._waiting.append(mine)
            waits, self._busy = self._busy, True
        if waits:
            mine.turn.wait()
        if not mine.done:
            self._lead()
        if mine.answer is None:
            raise mine.error or RuntimeError("whoever did the work was stopped")
        return mine.answer

    def _lead(self) -> None:
        """Do the work for all who wait, then let the first of those who came meanwhile lead."""
        with self._guard:
            group, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            self._answer(group)
        finally:
            with self._guard:
                following, self._busy = self._waiting[:1], bool(self._waiting)
            for one in group:
                one.done = True
            for one in (*group, *following):
                one.turn.set()

    def _answer(self, group: "Sequence[_Place[Asked, Answer]]") -> None:
        try:
            answers = self._work([one.asked for one in group])
            for one, answer in zip(group, answers, strict=True):
                one.answer = answer
        except Exception as error:
            if len(group) > 1 and not isinstance(error, self._concerns_all):
                for one in group:
                    self._answer([one])
                return
            for one in group:
                one.error = error


class _Place(Generic[Asked, Answer]):
    """One asking in the line."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.answer: Answer | None = None
        self.error: Exception | None = None
        self.done = False
        self.turn = threading.Event()

"""A line in which threads wait for one thing, first come, first served."""

import threading
from collections import deque


class Line:
    """Whoever stands first may go; the others wait in the order of their coming."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def enter(self, patience: float) -> bool:
        """Wait for the turn, at most ``patience`` seconds; False when it did not come."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(patience):
            return True
        return not self._given_up(turn)

    def leave(self) -> None:
        """Hand the turn to whoever waits longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False

    def _given_up(self, turn: threading.Event) -> bool:
        """Step out of the line; False when the turn came at the last moment."""
        with self._guard:
            if turn.is_set():
                return False
            self._waiting.remove(turn)
            return True

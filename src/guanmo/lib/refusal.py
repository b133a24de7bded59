"""The two ways in which Guanmo says no to a person.

Anything else that is raised is a defect. A refusal carries one clear sentence in the user's language that says what
is wrong and what to do; pages show it, the API answers 409 with it, commands print it and exit with 2.
"""

from typing import Any


class Refused(Exception):
    """An expected refusal. ``message`` is the sentence for the user, ``code`` a stable name for tests and clients."""

    code = "refused"

    def __init__(self, message: Any, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code

    def __str__(self) -> str:
        return str(self.message)


class NotVisible(Exception):
    """The object does not exist for this user: it is foreign or it is not there. Always shown as 404, never as 403."""

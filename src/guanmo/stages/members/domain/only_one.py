"""Write a row of which there can be only one, and refuse in words when the database says there is one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from guanmo.lib.refusal import Refused


@contextmanager
def only_one(refusal: Callable[[], Refused]) -> Iterator[None]:
    """Raise ``refusal()`` instead of IntegrityError: two who press at once both pass any check that comes before."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise refusal() from error

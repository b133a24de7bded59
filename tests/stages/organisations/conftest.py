"""What the tests of the tree's import share: the whole of what is stored, to show that nothing was written."""

from typing import Any

import pytest


def stored() -> list[list[tuple[Any, ...]]]:
    # imported late: a conftest is read before Django is set up
    from guanmo.audit.models import Entry
    from guanmo.stages.organisations.models import Appointment, Organisation, Post, User

    return [
        list(Organisation.objects.order_by("path").values_list()),
        list(Post.objects.order_by("pk").values_list()),
        list(Appointment.objects.order_by("pk").values_list()),
        list(User.objects.order_by("pk").values_list("username", "name")),
        list(Entry.objects.exclude(act__startswith="denied.").order_by("pk").values_list("pk")),
    ]


@pytest.fixture
def everything() -> Any:
    """A function that reads all rows that an import could touch."""
    return stored

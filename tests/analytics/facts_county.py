"""Facts of many kinds for the small county; ``python -m tests.analytics.facts_county`` makes it in an empty database."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from tests.county import Scene


def write_facts(scene: Scene) -> None:
    """Two meetings of A1, one of A2, and something for each kind of source; organisations are known by the same ids everywhere."""
    from guanmo.stages.organisations.models import Organisation
    from tests.desk.indicators.facts import attended, designated, lost, member, paid, record, reserve, spent, training

    for one in Organisation.objects.all():
        Organisation.objects.filter(pk=one.pk).update(uuid=uuid5(NAMESPACE_URL, one.code))
    for fact in (
        record("party_group", "2026-01-09", agenda="一"),
        record("party_group", "2026-10-09", agenda="二"),
        record("party_group", "2026-10-19", agenda="三"),
        record("party_group", "2026-10-09", "A2", agenda="一"),
        record("party_group", "2026-09-09", "B1", agenda="一"),
        record("party_lesson", "2026-03-01", lecturer="@a1_secretary", medium="video"),
        record("three_funds", "2026-01-02", "A3", papers="voucher", fund="first", amount="99999.99"),
        record("theme_party_day", "2026-10-31", papers="plan", theme="学习", content="记录", present=9),
        member("甲"),
        member("乙", "AE", "2026-07-01", birth_year=1991, education="junior"),
        paid("甲", "2026-10"),
        paid("乙", "2026-11", "exempt"),
        training("轮训班", "2026-05-31", 5, "40"),
        attended("轮训班", "甲", "乙", hours="31.9"),
        lost("甲", "2026-08-01"),
        reserve(3),
        designated("guide", "A2"),
        spent("19.90", "2026-11-15", "AE"),
        spent("70.00", "2026-05-05", "A"),
    ):
        fact(scene)


def main() -> None:
    """Make the tables, the county and its facts; with the word ``more`` one meeting more."""
    import os
    import sys

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    from guanmo.lib.fresh_tables import create_tables
    from tests.desk.indicators.facts import record
    from tests.desk.records.ledgers import county_with_ledgers

    create_tables()
    scene = county_with_ledgers()
    write_facts(scene)
    if "more" in sys.argv:
        record("party_group", "2026-10-20", "A2", agenda="二")(scene)


if __name__ == "__main__":
    main()

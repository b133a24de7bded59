"""``guanmo demo``: make the demo county in an empty database (its tables too, when there are none) and print one login for each role."""

import gc
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from guanmo.demo.county import LOGINS, PASSWORD, SHOWCASE, build_county, publish_real_sheets
from guanmo.demo.cross import draft_cross_round
from guanmo.demo.demonstration import build_demonstrations
from guanmo.demo.exemplars import open_weak_cases, promote_some
from guanmo.demo.members import build_members
from guanmo.demo.objections import build_provisional
from guanmo.demo.problems import find_elsewhere
from guanmo.demo.records import build_records
from guanmo.demo.rectification import build_ledgers
from guanmo.demo.rounds import WITH_ROUNDS, build_rounds
from guanmo.demo.structure import build_structure
from guanmo.lib.fresh_tables import create_tables, is_empty
from guanmo.stages.organisations.models import Organisation


class Command(BaseCommand):
    requires_system_checks = ()  # those of the pages are the server's affair
    help = "建立演示县（只能在空数据库中），并显示各角色的登录账号。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="已有数据时不作改动，只显示账号")

    def handle(self, *args: Any, **options: Any) -> None:
        if is_empty():
            create_tables()
        elif options["if_empty"]:
            call_command("migrate", verbosity=0)
        filled = Organisation.objects.exists()
        if filled and not options["if_empty"]:
            raise CommandError("数据库里已经有组织，不能再建立演示县。请换一个数据目录（GUANMO_DATA_DIR）。")
        if filled and not Organisation.objects.filter(code="QH").exists():
            return
        if not filled:
            _build_rarely_collecting()
        self.stdout.write("演示县“青禾县”（全部为虚构）。各角色账号，密码都是 " + PASSWORD)
        for login in LOGINS:
            self.stdout.write(f"  {login.username:<10}{login.role}")


def _build_rarely_collecting() -> None:
    """Most of what is made lives until the end, so looking for garbage would cost a seventh of the time and free little."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        build()
    finally:
        gc.set_threshold(*usual)


@transaction.atomic
def build() -> None:
    """The whole demo county in one transaction: it is there wholly or not at all."""
    today = timezone.localdate()
    townships = build_county()
    build_records(townships, today)
    build_members(townships, today)
    build_structure(townships, today)
    publish_real_sheets()
    rounds = build_rounds(townships, today)
    build_ledgers(rounds, today)
    showcase = next(one for one in townships if one.short_name == SHOWCASE)
    find_elsewhere(showcase, today)
    promote_some(townships)
    open_weak_cases(showcase, today)
    build_provisional(townships, today)
    draft_cross_round(townships, today)
    build_demonstrations(townships[:WITH_ROUNDS], townships, today)

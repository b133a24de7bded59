"""``guanmo remind``: write the reminders of today; harmless however often it is run. ``guanmo serve`` does so by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from guanmo.stages.rectification.domain.remind import remind
from guanmo.stages.rounds.queries import calendar_today


class Command(BaseCommand):
    help = "登记今天该发的整改提醒（时限前3个工作日、当天、逾期）；重复运行不会重复提醒。"

    def handle(self, *args: Any, **options: Any) -> None:
        count = len(remind(calendar_today()))
        self.stdout.write(f"今天新提醒{count}项。")

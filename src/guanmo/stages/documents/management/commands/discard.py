"""``guanmo discard``: delete the prepared files whose days are over; ``guanmo serve`` does so by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from guanmo.stages.documents.domain.run_job import discard_files


class Command(BaseCommand):
    help = "删除过了保留日子的后台文件（要打印的评分表、导出的台账）；重复运行没有坏处。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"删除了{discard_files()}个文件。")

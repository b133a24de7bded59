"""``guanmo import_tree FILE.xlsx [--dry-run]``: import a county's tree from a workbook (S0-1-b)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from guanmo.lib.office_file import load
from guanmo.stages.organisations.domain.import_tree import import_tree, refusal_of
from guanmo.stages.organisations.domain.tree_plan import TreePlan, plan_tree
from guanmo.stages.organisations.enums import Outcome
from guanmo.stages.organisations.errors import TreeRefused
from guanmo.stages.organisations.exporters.error_file import error_file
from guanmo.stages.organisations.exporters.template import template
from guanmo.stages.organisations.importers.tree_file import read_tree


class Command(BaseCommand):
    """The system itself acts: whoever may run commands on the server may import."""

    help = _("从 .xlsx 文件导入全县组织和任职。有一处错误就什么都不导入；重复导入同一文件不产生变化。")
    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("填好的模板（.xlsx）"))
        parser.add_argument("--dry-run", action="store_true", help=_("只检查，不写入"))
        parser.add_argument("--errors", type=Path, help=_("有错误时，把错误表写到这个 .xlsx 文件"))
        parser.add_argument("--template", action="store_true", help=_("不导入，把空模板写到 FILE"))

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if options["template"]:
            path.write_bytes(template())
            self.stdout.write(_("模板已写到 %(file)s。") % {"file": path})
            return
        file = read_tree(load(path))
        plan = plan_tree(file.tree, by=None)
        if plan.problems:
            self._problems(plan)
            if options["errors"]:
                options["errors"].write_bytes(error_file(file.originals, plan.rows))
            raise TreeRefused(refusal_of(plan))
        if not options["dry_run"]:
            plan = import_tree(file.tree, by=None)
        self._report(plan, dry=options["dry_run"])

    def _problems(self, plan: TreePlan) -> None:
        for problem in plan.problems:
            line = _("“%(sheet)s”第 %(row)d 行“%(column)s”：%(message)s")
            values = {"sheet": problem.part, "row": problem.row, "column": problem.column, "message": problem.message}
            self.stdout.write(line % values)

    def _report(self, plan: TreePlan, *, dry: bool) -> None:
        counts = {outcome.value: plan.count(outcome) for outcome in Outcome}
        self.stdout.write(_("新增 %(new)d 行，更新 %(updated)d 行，不变 %(unchanged)d 行。") % counts)
        if plan.missing:
            codes = _("、").join(one.code for one in plan.missing)
            self.stdout.write(_("表中没有、系统中有的组织（不删除）：%(codes)s") % {"codes": codes})
        if plan.missing_posts:
            holders = _("、").join(f"{held.post}{held.user}" for held in plan.missing_posts)
            self.stdout.write(_("表中没有、系统中在任的人员（不变）：%(holders)s") % {"holders": holders})
        self.stdout.write(_("只是检查，没有写入。") if dry else _("已导入。"))

"""The paths of stage rectification."""

from django.urls import path

from guanmo.desk.rectification import (
    analysis,
    elsewhere,
    findings,
    ledger,
    notices,
    random_look_backs,
    rows,
    self_checks,
    weak,
)
from guanmo.desk.rectification.steps import STEPS

urlpatterns = [
    path("rounds/<uuid:uuid>/findings/", findings.finding_list, name="findings-list"),
    path("visits/<uuid:uuid>/findings/new/", findings.finding_create, name="findings-create"),
    path("findings/<uuid:uuid>/rows/", findings.row_create, name="rows-create"),
    path("findings/<uuid:uuid>/setting-aside/", findings.aside, name="findings-aside"),
    path("findings/<uuid:uuid>/restoring/", findings.restore, name="findings-restore"),
    path("weak-organisations/", weak.weak_list, name="weak-list"),
    path("weak-organisations/new/", weak.weak_create, name="weak-create"),
    path("weak-organisations/<uuid:uuid>/", weak.weak_detail, name="weak-detail"),
    path("weak-organisations/<uuid:uuid>/staff/", weak.weak_staff, name="weak-staff"),
    path("weak-organisations/<uuid:uuid>/plan/", weak.weak_plan, name="weak-plan"),
    path("weak-organisations/<uuid:uuid>/step/", weak.weak_step, name="weak-step"),
    path("problems/", elsewhere.problem_list, name="problems-list"),
    path("problems/notices/<uuid:organisation>/", elsewhere.problem_notice, name="problems-notice"),
    path("criticisms/new/", elsewhere.criticism_create, name="criticisms-create"),
    path("inspections/<uuid:uuid>/findings/new/", elsewhere.inspected_create, name="inspected-create"),
    path("self-checks/new/", self_checks.self_check_create, name="self-checks-create"),
    path("self-checks/<uuid:uuid>/", self_checks.self_check_detail, name="self-checks-detail"),
    path("look-backs/", random_look_backs.look_back_list, name="look-backs-list"),
    path("look-backs/<uuid:uuid>/", random_look_backs.look_back_detail, name="look-backs-detail"),
    path("look-backs/<uuid:uuid>/draw/", random_look_backs.look_back_draw, name="look-backs-draw"),
    path("look-backs/<uuid:uuid>/list/", random_look_backs.look_back_file, name="look-backs-file"),
    path("ledger/", ledger.ledger_list, name="ledger-list"),
    path("ledger/analysis/", analysis.analysis, name="ledger-analysis"),
    path("ledger/export/", ledger.ledger_export, name="ledger-export"),
    path("ledger/<uuid:uuid>/", rows.row_detail, name="ledger-row"),
    *(
        path(f"ledger/<uuid:uuid>/{step.name}/", rows.row_step, {"name": step.name}, name=f"rows-{step.name}")
        for step in STEPS
    ),
    path("attachments/<uuid:uuid>/", rows.attachment, name="attachments-file"),
    path("rounds/<uuid:uuid>/notices/", notices.notice_list, name="notices-list"),
    path("rounds/<uuid:uuid>/notices/all/", notices.notice_issue_all, name="notices-issue-all"),
    path("rounds/<uuid:uuid>/notices/<uuid:organisation>/", notices.notice_issue, name="notices-issue"),
    path("notices/<uuid:uuid>/", notices.notice_detail, name="notices-detail"),
    path("notices/<uuid:uuid>/receipt/", notices.notice_receipt, name="notices-receipt"),
]

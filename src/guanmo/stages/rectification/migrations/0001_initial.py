import django.db.models.deletion
import guanmo.lib.points
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("rounds", "0001_initial"),
        ("scoring", "0001_initial"),
        ("sheets", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("deduction", "打分扣分"),
                            ("visit_note", "观摩记录"),
                            ("self_check", "自查自纠"),
                            ("inspection", "督促检查"),
                            ("criticism", "批评并限期整改"),
                        ],
                        max_length=20,
                        verbose_name="问题来源",
                    ),
                ),
                (
                    "finding_type",
                    models.CharField(
                        choices=[
                            ("highlight", "亮点"),
                            ("gap", "差距"),
                            ("shortcoming", "短板"),
                            ("hard_problem", "难题"),
                        ],
                        max_length=20,
                        verbose_name="类型",
                    ),
                ),
                ("text", models.TextField(verbose_name="内容")),
                ("judges", models.PositiveIntegerField(default=0, verbose_name="扣分人数")),
                ("points", guanmo.lib.points.PointsField(null=True, verbose_name="平均扣分")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("set_aside", models.CharField(blank=True, max_length=200, verbose_name="不列入台账的原因")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("deductions", models.ManyToManyField(related_name="findings", to="scoring.ballotdeduction")),
                (
                    "inspection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="rounds.inspection",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sheets.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="rounds.visit",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__path", "item__section__position", "item__no", "pk"),
            },
        ),
        migrations.CreateModel(
            name="LedgerRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("matter", models.TextField(verbose_name="整改事项")),
                ("measure", models.TextField(blank=True, verbose_name="整改措施")),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="整改时限")),
                ("responsible_person", models.CharField(blank=True, max_length=60, verbose_name="责任人")),
                ("signed_off_on", models.DateField(blank=True, null=True, verbose_name="完成销号时间")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("entered", "已列入台账"),
                            ("notified", "已下发通知"),
                            ("in_rectification", "整改中"),
                            ("submitted", "待回头看"),
                            ("looked_back", "待验收"),
                            ("returned", "退回整改"),
                            ("signed_off", "已销号"),
                            ("reopened", "重新整改"),
                            ("cancelled", "已撤销"),
                        ],
                        default="entered",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="rectification.finding"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_rows",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__path", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_off_on__isnull", False), ("state", "signed_off")),
                            models.Q(models.Q(("state", "signed_off"), _negated=True), ("signed_off_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="signed_off_rows_have_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["entered", "cancelled"]),
                            models.Q(
                                models.Q(("measure", ""), _negated=True),
                                models.Q(("responsible_person", ""), _negated=True),
                                ("due_date__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="issued_rows_are_complete",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LookBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("checked_on", models.DateField(verbose_name="检查日期")),
                (
                    "result",
                    models.CharField(
                        choices=[("fixed", "已整改到位"), ("partly", "部分整改"), ("not_fixed", "未整改")],
                        max_length=20,
                        verbose_name="结果",
                    ),
                ),
                ("evidence", models.TextField(verbose_name="核实情况")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "checker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="look_backs",
                        to="rectification.ledgerrow",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.CharField(max_length=80, unique=True, verbose_name="编号")),
                ("issued_on", models.DateField(verbose_name="下发日期")),
                ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="签收时间")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤回日期")),
                ("received_by", models.CharField(blank=True, max_length=60, verbose_name="签收人")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="rounds.round",
                    ),
                ),
                ("rows", models.ManyToManyField(related_name="notices", to="rectification.ledgerrow")),
            ],
            options={
                "ordering": ("-issued_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="RandomLookBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("population", models.JSONField()),
                ("size", models.PositiveIntegerField(verbose_name="抽查项数")),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="抽查单位",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="RandomLookBackDraw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dice", models.CharField(max_length=100, verbose_name="骰子数字")),
                ("seed", models.CharField(max_length=250)),
                ("outcome", models.JSONField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "listed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draw",
                        to="rectification.randomlookback",
                    ),
                ),
                ("rows", models.ManyToManyField(related_name="random_look_backs", to="rectification.ledgerrow")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_date", models.DateField(verbose_name="整改时限")),
                (
                    "kind",
                    models.CharField(
                        choices=[("before", "快到期"), ("on", "今天到期"), ("after", "已逾期")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="rectification.ledgerrow",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
                "constraints": [models.UniqueConstraint(fields=("row", "due_date", "kind"), name="reminded_once")],
            },
        ),
        migrations.CreateModel(
            name="RowTransition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("entered", "已列入台账"),
                            ("notified", "已下发通知"),
                            ("in_rectification", "整改中"),
                            ("submitted", "待回头看"),
                            ("looked_back", "待验收"),
                            ("returned", "退回整改"),
                            ("signed_off", "已销号"),
                            ("reopened", "重新整改"),
                            ("cancelled", "已撤销"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("entered", "已列入台账"),
                            ("notified", "已下发通知"),
                            ("in_rectification", "整改中"),
                            ("submitted", "待回头看"),
                            ("looked_back", "待验收"),
                            ("returned", "退回整改"),
                            ("signed_off", "已销号"),
                            ("reopened", "重新整改"),
                            ("cancelled", "已撤销"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("note", models.TextField(blank=True)),
                ("due_date", models.DateField(null=True, verbose_name="整改时限")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transitions",
                        to="rectification.ledgerrow",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("file", models.FileField(upload_to="rectification/%Y/%m")),
                (
                    "transition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="rectification.rowtransition",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("checked_on", models.DateField(verbose_name="自查日期")),
                ("summary", models.TextField(verbose_name="自查情况")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_checks",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-checked_on", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="self_check",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="rectification.selfcheck",
            ),
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signed_off_on", models.DateField(verbose_name="销号日期")),
                ("evidence", models.TextField(verbose_name="验收情况")),
                (
                    "acceptor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
                        to="rectification.ledgerrow",
                    ),
                ),
            ],
            options={
                "ordering": ("signed_off_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="WeakCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("batch", models.CharField(max_length=40, verbose_name="批次")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("self_check", "自查自纠"),
                            ("class", "观摩类别"),
                            ("inspection", "督促检查"),
                            ("report", "有关部门通报"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="依据",
                    ),
                ),
                ("reason", models.TextField(verbose_name="主要问题")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suspected", "待研判"),
                            ("identified", "精准排查"),
                            ("in_ledger", "精准建账"),
                            ("staffed", "精准选派"),
                            ("rectifying", "精准整顿"),
                            ("under_review", "待验收"),
                            ("transformed", "已转化"),
                            ("rebuilt", "已重建"),
                            ("not_transformed", "未转化"),
                            ("escalated", "移交问责"),
                            ("relapsed", "反弹"),
                            ("dismissed", "不认定"),
                        ],
                        default="suspected",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("plan", models.TextField(blank=True, verbose_name="整顿方案")),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="整顿时限")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weak_cases",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "self_check",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weak_cases",
                        to="rectification.selfcheck",
                    ),
                ),
            ],
            options={
                "ordering": ("-opened_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "rectifying"), _negated=True),
                            models.Q(models.Q(("plan", ""), _negated=True), ("due_date__isnull", False)),
                            _connector="OR",
                        ),
                        name="rectifying_has_a_plan",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["transformed", "rebuilt", "dismissed"]), _negated=True),
                        fields=("organisation",),
                        name="one_open_weak_case",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeakStaff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("first_secretary", "第一书记"),
                            ("guide", "党建指导员"),
                            ("county_secretary", "县级书记挂点"),
                            ("township_secretary", "乡镇（街道）书记挂点"),
                        ],
                        max_length=20,
                        verbose_name="身份",
                    ),
                ),
                ("arrived_on", models.DateField(verbose_name="到位日期")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="staff", to="rectification.weakcase"
                    ),
                ),
                (
                    "home_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="派出单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="姓名",
                    ),
                ),
            ],
            options={
                "ordering": ("arrived_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="WeakStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("suspected", "待研判"),
                            ("identified", "精准排查"),
                            ("in_ledger", "精准建账"),
                            ("staffed", "精准选派"),
                            ("rectifying", "精准整顿"),
                            ("under_review", "待验收"),
                            ("transformed", "已转化"),
                            ("rebuilt", "已重建"),
                            ("not_transformed", "未转化"),
                            ("escalated", "移交问责"),
                            ("relapsed", "反弹"),
                            ("dismissed", "不认定"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("suspected", "待研判"),
                            ("identified", "精准排查"),
                            ("in_ledger", "精准建账"),
                            ("staffed", "精准选派"),
                            ("rectifying", "精准整顿"),
                            ("under_review", "待验收"),
                            ("transformed", "已转化"),
                            ("rebuilt", "已重建"),
                            ("not_transformed", "未转化"),
                            ("escalated", "移交问责"),
                            ("relapsed", "反弹"),
                            ("dismissed", "不认定"),
                        ],
                        max_length=20,
                    ),
                ),
                ("taken_on", models.DateField(verbose_name="日期")),
                ("note", models.TextField(verbose_name="情况")),
                ("approval", models.CharField(blank=True, max_length=120, verbose_name="批准机关")),
                ("due_date", models.DateField(null=True, verbose_name="整顿时限")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="rectification.weakcase"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ChangeBasis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "change",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="basis",
                        to="organisations.secretarychange",
                    ),
                ),
                (
                    "self_check",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="rectification.selfcheck",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source", "deduction")),
                fields=("visit", "item"),
                name="one_offered_finding_per_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "deduction"), _negated=True),
                    models.Q(("by", None), ("inspection", None), ("self_check", None), ("visit__isnull", False)),
                    _connector="OR",
                ),
                name="finding_from_deduction",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "visit_note"), _negated=True),
                    models.Q(("inspection", None), ("self_check", None), ("visit__isnull", False)),
                    _connector="OR",
                ),
                name="finding_from_visit_note",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "self_check"), _negated=True),
                    models.Q(("inspection", None), ("self_check__isnull", False), ("visit", None)),
                    _connector="OR",
                ),
                name="finding_from_self_check",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "inspection"), _negated=True),
                    models.Q(("inspection__isnull", False), ("self_check", None), ("visit", None)),
                    _connector="OR",
                ),
                name="finding_from_inspection",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "criticism"), _negated=True),
                    models.Q(("inspection", None), ("self_check", None), ("visit", None)),
                    _connector="OR",
                ),
                name="finding_from_criticism",
            ),
        ),
    ]

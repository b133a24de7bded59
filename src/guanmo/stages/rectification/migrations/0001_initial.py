import django.db.models.deletion
import guanmo.lib.points
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        ("organisations", "__first__"),
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
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="rounds.visit"
                    ),
                ),
            ],
            options={
                "ordering": ("visit__organisation__path", "item__section__position", "item__no", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("by", None)), fields=("visit", "item"), name="one_offered_finding_per_item"
                    )
                ],
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="rounds.round"
                    ),
                ),
                ("rows", models.ManyToManyField(related_name="notices", to="rectification.ledgerrow")),
            ],
            options={
                "ordering": ("-issued_on", "-pk"),
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
    ]

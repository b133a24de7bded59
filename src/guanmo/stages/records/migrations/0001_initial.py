import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("fingerprint", models.CharField(blank=True, max_length=16)),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_files",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [models.UniqueConstraint(fields=("organisation", "digest"), name="evidence_once")],
            },
        ),
        migrations.CreateModel(
            name="FixedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=60)),
                ("day", models.PositiveSmallIntegerField(verbose_name="每月几日")),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fixed_days",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("day__range", (1, 31))), name="fixed_day_of_a_month")
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("held_on", models.DateField(verbose_name="日期")),
                ("period", models.CharField(blank=True, max_length=7, verbose_name="所属时期")),
                ("each", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="内容")),
                ("values", models.JSONField(default=dict)),
                ("also", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草稿"), ("awaiting_signatures", "待签字"), ("locked", "已归档")],
                        default="draft",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-held_on", "-pk"),
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="LibraryEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "library",
                    models.CharField(
                        choices=[
                            ("practices", "经验做法库"),
                            ("cases", "优秀组织生活案例库"),
                            ("lessons", "精品党课库"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="推广理由")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="library_entry", to="records.record"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="RecordInspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("life", "组织生活"),
                            ("study", "学习教育"),
                            ("meetings", "党建会议"),
                            ("decisions", "议事决策"),
                            ("work", "工作台账"),
                            ("reports", "报告与调研"),
                            ("members", "党员作用"),
                            ("service", "服务与关爱"),
                            ("funds", "经费保障"),
                            ("venues", "阵地建设"),
                            ("publicity", "宣传与品牌"),
                            ("cobuilding", "共建共享"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("period", models.CharField(max_length=7, verbose_name="所属时期")),
                ("inspected_on", models.DateField(verbose_name="调阅日期")),
                ("opinion", models.CharField(blank=True, max_length=200, verbose_name="意见")),
                ("seen", models.PositiveIntegerField(verbose_name="看了几份")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "inspected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record_inspections",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-inspected_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="RecordTransition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[("draft", "草稿"), ("awaiting_signatures", "待签字"), ("locked", "已归档")],
                        max_length=20,
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[("draft", "草稿"), ("awaiting_signatures", "待签字"), ("locked", "已归档")],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("note", models.CharField(blank=True, max_length=200)),
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
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="transitions", to="records.record"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RecordType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.SlugField(max_length=60)),
                ("version", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("life", "组织生活"),
                            ("study", "学习教育"),
                            ("meetings", "党建会议"),
                            ("decisions", "议事决策"),
                            ("work", "工作台账"),
                            ("reports", "报告与调研"),
                            ("members", "党员作用"),
                            ("service", "服务与关爱"),
                            ("funds", "经费保障"),
                            ("venues", "阵地建设"),
                            ("publicity", "宣传与品牌"),
                            ("cobuilding", "共建共享"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("line", "本组织和各级上级"),
                            ("own", "只有本组织"),
                            ("own_and_superior", "本组织和直接上级"),
                        ],
                        default="line",
                        max_length=20,
                    ),
                ),
                ("content", models.JSONField()),
                ("kept_from", models.DateField(verbose_name="从哪天起记")),
                ("retired", models.BooleanField(default=False)),
                ("shipped", models.BooleanField(default=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("code", "version"),
                "constraints": [models.UniqueConstraint(fields=("code", "version"), name="ledger_version_once")],
            },
        ),
        migrations.AddField(
            model_name="record",
            name="type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="records", to="records.recordtype"
            ),
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("secretary", "书记"), ("recorder", "记录人")], max_length=20, verbose_name="签字人"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("on_paper", models.BooleanField(default=False)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signatures", to="records.record"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Supplement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
                ("values", models.JSONField(default=dict)),
                ("withdraws", models.BooleanField(default=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supplements", to="records.record"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RecordClosing",
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
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closing", to="records.record"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RecordEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=60)),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="records.evidencefile"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="records.record"
                    ),
                ),
                (
                    "supplement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="records.supplement",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("record", "file", "role"), name="evidence_once_per_role")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["organisation", "type", "held_on"], name="records_rec_organis_a81ddd_idx"),
        ),
    ]

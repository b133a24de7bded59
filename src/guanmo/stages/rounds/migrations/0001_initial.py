import django.db.models.deletion
import guanmo.lib.append_only
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("sheets", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cycle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("internal", "内部逐个观摩"),
                            ("cross", "交叉观摩"),
                            ("county_demonstration", "全县示范观摩"),
                        ],
                        max_length=30,
                        verbose_name="层级",
                    ),
                ),
                ("period", models.CharField(max_length=7, verbose_name="季度")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "筹备"),
                            ("scheduled", "已排定"),
                            ("in_progress", "观摩中"),
                            ("scored", "打分结束"),
                            ("ranked", "已排名"),
                            ("classified", "已分类"),
                            ("filed", "已报备"),
                            ("closed", "已办结"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("deadline", models.DateField(verbose_name="完成期限")),
                ("planned_month", models.CharField(blank=True, max_length=7, verbose_name="计划月份")),
                ("deviation", models.CharField(blank=True, max_length=200, verbose_name="与计划月份不同的原因")),
                ("teams_each", models.PositiveSmallIntegerField(default=1, verbose_name="各派几个督导组")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版次")),
                ("scoring", models.BooleanField(default=True, verbose_name="现场打分")),
                ("official_rule", models.JSONField(verbose_name="计分办法")),
                ("class_rule", models.JSONField(verbose_name="分类标准")),
                ("not_applicable", models.JSONField(default=dict)),
                ("visit_plan", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="rounds.cycle"
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="organisations.organisation",
                    ),
                ),
                ("objection_days", models.PositiveSmallIntegerField(default=0, verbose_name="异议期（天）")),
                (
                    "objection_term",
                    models.CharField(
                        choices=[("working", "工作日"), ("calendar", "自然日")],
                        default="working",
                        max_length=10,
                        verbose_name="异议期按什么算",
                    ),
                ),
            ],
            options={
                "ordering": ("-period", "organiser__path", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("tier", "internal")),
                        fields=("organiser", "period"),
                        name="one_internal_round_per_quarter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tier__in", ["internal", "cross", "county_demonstration"])),
                        name="round_has_one_tier",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deadline__gte", models.F("starts_on"))), name="round_ends_after_start"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField(verbose_name="组号")),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="组长",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="teams", to="rounds.round"
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="派出单位",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="观摩的乡镇（街道）",
                    ),
                ),
            ],
            options={
                "ordering": ("sender__path", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "sender", "number"), name="team_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target", None), models.Q(("target", models.F("sender")), _negated=True), _connector="OR"
                        ),
                        name="team_visits_others",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LearningReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ideas", models.TextField(verbose_name="启发的思路")),
                ("experience", models.TextField(verbose_name="学到的经验")),
                ("gaps", models.TextField(verbose_name="本地的差距")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "team",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="report", to="rounds.team"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post", models.CharField(max_length=60, verbose_name="职务")),
                ("own_organisations", models.JSONField(default=list)),
                ("route", models.JSONField(null=True)),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="rounds.team",
                    ),
                ),
                (
                    "attendance",
                    models.CharField(
                        choices=[("expected", "待确认"), ("attended", "参加"), ("absent", "缺席")],
                        default="expected",
                        max_length=20,
                    ),
                ),
                ("absence_reason", models.CharField(blank=True, max_length=200, verbose_name="缺席原因")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="participants", to="rounds.round"
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__path", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "user"), name="participant_once_per_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attendance", "absent"), _negated=True),
                            models.Q(("absence_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="absence_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundTransition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("draft", "筹备"),
                            ("scheduled", "已排定"),
                            ("in_progress", "观摩中"),
                            ("scored", "打分结束"),
                            ("ranked", "已排名"),
                            ("classified", "已分类"),
                            ("filed", "已报备"),
                            ("closed", "已办结"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("draft", "筹备"),
                            ("scheduled", "已排定"),
                            ("in_progress", "观摩中"),
                            ("scored", "打分结束"),
                            ("ranked", "已排名"),
                            ("classified", "已分类"),
                            ("filed", "已报备"),
                            ("closed", "已办结"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("reason", models.TextField(blank=True)),
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transitions", to="rounds.round"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "待观摩"), ("visited", "已观摩"), ("closed", "已完成"), ("excused", "免观摩")],
                        default="due",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("planned_day", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="安排在第几天")),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="观摩日期")),
                ("excuse", models.CharField(blank=True, max_length=200, verbose_name="免观摩原因")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="rounds.round"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="sheets.scoresheet",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__path",),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "organisation"), name="visit_once_per_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "excused"), _negated=True),
                            models.Q(("excuse", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="excuse_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Praise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500, verbose_name="好的做法")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="praises", to="rounds.visit"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="VisitPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[("listen", "听"), ("look", "看"), ("check", "查"), ("comment", "评")], max_length=20
                    ),
                ),
                ("notes", models.TextField(blank=True, verbose_name="记录")),
                ("done", models.BooleanField(default=False, verbose_name="已完成")),
                ("at", models.DateTimeField(auto_now=True)),
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
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="rounds.visit"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "part"), name="part_once_per_visit"),
                    models.CheckConstraint(
                        condition=models.Q(("done", False), models.Q(("notes", ""), _negated=True), _connector="OR"),
                        name="done_part_has_notes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("population", models.JSONField()),
                ("sizes", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Draw",
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
                    "draw_list",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draw", to="rounds.drawlist"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("observation", "观摩督查"),
                            ("special", "专项督导"),
                            ("supervision", "督查"),
                            ("touring_check", "巡回检查"),
                            ("random_sample", "随机抽样检查"),
                            ("unannounced", "“四不两直”暗访"),
                        ],
                        max_length=20,
                        verbose_name="方式",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("inspected_on", models.DateField(verbose_name="检查日期")),
                ("inspectors", models.CharField(max_length=120, verbose_name="检查人员")),
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
                        verbose_name="检查单位",
                    ),
                ),
            ],
            options={
                "ordering": ("-inspected_on", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="drawlist",
            name="inspection",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="draw_list", to="rounds.inspection"
            ),
        ),
        migrations.CreateModel(
            name="InspectedOrganisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="rounds.inspection",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__path",),
                "constraints": [models.UniqueConstraint(fields=("inspection", "organisation"), name="inspected_once")],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "kind",
                    models.CharField(
                        choices=[("holiday", "放假"), ("working_day", "上班"), ("ordinary", "按平常")],
                        max_length=20,
                        verbose_name="安排",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="说明")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("day", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ScoreEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("body", models.TextField()),
                ("leaf", models.BinaryField(max_length=32)),
                ("sheet", models.UUIDField(db_index=True, null=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="score_events", to="rounds.round"
                    ),
                ),
            ],
            options={
                "ordering": ("round", "seq"),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "seq"), name="score_log_without_doubles"),
                    guanmo.lib.append_only.Guard(act="UPDATE", name="score_log_no_update"),
                    guanmo.lib.append_only.Guard(act="DELETE", name="score_log_no_delete"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("text", models.TextField(verbose_name="具体做法")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "praise",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="practice", to="rounds.praise"
                    ),
                ),
                (
                    "promoter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="推广单位",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="PracticeWithdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="撤下的原因")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "practice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="withdrawal", to="rounds.practice"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InspectionStart",
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
                    "inspection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="start", to="rounds.inspection"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]

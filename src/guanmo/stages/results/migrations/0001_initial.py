import django.db.models.deletion
import guanmo.lib.append_only
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
    ]

    operations = [
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("text", models.TextField(verbose_name="异议理由")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("deductions", models.ManyToManyField(related_name="objections", to="scoring.ballotdeduction")),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ObjectionAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("accepted", "采纳"), ("partly", "部分采纳"), ("upheld", "维持原扣分")],
                        max_length=10,
                        verbose_name="复核结果",
                    ),
                ),
                ("text", models.TextField(verbose_name="答复")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "objection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="results.objection"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ObjectionFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("file", models.FileField(upload_to="objections/%Y/%m")),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="results.objection"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Ranking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("official_rule", models.JSONField()),
                ("class_rule", models.JSONField()),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版次")),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("note", models.TextField(blank=True, verbose_name="说明")),
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
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="results.ranking",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rankings", to="rounds.round"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)), fields=("round",), name="one_first_ranking"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.CharField(max_length=80, unique=True, verbose_name="备案编号")),
                ("submitted_at", models.DateTimeField(auto_now_add=True, verbose_name="报送时间")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="filings", to="results.ranking"
                    ),
                ),
            ],
            options={
                "ordering": ("-submitted_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ranking_list",
                    models.CharField(
                        choices=[("village", "村（社区）"), ("two_new", "“两新”组织"), ("township", "乡镇（街道）")],
                        max_length=20,
                    ),
                ),
                (
                    "refused",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_scores", "没有打分"),
                            ("one_organisation", "只有一个组织，评委的宽严无从比较"),
                            ("one_judge", "只有一位评委，宽严无从比较"),
                            ("no_overlap", "没有足够的组织被两位以上评委打分，宽严无从比较"),
                            ("little_overlap", "重复看的太少，打分连不起来，分不清评委的宽严、组织的高低和偶然的差别"),
                            ("all_equal", "所有打分都相同，没有可校正的"),
                            ("no_difference", "看不出组织之间有真实的差别"),
                            ("unsolvable", "这些打分算不出稳定的结果"),
                        ],
                        max_length=40,
                        verbose_name="没有校正分的原因",
                    ),
                ),
                ("parts", models.PositiveIntegerField(default=0)),
                ("issues", models.JSONField(default=list)),
                ("judges", models.JSONField(default=list)),
                ("questions", models.JSONField(default=dict)),
                ("reliability", models.DecimalField(decimal_places=2, max_digits=3, null=True)),
                ("enough", models.PositiveIntegerField(null=True)),
                ("level_reach", guanmo.lib.points.PointsField(null=True)),
                (
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adjustments", to="results.ranking"
                    ),
                ),
            ],
            options={
                "ordering": ("ranking_list",),
                "constraints": [models.UniqueConstraint(fields=("ranking", "ranking_list"), name="list_adjusted_once")],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版次")),
                ("note", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "ranking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="results.ranking"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seals", to="rounds.round"
                    ),
                ),
            ],
            options={
                "ordering": ("round", "version"),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "version"), name="one_seal_for_each_version"),
                    guanmo.lib.append_only.Guard(act="UPDATE", name="seal_no_update"),
                    guanmo.lib.append_only.Guard(act="DELETE", name="seal_no_delete"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("organiser", "组织者"),
                            ("supervisor", "监督人员"),
                            ("representative", "被观摩组织代表"),
                        ],
                        max_length=20,
                        verbose_name="身份",
                    ),
                ),
                ("root", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="results.seal"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("seal", "role"), name="seal_signed_once_for_each_part"),
                    models.UniqueConstraint(fields=("seal", "by"), name="seal_signed_once_by_each_person"),
                    guanmo.lib.append_only.Guard(act="UPDATE", name="seal_signature_no_update"),
                    guanmo.lib.append_only.Guard(act="DELETE", name="seal_signature_no_delete"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ranking_list",
                    models.CharField(
                        choices=[("village", "村（社区）"), ("two_new", "“两新”组织"), ("township", "乡镇（街道）")],
                        max_length=20,
                    ),
                ),
                ("score", guanmo.lib.points.PointsField(null=True, verbose_name="得分")),
                ("rank", models.PositiveIntegerField(null=True, verbose_name="名次")),
                (
                    "proposed_class",
                    models.CharField(
                        blank=True,
                        choices=[("advanced", "先进"), ("qualified", "达标"), ("backward", "落后")],
                        max_length=20,
                        verbose_name="拟定类别",
                    ),
                ),
                ("sections", models.JSONField(default=list)),
                ("ballots", models.PositiveIntegerField(default=0, verbose_name="份数")),
                ("counted", models.PositiveIntegerField(default=0, verbose_name="计入份数")),
                ("stood_back", models.PositiveIntegerField(default=0, verbose_name="回避")),
                ("rescaled", models.BooleanField(default=False, verbose_name="已折算")),
                ("tiers", models.JSONField(default=list)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_ballots", "没有收到评分表，不排名"),
                            ("too_few_ballots", "评分表份数不足，不排名"),
                            ("group_missing", "缺少一类评委的评分表，不排名"),
                            ("tier_missing", "缺少其他层级的得分，不排名"),
                            ("no_scored_point", "没有得分的示范点，不排名"),
                        ],
                        max_length=40,
                        verbose_name="不排名的原因",
                    ),
                ),
                ("variants", models.PositiveIntegerField(default=0)),
                ("flips", models.JSONField(default=list)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="results.ranking"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="rounds.visit",
                    ),
                ),
            ],
            options={
                "ordering": ("ranking_list", models.OrderBy(models.F("rank"), nulls_last=True), "organisation__path"),
                "constraints": [
                    models.UniqueConstraint(fields=("ranking", "organisation"), name="standing_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rank", None), ("score", None)),
                            models.Q(("rank__isnull", False), ("score__isnull", False)),
                            _connector="OR",
                        ),
                        name="rank_and_score_together",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="objection",
            name="standing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="results.standing"
            ),
        ),
        migrations.CreateModel(
            name="CountedBallot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", guanmo.lib.points.PointsField()),
                ("dropped", models.CharField(blank=True, max_length=10)),
                ("vetoed", models.BooleanField(default=False, verbose_name="一票否决")),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("county", "县级评委"),
                            ("township", "乡镇（街道）评委"),
                            ("basic", "村（社区）和“两新”组织评委"),
                        ],
                        max_length=20,
                        verbose_name="评委类别",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="scoring.ballotversion"
                    ),
                ),
                (
                    "standing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counted_ballots",
                        to="results.standing",
                    ),
                ),
            ],
            options={
                "ordering": ("-score", "pk"),
                "constraints": [models.UniqueConstraint(fields=("standing", "version"), name="ballot_counts_once")],
            },
        ),
        migrations.CreateModel(
            name="Classification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "management_class",
                    models.CharField(
                        choices=[("advanced", "先进"), ("qualified", "达标"), ("backward", "落后")],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="调整原因")),
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
                    "standing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="classifications",
                        to="results.standing",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="AdjustedScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", guanmo.lib.points.PointsField(verbose_name="校正分")),
                ("error", guanmo.lib.points.PointsField()),
                ("low", guanmo.lib.points.PointsField()),
                ("high", guanmo.lib.points.PointsField()),
                ("rank_low", models.PositiveIntegerField()),
                ("rank_high", models.PositiveIntegerField()),
                ("pairs_low", models.PositiveIntegerField()),
                ("pairs_high", models.PositiveIntegerField()),
                ("all_low", models.PositiveIntegerField()),
                ("all_high", models.PositiveIntegerField()),
                ("tier", models.PositiveIntegerField()),
                ("top", models.DecimalField(decimal_places=3, max_digits=4)),
                ("part", models.PositiveIntegerField()),
                ("level", guanmo.lib.points.PointsField()),
                ("level_share", models.DecimalField(decimal_places=4, max_digits=5)),
                ("level_points", guanmo.lib.points.PointsField()),
                ("flags", models.JSONField(default=list)),
                ("sheets", models.JSONField(default=list)),
                (
                    "standing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adjusted", to="results.standing"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FilingAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answer", models.CharField(choices=[("accepted", "已备案"), ("returned", "退回")], max_length=20)),
                ("reason", models.TextField(blank=True, verbose_name="退回原因")),
                ("receipt", models.CharField(blank=True, max_length=80, verbose_name="回执编号")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "filing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="results.filing"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "returned"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="returned_filing_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("receipt", ""), _negated=True),
                        fields=("receipt",),
                        name="receipt_number_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangedLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", guanmo.lib.points.PointsField(verbose_name="复核后扣分")),
                (
                    "deduction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="scoring.ballotdeduction",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="results.objectionanswer"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "deduction"), name="line_changed_once_an_answer")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reopening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="重新打开的原因")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reopenings", to="results.seal"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    guanmo.lib.append_only.Guard(act="UPDATE", name="reopening_no_update"),
                    guanmo.lib.append_only.Guard(act="DELETE", name="reopening_no_delete"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReopeningAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.CharField(choices=[("confirmed", "同意重新打开"), ("declined", "不同意")], max_length=10),
                ),
                ("reason", models.TextField(blank=True, verbose_name="说明")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopened_by",
                        to="results.seal",
                    ),
                ),
                (
                    "reopening",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="results.reopening"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("by", models.F("asked_by")), _negated=True), name="reopened_by_two_people"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed__isnull", False), ("decision", "confirmed")),
                            models.Q(
                                ("confirmed", None), ("decision", "declined"), models.Q(("reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="reopening_confirmed_or_declined_with_a_reason",
                    ),
                    guanmo.lib.append_only.Guard(act="UPDATE", name="reopening_answer_no_update"),
                    guanmo.lib.append_only.Guard(act="DELETE", name="reopening_answer_no_delete"),
                ],
            },
        ),
    ]

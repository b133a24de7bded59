import django.db.models.deletion
import guanmo.lib.points
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "__first__"),
        ("rounds", "0001_initial"),
        ("sheets", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="rounds.participant"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="rounds.visit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "participant"), name="one_ballot_per_judge_and_visit")
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotVersion",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正原因")),
                ("payload", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("total", guanmo.lib.points.PointsField(null=True, verbose_name="得分")),
                ("raw_total", guanmo.lib.points.PointsField(verbose_name="原始得分")),
                ("rescaled", models.BooleanField(default=False, verbose_name="已折算")),
                ("vetoed", models.BooleanField(default=False, verbose_name="一票否决")),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="scoring.ballot"
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="scoring.ballotversion",
                    ),
                ),
            ],
            options={
                "ordering": ("received_at",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("previous", None)), fields=("ballot",), name="one_first_version_per_ballot"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("previous", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="correction_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotDeduction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.PositiveSmallIntegerField(null=True)),
                ("count", models.PositiveSmallIntegerField(null=True)),
                ("points", guanmo.lib.points.PointsField(verbose_name="扣分")),
                ("reason", models.CharField(max_length=500, verbose_name="扣分原因")),
                (
                    "item",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sheets.item"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deductions",
                        to="scoring.ballotversion",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("points__gte", 0)), name="deduction_is_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(("points", 0), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="deduction_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldBallot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("body", models.BinaryField()),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("unreadable", "读不懂"),
                            ("not_taking_part", "不是参加人员"),
                            ("absent", "登记为缺席"),
                            ("own_organisation", "本组织回避"),
                            ("not_open", "尚未开始"),
                            ("scoring_over", "打分已结束"),
                            ("not_scored", "不打分"),
                            ("wrong_sheet", "评分表版本不符"),
                            ("invalid", "内容有误"),
                            ("unfinished", "没有打完"),
                            ("already_submitted", "已经提交过"),
                            ("reason_missing", "更正缺少原因"),
                            ("other_content", "编号相同内容不同"),
                        ],
                        max_length=30,
                    ),
                ),
                ("message", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "constraints": [models.UniqueConstraint(fields=("by", "digest", "code"), name="held_once")],
            },
        ),
    ]

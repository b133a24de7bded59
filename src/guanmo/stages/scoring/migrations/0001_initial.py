import django.db.models.deletion
import guanmo.lib.append_only
import guanmo.lib.points
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("rounds", "0001_initial"),
        ("sheets", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("in_conflict", models.BooleanField(default=False)),
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
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("public", models.CharField(max_length=88)),
                ("device", models.UUIDField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signing_keys",
                        to="rounds.participant",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("participant", "public"), name="signing_key_once_per_participant"),
                    guanmo.lib.append_only.Guard(act="UPDATE", name="signing_key_no_update"),
                    guanmo.lib.append_only.Guard(act="DELETE", name="signing_key_no_delete"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotVersion",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("previous", models.UUIDField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正原因")),
                ("payload", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("total", guanmo.lib.points.PointsField(null=True, verbose_name="得分")),
                ("raw_total", guanmo.lib.points.PointsField(verbose_name="原始得分")),
                ("rescaled", models.BooleanField(default=False, verbose_name="已折算")),
                ("vetoed", models.BooleanField(default=False, verbose_name="一票否决")),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                ("signature", models.CharField(blank=True, max_length=88)),
                (
                    "key",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.signingkey",
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="scoring.ballot"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("ballot", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "number"), name="versions_are_numbered_as_they_arrive"),
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
            name="BallotPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(db_index=True, max_length=64)),
                (
                    "item",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sheets.item"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="scoring.ballotversion"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
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
        migrations.AddField(
            model_name="ballot",
            name="head",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="scoring.ballotversion"
            ),
        ),
        migrations.CreateModel(
            name="ConflictDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("settled", models.JSONField(default=list)),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="scoring.ballot"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "chosen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="scoring.ballotversion"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="DeviceReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("device", models.UUIDField()),
                ("app", models.CharField(blank=True, max_length=40)),
                ("unsent", models.PositiveIntegerField(default=0)),
                ("photos", models.PositiveIntegerField(default=0)),
                ("drafts", models.PositiveIntegerField(default=0)),
                ("persisted", models.BooleanField(null=True)),
                ("clock_offset_ms", models.BigIntegerField(default=0)),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "device"), name="report_once_per_device")],
            },
        ),
        migrations.CreateModel(
            name="HeldBallot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("body", models.BinaryField()),
                ("version_id", models.UUIDField(db_index=True, null=True)),
                ("visit", models.UUIDField(db_index=True, null=True)),
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
                            ("reason_missing", "更正缺少原因"),
                            ("other_content", "编号相同内容不同"),
                            ("other_judge", "他人的评分表"),
                            ("other_round", "另一轮的评分表"),
                            ("circle", "更正关系有误"),
                            ("signature", "手机签名对不上"),
                        ],
                        max_length=30,
                    ),
                ),
                ("message", models.TextField()),
                ("signature", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "constraints": [models.UniqueConstraint(fields=("by", "digest", "code"), name="held_once")],
            },
        ),
        migrations.CreateModel(
            name="JudgeLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("key_digest", models.CharField(max_length=64, null=True, unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("bound_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="rounds.participant"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("participant",),
                        name="one_open_link_per_participant",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("payload", models.TextField()),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("returned_because", models.CharField(blank=True, max_length=200)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rounds.participant"
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.ballotversion",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rounds.visit"),
                ),
            ],
            options={
                "ordering": ("-entered_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="paper_needs_two_people",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("digest", "by"), name="photo_once_per_sender")],
            },
        ),
        migrations.CreateModel(
            name="Readmission",
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
                    "held",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readmission", to="scoring.heldballot"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="scoring.ballotversion"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(fields=("visit", "participant"), name="one_ballot_per_judge_and_visit"),
        ),
        migrations.CreateModel(
            name="ProposedDeduction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=120)),
                ("indicator", models.CharField(max_length=60)),
                ("version", models.PositiveIntegerField()),
                ("points", guanmo.lib.points.PointsField(verbose_name="建议扣分")),
                ("fact", models.JSONField(verbose_name="记录里看到的")),
                ("clause", models.CharField(max_length=200)),
                ("periods", models.JSONField(default=list)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "item",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sheets.item"),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="rounds.visit"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "rule"), name="proposed_once"),
                    models.CheckConstraint(condition=models.Q(("points__gt", 0)), name="proposal_takes_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordedFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=120)),
                ("indicator", models.CharField(max_length=60)),
                ("version", models.PositiveIntegerField()),
                ("fact", models.JSONField(verbose_name="记录里看到的")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "item",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sheets.item"),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="rounds.visit"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("visit", "rule"), name="fact_once")],
            },
        ),
        migrations.CreateModel(
            name="AnsweredProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.CharField(
                        choices=[("accepted", "采纳"), ("changed", "改了再扣"), ("rejected", "不采纳")], max_length=10
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="scoring.ballotversion"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="scoring.proposeddeduction",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "proposal"), name="answered_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "rejected"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="rejection_has_a_reason",
                    ),
                ],
            },
        ),
    ]

import django.db.models.deletion
import guanmo.lib.points
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("text", models.TextField(verbose_name="考核内容")),
                ("points", guanmo.lib.points.PointsField(null=True, verbose_name="分值")),
                ("method", models.TextField(blank=True, verbose_name="考核办法")),
                ("note", models.TextField(blank=True, verbose_name="说明")),
                ("truncated", models.BooleanField(default=False, verbose_name="原文残缺")),
            ],
            options={
                "ordering": ("no",),
            },
        ),
        migrations.CreateModel(
            name="DeductionRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fixed", "一次性扣分"),
                            ("per_occurrence", "按次扣分"),
                            ("zero", "不得分"),
                            ("veto", "一票否决"),
                            ("bonus", "加分"),
                        ],
                        max_length=20,
                    ),
                ),
                ("points", guanmo.lib.points.PointsField(null=True)),
                ("cap", guanmo.lib.points.PointsField(null=True)),
                ("text", models.TextField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rules", to="sheets.item"
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="ScoreSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.SlugField(max_length=40, verbose_name="代号")),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("total", guanmo.lib.points.PointsField(verbose_name="总分")),
                ("kinds", models.JSONField(default=list, verbose_name="适用类别")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草稿"), ("published", "已发布")],
                        default="draft",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="来源文件")),
                ("warnings", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(null=True)),
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
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="sheets.scoresheet",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("code", "-version"),
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="sheet_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("code",), name="sheet_one_draft"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="published_sheet_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("no", models.CharField(max_length=10, verbose_name="序号")),
                ("title", models.CharField(max_length=60, verbose_name="考核指标")),
                ("points", guanmo.lib.points.PointsField(null=True, verbose_name="分值")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="sheets.scoresheet"
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "constraints": [models.UniqueConstraint(fields=("sheet", "no"), name="section_no_once")],
            },
        ),
        migrations.AddField(
            model_name="item",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="sheets.section"
            ),
        ),
        migrations.CreateModel(
            name="NotApplicable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county", "县"),
                            ("organisation_department", "县委组织部"),
                            ("town", "镇"),
                            ("township", "乡"),
                            ("street", "街道"),
                            ("village", "村"),
                            ("community", "社区"),
                            ("new_economic", "新经济组织"),
                            ("new_social", "新社会组织"),
                            ("agency", "机关（事业）单位"),
                            ("soe", "国有企业"),
                            ("school", "学校"),
                            ("grid_branch", "网格党支部"),
                            ("courtyard_group", "楼院党小组"),
                        ],
                        max_length=30,
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="not_applicable", to="sheets.item"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item", "kind"), name="not_applicable_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("section", "no"), name="item_no_once"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__isnull", True), ("points__gte", 0), _connector="OR"), name="item_points"
            ),
        ),
    ]

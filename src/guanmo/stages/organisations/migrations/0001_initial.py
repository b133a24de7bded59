import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("username", models.CharField(max_length=60, unique=True, verbose_name="账号")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
            ],
            options={
                "verbose_name": "用户",
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=255, unique=True)),
                ("depth", models.PositiveIntegerField()),
                ("numchild", models.PositiveIntegerField(default=0)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(max_length=30, unique=True, verbose_name="组织代码")),
                ("name", models.CharField(max_length=120, verbose_name="党组织名称")),
                ("short_name", models.CharField(max_length=40, verbose_name="简称")),
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
                        verbose_name="类别",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("committee", "党委"),
                            ("working_committee", "党工委"),
                            ("leading_group", "党组"),
                            ("general_branch", "党总支"),
                            ("branch", "党支部"),
                            ("party_group", "党小组"),
                            ("department", "工作部门"),
                        ],
                        max_length=30,
                        verbose_name="组织形式",
                    ),
                ),
                ("established_on", models.DateField(blank=True, null=True, verbose_name="成立日期")),
                ("dissolved_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
            ],
            options={
                "verbose_name": "组织",
                "ordering": ("path",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dissolved_on__isnull", True),
                            ("established_on__isnull", True),
                            ("dissolved_on__gte", models.F("established_on")),
                            _connector="OR",
                        ),
                        name="organisation_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("secretary", "书记"),
                            ("deputy_secretary", "副书记"),
                            ("full_time_deputy_secretary", "专职副书记"),
                            ("leadership_member", "班子成员"),
                            ("organisation_member", "组织委员"),
                            ("organiser", "组织员"),
                            ("department_head", "部长"),
                            ("department_officer", "干部"),
                            ("information_officer", "党建信息员"),
                        ],
                        max_length=30,
                        verbose_name="职务",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "duty"), name="post_once_per_organisation")
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_on", models.DateField(verbose_name="任职日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="离任日期")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisations.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("post", "user", "started_on"), name="appointment_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="appointment_ends_after_it_starts",
                    ),
                ],
            },
        ),
    ]

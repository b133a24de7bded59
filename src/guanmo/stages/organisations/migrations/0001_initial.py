import django.db.models.deletion
import guanmo.lib.append_only
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
                ("own_password_since", models.DateTimeField(editable=False, null=True)),
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
        migrations.CreateModel(
            name="AppointmentFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("selection", "产生方式"),
                            ("source", "书记来源"),
                            ("cross_post", "交叉任职"),
                            ("qualification_review", "任职资格审查"),
                            ("term_audit", "任期审计"),
                            ("filing", "备案"),
                            ("later_post", "后来的任职"),
                            ("full_time", "专职情况"),
                            ("review", "履职情况研判"),
                        ],
                        max_length=30,
                        verbose_name="事项",
                    ),
                ),
                ("word", models.CharField(max_length=30, verbose_name="情况")),
                ("on", models.DateField(verbose_name="日期")),
                ("body", models.CharField(max_length=120, verbose_name="经办单位")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="organisations.appointment",
                    ),
                ),
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
                "ordering": ("on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="CoverageUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120, verbose_name="单位名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("new_economic", "新经济组织"), ("new_social", "新社会组织"), ("school", "学校")],
                        max_length=20,
                        verbose_name="单位类别",
                    ),
                ),
                ("registered_on", models.DateField(verbose_name="登记日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="注销日期")),
                (
                    "located_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="located_units",
                        to="organisations.organisation",
                        verbose_name="所在村（社区）或乡镇",
                    ),
                ),
            ],
            options={
                "ordering": ("located_in__path", "name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="CoverageStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="日期")),
                ("full_members", models.PositiveIntegerField(blank=True, null=True, verbose_name="正式党员人数")),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[("separate", "单独组建"), ("joint", "联合组建"), ("village_enterprise", "村企联建")],
                        max_length=20,
                        verbose_name="组建方式",
                    ),
                ),
                ("guide", models.CharField(blank=True, max_length=60, verbose_name="党建指导员")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="不单独组建的原因")),
                ("approved_by", models.CharField(blank=True, max_length=120, verbose_name="批准的党组织")),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covered_units",
                        to="organisations.organisation",
                        verbose_name="党组织",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="organisations.coverageunit",
                    ),
                ),
            ],
            options={
                "ordering": ("on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Grid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=60, verbose_name="网格名称")),
                ("goal", models.CharField(max_length=200, verbose_name="治理目标")),
                ("owner", models.CharField(max_length=60, verbose_name="责任人")),
                ("started_on", models.DateField(verbose_name="建立日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grids",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__path", "name", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="grid_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GridMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_on", models.DateField(verbose_name="加入日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                (
                    "grid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="organisations.grid"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grid_memberships",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__path", "started_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Partnership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pairing", "结对共建"),
                            ("joint_committee", "社区“大党委”"),
                            ("soe_liaison", "地企党建联系平台"),
                            ("resident_units", "区域化党建联建"),
                            ("village_village", "村村联建党组织"),
                            ("village_enterprise", "村企联建党组织"),
                            ("village_residents", "村居联建党组织"),
                            ("cooperative", "党支部（党小组）+合作社"),
                            ("association", "建在协会上的党组织"),
                            ("industry_chain", "建在产业链上的党组织"),
                            ("major_project", "建在重大项目上的党组织"),
                        ],
                        max_length=30,
                        verbose_name="方式",
                    ),
                ),
                ("person", models.CharField(max_length=60, verbose_name="本方责任人")),
                ("started_on", models.DateField(verbose_name="开始日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__path", "kind", "started_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="partnership_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnershipRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="机制文件")),
                ("on", models.DateField(verbose_name="通过日期")),
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
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="organisations.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ("on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PartnershipSide",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="县外或未建组织的单位")),
                ("person", models.CharField(max_length=60, verbose_name="对方责任人")),
                ("part_time_member", models.CharField(blank=True, max_length=60, verbose_name="兼职委员")),
                ("started_on", models.DateField(verbose_name="加入日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnership_sides",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sides",
                        to="organisations.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ("started_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="SecretaryChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="离任日期")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("term", "届满或另有任用"),
                            ("political", "政治上不合格"),
                            ("integrity", "经济上不廉洁"),
                            ("ability", "能力上不胜任"),
                            ("duty", "工作上不尽职"),
                            ("law", "违法违纪"),
                        ],
                        max_length=20,
                        verbose_name="原因",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "appointment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change",
                        to="organisations.appointment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="决定的党组织",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SettingChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("set_up", "新建"),
                            ("merged", "合并"),
                            ("split", "拆分"),
                            ("upgraded", "升格"),
                            ("adjusted", "调整"),
                            ("dissolved", "撤销"),
                        ],
                        max_length=20,
                        verbose_name="怎么调整",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "old_form",
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
                        verbose_name="原来的形式",
                    ),
                ),
                (
                    "new_form",
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
                        verbose_name="现在的形式",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
                ("others", models.CharField(blank=True, max_length=200, verbose_name="涉及的其他组织")),
                ("good_base", models.BooleanField(null=True, verbose_name="党建基础好")),
                ("strong_economy", models.BooleanField(null=True, verbose_name="经济实力强")),
                ("many_members", models.BooleanField(null=True, verbose_name="党员较多")),
                ("ripe_conditions", models.BooleanField(null=True, verbose_name="条件成熟")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="批准的党组织",
                    ),
                ),
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
                        related_name="setting_changes",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SettingConfirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
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
                        related_name="setting_confirmations",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-year", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "year"), name="setting_confirmed_once_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="Regulation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=60)),
                ("title", models.CharField(max_length=120, verbose_name="全称")),
                ("issuer", models.CharField(max_length=60, verbose_name="制定机关")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="施行日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="废止日期")),
                ("cited_as", models.CharField(blank=True, max_length=300, verbose_name="文件里的其他写法")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="引用的出入")),
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
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="regulation_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StructureLimits",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "village_term_years",
                    models.PositiveSmallIntegerField(default=5, verbose_name="村（社区）党组织每届几年"),
                ),
                ("committee_term_years", models.PositiveSmallIntegerField(default=5, verbose_name="其他党委每届几年")),
                (
                    "branch_term_years",
                    models.PositiveSmallIntegerField(default=3, verbose_name="其他党总支、党支部每届几年"),
                ),
                ("notice_days", models.PositiveSmallIntegerField(default=180, verbose_name="届满前多少天开始提醒")),
                (
                    "members_to_establish",
                    models.PositiveSmallIntegerField(default=3, verbose_name="有几名正式党员就应当建立党组织"),
                ),
                (
                    "general_branch_members",
                    models.PositiveSmallIntegerField(default=50, verbose_name="党总支至少多少名党员"),
                ),
                ("committee_members", models.PositiveSmallIntegerField(default=100, verbose_name="党委至少多少名党员")),
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("started_on", models.DateField(verbose_name="开始日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_points",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="联系领导",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_points",
                        to="organisations.organisation",
                        verbose_name="联系点",
                    ),
                ),
            ],
            options={
                "ordering": ("organisation__path", "started_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("leader", "organisation"),
                        name="contact_point_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="contact_point_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("line_officer", "条线党务干部"),
                            ("inspection_officer", "督查人员"),
                            ("guide", "党建指导员"),
                            ("system_admin", "系统管理员"),
                            ("security_admin", "安全管理员"),
                            ("auditor", "审计管理员"),
                        ],
                        max_length=30,
                        verbose_name="角色",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="开始日期")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
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
                        related_name="role_grants",
                        to="organisations.organisation",
                        verbose_name="范围",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day__isnull", True), ("last_day__gte", models.F("first_day")), _connector="OR"
                        ),
                        name="role_grant_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("user", models.F("by")), _negated=True), name="role_grant_never_to_oneself"
                    ),
                    guanmo.lib.append_only.Guard(act="UPDATE", name="role_grant_no_update"),
                    guanmo.lib.append_only.Guard(act="DELETE", name="role_grant_no_delete"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrantEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
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
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="organisations.rolegrant"
                    ),
                ),
            ],
            options={
                "constraints": [
                    guanmo.lib.append_only.Guard(act="UPDATE", name="role_grant_end_no_update"),
                    guanmo.lib.append_only.Guard(act="DELETE", name="role_grant_end_no_delete"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineBody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organs", "县直机关工委"),
                            ("education", "教育工委"),
                            ("state_assets", "国资委党委"),
                            ("two_new_committee", "“两新”组织党工委"),
                            ("non_public", "非公有制经济组织党委"),
                            ("social", "社会组织党委"),
                            ("leading_group", "党建工作领导小组"),
                            ("leading_office", "党建工作领导小组办公室"),
                            ("agency_group", "部门党组"),
                            ("agency_committee", "机关党委"),
                            ("line_department", "主管部门"),
                        ],
                        max_length=30,
                        verbose_name="哪一种机构",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="机构名称")),
                ("started_on", models.DateField(verbose_name="成立日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="设在哪里",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="organisations.organisation",
                        verbose_name="哪一级（哪个单位）",
                    ),
                ),
            ],
            options={
                "ordering": ("place__path", "kind", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), models.Q(("kind", "line_department"), _negated=True)
                        ),
                        fields=("place", "kind"),
                        name="line_body_once_in_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="line_body_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyStaffing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="从哪天起")),
                ("head", models.CharField(max_length=60, verbose_name="负责人")),
                ("members", models.CharField(blank=True, max_length=300, verbose_name="成员")),
                ("full_time", models.PositiveSmallIntegerField(verbose_name="专职人数")),
                ("part_time", models.PositiveSmallIntegerField(verbose_name="兼职人数")),
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
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staffings",
                        to="organisations.linebody",
                    ),
                ),
            ],
            options={
                "ordering": ("on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="LineStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="从哪天起")),
                (
                    "party",
                    models.CharField(
                        choices=[("local", "属地管理"), ("vertical", "垂直管理")],
                        max_length=20,
                        verbose_name="党组织关系",
                    ),
                ),
                (
                    "business",
                    models.CharField(
                        choices=[("local", "属地管理"), ("vertical", "垂直管理")],
                        max_length=20,
                        verbose_name="业务工作",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.linebody",
                        verbose_name="归口管理机构",
                    ),
                ),
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
                        related_name="line_statements",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.linebody",
                        verbose_name="同时归口的另一家",
                    ),
                ),
            ],
            options={
                "ordering": ("on", "pk"),
            },
        ),
    ]

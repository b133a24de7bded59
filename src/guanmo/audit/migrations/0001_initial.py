import django.db.models.deletion
import guanmo.lib.append_only
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("act", models.CharField(max_length=60)),
                ("target_type", models.CharField(max_length=60)),
                ("target_id", models.CharField(max_length=40)),
                ("facts", models.JSONField(default=dict)),
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
                "ordering": ("-at", "-id"),
                "indexes": [models.Index(fields=["target_type", "target_id"], name="audit_entry_target__17a98b_idx")],
                "constraints": [
                    guanmo.lib.append_only.Guard(act="UPDATE", name="audit_entry_no_update"),
                    guanmo.lib.append_only.Guard(act="DELETE", name="audit_entry_no_delete"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="audit.entry")),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ("position",),
                "constraints": [
                    guanmo.lib.append_only.Guard(act="UPDATE", name="audit_link_no_update"),
                    guanmo.lib.append_only.Guard(act="DELETE", name="audit_link_no_delete"),
                ],
            },
        ),
    ]

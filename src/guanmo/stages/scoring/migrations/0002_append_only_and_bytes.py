"""Keep held ballots byte for byte, and whether a ballot was vetoed."""

from django.db import migrations, models


def text_to_bytes(apps, schema_editor):
    held = apps.get_model("scoring", "HeldBallot")
    for row in held.objects.all():
        held.objects.filter(pk=row.pk).update(body=row.payload.encode())


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_initial")]

    operations = [
        migrations.AddField("ballotversion", "vetoed", models.BooleanField(default=False, verbose_name="一票否决")),
        migrations.AddField("heldballot", "body", models.BinaryField(default=b""), preserve_default=False),
        migrations.RunPython(text_to_bytes, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("heldballot", "payload"),
        migrations.AlterField(
            model_name='heldballot',
            name='code',
            field=models.CharField(choices=[('unreadable', '读不懂'), ('not_taking_part', '不是参加人员'), ('absent', '登记为缺席'), ('own_organisation', '本组织回避'), ('not_open', '尚未开始'), ('scoring_over', '打分已结束'), ('not_scored', '不打分'), ('wrong_sheet', '评分表版本不符'), ('invalid', '内容有误'), ('unfinished', '没有打完'), ('already_submitted', '已经提交过'), ('reason_missing', '更正缺少原因'), ('other_content', '编号相同内容不同')], max_length=30),
        ),
    ]

"""Keep how many sheets a standing rests on and how many of them counted; name the reasons for no rank."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('results', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='standing',
            name='counted',
            field=models.PositiveIntegerField(default=0, verbose_name='计入份数'),
        ),
        migrations.AlterField(
            model_name='standing',
            name='reason',
            field=models.CharField(blank=True, choices=[('no_ballots', '没有收到评分表，不排名'), ('too_few_ballots', '评分表份数不足，不排名'), ('no_scored_point', '没有得分的示范点，不排名')], max_length=40, verbose_name='不排名的原因'),
        ),
    ]

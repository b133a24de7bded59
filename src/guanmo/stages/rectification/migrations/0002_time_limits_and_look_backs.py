"""Keep the time limit that each step set, and when a look-back was recorded."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rectification', '0001_initial'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='attachment',
            options={'ordering': ('pk',)},
        ),
        migrations.AlterModelOptions(
            name='lookback',
            options={'ordering': ('pk',)},
        ),
        migrations.AddField(
            model_name='lookback',
            name='at',
            field=models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='rowtransition',
            name='due_date',
            field=models.DateField(null=True, verbose_name='整改时限'),
        ),
    ]

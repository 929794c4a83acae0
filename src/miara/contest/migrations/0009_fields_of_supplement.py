from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contest", "0001_contest"),
    ]

    operations = [
        migrations.AddField(
            model_name="formalcheck",
            name="fields",
            field=models.JSONField(
                blank=True, default=list, verbose_name="what the supplement may change"
            ),
        ),
        migrations.AddField(
            model_name="supplementcall",
            name="fields",
            field=models.JSONField(
                blank=True, default=list, verbose_name="what the supplement may change"
            ),
        ),
    ]

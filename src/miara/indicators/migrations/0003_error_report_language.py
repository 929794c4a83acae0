from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_harvest_schedule")]

    operations = [
        migrations.AddField(
            model_name="errorreport",
            name="language",
            field=models.CharField(
                default="pl", max_length=5, verbose_name="language"
            ),
        ),
    ]

from pathlib import Path

from django.db import migrations

SCHEMA = Path(__file__).parent.parent / "audit" / "schema.sql"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            "CREATE SCHEMA audit AUTHORIZATION ciiz_audit;\nSET LOCAL ROLE ciiz_audit;\n"
            + SCHEMA.read_text()
            + "\nRESET ROLE;",
            "DROP SCHEMA audit CASCADE",
        )
    ]

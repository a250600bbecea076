"""All tables of this app. A database that an earlier version brought up to date is as this migration leaves it."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.functions
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import programme.models.fields
import programme.models.job
import programme.models.fields
import programme.models.programme
from django.conf import settings
from django.db import migrations, models

from programme.models.migration_operations import Together


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('programme', '0001_initial'),
        ('programme', '0002_import_job'),
        ('programme', '0003_append_only_history'),
        ('programme', '0004_aims_digests_reminders'),
        ('programme', '0005_digest_retries'),
        ('programme', '0006_programme_load'),
        ('programme', '0007_periods_in_order'),
        ('programme', '0008_jobs_alike'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='Aim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('kind', models.CharField(choices=[('principle', 'Guiding principle'), ('outcome', 'Corporate outcome')], max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True, help_text='What it means for the programme. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('agreed_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it held.', null=True)),
            ],
            options={
                'ordering': ['kind', 'position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='CouncilEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(help_text='As used in tables, for example Rochford.', max_length=60)),
                ('kind', models.CharField(choices=[('county', 'County council'), ('unitary', 'Unitary authority'), ('district', 'District council'), ('borough', 'Borough council'), ('city', 'City council'), ('metropolitan', 'Metropolitan borough council'), ('london_borough', 'London borough council'), ('combined', 'Combined authority'), ('other', 'Other public body')], max_length=20)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(choices=[('opened', 'The period opened'), ('due', 'The deadline is near'), ('overdue', 'The deadline has passed')], max_length=10)),
                ('day', models.DateField(help_text="The programme's day on which it was due.")),
                ('queued_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('try_at', models.DateTimeField(blank=True, help_text='When the mail is tried next; empty: no more.', null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, help_text='How often handing the mail over has failed.')),
                ('failure', models.TextField(blank=True, help_text='Why the mail could not be handed over, the last time.')),
            ],
            options={
                'ordering': ['-day', 'user'],
            },
        ),
        migrations.CreateModel(
            name='DigestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('occasion', models.CharField(choices=[('opened', 'The period opened'), ('due', 'The deadline is near'), ('overdue', 'The deadline has passed')], max_length=10)),
                ('day', models.DateField(help_text="The programme's day on which it was due.")),
                ('queued_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('try_at', models.DateTimeField(blank=True, help_text='When the mail is tried next; empty: no more.', null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, help_text='How often handing the mail over has failed.')),
                ('failure', models.TextField(blank=True, help_text='Why the mail could not be handed over, the last time.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImportJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('progress', models.PositiveSmallIntegerField(default=0, help_text='Per cent.')),
                ('step', models.CharField(blank=True, max_length=120)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.TextField(blank=True, help_text='The reason, as a sentence for the person who asked.')),
                ('queued_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('filename', models.CharField(max_length=200)),
                ('file', models.FileField(max_length=200, upload_to=programme.models.job.import_path)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField(help_text='Bytes.')),
                ('status', models.CharField(choices=[('queued', 'Waiting'), ('running', 'Being read'), ('faulty', 'Has faults'), ('ready', 'Ready to import'), ('done', 'Imported'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('faults', models.JSONField(blank=True, default=list)),
                ('preview', models.JSONField(blank=True, default=dict)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-queued_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportJobEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.TextField(blank=True, help_text='The reason, as a sentence for the person who asked.')),
                ('queued_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('filename', models.CharField(max_length=200)),
                ('file', models.FileField(max_length=200, upload_to=programme.models.job.import_path)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField(help_text='Bytes.')),
                ('status', models.CharField(choices=[('queued', 'Waiting'), ('running', 'Being read'), ('faulty', 'Has faults'), ('ready', 'Ready to import'), ('done', 'Imported'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Phase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=120)),
                ('starts', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('ends', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='PhaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=120)),
                ('starts', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('ends', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True, help_text="A few plain sentences; shown at the top of the programme's page.")),
                ('starts_on', models.DateField()),
                ('planned_end', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, help_text='The last day of the record. Leave empty while the programme runs.', null=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True, help_text="A few plain sentences; shown at the top of the programme's page.")),
                ('starts_on', models.DateField()),
                ('planned_end', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, help_text='The last day of the record. Leave empty while the programme runs.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProgrammeLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('loaded_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
            ],
            options={
                'ordering': ['programme', 'loaded_at'],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'Lead council'), ('host', 'Host council'), ('partner', 'Partner council')], default='partner', max_length=20)),
                ('joined_on', models.DateField()),
                ('left_on', models.DateField(blank=True, help_text='The last day of membership.', null=True)),
            ],
            options={
                'ordering': ['joined_on', 'council__short_name'],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeMembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('lead', 'Lead council'), ('host', 'Host council'), ('partner', 'Partner council')], default='partner', max_length=20)),
                ('joined_on', models.DateField()),
                ('left_on', models.DateField(blank=True, help_text='The last day of membership.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportingPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=120)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('deadline', models.DateField(help_text='The day by which officers submit.')),
                ('cut_off', models.DateField(help_text='The last day on which anything in the period can change.')),
                ('remind_before', models.PositiveSmallIntegerField(default=5, help_text='How many days before the deadline officers are reminded; 0 for no reminder.')),
                ('remind_every', models.PositiveSmallIntegerField(default=7, help_text='Officers are reminded the day after the deadline and then every so many days; 0 for no reminder.')),
                ('opened_at', models.DateTimeField(blank=True, help_text='When officers were told of it.', null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-starts_on'],
            },
        ),
        migrations.CreateModel(
            name='ReportingPeriodEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=120)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('deadline', models.DateField(help_text='The day by which officers submit.')),
                ('cut_off', models.DateField(help_text='The last day on which anything in the period can change.')),
                ('remind_before', models.PositiveSmallIntegerField(default=5, help_text='How many days before the deadline officers are reminded; 0 for no reminder.')),
                ('remind_every', models.PositiveSmallIntegerField(default=7, help_text='Officers are reminded the day after the deadline and then every so many days; 0 for no reminder.')),
                ('opened_at', models.DateTimeField(blank=True, help_text='When officers were told of it.', null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('programme_office', 'Programme office'), ('lead_officer', 'Lead officer'), ('sponsor', 'Sponsor'), ('finance_officer', 'Finance officer'), ('risk_owner', 'Risk owner'), ('clerk', 'Committee clerk'), ('clearing_officer', 'Clearing officer'), ('board_member', 'Board member'), ('councillor', 'Councillor'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, help_text='The last day of the role.', null=True)),
            ],
            options={
                'ordering': ['user__name', 'role'],
            },
        ),
        migrations.CreateModel(
            name='RoleGrantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('programme_office', 'Programme office'), ('lead_officer', 'Lead officer'), ('sponsor', 'Sponsor'), ('finance_officer', 'Finance officer'), ('risk_owner', 'Risk owner'), ('clerk', 'Committee clerk'), ('clearing_officer', 'Clearing officer'), ('board_member', 'Board member'), ('councillor', 'Councillor'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, help_text='The last day of the role.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(max_length=120)),
                ('post', models.CharField(blank=True, max_length=120, verbose_name='job title')),
                ('is_active', models.BooleanField(default=True)),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(help_text='As used in tables, for example Rochford.', max_length=60)),
                ('kind', models.CharField(choices=[('county', 'County council'), ('unitary', 'Unitary authority'), ('district', 'District council'), ('borough', 'Borough council'), ('city', 'City council'), ('metropolitan', 'Metropolitan borough council'), ('london_borough', 'London borough council'), ('combined', 'Combined authority'), ('other', 'Other public body')], max_length=20)),
            ],
            options={
                'ordering': ['short_name', 'code'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='council_name_unique'), models.CheckConstraint(condition=models.Q(('kind__in', ['county', 'unitary', 'district', 'borough', 'city', 'metropolitan', 'london_borough', 'combined', 'other'])), name='council_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='AimEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('kind', models.CharField(choices=[('principle', 'Guiding principle'), ('outcome', 'Corporate outcome')], max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True, help_text='What it means for the programme. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('agreed_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it held.', null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.aim')),
                ('council', models.ForeignKey(blank=True, db_constraint=False, help_text='Whose corporate plan it is from. Empty: agreed by all.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='aim',
            name='council',
            field=models.ForeignKey(blank=True, help_text='Whose corporate plan it is from. Empty: agreed by all.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aims', to='programme.council'),
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(max_length=120)),
                ('post', models.CharField(blank=True, max_length=120, verbose_name='job title')),
                ('is_active', models.BooleanField(default=True)),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='programme.council')),
            ],
            options={
                'ordering': ['name', 'email'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='council',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ee45ee9767740c9b6b2519b8cf3fd7489992692e', operation='DELETE', pgid='pgtrigger_never_deleted_5ed76', table='programme_council', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='council',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_councilevent" ("code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name") VALUES (NEW."code", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."short_name"); RETURN NULL;', hash='066fc167eb07f73ec3055d5a2bdc97a60537c1f1', operation='INSERT', pgid='pgtrigger_insert_insert_27037', table='programme_council', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='council',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programme_councilevent" ("code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name") VALUES (NEW."code", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."short_name"); RETURN NULL;', hash='a0e2e5e3870ebbb89ffb4483e19492920fa388bd', operation='UPDATE', pgid='pgtrigger_update_update_dd053', table='programme_council', when='AFTER')),
        ),
        migrations.AddField(
            model_name='councilevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='councilevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.council'),
        ),
        migrations.AddField(
            model_name='digest',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='digests', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='digestevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='digestevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.digest'),
        ),
        migrations.AddField(
            model_name='digestevent',
            name='user',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='importjob',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='importjobevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='importjobevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.importjob'),
        ),
        migrations.AddField(
            model_name='importjobevent',
            name='requested_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='phaseevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='phaseevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.phase'),
        ),
        migrations.AddField(
            model_name='phaseevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='phase',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phases', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='importjobevent',
            name='programme',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='importjob',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='aimevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='aim',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aims', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='programmeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='programmeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='programmeload',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loads', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='programmemembership',
            name='council',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='programme.council'),
        ),
        migrations.AddField(
            model_name='programmemembership',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='programme',
            name='councils',
            field=models.ManyToManyField(related_name='programmes', through='programme.ProgrammeMembership', to='programme.council'),
        ),
        migrations.AddField(
            model_name='programmemembershipevent',
            name='council',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council'),
        ),
        migrations.AddField(
            model_name='programmemembershipevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='programmemembershipevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.programmemembership'),
        ),
        migrations.AddField(
            model_name='programmemembershipevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='reportingperiod',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='digestevent',
            name='period',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.reportingperiod'),
        ),
        migrations.AddField(
            model_name='digest',
            name='period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='digests', to='programme.reportingperiod'),
        ),
        migrations.AddField(
            model_name='reportingperiodevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reportingperiodevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.reportingperiod'),
        ),
        migrations.AddField(
            model_name='reportingperiodevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='rolegrant',
            name='council',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='programme.council'),
        ),
        migrations.AddField(
            model_name='rolegrant',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='rolegrant',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rolegrantevent',
            name='council',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council'),
        ),
        migrations.AddField(
            model_name='rolegrantevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='rolegrantevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programme.rolegrant'),
        ),
        migrations.AddField(
            model_name='rolegrantevent',
            name='programme',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='rolegrantevent',
            name='user',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='userevent',
            name='council',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_lower_case'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ca50da77e4101bf1139760af963ebbf7a1fca179', operation='DELETE', pgid='pgtrigger_never_deleted_49e95', table='programme_user', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_userevent" ("council_id", "date_joined", "email", "id", "is_active", "is_superuser", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post") VALUES (NEW."council_id", NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_superuser", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post"); RETURN NULL;', hash='a7ab64faea96659bd693c734db68382758727a7c', operation='INSERT', pgid='pgtrigger_insert_insert_4f21c', table='programme_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."council_id" IS DISTINCT FROM (NEW."council_id") OR OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."post" IS DISTINCT FROM (NEW."post"))', func='INSERT INTO "programme_userevent" ("council_id", "date_joined", "email", "id", "is_active", "is_superuser", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post") VALUES (NEW."council_id", NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_superuser", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post"); RETURN NULL;', hash='8dde37a87f347a49cb40f4398a23ec150c4a0aa1', operation='UPDATE', pgid='pgtrigger_update_update_fd6da', table='programme_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b70c5f48589c6e72f24d3ce074ca47fcb597cac7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b5607', table='programme_councilevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='phaseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c032a9ad9a93b5e0c662c6efb5ba9e9f1f9bf34f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a05b9', table='programme_phaseevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='phase',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='phase_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='phase',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b0ce5087aa92364599ab240be6a528a101a6fd61', operation='DELETE', pgid='pgtrigger_never_deleted_9ddc7', table='programme_phase', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='phase',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_phaseevent" ("code", "ends", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "starts") VALUES (NEW."code", NEW."ends", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."starts"); RETURN NULL;', hash='1aba2e7983c1ff64c1cb25de4206a52d292079a1', operation='INSERT', pgid='pgtrigger_insert_insert_6ab5c', table='programme_phase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='phase',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programme_phaseevent" ("code", "ends", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "starts") VALUES (NEW."code", NEW."ends", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."starts"); RETURN NULL;', hash='13dd93e5150f305a5a0ffb8e964770619a8bbae2', operation='UPDATE', pgid='pgtrigger_update_update_26803', table='programme_phase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importjobevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c5c7ce730f29121b1a099090e1c8cfacc36ff05b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_079ee', table='programme_importjobevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='importjob',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['queued', 'running', 'faulty', 'ready', 'done', 'failed'])), name='import_status_known'),
        ),
        migrations.AddConstraint(
            model_name='importjob',
            constraint=models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='import_progress_per_cent'),
        ),
        migrations.AddConstraint(
            model_name='importjob',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='import_failed_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='importjob',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'done'), _negated=True), models.Q(('confirmed_at__isnull', False), ('programme__isnull', False)), _connector='OR'), name='import_done_was_confirmed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importjob',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d0cd7e23955950df05329b5aeab37e23eeb3b500', operation='DELETE', pgid='pgtrigger_never_deleted_818bf', table='programme_importjob', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importjob',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_importjobevent" ("attempts", "confirmed_at", "failure", "file", "filename", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "queued_at", "requested_by_id", "sha256", "size", "started_at", "status") VALUES (NEW."attempts", NEW."confirmed_at", NEW."failure", NEW."file", NEW."filename", NEW."finished_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."queued_at", NEW."requested_by_id", NEW."sha256", NEW."size", NEW."started_at", NEW."status"); RETURN NULL;', hash='acdcc61afbec2d10a3d881838041a1d8f1b2b9de', operation='INSERT', pgid='pgtrigger_insert_insert_1a021', table='programme_importjob', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importjob',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."attempts" IS DISTINCT FROM (NEW."attempts") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."failure" IS DISTINCT FROM (NEW."failure") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."filename" IS DISTINCT FROM (NEW."filename") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "programme_importjobevent" ("attempts", "confirmed_at", "failure", "file", "filename", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "queued_at", "requested_by_id", "sha256", "size", "started_at", "status") VALUES (NEW."attempts", NEW."confirmed_at", NEW."failure", NEW."file", NEW."filename", NEW."finished_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."queued_at", NEW."requested_by_id", NEW."sha256", NEW."size", NEW."started_at", NEW."status"); RETURN NULL;', hash='16cad63245e05723efd0dcc8b576896f85586895', operation='UPDATE', pgid='pgtrigger_update_update_c4ad6', table='programme_importjob', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aimevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='38ad2e20c3faa431c67609c0220ef5e10caa5e7b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2deae', table='programme_aimevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='aim',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='aim_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='aim',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['principle', 'outcome'])), name='aim_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='aim',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('agreed_on__isnull', True), ('ended_on__gte', models.F('agreed_on')), _connector='OR'), name='aim_ends_after_agreed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aim',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c0d3ffa436f112eef1132f5b6a0e5bba9f57fa14', operation='DELETE', pgid='pgtrigger_never_deleted_095b3', table='programme_aim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_aimevent" ("agreed_on", "code", "council_id", "ended_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "text") VALUES (NEW."agreed_on", NEW."code", NEW."council_id", NEW."ended_on", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."text"); RETURN NULL;', hash='d6871bb564766386141f3917c99bf75fe538a639', operation='INSERT', pgid='pgtrigger_insert_insert_e694e', table='programme_aim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programme_aimevent" ("agreed_on", "code", "council_id", "ended_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "text") VALUES (NEW."agreed_on", NEW."code", NEW."council_id", NEW."ended_on", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."text"); RETURN NULL;', hash='51a1dbb7e32b7a6bc6ed8c334d11d0e74da7e8eb', operation='UPDATE', pgid='pgtrigger_update_update_7188d', table='programme_aim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ec1a7e58b6765233dbd623b56a6cd3addaabe1a2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a7c9b', table='programme_programmeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='programmeload',
            constraint=models.UniqueConstraint(fields=('programme', 'loaded_at'), name='programme_load_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeload',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='69c56e2d02a289a5c9cb44bf020c45ac81cf13e2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_509d9', table='programme_programmeload', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='programmemembership',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='membership_leaves_after_joining'),
        ),
        migrations.AddConstraint(
            model_name='programmemembership',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'host', 'partner'])), name='membership_role_known'),
        ),
        migrations.AddConstraint(
            model_name='programmemembership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(programme.models.programme.SameRow('programme'), '&&'), (programme.models.programme.SameRow('council'), '&&'), (programme.models.programme.DateRange('joined_on', 'left_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='membership_once_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmemembership',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='75a8296b3ee379a07d26480d8ba14ad7d1093709', operation='DELETE', pgid='pgtrigger_never_deleted_85446', table='programme_programmemembership', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmemembership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_programmemembershipevent" ("council_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role") VALUES (NEW."council_id", NEW."id", NEW."joined_on", NEW."left_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."role"); RETURN NULL;', hash='ad24fa14e35a64d3c2978cc5950371bb59a76260', operation='INSERT', pgid='pgtrigger_insert_insert_4ee0b', table='programme_programmemembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmemembership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programme_programmemembershipevent" ("council_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role") VALUES (NEW."council_id", NEW."id", NEW."joined_on", NEW."left_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."role"); RETURN NULL;', hash='4685897230f6f649af7d9fd3139b43c241e7963a', operation='UPDATE', pgid='pgtrigger_update_update_dfb45', table='programme_programmemembership', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('starts_on')), _connector='OR'), name='programme_ends_after_start'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a08f007d2641174869dd4c45ca61ffcbd5a448ef', operation='DELETE', pgid='pgtrigger_never_deleted_3f429', table='programme_programme', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_programmeevent" ("code", "ended_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end", "starts_on", "summary") VALUES (NEW."code", NEW."ended_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_end", NEW."starts_on", NEW."summary"); RETURN NULL;', hash='6e7e332f8b1258d5fd5fe31841414c0054571c36', operation='INSERT', pgid='pgtrigger_insert_insert_8921b', table='programme_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programme_programmeevent" ("code", "ended_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end", "starts_on", "summary") VALUES (NEW."code", NEW."ended_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_end", NEW."starts_on", NEW."summary"); RETURN NULL;', hash='ca00ca119bb0a32ec5dea819fe2f37589329ad31', operation='UPDATE', pgid='pgtrigger_update_update_c42d8', table='programme_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmemembershipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1f25cd1c05c72a0e8c5ce02e2e99750347b95ce2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ea024', table='programme_programmemembershipevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='reportingperiod',
            index=models.Index(fields=['programme', 'starts_on'], name='period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='period_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='period_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=models.CheckConstraint(condition=models.Q(('deadline__gte', models.F('starts_on'))), name='period_deadline_after_start'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=models.CheckConstraint(condition=models.Q(('cut_off__gte', models.F('deadline'))), name='period_cut_off_after_deadline'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=models.CheckConstraint(condition=models.Q(('remind_before__lte', 60), ('remind_every__lte', 60)), name='period_reminders_within_two_months'),
        ),
        migrations.AddConstraint(
            model_name='reportingperiod',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(programme.models.programme.SameRow('programme'), '&&'), (programme.models.programme.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='periods_do_not_overlap'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportingperiod',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5e0a7aa558555a63c6c98932beea89d2d4201f26', operation='DELETE', pgid='pgtrigger_never_deleted_09f30', table='programme_reportingperiod', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportingperiod',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_reportingperiodevent" ("closed_at", "code", "cut_off", "deadline", "ends_on", "id", "name", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "remind_before", "remind_every", "starts_on") VALUES (NEW."closed_at", NEW."code", NEW."cut_off", NEW."deadline", NEW."ends_on", NEW."id", NEW."name", NEW."opened_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."remind_before", NEW."remind_every", NEW."starts_on"); RETURN NULL;', hash='9e17ecb7544fc7fcdee6b8bb207a600dc22d2350', operation='INSERT', pgid='pgtrigger_insert_insert_d55b2', table='programme_reportingperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportingperiod',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programme_reportingperiodevent" ("closed_at", "code", "cut_off", "deadline", "ends_on", "id", "name", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "remind_before", "remind_every", "starts_on") VALUES (NEW."closed_at", NEW."code", NEW."cut_off", NEW."deadline", NEW."ends_on", NEW."id", NEW."name", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."remind_before", NEW."remind_every", NEW."starts_on"); RETURN NULL;', hash='4bdb1c61637d4a0044d1489fec18b40dc475aab1', operation='UPDATE', pgid='pgtrigger_update_update_2d333', table='programme_reportingperiod', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='digestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b318aca5b759ce2a3f47139172d202baf62d5a43', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f8a42', table='programme_digestevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='digest',
            index=models.Index(condition=models.Q(('try_at__isnull', False)), fields=['try_at'], name='digest_waiting'),
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.UniqueConstraint(fields=('user', 'period', 'occasion', 'day'), name='digest_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.CheckConstraint(condition=models.Q(('occasion__in', ['opened', 'due', 'overdue'])), name='digest_occasion_known'),
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('try_at__isnull', True), _connector='OR'), name='digest_sent_is_not_tried_again'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='digest',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a605adb7f60fb63a8a87ba0b0b99e72c88eef98c', operation='DELETE', pgid='pgtrigger_never_deleted_0ba0b', table='programme_digest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='digest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_digestevent" ("attempts", "day", "failure", "id", "occasion", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "sent_at", "try_at", "user_id") VALUES (NEW."attempts", NEW."day", NEW."failure", NEW."id", NEW."occasion", NEW."period_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."queued_at", NEW."sent_at", NEW."try_at", NEW."user_id"); RETURN NULL;', hash='37f7258dd2f1e9f5f2dd0127510cb6b73256fb70', operation='INSERT', pgid='pgtrigger_insert_insert_f1494', table='programme_digest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='digest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programme_digestevent" ("attempts", "day", "failure", "id", "occasion", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "sent_at", "try_at", "user_id") VALUES (NEW."attempts", NEW."day", NEW."failure", NEW."id", NEW."occasion", NEW."period_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."queued_at", NEW."sent_at", NEW."try_at", NEW."user_id"); RETURN NULL;', hash='093a5f115aa02ddb68450475125ca0edd761bde0', operation='UPDATE', pgid='pgtrigger_update_update_93ef9', table='programme_digest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportingperiodevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8d7f4214a688ba678dcc33f592050b25b8599d4a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3a39d', table='programme_reportingperiodevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='rolegrant',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['programme_office', 'lead_officer', 'sponsor', 'finance_officer', 'risk_owner', 'clerk', 'clearing_officer', 'board_member', 'councillor', 'auditor', 'administrator'])), name='grant_role_known'),
        ),
        migrations.AddConstraint(
            model_name='rolegrant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('programme__isnull', True), ('role', 'administrator')), models.Q(models.Q(('role', 'administrator'), _negated=True), ('programme__isnull', False)), _connector='OR'), name='grant_names_its_programme'),
        ),
        migrations.AddConstraint(
            model_name='rolegrant',
            constraint=models.CheckConstraint(condition=models.Q(('council__isnull', False), models.Q(('role__in', ['clearing_officer', 'clerk', 'councillor', 'finance_officer', 'lead_officer']), _negated=True), _connector='OR'), name='grant_names_its_council'),
        ),
        migrations.AddConstraint(
            model_name='rolegrant',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('starts_on')), _connector='OR'), name='grant_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='rolegrant',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('user', 'role', 'programme', 'council'), name='grant_held_once', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolegrant',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e5b5ac1f1727520f9b02e7abdc609af36bba78de', operation='DELETE', pgid='pgtrigger_never_deleted_67a65', table='programme_rolegrant', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolegrant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programme_rolegrantevent" ("council_id", "ended_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role", "starts_on", "user_id") VALUES (NEW."council_id", NEW."ended_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='5f6d6237be976327985cdb612136c96135d98c30', operation='INSERT', pgid='pgtrigger_insert_insert_39d94', table='programme_rolegrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolegrant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programme_rolegrantevent" ("council_id", "ended_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role", "starts_on", "user_id") VALUES (NEW."council_id", NEW."ended_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='cf334cdcee9dbe44cf84dc516005076a8b451708', operation='UPDATE', pgid='pgtrigger_update_update_6da02', table='programme_rolegrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolegrantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1e5b02942e31dec26a5792f20891730c88cd8073', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a9461', table='programme_rolegrantevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='238bfa1b4005dcd87c0f2f83952ab2ac0b50b2ed', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_284d8', table='programme_userevent', when='BEFORE')),
        ),
    ])]

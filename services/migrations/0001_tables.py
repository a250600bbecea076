"""All tables of this app. A database that an earlier version brought up to date is as this migration leaves it."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import programme.models.fields
import programme.models.fields
import programme.models.programme
import services.models.note
from django.conf import settings
from django.db import migrations, models

from programme.models.migration_operations import Together


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('services', '0001_initial'),
        ('services', '0002_append_only_history'),
        ('services', '0003_service_reviews_in_full'),
        ('services', '0004_state_since_of_a_project'),
        ('services', '0005_note_readers_and_kept_documents'),
        ('services', '0006_closed_period_frozen'),
        ('services', '0007_updates_accepted_in_a_period'),
    ]

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('programme', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('title', models.CharField(max_length=500)),
                ('commentary', models.TextField(blank=True, help_text='Markdown.')),
                ('owner_post', models.CharField(blank=True, max_length=200, verbose_name='owner, where without an account')),
                ('due', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('not_started', 'Not started'), ('in_progress', 'Work in progress'), ('complete', 'Complete'), ('not_needed', 'No longer needed')], default='not_started', max_length=20)),
                ('status_reason', models.TextField(blank=True)),
                ('completed', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('is_recommendation', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='The order within its area.')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='programme.programme')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('area__position'), nulls_last=True), 'position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='ActionReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='references', to='services.action')),
            ],
            options={
                'ordering': ['reference__code'],
            },
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('ambition', models.TextField(blank=True, help_text='What the councils want here. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was under review.', null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='areas', to='programme.programme')),
            ],
            options={
                'ordering': ['position', 'code'],
            },
        ),
        migrations.AddField(
            model_name='action',
            name='area',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='services.area'),
        ),
        migrations.CreateModel(
            name='AreaEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('ambition', models.TextField(blank=True, help_text='What the councils want here. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was under review.', null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.area')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word document'), ('xlsx', 'Excel workbook'), ('png', 'PNG image'), ('jpeg', 'JPEG image')], max_length=10)),
                ('size', models.PositiveIntegerField(help_text='Bytes.')),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.FileField(blank=True, max_length=200, upload_to=services.models.note.attachment_path)),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['added_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Baseline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('period', models.CharField(blank=True, help_text='What it is the figure of, for example 2009/10.', max_length=60)),
                ('note', models.TextField(blank=True, help_text='What distorts it, or where it is from.')),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='baselines', to='programme.council')),
            ],
            options={
                'ordering': ['indicator', models.OrderBy(models.F('council__short_name'), nulls_last=True)],
            },
        ),
        migrations.CreateModel(
            name='CarriedRecommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carries_out', to='services.action')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_out_by', to='services.action')),
            ],
            options={
                'ordering': ['recommendation'],
            },
        ),
        migrations.CreateModel(
            name='CarriedRecommendationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('action', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.action')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.carriedrecommendation')),
                ('recommendation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.action')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Gate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('stage', models.CharField(choices=[('not_started', 'Not started'), ('scoping', 'Scoping'), ('data_gathering', 'Data gathering'), ('as_is', 'As-is'), ('to_be', 'To-be'), ('business_case', 'Business case'), ('approval', 'Approval'), ('implementation', 'Implementation'), ('business_as_usual', 'Business as usual')], help_text='The stage that it guards.', max_length=20)),
                ('rule', models.CharField(max_length=40)),
                ('name', models.CharField(help_text='As people say it, for example Cabinet approval of the full case.', max_length=200)),
                ('by_each_council', models.BooleanField(default=False, help_text='Every council taking part must have it.')),
                ('starts_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was asked for.', null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gates', to='programme.programme')),
            ],
            options={
                'ordering': ['stage', 'code'],
            },
        ),
        migrations.CreateModel(
            name='GateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('stage', models.CharField(choices=[('not_started', 'Not started'), ('scoping', 'Scoping'), ('data_gathering', 'Data gathering'), ('as_is', 'As-is'), ('to_be', 'To-be'), ('business_case', 'Business case'), ('approval', 'Approval'), ('implementation', 'Implementation'), ('business_as_usual', 'Business as usual')], help_text='The stage that it guards.', max_length=20)),
                ('rule', models.CharField(max_length=40)),
                ('name', models.CharField(help_text='As people say it, for example Cabinet approval of the full case.', max_length=200)),
                ('by_each_council', models.BooleanField(default=False, help_text='Every council taking part must have it.')),
                ('starts_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was asked for.', null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.gate')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GateEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('met', 'Met'), ('waived', 'Waived')], default='met', max_length=10)),
                ('statement', models.TextField(help_text='What was approved and by whom, or why the gate was waived.')),
                ('dated', programme.models.fields.PartialDateField(help_text='When it was approved, signed or decided.')),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('council', models.ForeignKey(blank=True, help_text='The council it is for. Empty: for all.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gate_evidence', to='programme.council')),
                ('gate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='services.gate')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'gate evidence',
                'ordering': ['recorded_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('board', 'Board'), ('team', 'Team'), ('core_group', 'Core group'), ('specialist', 'Specialist leads'), ('other', 'Other group')], max_length=20)),
                ('responsibilities', models.TextField(blank=True, help_text='What it is there for. Markdown.')),
                ('meets', models.CharField(blank=True, max_length=120, verbose_name='how often it meets')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('ended_on', models.DateField(blank=True, help_text='The last day of the group.', null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='programme.programme')),
            ],
            options={
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('post', models.CharField(blank=True, max_length=200, verbose_name='job title')),
                ('part', models.CharField(blank=True, help_text='For example project director, or costs.', max_length=200)),
                ('joined_on', models.DateField(blank=True, null=True)),
                ('left_on', models.DateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='group_memberships', to='programme.council')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='services.group')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='group_memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='GroupMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('post', models.CharField(blank=True, max_length=200, verbose_name='job title')),
                ('part', models.CharField(blank=True, help_text='For example project director, or costs.', max_length=200)),
                ('joined_on', models.DateField(blank=True, null=True)),
                ('left_on', models.DateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('council', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council')),
                ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.group')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.groupmember')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('heading', models.CharField(blank=True, help_text='What it stands under, for example Council Tax.', max_length=120)),
                ('category', models.CharField(choices=[('staffing', 'Staffing'), ('cost', 'Cost'), ('volume', 'Volume'), ('performance', 'Performance')], max_length=20)),
                ('unit', models.CharField(help_text='For example FTE, £000, days, %.', max_length=60)),
                ('direction', models.CharField(choices=[('higher', 'Higher is better'), ('lower', 'Lower is better'), ('neither', 'Neither is better')], default='neither', max_length=10)),
                ('decimal_places', models.PositiveSmallIntegerField(default=0)),
                ('note', models.TextField(blank=True, help_text='How it is counted. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was measured.', null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='programme.programme')),
            ],
            options={
                'ordering': ['review', 'position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='BaselineEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('period', models.CharField(blank=True, help_text='What it is the figure of, for example 2009/10.', max_length=60)),
                ('note', models.TextField(blank=True, help_text='What distorts it, or where it is from.')),
                ('council', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.baseline')),
                ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.indicator')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='baseline',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='baselines', to='services.indicator'),
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measured_from', models.DateField()),
                ('measured_to', models.DateField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('note', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='programme.council')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='services.indicator')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['indicator', models.OrderBy(models.F('council__short_name'), nulls_last=True), 'measured_to', 'version'],
            },
        ),
        migrations.CreateModel(
            name='MeasurementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('measured_from', models.DateField()),
                ('measured_to', models.DateField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('note', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('council', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council')),
                ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.indicator')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.measurement')),
                ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('baseline', programme.models.fields.PartialDateField(blank=True, help_text='The date first promised.', null=True)),
                ('forecast', programme.models.fields.PartialDateField(blank=True, help_text='The date expected now.', null=True)),
                ('achieved', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='programme.programme')),
            ],
            options={
                'ordering': ['forecast__last_day', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField(blank=True, help_text='Markdown.')),
                ('written_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, help_text='When it was taken off the page.', null=True)),
                ('council', models.ForeignKey(blank=True, help_text="A council's own note, seen by its people alone. Empty: for everyone who sees the review.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='programme.council')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='programme.programme')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-written_at', 'code'],
            },
        ),
        migrations.CreateModel(
            name='AttachmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word document'), ('xlsx', 'Excel workbook'), ('png', 'PNG image'), ('jpeg', 'JPEG image')], max_length=10)),
                ('size', models.PositiveIntegerField(help_text='Bytes.')),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.FileField(blank=True, max_length=200, upload_to=services.models.note.attachment_path)),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.attachment')),
                ('note', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.note')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='attachment',
            name='note',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='services.note'),
        ),
        migrations.CreateModel(
            name='PlanReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9][A-Za-z0-9.-]*\\Z', 'Use letters, digits, full stops and hyphens, for example MT15.')])),
                ('plan', models.CharField(help_text='The plan it stands in, for example Delivery Plan 2022-24.', max_length=120)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_references', to='programme.programme')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='ActionReferenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('action', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.action')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.actionreference')),
                ('reference', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.planreference')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='actionreference',
            name='reference',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='services.planreference'),
        ),
        migrations.CreateModel(
            name='PlanReferenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=20, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9][A-Za-z0-9.-]*\\Z', 'Use letters, digits, full stops and hyphens, for example MT15.')])),
                ('plan', models.CharField(help_text='The plan it stands in, for example Delivery Plan 2022-24.', max_length=120)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.planreference')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProgressUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('returned', 'Returned'), ('accepted', 'Accepted')], default='draft', max_length=10)),
                ('rag', models.CharField(blank=True, choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red')], max_length=10, verbose_name='RAG rating')),
                ('rag_reason', models.TextField(blank=True, verbose_name='Reason for the rating')),
                ('business_case_update', models.TextField(blank=True)),
                ('business_case_expected', programme.models.fields.PartialDateField(blank=True, null=True, verbose_name='Business case expected')),
                ('implementation_update', models.TextField(blank=True)),
                ('implementation_expected', programme.models.fields.PartialDateField(blank=True, null=True, verbose_name='Implementation expected')),
                ('help_wanted', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField()),
                ('edition', models.PositiveIntegerField(default=1, help_text='Counts the saves; a save names the edition it started from.')),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('comment', models.TextField(blank=True, help_text='Why it was returned, or a remark on accepting it.')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='programme.reportingperiod')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-period__starts_on', '-version'],
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True, help_text='What it does, and where it stands. Markdown.')),
                ('state', models.CharField(choices=[('not_started', 'Not started'), ('active', 'Under way'), ('on_hold', 'On hold'), ('complete', 'Complete'), ('cancelled', 'Cancelled')], default='not_started', max_length=20)),
                ('state_reason', models.TextField(blank=True)),
                ('state_since', programme.models.fields.PartialDateField(blank=True, help_text='When it came into this state.', null=True)),
                ('planned_start', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('planned_finish', programme.models.fields.PartialDateField(blank=True, help_text='The date first promised.', null=True)),
                ('expected_finish', programme.models.fields.PartialDateField(blank=True, help_text='The date expected now.', null=True)),
                ('started', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('finished', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='The order within its review.')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects_led', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='programme.programme')),
            ],
            options={
                'ordering': ['review', 'position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ProjectDependency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('needs', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needed_by', to='services.project')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dependencies', to='services.project')),
            ],
            options={
                'verbose_name_plural': 'project dependencies',
                'ordering': ['project', 'needs'],
            },
        ),
        migrations.CreateModel(
            name='ProjectDependencyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('needs', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.project')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.projectdependency')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.project')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReviewAim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.TextField(blank=True, help_text='How it serves it. Markdown.')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('aim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='served_by', to='programme.aim')),
            ],
            options={
                'ordering': ['aim__kind', 'aim__position', 'aim__code'],
            },
        ),
        migrations.CreateModel(
            name='ReviewMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_stage', models.CharField(choices=[('not_started', 'Not started'), ('scoping', 'Scoping'), ('data_gathering', 'Data gathering'), ('as_is', 'As-is'), ('to_be', 'To-be'), ('business_case', 'Business case'), ('approval', 'Approval'), ('implementation', 'Implementation'), ('business_as_usual', 'Business as usual')], max_length=20)),
                ('to_stage', models.CharField(choices=[('not_started', 'Not started'), ('scoping', 'Scoping'), ('data_gathering', 'Data gathering'), ('as_is', 'As-is'), ('to_be', 'To-be'), ('business_case', 'Business case'), ('approval', 'Approval'), ('implementation', 'Implementation'), ('business_as_usual', 'Business as usual')], max_length=20)),
                ('from_state', models.CharField(choices=[('active', 'Active'), ('on_hold', 'On hold'), ('withdrawn', 'Withdrawn'), ('complete', 'Complete')], max_length=20)),
                ('to_state', models.CharField(choices=[('active', 'Active'), ('on_hold', 'On hold'), ('withdrawn', 'Withdrawn'), ('complete', 'Complete')], max_length=20)),
                ('effective', programme.models.fields.PartialDateField(help_text='When it happened, as precisely as is known.')),
                ('reason', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['recorded_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewParticipation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_host', models.BooleanField(default=False)),
                ('hosted_functions', models.CharField(blank=True, help_text='What it hosts, where it does not host the whole service.', max_length=200)),
                ('joined_on', models.DateField(blank=True, help_text='Empty: from the start of the review.', null=True)),
                ('left_on', models.DateField(blank=True, null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='programme.council')),
                ('lead_officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['council__short_name'],
            },
        ),
        migrations.CreateModel(
            name='ScrutinySession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('held_on', models.DateField()),
                ('challenged', models.TextField(blank=True, help_text='What was challenged. Markdown.')),
                ('approved', models.TextField(blank=True, help_text='What was approved. Markdown.')),
                ('notes', models.TextField(blank=True, help_text='Markdown.')),
                ('group', models.ForeignKey(blank=True, help_text='Who held it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='services.group')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scrutiny_sessions', to='programme.programme')),
            ],
            options={
                'ordering': ['-held_on', 'code'],
            },
        ),
        migrations.AddField(
            model_name='action',
            name='session',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='services.scrutinysession'),
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='programme.programme')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ServiceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.service')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ServiceReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='The order within its phase.')),
                ('planned_start', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('joined_on', models.DateField()),
                ('left_on', models.DateField(blank=True, null=True)),
                ('left_reason', models.TextField(blank=True)),
                ('agreement', models.CharField(blank=True, help_text='The agreement it runs under, for example a memorandum of understanding.', max_length=200)),
                ('agreement_from', programme.models.fields.PartialDateField(blank=True, help_text='Empty: not known, or not yet in force.', null=True, verbose_name='agreement in force from')),
                ('stage', models.CharField(choices=[('not_started', 'Not started'), ('scoping', 'Scoping'), ('data_gathering', 'Data gathering'), ('as_is', 'As-is'), ('to_be', 'To-be'), ('business_case', 'Business case'), ('approval', 'Approval'), ('implementation', 'Implementation'), ('business_as_usual', 'Business as usual')], default='not_started', max_length=20)),
                ('state', models.CharField(choices=[('active', 'Active'), ('on_hold', 'On hold'), ('withdrawn', 'Withdrawn'), ('complete', 'Complete')], default='active', max_length=20)),
                ('state_reason', models.TextField(blank=True)),
                ('councils', models.ManyToManyField(related_name='reviews', through='services.ReviewParticipation', to='programme.council')),
                ('phase', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='programme.phase')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='programme.programme')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='services.service')),
                ('sponsor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sponsored_reviews', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['programme', 'position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ScrutinySessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('held_on', models.DateField()),
                ('challenged', models.TextField(blank=True, help_text='What was challenged. Markdown.')),
                ('approved', models.TextField(blank=True, help_text='What was approved. Markdown.')),
                ('notes', models.TextField(blank=True, help_text='Markdown.')),
                ('group', models.ForeignKey(blank=True, db_constraint=False, help_text='Who held it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.group')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.scrutinysession')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='scrutinysession',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scrutiny_sessions', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='ReviewParticipationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_host', models.BooleanField(default=False)),
                ('hosted_functions', models.CharField(blank=True, help_text='What it hosts, where it does not host the whole service.', max_length=200)),
                ('joined_on', models.DateField(blank=True, help_text='Empty: from the start of the review.', null=True)),
                ('left_on', models.DateField(blank=True, null=True)),
                ('council', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council')),
                ('lead_officer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.reviewparticipation')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='reviewparticipation',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='ReviewMoveEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('from_stage', models.CharField(choices=[('not_started', 'Not started'), ('scoping', 'Scoping'), ('data_gathering', 'Data gathering'), ('as_is', 'As-is'), ('to_be', 'To-be'), ('business_case', 'Business case'), ('approval', 'Approval'), ('implementation', 'Implementation'), ('business_as_usual', 'Business as usual')], max_length=20)),
                ('to_stage', models.CharField(choices=[('not_started', 'Not started'), ('scoping', 'Scoping'), ('data_gathering', 'Data gathering'), ('as_is', 'As-is'), ('to_be', 'To-be'), ('business_case', 'Business case'), ('approval', 'Approval'), ('implementation', 'Implementation'), ('business_as_usual', 'Business as usual')], max_length=20)),
                ('from_state', models.CharField(choices=[('active', 'Active'), ('on_hold', 'On hold'), ('withdrawn', 'Withdrawn'), ('complete', 'Complete')], max_length=20)),
                ('to_state', models.CharField(choices=[('active', 'Active'), ('on_hold', 'On hold'), ('withdrawn', 'Withdrawn'), ('complete', 'Complete')], max_length=20)),
                ('effective', programme.models.fields.PartialDateField(help_text='When it happened, as precisely as is known.')),
                ('reason', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('actor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.reviewmove')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='reviewmove',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='ReviewAimEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('how', models.TextField(blank=True, help_text='How it serves it. Markdown.')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('aim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.aim')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.reviewaim')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='reviewaim',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aims', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='ProjectEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True, help_text='What it does, and where it stands. Markdown.')),
                ('state', models.CharField(choices=[('not_started', 'Not started'), ('active', 'Under way'), ('on_hold', 'On hold'), ('complete', 'Complete'), ('cancelled', 'Cancelled')], default='not_started', max_length=20)),
                ('state_reason', models.TextField(blank=True)),
                ('state_since', programme.models.fields.PartialDateField(blank=True, help_text='When it came into this state.', null=True)),
                ('planned_start', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('planned_finish', programme.models.fields.PartialDateField(blank=True, help_text='The date first promised.', null=True)),
                ('expected_finish', programme.models.fields.PartialDateField(blank=True, help_text='The date expected now.', null=True)),
                ('started', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('finished', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='The order within its review.')),
                ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.project')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='project',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='ProgressUpdateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('returned', 'Returned'), ('accepted', 'Accepted')], default='draft', max_length=10)),
                ('rag', models.CharField(blank=True, choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red')], max_length=10, verbose_name='RAG rating')),
                ('rag_reason', models.TextField(blank=True, verbose_name='Reason for the rating')),
                ('business_case_update', models.TextField(blank=True)),
                ('business_case_expected', programme.models.fields.PartialDateField(blank=True, null=True, verbose_name='Business case expected')),
                ('implementation_update', models.TextField(blank=True)),
                ('implementation_expected', programme.models.fields.PartialDateField(blank=True, null=True, verbose_name='Implementation expected')),
                ('help_wanted', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField()),
                ('edition', models.PositiveIntegerField(default=1, help_text='Counts the saves; a save names the edition it started from.')),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('comment', models.TextField(blank=True, help_text='Why it was returned, or a remark on accepting it.')),
                ('author', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('edited_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.reportingperiod')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.progressupdate')),
                ('submitted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='progressupdate',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='NoteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField(blank=True, help_text='Markdown.')),
                ('written_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, help_text='When it was taken off the page.', null=True)),
                ('council', models.ForeignKey(blank=True, db_constraint=False, help_text="A council's own note, seen by its people alone. Empty: for everyone who sees the review.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.note')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
                ('written_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='note',
            name='review',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='MilestoneEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('baseline', programme.models.fields.PartialDateField(blank=True, help_text='The date first promised.', null=True)),
                ('forecast', programme.models.fields.PartialDateField(blank=True, help_text='The date expected now.', null=True)),
                ('achieved', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.milestone')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
                ('review', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='milestone',
            name='review',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='IndicatorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('heading', models.CharField(blank=True, help_text='What it stands under, for example Council Tax.', max_length=120)),
                ('category', models.CharField(choices=[('staffing', 'Staffing'), ('cost', 'Cost'), ('volume', 'Volume'), ('performance', 'Performance')], max_length=20)),
                ('unit', models.CharField(help_text='For example FTE, £000, days, %.', max_length=60)),
                ('direction', models.CharField(choices=[('higher', 'Higher is better'), ('lower', 'Lower is better'), ('neither', 'Neither is better')], default='neither', max_length=10)),
                ('decimal_places', models.PositiveSmallIntegerField(default=0)),
                ('note', models.TextField(blank=True, help_text='How it is counted. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was measured.', null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.indicator')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='indicator',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='GroupEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('board', 'Board'), ('team', 'Team'), ('core_group', 'Core group'), ('specialist', 'Specialist leads'), ('other', 'Other group')], max_length=20)),
                ('responsibilities', models.TextField(blank=True, help_text='What it is there for. Markdown.')),
                ('meets', models.CharField(blank=True, max_length=120, verbose_name='how often it meets')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('ended_on', models.DateField(blank=True, help_text='The last day of the group.', null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.group')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
                ('review', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='group',
            name='review',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='GateEvidenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('met', 'Met'), ('waived', 'Waived')], default='met', max_length=10)),
                ('statement', models.TextField(help_text='What was approved and by whom, or why the gate was waived.')),
                ('dated', programme.models.fields.PartialDateField(help_text='When it was approved, signed or decided.')),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('council', models.ForeignKey(blank=True, db_constraint=False, help_text='The council it is for. Empty: for all.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council')),
                ('gate', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.gate')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.gateevidence')),
                ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='gateevidence',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gate_evidence', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='ActionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('title', models.CharField(max_length=500)),
                ('commentary', models.TextField(blank=True, help_text='Markdown.')),
                ('owner_post', models.CharField(blank=True, max_length=200, verbose_name='owner, where without an account')),
                ('due', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('not_started', 'Not started'), ('in_progress', 'Work in progress'), ('complete', 'Complete'), ('not_needed', 'No longer needed')], default='not_started', max_length=20)),
                ('status_reason', models.TextField(blank=True)),
                ('completed', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('is_recommendation', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='The order within its area.')),
                ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.action')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.area')),
                ('session', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.scrutinysession')),
                ('review', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='action',
            name='review',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='services.servicereview'),
        ),
        migrations.CreateModel(
            name='ServiceReviewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='The order within its phase.')),
                ('planned_start', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('joined_on', models.DateField()),
                ('left_on', models.DateField(blank=True, null=True)),
                ('left_reason', models.TextField(blank=True)),
                ('agreement', models.CharField(blank=True, help_text='The agreement it runs under, for example a memorandum of understanding.', max_length=200)),
                ('agreement_from', programme.models.fields.PartialDateField(blank=True, help_text='Empty: not known, or not yet in force.', null=True, verbose_name='agreement in force from')),
                ('stage', models.CharField(choices=[('not_started', 'Not started'), ('scoping', 'Scoping'), ('data_gathering', 'Data gathering'), ('as_is', 'As-is'), ('to_be', 'To-be'), ('business_case', 'Business case'), ('approval', 'Approval'), ('implementation', 'Implementation'), ('business_as_usual', 'Business as usual')], default='not_started', max_length=20)),
                ('state', models.CharField(choices=[('active', 'Active'), ('on_hold', 'On hold'), ('withdrawn', 'Withdrawn'), ('complete', 'Complete')], default='active', max_length=20)),
                ('state_reason', models.TextField(blank=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.servicereview')),
                ('phase', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.phase')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
                ('service', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.service')),
                ('sponsor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ServiceStandard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(blank=True, help_text='The year in which the financial year begins. Empty: every year.', null=True)),
                ('target', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('words', models.CharField(blank=True, help_text='The standard in words where it is no number.', max_length=300)),
                ('note', models.TextField(blank=True)),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standards', to='programme.council')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standards', to='services.indicator')),
            ],
            options={
                'ordering': ['indicator', models.OrderBy(models.F('year'), nulls_first=True), models.OrderBy(models.F('council__short_name'), nulls_last=True)],
            },
        ),
        migrations.CreateModel(
            name='ServiceStandardEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(blank=True, help_text='The year in which the financial year begins. Empty: every year.', null=True)),
                ('target', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ('words', models.CharField(blank=True, help_text='The standard in words where it is no number.', max_length=300)),
                ('note', models.TextField(blank=True)),
                ('council', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council')),
                ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.indicator')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.servicestandard')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SessionCouncil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='session_attendances', to='programme.council')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='services.scrutinysession')),
            ],
            options={
                'ordering': ['council__short_name'],
            },
        ),
        migrations.AddField(
            model_name='scrutinysession',
            name='councils',
            field=models.ManyToManyField(related_name='scrutiny_sessions', through='services.SessionCouncil', to='programme.council'),
        ),
        migrations.CreateModel(
            name='SessionCouncilEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('council', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.sessioncouncil')),
                ('session', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.scrutinysession')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SystemInUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('purpose', models.CharField(help_text='For example processing system.', max_length=120)),
                ('name', models.CharField(max_length=120)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was used.', null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='systems', to='programme.council')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='systems', to='services.servicereview')),
            ],
            options={
                'verbose_name_plural': 'systems in use',
                'ordering': ['review', 'position', 'purpose', 'council__short_name'],
            },
        ),
        migrations.CreateModel(
            name='SystemInUseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('purpose', models.CharField(help_text='For example processing system.', max_length=120)),
                ('name', models.CharField(max_length=120)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was used.', null=True)),
                ('council', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='services.systeminuse')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='area_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fff39645795639e7a14206fb42d4af2f106a90b1', operation='DELETE', pgid='pgtrigger_never_deleted_a529d', table='services_area', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_areaevent" ("ambition", "code", "ended_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id") VALUES (NEW."ambition", NEW."code", NEW."ended_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id"); RETURN NULL;', hash='826da8cc2773ad0fa6d4b76a4f5c537798e331e9', operation='INSERT', pgid='pgtrigger_insert_insert_98ae3', table='services_area', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_areaevent" ("ambition", "code", "ended_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id") VALUES (NEW."ambition", NEW."code", NEW."ended_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id"); RETURN NULL;', hash='c57981fb3091f9f4c83f3076a0e75b912a28ef9f', operation='UPDATE', pgid='pgtrigger_update_update_c2dfe', table='services_area', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areaevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='95763c22a503ef6ce5f23d3f69c8921b05f54022', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e5f55', table='services_areaevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='carriedrecommendation',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('action', 'recommendation'), name='carried_recommendation_once'),
        ),
        migrations.AddConstraint(
            model_name='carriedrecommendation',
            constraint=models.CheckConstraint(condition=models.Q(('action', models.F('recommendation')), _negated=True), name='carried_recommendation_is_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='carriedrecommendation',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='30ca9b5ccf75224bb8df26f9c93023d9b8a9cede', operation='DELETE', pgid='pgtrigger_never_deleted_c7dc4', table='services_carriedrecommendation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='carriedrecommendation',
            trigger=pgtrigger.compiler.Trigger(name='same_programme', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.recommendation_id IS NOT NULL\n               AND (SELECT programme_id FROM services_action WHERE id = NEW.action_id)\n                   IS DISTINCT FROM (SELECT programme_id FROM services_action WHERE id = NEW.recommendation_id)\n            THEN\n                RAISE EXCEPTION 'the recommendation belongs to another programme' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='c3120e93be7cc94d15a9cc1e212f2d2601f1d8cf', operation='INSERT OR UPDATE OF "action_id", "recommendation_id"', pgid='pgtrigger_same_programme_edab8', table='services_carriedrecommendation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='carriedrecommendation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_carriedrecommendationevent" ("action_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "removed_at") VALUES (NEW."action_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recommendation_id", NEW."removed_at"); RETURN NULL;', hash='cc7ac5c541f27529a19ea562747cd3c8383e2dd6', operation='INSERT', pgid='pgtrigger_insert_insert_87e89', table='services_carriedrecommendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='carriedrecommendation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_carriedrecommendationevent" ("action_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "removed_at") VALUES (NEW."action_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recommendation_id", NEW."removed_at"); RETURN NULL;', hash='b1eb6cf71f2ce535ecc4173b6ab9477d16827cfe', operation='UPDATE', pgid='pgtrigger_update_update_fc760', table='services_carriedrecommendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='carriedrecommendationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8ef158865f2b1a612fa217230c31269a843ac219', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a2930', table='services_carriedrecommendationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='gate',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='gate_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='gate',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['not_started', 'scoping', 'data_gathering', 'as_is', 'to_be', 'business_case', 'approval', 'implementation', 'business_as_usual'])), name='gate_stage_known'),
        ),
        migrations.AddConstraint(
            model_name='gate',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('starts_on')), _connector='OR'), name='gate_ends_after_start'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gate',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='efa7c58bfdb9f0e6e22d504c188a58b6ad8ee5d8', operation='DELETE', pgid='pgtrigger_never_deleted_29f4f', table='services_gate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_gateevent" ("by_each_council", "code", "ended_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rule", "stage", "starts_on") VALUES (NEW."by_each_council", NEW."code", NEW."ended_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."rule", NEW."stage", NEW."starts_on"); RETURN NULL;', hash='91abba84c67c1343adf435158c8a87abbf88479b', operation='INSERT', pgid='pgtrigger_insert_insert_0adee', table='services_gate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_gateevent" ("by_each_council", "code", "ended_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rule", "stage", "starts_on") VALUES (NEW."by_each_council", NEW."code", NEW."ended_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."rule", NEW."stage", NEW."starts_on"); RETURN NULL;', hash='9961256f95acb989d222f868f30914ff614dcb73', operation='UPDATE', pgid='pgtrigger_update_update_23443', table='services_gate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b3057797ab06127752a5940f2ab1287c1c5d3b31', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3b685', table='services_gateevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.UniqueConstraint(fields=('group', 'code'), name='group_member_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.CheckConstraint(condition=models.Q(('user__isnull', False), models.Q(('post', ''), _negated=True), _connector='OR'), name='group_member_is_somebody'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('joined_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='group_member_leaves_after_joining'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupmember',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6095343c3e0cdc1a3d639c774b33ad9709a65ddc', operation='DELETE', pgid='pgtrigger_never_deleted_0e8b0', table='services_groupmember', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupmember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_groupmemberevent" ("code", "council_id", "group_id", "id", "joined_on", "left_on", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "post", "user_id") VALUES (NEW."code", NEW."council_id", NEW."group_id", NEW."id", NEW."joined_on", NEW."left_on", NEW."part", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."post", NEW."user_id"); RETURN NULL;', hash='c41d0e748fa26143ac6391672c187f24c7e1a4f5', operation='INSERT', pgid='pgtrigger_insert_insert_b817e', table='services_groupmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupmember',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_groupmemberevent" ("code", "council_id", "group_id", "id", "joined_on", "left_on", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "post", "user_id") VALUES (NEW."code", NEW."council_id", NEW."group_id", NEW."id", NEW."joined_on", NEW."left_on", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."post", NEW."user_id"); RETURN NULL;', hash='57ec82eaf1bf2831f6b581334eadcafd6fa35b14', operation='UPDATE', pgid='pgtrigger_update_update_8976d', table='services_groupmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupmemberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3566e6a49d1a655dea8165291f1878e1182fd896', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_beb77', table='services_groupmemberevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='baselineevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2ed30a7e3e2975525fc9b57fc62ecfac86be3a10', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2a745', table='services_baselineevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='baseline',
            constraint=models.UniqueConstraint(fields=('indicator', 'council'), name='baseline_once', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='baseline',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a635e53e6847e4562effecc6a37da134be682d6c', operation='DELETE', pgid='pgtrigger_never_deleted_097c7', table='services_baseline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='baseline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_baselineevent" ("council_id", "id", "indicator_id", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."council_id", NEW."id", NEW."indicator_id", NEW."note", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;', hash='ef02c3cdf42b231289a070287f65e49f3f8b4367', operation='INSERT', pgid='pgtrigger_insert_insert_abe4b', table='services_baseline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='baseline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_baselineevent" ("council_id", "id", "indicator_id", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."council_id", NEW."id", NEW."indicator_id", NEW."note", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;', hash='b9fc5b49bc2c89440edbcea2ce4d2741ce5b1792', operation='UPDATE', pgid='pgtrigger_update_update_1768e', table='services_baseline', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.UniqueConstraint(fields=('indicator', 'council', 'measured_from', 'measured_to', 'version'), name='measurement_version_unique', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.CheckConstraint(condition=models.Q(('measured_to__gte', models.F('measured_from'))), name='measurement_ends_after_start'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='measurement',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='789f0805f30fb7fca34cf399d4f697e5ad768a75', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_50c48', table='services_measurement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='measurement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_measurementevent" ("council_id", "id", "indicator_id", "measured_from", "measured_to", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "value", "version") VALUES (NEW."council_id", NEW."id", NEW."indicator_id", NEW."measured_from", NEW."measured_to", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."value", NEW."version"); RETURN NULL;', hash='58c0208956e46f9ffd833568273900ab9f352c68', operation='INSERT', pgid='pgtrigger_insert_insert_cf593', table='services_measurement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='measurement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_measurementevent" ("council_id", "id", "indicator_id", "measured_from", "measured_to", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "value", "version") VALUES (NEW."council_id", NEW."id", NEW."indicator_id", NEW."measured_from", NEW."measured_to", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."value", NEW."version"); RETURN NULL;', hash='f7254d9e9c7893bae0cda24a229ad0d01620a853', operation='UPDATE', pgid='pgtrigger_update_update_5ee90', table='services_measurement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='measurementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b48344aa26d0130e783f0721202c0b3d7c6a1ad9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_01577', table='services_measurementevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='49f2d5ce9ba7a2305a61e0257dc3a96999e13a75', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4cac8', table='services_attachmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'docx', 'xlsx', 'png', 'jpeg'])), name='attachment_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='attachment_hashed'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='attachment_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('note', 'sha256'), name='attachment_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='70688592aadc7edf1a2fbc1bb5c9e15c49561f2f', operation='DELETE', pgid='pgtrigger_never_deleted_df999', table='services_attachment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='identity_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS NOT NULL AND (OLD."note_id" IS DISTINCT FROM (NEW."note_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8f694df825d1f97aa618ea1f546565a582931e7d', operation='UPDATE', pgid='pgtrigger_identity_never_changes_8c694', table='services_attachment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='kept_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."content" = \'\') AND (OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."size" IS DISTINCT FROM (NEW."size")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ddc892c0cc2067093876ddc07c452ed171abcc4b', operation='UPDATE', pgid='pgtrigger_kept_never_changes_2afb7', table='services_attachment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_attachmentevent" ("added_at", "added_by_id", "content", "id", "kind", "name", "note_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size") VALUES (NEW."added_at", NEW."added_by_id", NEW."content", NEW."id", NEW."kind", NEW."name", NEW."note_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."removed_at", NEW."sha256", NEW."size"); RETURN NULL;', hash='fba35423154df1ce43c0e0502be5fc3e86f688a5', operation='INSERT', pgid='pgtrigger_insert_insert_0717b', table='services_attachment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_attachmentevent" ("added_at", "added_by_id", "content", "id", "kind", "name", "note_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "sha256", "size") VALUES (NEW."added_at", NEW."added_by_id", NEW."content", NEW."id", NEW."kind", NEW."name", NEW."note_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_at", NEW."sha256", NEW."size"); RETURN NULL;', hash='91ab0e338d4a87051b0489b5d1b0e419b334c25b', operation='UPDATE', pgid='pgtrigger_update_update_f3d5a', table='services_attachment', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='planreference',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='plan_reference_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='planreference',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Za-z0-9][A-Za-z0-9.-]*$')), name='plan_reference_code_plain'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planreference',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='7e1b74ea5d2275e2b7521507aefecc53bbabbe94', operation='DELETE', pgid='pgtrigger_never_deleted_826b9', table='services_planreference', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planreference',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_planreferenceevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "programme_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan", NEW."programme_id"); RETURN NULL;', hash='7427e6811098ce95d7b3840bfdedd2b0449246d6', operation='INSERT', pgid='pgtrigger_insert_insert_723fb', table='services_planreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planreference',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_planreferenceevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "programme_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan", NEW."programme_id"); RETURN NULL;', hash='9d71aa676a95689e71de86532215a9c949ef1898', operation='UPDATE', pgid='pgtrigger_update_update_ec1cd', table='services_planreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actionreferenceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='860a7e24c367ee431e7658ff82a0606749aa0644', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e7031', table='services_actionreferenceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='actionreference',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('action', 'reference'), name='action_reference_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actionreference',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c364cde19ef7d9c87574990ab9fdefcabc803be7', operation='DELETE', pgid='pgtrigger_never_deleted_c5529', table='services_actionreference', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actionreference',
            trigger=pgtrigger.compiler.Trigger(name='same_programme', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.reference_id IS NOT NULL\n               AND (SELECT programme_id FROM services_action WHERE id = NEW.action_id)\n                   IS DISTINCT FROM (SELECT programme_id FROM services_planreference WHERE id = NEW.reference_id)\n            THEN\n                RAISE EXCEPTION 'the reference belongs to another programme' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='0dc78534bf23b2cfdfa2e517d4b5b8dc7a89a262', operation='INSERT OR UPDATE OF "action_id", "reference_id"', pgid='pgtrigger_same_programme_032e6', table='services_actionreference', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actionreference',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_actionreferenceevent" ("action_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_id", "removed_at") VALUES (NEW."action_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference_id", NEW."removed_at"); RETURN NULL;', hash='dec12792500959300a5d526c193f6e6caa1d485d', operation='INSERT', pgid='pgtrigger_insert_insert_07e88', table='services_actionreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actionreference',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_actionreferenceevent" ("action_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_id", "removed_at") VALUES (NEW."action_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference_id", NEW."removed_at"); RETURN NULL;', hash='c47e77ed8bf6300256779409c29eac8901b4960c', operation='UPDATE', pgid='pgtrigger_update_update_31e68', table='services_actionreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planreferenceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6287deaab104af81c5d5879beec11ab307e8ef1e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bbda3', table='services_planreferenceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='projectdependency',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('project', 'needs'), name='dependency_once'),
        ),
        migrations.AddConstraint(
            model_name='projectdependency',
            constraint=models.CheckConstraint(condition=models.Q(('project', models.F('needs')), _negated=True), name='dependency_on_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdependency',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b57a2949d8df21535793948717495aec75ca6a54', operation='DELETE', pgid='pgtrigger_never_deleted_c37dc', table='services_projectdependency', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdependency',
            trigger=pgtrigger.compiler.Trigger(name='same_programme', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.needs_id IS NOT NULL\n               AND (SELECT programme_id FROM services_project WHERE id = NEW.project_id)\n                   IS DISTINCT FROM (SELECT programme_id FROM services_project WHERE id = NEW.needs_id)\n            THEN\n                RAISE EXCEPTION 'the needs belongs to another programme' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='0cdb4eacbf1c0a6f08a8cf4f71dabb8d2bdc97dc', operation='INSERT OR UPDATE OF "project_id", "needs_id"', pgid='pgtrigger_same_programme_6811a', table='services_projectdependency', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdependency',
            trigger=pgtrigger.compiler.Trigger(name='no_circle', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.removed_at IS NOT NULL THEN\n                RETURN NEW;\n            END IF;\n            PERFORM pg_advisory_xact_lock(\n                hashtext('services_projectdependency'),\n                (SELECT programme_id::int FROM services_project WHERE id = NEW.project_id)\n            );\n            IF EXISTS (\n                WITH RECURSIVE needed (id) AS (\n                    SELECT NEW.needs_id\n                    UNION\n                    SELECT further.needs_id FROM services_projectdependency AS further\n                    JOIN needed ON further.project_id = needed.id\n                    WHERE further.removed_at IS NULL AND further.id IS DISTINCT FROM NEW.id\n                )\n                SELECT 1 FROM needed WHERE id = NEW.project_id\n            ) THEN\n                RAISE EXCEPTION 'a project would wait for itself' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='a6d7e39307ff7d4dbc2f0fab4f2f7f238b547fde', operation='INSERT OR UPDATE OF "project_id", "needs_id", "removed_at"', pgid='pgtrigger_no_circle_64847', table='services_projectdependency', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdependency',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_projectdependencyevent" ("id", "needs_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "removed_at") VALUES (NEW."id", NEW."needs_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."reason", NEW."removed_at"); RETURN NULL;', hash='86e3be5583cac6946b0a28b47a7acc86d698d7ff', operation='INSERT', pgid='pgtrigger_insert_insert_c2120', table='services_projectdependency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdependency',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_projectdependencyevent" ("id", "needs_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "removed_at") VALUES (NEW."id", NEW."needs_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."reason", NEW."removed_at"); RETURN NULL;', hash='3fd454c87d4b7235b14df17e767e16fac7dae56b', operation='UPDATE', pgid='pgtrigger_update_update_700ae', table='services_projectdependency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectdependencyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f8c22e180448ede45a228a6cdf309c41d0753ccf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_837a5', table='services_projectdependencyevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='service_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='03cf241273d9ffb12470e92d30d080027991f0a7', operation='DELETE', pgid='pgtrigger_never_deleted_44065', table='services_service', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_serviceevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id"); RETURN NULL;', hash='1684eb82ca6857a33da9d6f018cc929aee116abf', operation='INSERT', pgid='pgtrigger_insert_insert_4f576', table='services_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_serviceevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id"); RETURN NULL;', hash='35b9633547f803227be2b14eea39b47dbe9d0a3b', operation='UPDATE', pgid='pgtrigger_update_update_0a21e', table='services_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f8a36d0021cbbf4af1bbfaf055ba0a7936fa8711', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cc257', table='services_serviceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='servicereview',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='review_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='servicereview',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['not_started', 'scoping', 'data_gathering', 'as_is', 'to_be', 'business_case', 'approval', 'implementation', 'business_as_usual'])), name='review_stage_known'),
        ),
        migrations.AddConstraint(
            model_name='servicereview',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['active', 'on_hold', 'withdrawn', 'complete'])), name='review_state_known'),
        ),
        migrations.AddConstraint(
            model_name='servicereview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['on_hold', 'withdrawn']), _negated=True), models.Q(('state_reason', ''), _negated=True), _connector='OR'), name='review_hold_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='servicereview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_on__isnull', True), ('left_reason', '')), models.Q(('left_on__gte', models.F('joined_on')), models.Q(('left_reason', ''), _negated=True)), _connector='OR'), name='review_leaves_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='servicereview',
            constraint=models.CheckConstraint(condition=models.Q(('agreement_from__isnull', True), models.Q(('agreement', ''), _negated=True), _connector='OR'), name='review_agreement_is_named'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicereview',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f64d1e9d935a4582bf56cbfe5c39880087ac2f99', operation='DELETE', pgid='pgtrigger_never_deleted_1dcce', table='services_servicereview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicereview',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_service', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.service_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_service WHERE id = NEW.service_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the service belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='d8e1f85a1d484af7ee0aac10881831f3ef4dd439', operation='INSERT OR UPDATE OF "programme_id", "service_id"', pgid='pgtrigger_same_programme_service_d4c29', table='services_servicereview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicereview',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_phase', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.phase_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM programme_phase WHERE id = NEW.phase_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the phase belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='f96a6572b9b4c0f209021346d8837ce0bf1bfc6c', operation='INSERT OR UPDATE OF "programme_id", "phase_id"', pgid='pgtrigger_same_programme_phase_0b819', table='services_servicereview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicereview',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_servicereviewevent" ("agreement", "agreement_from", "code", "id", "joined_on", "left_on", "left_reason", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "planned_start", "position", "programme_id", "service_id", "sponsor_id", "stage", "state", "state_reason", "summary") VALUES (NEW."agreement", NEW."agreement_from", NEW."code", NEW."id", NEW."joined_on", NEW."left_on", NEW."left_reason", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase_id", NEW."planned_start", NEW."position", NEW."programme_id", NEW."service_id", NEW."sponsor_id", NEW."stage", NEW."state", NEW."state_reason", NEW."summary"); RETURN NULL;', hash='182e1398c5a08bd29bb98aa9fc0fd7b2df40f0c6', operation='INSERT', pgid='pgtrigger_insert_insert_e5128', table='services_servicereview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicereview',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_servicereviewevent" ("agreement", "agreement_from", "code", "id", "joined_on", "left_on", "left_reason", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase_id", "planned_start", "position", "programme_id", "service_id", "sponsor_id", "stage", "state", "state_reason", "summary") VALUES (NEW."agreement", NEW."agreement_from", NEW."code", NEW."id", NEW."joined_on", NEW."left_on", NEW."left_reason", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase_id", NEW."planned_start", NEW."position", NEW."programme_id", NEW."service_id", NEW."sponsor_id", NEW."stage", NEW."state", NEW."state_reason", NEW."summary"); RETURN NULL;', hash='110d1b764a9f7cd014a8f93699a7d871117d778a', operation='UPDATE', pgid='pgtrigger_update_update_8c0eb', table='services_servicereview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scrutinysessionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='717bbaa55b388d9e6aa950a7b68fe4fc2b7a2e51', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_80d0e', table='services_scrutinysessionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewparticipationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2d9ab8ef86898fa93f8346913d0c4b1132b34d9b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9fca4', table='services_reviewparticipationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reviewparticipation',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(programme.models.programme.SameRow('review'), '&&'), (programme.models.programme.SameRow('council'), '&&'), (programme.models.programme.DateRange('joined_on', 'left_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='participation_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='reviewparticipation',
            constraint=models.CheckConstraint(condition=models.Q(('hosted_functions', ''), ('is_host', True), _connector='OR'), name='participation_hosts_what_it_hosts'),
        ),
        migrations.AddConstraint(
            model_name='reviewparticipation',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('joined_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='participation_leaves_after_joining'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewparticipation',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='8e85c9e412e00879e5070184045cf4a9baa6c100', operation='DELETE', pgid='pgtrigger_never_deleted_122ad', table='services_reviewparticipation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewparticipation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_reviewparticipationevent" ("council_id", "hosted_functions", "id", "is_host", "joined_on", "lead_officer_id", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id") VALUES (NEW."council_id", NEW."hosted_functions", NEW."id", NEW."is_host", NEW."joined_on", NEW."lead_officer_id", NEW."left_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."review_id"); RETURN NULL;', hash='9b4c873b597e9361d73254e0294ef574cfac4509', operation='INSERT', pgid='pgtrigger_insert_insert_73fcb', table='services_reviewparticipation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewparticipation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_reviewparticipationevent" ("council_id", "hosted_functions", "id", "is_host", "joined_on", "lead_officer_id", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id") VALUES (NEW."council_id", NEW."hosted_functions", NEW."id", NEW."is_host", NEW."joined_on", NEW."lead_officer_id", NEW."left_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."review_id"); RETURN NULL;', hash='d2c1ea4fa5069d1c721e59e252c2540df0bea73e', operation='UPDATE', pgid='pgtrigger_update_update_18088', table='services_reviewparticipation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewmoveevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='51346ca1fdb2dcf09114d604575404663651e13e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2b43a', table='services_reviewmoveevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reviewmove',
            constraint=models.CheckConstraint(condition=models.Q(('from_stage__in', ['not_started', 'scoping', 'data_gathering', 'as_is', 'to_be', 'business_case', 'approval', 'implementation', 'business_as_usual']), ('to_stage__in', ['not_started', 'scoping', 'data_gathering', 'as_is', 'to_be', 'business_case', 'approval', 'implementation', 'business_as_usual'])), name='move_stages_known'),
        ),
        migrations.AddConstraint(
            model_name='reviewmove',
            constraint=models.CheckConstraint(condition=models.Q(('from_state__in', ['active', 'on_hold', 'withdrawn', 'complete']), ('to_state__in', ['active', 'on_hold', 'withdrawn', 'complete'])), name='move_states_known'),
        ),
        migrations.AddConstraint(
            model_name='reviewmove',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('from_stage', models.F('to_stage')), _negated=True), models.Q(('from_state', models.F('to_state')), _negated=True), _connector='OR'), name='move_changes_something'),
        ),
        migrations.AddConstraint(
            model_name='reviewmove',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='move_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewmove',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='12efa96d2e85698aed4d266f4697bd759fd20b20', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8eac8', table='services_reviewmove', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewmove',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_reviewmoveevent" ("actor_id", "effective", "from_stage", "from_state", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "review_id", "to_stage", "to_state") VALUES (NEW."actor_id", NEW."effective", NEW."from_stage", NEW."from_state", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."review_id", NEW."to_stage", NEW."to_state"); RETURN NULL;', hash='66e51e7280388aff30d18a70ff4574db52e1ae55', operation='INSERT', pgid='pgtrigger_insert_insert_fbc6e', table='services_reviewmove', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewmove',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_reviewmoveevent" ("actor_id", "effective", "from_stage", "from_state", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "review_id", "to_stage", "to_state") VALUES (NEW."actor_id", NEW."effective", NEW."from_stage", NEW."from_state", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."review_id", NEW."to_stage", NEW."to_state"); RETURN NULL;', hash='eaa7b7d2825f109f49976b0c489f555d090c6589', operation='UPDATE', pgid='pgtrigger_update_update_dbb06', table='services_reviewmove', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewaimevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1f683cc116c9b3557ee4d42809423aef73860421', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_75296', table='services_reviewaimevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reviewaim',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('review', 'aim'), name='review_aim_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewaim',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='3178d9e61bda7d5ecf572394d288b004e02b19ef', operation='DELETE', pgid='pgtrigger_never_deleted_8d2f2', table='services_reviewaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewaim',
            trigger=pgtrigger.compiler.Trigger(name='same_programme', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.aim_id IS NOT NULL\n               AND (SELECT programme_id FROM services_servicereview WHERE id = NEW.review_id)\n                   IS DISTINCT FROM (SELECT programme_id FROM programme_aim WHERE id = NEW.aim_id)\n            THEN\n                RAISE EXCEPTION 'the aim belongs to another programme' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='c7e56d1b2018c7e8278ae0f3cdf8ef5524072e4f', operation='INSERT OR UPDATE OF "review_id", "aim_id"', pgid='pgtrigger_same_programme_96a52', table='services_reviewaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewaim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_reviewaimevent" ("aim_id", "how", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "review_id") VALUES (NEW."aim_id", NEW."how", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."removed_at", NEW."review_id"); RETURN NULL;', hash='74302266fb50cd5ffb00caafb12902d127c27b8e', operation='INSERT', pgid='pgtrigger_insert_insert_7d692', table='services_reviewaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewaim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_reviewaimevent" ("aim_id", "how", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "review_id") VALUES (NEW."aim_id", NEW."how", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_at", NEW."review_id"); RETURN NULL;', hash='2281d76716902fdd0d6dec65a6608d30e1378113', operation='UPDATE', pgid='pgtrigger_update_update_9b9a5', table='services_reviewaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7787063e27124a1c6ae554d73383e7db4e40a9a9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c61cd', table='services_projectevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='project_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['not_started', 'active', 'on_hold', 'complete', 'cancelled'])), name='project_state_known'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['on_hold', 'cancelled']), _negated=True), models.Q(('state_reason', ''), _negated=True), _connector='OR'), name='project_stops_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'complete'), _negated=True), ('finished__isnull', False), _connector='OR'), name='project_complete_is_dated'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'complete'), ('finished__isnull', True), _connector='OR'), name='project_finished_is_complete'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_started'), _negated=True), ('started__isnull', True), _connector='OR'), name='project_started_is_not_waiting'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='99831f1a50bd1121fda6478f442f86fe6858eb4d', operation='DELETE', pgid='pgtrigger_never_deleted_6c9f1', table='services_project', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='2d7c1d315c9798d1cbfa0d2ec8eb1567f863fc17', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_c3a46', table='services_project', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_projectevent" ("code", "expected_finish", "finished", "id", "lead_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_finish", "planned_start", "position", "programme_id", "review_id", "started", "state", "state_reason", "state_since", "summary") VALUES (NEW."code", NEW."expected_finish", NEW."finished", NEW."id", NEW."lead_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_finish", NEW."planned_start", NEW."position", NEW."programme_id", NEW."review_id", NEW."started", NEW."state", NEW."state_reason", NEW."state_since", NEW."summary"); RETURN NULL;', hash='0cd6672f82963186b800ead69d3517a5110fab2a', operation='INSERT', pgid='pgtrigger_insert_insert_b80e6', table='services_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_projectevent" ("code", "expected_finish", "finished", "id", "lead_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_finish", "planned_start", "position", "programme_id", "review_id", "started", "state", "state_reason", "state_since", "summary") VALUES (NEW."code", NEW."expected_finish", NEW."finished", NEW."id", NEW."lead_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_finish", NEW."planned_start", NEW."position", NEW."programme_id", NEW."review_id", NEW."started", NEW."state", NEW."state_reason", NEW."state_since", NEW."summary"); RETURN NULL;', hash='cc8306347f89b3f1f82401dc331b552927658212', operation='UPDATE', pgid='pgtrigger_update_update_a7a43', table='services_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progressupdateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cdd6fa7e5946da951d1e3fec045321c099c3c57b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_81d8b', table='services_progressupdateevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='progressupdate',
            index=models.Index(fields=['review', 'status', 'decided_at'], name='update_accepted_as_at'),
        ),
        migrations.AddIndex(
            model_name='progressupdate',
            index=models.Index(condition=models.Q(('status', 'accepted')), fields=['period', 'decided_at'], name='update_accepted_in_period'),
        ),
        migrations.AddConstraint(
            model_name='progressupdate',
            constraint=models.UniqueConstraint(fields=('review', 'period', 'version'), name='update_version_unique'),
        ),
        migrations.AddConstraint(
            model_name='progressupdate',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'returned'])), fields=('review', 'period'), name='update_one_on_its_way'),
        ),
        migrations.AddConstraint(
            model_name='progressupdate',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'returned', 'accepted'])), name='update_status_known'),
        ),
        migrations.AddConstraint(
            model_name='progressupdate',
            constraint=models.CheckConstraint(condition=models.Q(('rag__in', ['', 'green', 'amber', 'red'])), name='update_rag_known'),
        ),
        migrations.AddConstraint(
            model_name='progressupdate',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'returned']), ('rag', ''), models.Q(('rag_reason', ''), _negated=True), _connector='OR'), name='update_rag_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='progressupdate',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'draft'), ('submitted_at__isnull', False), _connector='OR'), name='update_submitted_dated'),
        ),
        migrations.AddConstraint(
            model_name='progressupdate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['accepted', 'returned']), _negated=True), ('decided_at__gte', models.F('submitted_at')), _connector='OR'), name='update_decided_after_submitted'),
        ),
        migrations.AddConstraint(
            model_name='progressupdate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'returned'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='update_returned_with_a_comment'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progressupdate',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1c218a631c2f8f871ddc55344c9a3771ea934d6b', operation='DELETE', pgid='pgtrigger_never_deleted_1631f', table='services_progressupdate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progressupdate',
            trigger=pgtrigger.compiler.Trigger(name='accepted_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'accepted\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9a24a713392e89fabc1241af4f05140f0373ad37', operation='UPDATE', pgid='pgtrigger_accepted_never_changes_9f41f', table='services_progressupdate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progressupdate',
            trigger=pgtrigger.compiler.Trigger(name='closed_period_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE closed timestamp with time zone;', func="\n            SELECT closed_at INTO closed FROM programme_reportingperiod WHERE id = NEW.period_id;\n            IF closed IS NOT NULL AND (TG_OP = 'UPDATE' OR NEW.created_at > closed) THEN\n                RAISE EXCEPTION 'the reporting period is closed' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='d21ff884d67d734060366a3224ffa182a4effbb7', operation='INSERT OR UPDATE', pgid='pgtrigger_closed_period_never_changes_a347f', table='services_progressupdate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progressupdate',
            trigger=pgtrigger.compiler.Trigger(name='period_of_same_programme', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (SELECT programme_id FROM services_servicereview WHERE id = NEW.review_id)\n                       IS DISTINCT FROM (SELECT programme_id FROM programme_reportingperiod WHERE id = NEW.period_id)\n                    THEN\n                        RAISE EXCEPTION 'the period belongs to another programme' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='b5971a01e580581105575ab13757d72007be7215', operation='INSERT OR UPDATE OF "review_id", "period_id"', pgid='pgtrigger_period_of_same_programme_14ecb', table='services_progressupdate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progressupdate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_progressupdateevent" ("author_id", "business_case_expected", "business_case_update", "comment", "created_at", "decided_at", "decided_by_id", "edited_at", "edited_by_id", "edition", "help_wanted", "id", "implementation_expected", "implementation_update", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rag", "rag_reason", "review_id", "status", "submitted_at", "submitted_by_id", "version") VALUES (NEW."author_id", NEW."business_case_expected", NEW."business_case_update", NEW."comment", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."edited_at", NEW."edited_by_id", NEW."edition", NEW."help_wanted", NEW."id", NEW."implementation_expected", NEW."implementation_update", NEW."period_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rag", NEW."rag_reason", NEW."review_id", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."version"); RETURN NULL;', hash='8d00b6d3d0a2a4ed0d9a40934b86f756045ecabf', operation='INSERT', pgid='pgtrigger_insert_insert_0cac6', table='services_progressupdate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='progressupdate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_progressupdateevent" ("author_id", "business_case_expected", "business_case_update", "comment", "created_at", "decided_at", "decided_by_id", "edited_at", "edited_by_id", "edition", "help_wanted", "id", "implementation_expected", "implementation_update", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rag", "rag_reason", "review_id", "status", "submitted_at", "submitted_by_id", "version") VALUES (NEW."author_id", NEW."business_case_expected", NEW."business_case_update", NEW."comment", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."edited_at", NEW."edited_by_id", NEW."edition", NEW."help_wanted", NEW."id", NEW."implementation_expected", NEW."implementation_update", NEW."period_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rag", NEW."rag_reason", NEW."review_id", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."version"); RETURN NULL;', hash='9ac62fa6095f0af3f31e8c58c7782eeff8a2de8f', operation='UPDATE', pgid='pgtrigger_update_update_d5854', table='services_progressupdate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noteevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1971528987a61e75e70b7c5ee82e906287d46b3f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f7d59', table='services_noteevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='note_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='532e930502ec7944e55797ec7b0ced6b7ad5de11', operation='DELETE', pgid='pgtrigger_never_deleted_e8c64', table='services_note', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='80991e79989a7871085a09db6df0c9e02d66f683', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_cbbe5', table='services_note', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='readers_never_change', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS NOT NULL AND (OLD."council_id" IS DISTINCT FROM (NEW."council_id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b8ea5230272467e24b18b974c7abf4689c2f796d', operation='UPDATE', pgid='pgtrigger_readers_never_change_53e73', table='services_note', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_noteevent" ("body", "closed_at", "code", "council_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "review_id", "title", "written_at", "written_by_id") VALUES (NEW."body", NEW."closed_at", NEW."code", NEW."council_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."review_id", NEW."title", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='079139bf844158f90fb3a22cf2e6f16a31548ac4', operation='INSERT', pgid='pgtrigger_insert_insert_bf659', table='services_note', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_noteevent" ("body", "closed_at", "code", "council_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "review_id", "title", "written_at", "written_by_id") VALUES (NEW."body", NEW."closed_at", NEW."code", NEW."council_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."review_id", NEW."title", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='0a41778944a083fdb27e37f9f16b51e92c0db52d', operation='UPDATE', pgid='pgtrigger_update_update_1f710', table='services_note', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='097df0324a75daa0c2509ad001e6b0d038efcbfa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_099ea', table='services_milestoneevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='milestone_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('baseline__isnull', False), ('forecast__isnull', False), ('achieved__isnull', False), _connector='OR'), name='milestone_has_a_date'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6c6e2e2b3c20be741220c5c609a4370e035c9ace', operation='DELETE', pgid='pgtrigger_never_deleted_e5a4b', table='services_milestone', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='a1a19c336fc9076e7787dc39d5113a78e9a47a42', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_c1ddb', table='services_milestone', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_milestoneevent" ("achieved", "baseline", "code", "forecast", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "review_id") VALUES (NEW."achieved", NEW."baseline", NEW."code", NEW."forecast", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."review_id"); RETURN NULL;', hash='4e9b0cdea7d9568e0523a8ba1abbe8add1c1cf5c', operation='INSERT', pgid='pgtrigger_insert_insert_9caae', table='services_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_milestoneevent" ("achieved", "baseline", "code", "forecast", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "review_id") VALUES (NEW."achieved", NEW."baseline", NEW."code", NEW."forecast", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."review_id"); RETURN NULL;', hash='568498c6b2fcfd3371874bfea793482d0fb09ca6', operation='UPDATE', pgid='pgtrigger_update_update_29514', table='services_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b81251ff817a25e4df823077312eaa059e047916', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fe19c', table='services_indicatorevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='indicator_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', ['staffing', 'cost', 'volume', 'performance'])), name='indicator_category_known'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('direction__in', ['higher', 'lower', 'neither'])), name='indicator_direction_known'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('decimal_places__lte', 4)), name='indicator_at_most_four_places'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c6a0e9e4fb7ce059cc02bb83af26192c078162f0', operation='DELETE', pgid='pgtrigger_never_deleted_71f52', table='services_indicator', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='71d53cceed0bb3f8f109d888839b1b2e72d10317', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_a746c', table='services_indicator', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_indicatorevent" ("category", "code", "decimal_places", "direction", "ended_on", "heading", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "review_id", "unit") VALUES (NEW."category", NEW."code", NEW."decimal_places", NEW."direction", NEW."ended_on", NEW."heading", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."review_id", NEW."unit"); RETURN NULL;', hash='a9782d7b3b292fd4eb7d0fcf317d824391967a8c', operation='INSERT', pgid='pgtrigger_insert_insert_b40b3', table='services_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_indicatorevent" ("category", "code", "decimal_places", "direction", "ended_on", "heading", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "review_id", "unit") VALUES (NEW."category", NEW."code", NEW."decimal_places", NEW."direction", NEW."ended_on", NEW."heading", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."review_id", NEW."unit"); RETURN NULL;', hash='4128461d7e0bf7ccf9bf7fb79893f190ff0ee758', operation='UPDATE', pgid='pgtrigger_update_update_a207a', table='services_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e094583ba0d4328c03e17c7e9fff81225f59a4da', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e613a', table='services_groupevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='group_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['board', 'team', 'core_group', 'specialist', 'other'])), name='group_kind_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='group',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e57bf012bf7113559764a05d54c3e07e856c1396', operation='DELETE', pgid='pgtrigger_never_deleted_14e00', table='services_group', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='group',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='e369536194bfe5d935f1c5e03e8ed0b5cc7a8bee', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_63593', table='services_group', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='group',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_groupevent" ("code", "ended_on", "id", "kind", "meets", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "responsibilities", "review_id") VALUES (NEW."code", NEW."ended_on", NEW."id", NEW."kind", NEW."meets", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."responsibilities", NEW."review_id"); RETURN NULL;', hash='983ce9553e4d9aac35fb62170bd1697da63c0c8f', operation='INSERT', pgid='pgtrigger_insert_insert_ea53d', table='services_group', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='group',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_groupevent" ("code", "ended_on", "id", "kind", "meets", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "responsibilities", "review_id") VALUES (NEW."code", NEW."ended_on", NEW."id", NEW."kind", NEW."meets", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."responsibilities", NEW."review_id"); RETURN NULL;', hash='9b4fdab0c6348c9079dc6b3b0a27301861190432', operation='UPDATE', pgid='pgtrigger_update_update_ff872', table='services_group', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gateevidenceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='10010027585ef3c4ac6cc78ee1dd8dcb15982910', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a7b3b', table='services_gateevidenceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='gateevidence',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['met', 'waived'])), name='evidence_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='gateevidence',
            constraint=models.CheckConstraint(condition=models.Q(('statement', ''), _negated=True), name='evidence_states_something'),
        ),
        migrations.AddConstraint(
            model_name='gateevidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='evidence_withdrawn_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='gateevidence',
            constraint=models.UniqueConstraint(fields=('gate', 'review', 'recorded_at', 'council'), name='evidence_recorded_once', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gateevidence',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='68e12790c08cc6b9adf204e020c5fd693a7fdb77', operation='DELETE', pgid='pgtrigger_never_deleted_75001', table='services_gateevidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gateevidence',
            trigger=pgtrigger.compiler.Trigger(name='same_programme', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.review_id IS NOT NULL\n               AND (SELECT programme_id FROM services_gate WHERE id = NEW.gate_id)\n                   IS DISTINCT FROM (SELECT programme_id FROM services_servicereview WHERE id = NEW.review_id)\n            THEN\n                RAISE EXCEPTION 'the review belongs to another programme' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='d005c6135dc4a74f0af771ee0275923f767ffbd7', operation='INSERT OR UPDATE OF "gate_id", "review_id"', pgid='pgtrigger_same_programme_2ff30', table='services_gateevidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gateevidence',
            trigger=pgtrigger.compiler.Trigger(name='recorded_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."recorded_at" IS NOT NULL AND (OLD."gate_id" IS DISTINCT FROM (NEW."gate_id") OR OLD."review_id" IS DISTINCT FROM (NEW."review_id") OR OLD."council_id" IS DISTINCT FROM (NEW."council_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."statement" IS DISTINCT FROM (NEW."statement") OR OLD."dated" IS DISTINCT FROM (NEW."dated") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='571485da69d1d8f30cd40ca20866e1fa693c73c1', operation='UPDATE', pgid='pgtrigger_recorded_never_changes_cf85c', table='services_gateevidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gateevidence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_gateevidenceevent" ("council_id", "dated", "gate_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "review_id", "statement", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."council_id", NEW."dated", NEW."gate_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_id", NEW."statement", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='42989b0bed7c6a1dabd66519bc43ee286c29420e', operation='INSERT', pgid='pgtrigger_insert_insert_f7f55', table='services_gateevidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gateevidence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_gateevidenceevent" ("council_id", "dated", "gate_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "review_id", "statement", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."council_id", NEW."dated", NEW."gate_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."review_id", NEW."statement", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='e22f8bbfd2f3149fd0f9e3a19be391f6ed65e162', operation='UPDATE', pgid='pgtrigger_update_update_5f7b0', table='services_gateevidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4e5fdc33959aba4ff6fc4ac30703eeedd9a79608', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be9a6', table='services_actionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='action_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['not_started', 'in_progress', 'complete', 'not_needed'])), name='action_status_known'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'not_needed'), _negated=True), models.Q(('status_reason', ''), _negated=True), _connector='OR'), name='action_dropped_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('completed__isnull', True), ('status', 'complete'), _connector='OR'), name='action_completed_is_complete'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e627fe5ed4974364bce359e9f982f477aff37ff2', operation='DELETE', pgid='pgtrigger_never_deleted_1c891', table='services_action', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='c0e7bbc1b85b0d5a9c9970f1e9ed859c15d3f25a', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_30561', table='services_action', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_area', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.area_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_area WHERE id = NEW.area_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the area belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='a256d160069914179349a674a2cc5752c937e377', operation='INSERT OR UPDATE OF "programme_id", "area_id"', pgid='pgtrigger_same_programme_area_67fa4', table='services_action', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_session', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.session_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_scrutinysession WHERE id = NEW.session_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the session belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='361b346fc655976a13297382d3815505ae3a0d86', operation='INSERT OR UPDATE OF "programme_id", "session_id"', pgid='pgtrigger_same_programme_session_18148', table='services_action', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_actionevent" ("area_id", "code", "commentary", "completed", "due", "id", "is_recommendation", "owner_id", "owner_post", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "review_id", "session_id", "status", "status_reason", "title") VALUES (NEW."area_id", NEW."code", NEW."commentary", NEW."completed", NEW."due", NEW."id", NEW."is_recommendation", NEW."owner_id", NEW."owner_post", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."review_id", NEW."session_id", NEW."status", NEW."status_reason", NEW."title"); RETURN NULL;', hash='f811ffd7178a3f049b54a3a1576d0ce93ab6b9b2', operation='INSERT', pgid='pgtrigger_insert_insert_89e00', table='services_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_actionevent" ("area_id", "code", "commentary", "completed", "due", "id", "is_recommendation", "owner_id", "owner_post", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "review_id", "session_id", "status", "status_reason", "title") VALUES (NEW."area_id", NEW."code", NEW."commentary", NEW."completed", NEW."due", NEW."id", NEW."is_recommendation", NEW."owner_id", NEW."owner_post", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."review_id", NEW."session_id", NEW."status", NEW."status_reason", NEW."title"); RETURN NULL;', hash='6cfff7229d1d4144c2992a3f1615cce7828d343c', operation='UPDATE', pgid='pgtrigger_update_update_301ca', table='services_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicereviewevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6fbf90785b9a67e3e280a198ed33730580ea4ae9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7be2d', table='services_servicereviewevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='servicestandard',
            constraint=models.UniqueConstraint(fields=('indicator', 'council', 'year'), name='standard_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='servicestandard',
            constraint=models.CheckConstraint(condition=models.Q(('year__isnull', True), models.Q(('year__gte', 1974), ('year__lte', 2199)), _connector='OR'), name='standard_year_possible'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicestandard',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='088835badab790e2b6b412c290c8f9f5cd8e49f7', operation='DELETE', pgid='pgtrigger_never_deleted_ff95c', table='services_servicestandard', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicestandard',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_servicestandardevent" ("council_id", "id", "indicator_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target", "words", "year") VALUES (NEW."council_id", NEW."id", NEW."indicator_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."target", NEW."words", NEW."year"); RETURN NULL;', hash='60fb8837f32fb6a57e08e8472e3bdfc2ac2c0ba2', operation='INSERT', pgid='pgtrigger_insert_insert_4165c', table='services_servicestandard', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicestandard',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_servicestandardevent" ("council_id", "id", "indicator_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target", "words", "year") VALUES (NEW."council_id", NEW."id", NEW."indicator_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."target", NEW."words", NEW."year"); RETURN NULL;', hash='6b0bd87524b804c718bc26f303daaf064b6e8a15', operation='UPDATE', pgid='pgtrigger_update_update_39048', table='services_servicestandard', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicestandardevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='46151793be3d07066919dfcd1371047c7bdbb1b9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dbbe2', table='services_servicestandardevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sessioncouncil',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('session', 'council'), name='session_council_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessioncouncil',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d794a3b7a1d5c10ffbf05704dae17d3794814afb', operation='DELETE', pgid='pgtrigger_never_deleted_19077', table='services_sessioncouncil', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessioncouncil',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_sessioncouncilevent" ("council_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "session_id") VALUES (NEW."council_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."removed_at", NEW."session_id"); RETURN NULL;', hash='9edb6199ad76b81732ce93a1831de51c60ccfa48', operation='INSERT', pgid='pgtrigger_insert_insert_27572', table='services_sessioncouncil', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessioncouncil',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_sessioncouncilevent" ("council_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "session_id") VALUES (NEW."council_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_at", NEW."session_id"); RETURN NULL;', hash='672d75150ad6bf0fa0ad946fb567c0e91f09cfe0', operation='UPDATE', pgid='pgtrigger_update_update_efd59', table='services_sessioncouncil', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='scrutinysession',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='scrutiny_session_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scrutinysession',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='212a4e380ddfbaa64ee0777b008f9402155c5bad', operation='DELETE', pgid='pgtrigger_never_deleted_0bb3f', table='services_scrutinysession', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scrutinysession',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='23db08378ddfc49a8c9c65f07ce743edf1289bb5', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_60d57', table='services_scrutinysession', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scrutinysession',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_group', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.group_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_group WHERE id = NEW.group_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the group belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='90303835c560ed52d687e793f1d0eb1da4e5ea64', operation='INSERT OR UPDATE OF "programme_id", "group_id"', pgid='pgtrigger_same_programme_group_592df', table='services_scrutinysession', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scrutinysession',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_scrutinysessionevent" ("approved", "challenged", "code", "group_id", "held_on", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "review_id") VALUES (NEW."approved", NEW."challenged", NEW."code", NEW."group_id", NEW."held_on", NEW."id", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."review_id"); RETURN NULL;', hash='710fb5017afe1b198a0387b7a8632ecb9f0d28e7', operation='INSERT', pgid='pgtrigger_insert_insert_05bcd', table='services_scrutinysession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scrutinysession',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_scrutinysessionevent" ("approved", "challenged", "code", "group_id", "held_on", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "review_id") VALUES (NEW."approved", NEW."challenged", NEW."code", NEW."group_id", NEW."held_on", NEW."id", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."review_id"); RETURN NULL;', hash='d85f724599de62de0b701ab806c118f6773e8dc2', operation='UPDATE', pgid='pgtrigger_update_update_b52bf', table='services_scrutinysession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessioncouncilevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='751ecc0d97d820d0615f8391d13faac0e09151e3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d5431', table='services_sessioncouncilevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='systeminuse',
            constraint=models.UniqueConstraint(fields=('review', 'council', 'code'), name='system_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='systeminuse',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='81e1d4a8c0f41c5d35f2cfcec655493078c9f1f3', operation='DELETE', pgid='pgtrigger_never_deleted_30e29', table='services_systeminuse', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='systeminuse',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_systeminuseevent" ("code", "council_id", "ended_on", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "review_id") VALUES (NEW."code", NEW."council_id", NEW."ended_on", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."purpose", NEW."review_id"); RETURN NULL;', hash='e9a391290ad28cb5ef659a7c7af3149e66bae7b6', operation='INSERT', pgid='pgtrigger_insert_insert_a7784', table='services_systeminuse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='systeminuse',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_systeminuseevent" ("code", "council_id", "ended_on", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "purpose", "review_id") VALUES (NEW."code", NEW."council_id", NEW."ended_on", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."purpose", NEW."review_id"); RETURN NULL;', hash='d0513fd44aaa33a6dbae622a3ac5061b8551ba22', operation='UPDATE', pgid='pgtrigger_update_update_43b84', table='services_systeminuse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='systeminuseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='71f8413e0d623310a4d649acb7cc06d4e68dc025', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_62757', table='services_systeminuseevent', when='BEFORE')),
        ),
    ])]

"""All tables of this app. A database that an earlier version brought up to date is as this migration leaves it."""

import django.core.validators
import django.db.models.deletion
import governance.models.document
import pgtrigger.compiler
import pgtrigger.migrations
import programme.models.fields
import programme.models.fields
from django.conf import settings
from django.db import migrations, models

from programme.models.migration_operations import Together


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('governance', '0001_initial'),
        ('governance', '0002_initial'),
        ('governance', '0003_publication_and_failure_kinds'),
        ('governance', '0004_accessibility_check'),
        ('governance', '0005_done_documents_and_meetings'),
        ('governance', '0006_append_only_history'),
        ('governance', '0007_rating_override'),
        ('governance', '0008_jobs_alike'),
    ]

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('programme', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='BackgroundPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('dated', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('location', models.CharField(blank=True, max_length=300)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('council', 'Full council'), ('executive', 'Cabinet or executive'), ('committee', 'Committee'), ('sub_committee', 'Sub-committee'), ('panel', 'Panel'), ('working_group', 'Working group'), ('programme_board', 'Programme board'), ('partnership_board', 'Partnership board')], max_length=20)),
                ('regime', models.CharField(choices=[('statutory_committee', 'Statutory committee'), ('executive', 'Executive'), ('non_statutory', 'Non-statutory board')], max_length=20)),
            ],
            options={
                'verbose_name_plural': 'bodies',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='BodyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('council', 'Full council'), ('executive', 'Cabinet or executive'), ('committee', 'Committee'), ('sub_committee', 'Sub-committee'), ('panel', 'Panel'), ('working_group', 'Working group'), ('programme_board', 'Programme board'), ('partnership_board', 'Partnership board')], max_length=20)),
                ('regime', models.CharField(choices=[('statutory_committee', 'Statutory committee'), ('executive', 'Executive'), ('non_statutory', 'Non-statutory board')], max_length=20)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HouseStyle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=120)),
                ('layout', models.JSONField()),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='HouseStyleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=120)),
                ('layout', models.JSONField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('starts_at', models.DateTimeField()),
                ('place', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['-starts_at'],
            },
        ),
        migrations.CreateModel(
            name='MeetingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('starts_at', models.DateTimeField()),
                ('place', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RatingOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rag', models.CharField(choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red')], max_length=10, verbose_name='RAG rating')),
                ('reason', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='RatingOverrideEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('rag', models.CharField(choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red')], max_length=10, verbose_name='RAG rating')),
                ('reason', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('reason', models.TextField(blank=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RecommendationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('reason', models.TextField(blank=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RenderJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('progress', models.PositiveSmallIntegerField(default=0, help_text='Per cent.')),
                ('step', models.CharField(blank=True, max_length=120)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.TextField(blank=True, help_text='The reason, as a sentence for the person who asked.')),
                ('queued_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('status', models.CharField(choices=[('queued', 'Waiting'), ('running', 'Being made'), ('done', 'Ready'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('failure_kind', models.CharField(blank=True, choices=[('content', 'The content could not be laid out'), ('data', 'The frozen data does not match its hash'), ('storage', 'The file could not be stored'), ('time', 'It took too long'), ('stopped', 'The worker stopped'), ('unexpected', 'Something unexpected')], max_length=12)),
                ('document', models.FileField(blank=True, max_length=250, upload_to=governance.models.document.document_path)),
                ('document_sha256', models.CharField(blank=True, max_length=64)),
                ('document_bytes', models.PositiveBigIntegerField(blank=True, null=True)),
                ('page_count', models.PositiveIntegerField(blank=True, null=True)),
                ('failed_rules', models.PositiveIntegerField(blank=True, help_text='Rules of PDF/UA-1 that the finished file fails; empty where not checked.', null=True)),
                ('published_at', models.DateTimeField(blank=True, help_text='When this version was made public; only then do councillors see it.', null=True)),
            ],
            options={
                'ordering': ['-queued_at'],
            },
        ),
        migrations.CreateModel(
            name='RenderJobEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('progress', models.PositiveSmallIntegerField(default=0, help_text='Per cent.')),
                ('step', models.CharField(blank=True, max_length=120)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.TextField(blank=True, help_text='The reason, as a sentence for the person who asked.')),
                ('queued_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('status', models.CharField(choices=[('queued', 'Waiting'), ('running', 'Being made'), ('done', 'Ready'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('failure_kind', models.CharField(blank=True, choices=[('content', 'The content could not be laid out'), ('data', 'The frozen data does not match its hash'), ('storage', 'The file could not be stored'), ('time', 'It took too long'), ('stopped', 'The worker stopped'), ('unexpected', 'Something unexpected')], max_length=12)),
                ('document', models.FileField(blank=True, max_length=250, upload_to=governance.models.document.document_path)),
                ('document_sha256', models.CharField(blank=True, max_length=64)),
                ('document_bytes', models.PositiveBigIntegerField(blank=True, null=True)),
                ('page_count', models.PositiveIntegerField(blank=True, null=True)),
                ('failed_rules', models.PositiveIntegerField(blank=True, help_text='Rules of PDF/UA-1 that the finished file fails; empty where not checked.', null=True)),
                ('published_at', models.DateTimeField(blank=True, help_text='When this version was made public; only then do councillors see it.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('title', models.CharField(max_length=300)),
                ('header', models.JSONField(blank=True, default=dict)),
                ('as_at', models.DateTimeField(blank=True, null=True)),
                ('signatory_name', models.CharField(blank=True, max_length=120)),
                ('signatory_post', models.CharField(blank=True, max_length=120)),
                ('contact_name', models.CharField(blank=True, max_length=120)),
                ('contact_post', models.CharField(blank=True, max_length=120)),
                ('contact_email', models.EmailField(blank=True, max_length=254)),
                ('contact_phone', models.CharField(blank=True, max_length=40)),
                ('edited_at', models.DateTimeField()),
                ('edition', models.PositiveIntegerField(default=1)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-meeting__starts_at', 'title'],
            },
        ),
        migrations.CreateModel(
            name='ReportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('title', models.CharField(max_length=300)),
                ('header', models.JSONField(blank=True, default=dict)),
                ('as_at', models.DateTimeField(blank=True, null=True)),
                ('signatory_name', models.CharField(blank=True, max_length=120)),
                ('signatory_post', models.CharField(blank=True, max_length=120)),
                ('contact_name', models.CharField(blank=True, max_length=120)),
                ('contact_post', models.CharField(blank=True, max_length=120)),
                ('contact_email', models.EmailField(blank=True, max_length=254)),
                ('contact_phone', models.CharField(blank=True, max_length=40)),
                ('edited_at', models.DateTimeField()),
                ('edition', models.PositiveIntegerField(default=1)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('position', models.PositiveSmallIntegerField()),
                ('heading', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(choices=[('prose', 'Text'), ('block', 'Live block from the records')], default='prose', max_length=10)),
                ('body', models.TextField(blank=True, help_text='Markdown, for a section of text.')),
                ('block', models.CharField(blank=True, help_text='The name of the live block.', max_length=60)),
                ('parameters', models.JSONField(blank=True, default=dict)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportSectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('position', models.PositiveSmallIntegerField()),
                ('heading', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(choices=[('prose', 'Text'), ('block', 'Live block from the records')], default='prose', max_length=10)),
                ('body', models.TextField(blank=True, help_text='Markdown, for a section of text.')),
                ('block', models.CharField(blank=True, help_text='The name of the live block.', max_length=60)),
                ('parameters', models.JSONField(blank=True, default=dict)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('schema_version', models.PositiveSmallIntegerField()),
                ('data', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('as_at', models.DateTimeField(help_text='The records are read as they stood at this moment.')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='ReportSnapshotEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveSmallIntegerField()),
                ('schema_version', models.PositiveSmallIntegerField()),
                ('data', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('as_at', models.DateTimeField(help_text='The records are read as they stood at this moment.')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BackgroundPaperEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('dated', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('location', models.CharField(blank=True, max_length=300)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.backgroundpaper')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='body',
            name='council',
            field=models.ForeignKey(blank=True, help_text='Empty for a joint body.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='programme.council'),
        ),
        migrations.AddField(
            model_name='body',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='bodyevent',
            name='council',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Empty for a joint body.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council'),
        ),
        migrations.AddField(
            model_name='bodyevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='bodyevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.body'),
        ),
        migrations.AddField(
            model_name='bodyevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='housestyle',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='house_styles', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='housestyleevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='housestyleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.housestyle'),
        ),
        migrations.AddField(
            model_name='housestyleevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='governance.body'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='body',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.body'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.meeting'),
        ),
        migrations.AddField(
            model_name='ratingoverride',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ratingoverride',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ratingoverride',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rating_overrides', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='ratingoverrideevent',
            name='ended_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ratingoverrideevent',
            name='made_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ratingoverrideevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='ratingoverrideevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.ratingoverride'),
        ),
        migrations.AddField(
            model_name='ratingoverrideevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='recommendationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='recommendationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.recommendation'),
        ),
        migrations.AddField(
            model_name='renderjobevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='renderjobevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.renderjob'),
        ),
        migrations.AddField(
            model_name='report',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='report',
            name='house_style',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='governance.housestyle'),
        ),
        migrations.AddField(
            model_name='report',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='governance.meeting'),
        ),
        migrations.AddField(
            model_name='report',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='recommendationevent',
            name='report',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.report'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='governance.report'),
        ),
        migrations.AddField(
            model_name='backgroundpaperevent',
            name='report',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.report'),
        ),
        migrations.AddField(
            model_name='backgroundpaper',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='background_papers', to='governance.report'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='created_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='house_style',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.housestyle'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='meeting',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.meeting'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.report'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='reportsection',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='governance.report'),
        ),
        migrations.AddField(
            model_name='reportsectionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reportsectionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.reportsection'),
        ),
        migrations.AddField(
            model_name='reportsectionevent',
            name='report',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.report'),
        ),
        migrations.AddField(
            model_name='reportsnapshot',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reportsnapshot',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='governance.report'),
        ),
        migrations.AddField(
            model_name='renderjobevent',
            name='snapshot',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.reportsnapshot'),
        ),
        migrations.AddField(
            model_name='renderjob',
            name='snapshot',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='job', to='governance.reportsnapshot'),
        ),
        migrations.AddField(
            model_name='reportsnapshotevent',
            name='created_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reportsnapshotevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reportsnapshotevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.reportsnapshot'),
        ),
        migrations.AddField(
            model_name='reportsnapshotevent',
            name='report',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.report'),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='body_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['council', 'executive', 'committee', 'sub_committee', 'panel', 'working_group', 'programme_board', 'partnership_board'])), name='body_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.CheckConstraint(condition=models.Q(('regime__in', ['statutory_committee', 'executive', 'non_statutory'])), name='body_regime_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0977a02dde8959148f1f0bbb3cacf0658bdb6735', operation='DELETE', pgid='pgtrigger_never_deleted_cd878', table='governance_body', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_bodyevent" ("code", "council_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "regime") VALUES (NEW."code", NEW."council_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."regime"); RETURN NULL;', hash='36e8a11d1ae702fe1f65b67de475f8d69131d447', operation='INSERT', pgid='pgtrigger_insert_insert_8eb50', table='governance_body', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_bodyevent" ("code", "council_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "regime") VALUES (NEW."code", NEW."council_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."regime"); RETURN NULL;', hash='cbf76fede277a69efb55756963f59566d8be30e8', operation='UPDATE', pgid='pgtrigger_update_update_9741f', table='governance_body', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bodyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4f6bedb0c43e7333c604a6a73ecfa00b53adc963', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_213ca', table='governance_bodyevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='housestyle',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='house_style_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='housestyle',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='beee239cd5d58b41a5e12e7684b0a6609cc3b1e8', operation='DELETE', pgid='pgtrigger_never_deleted_f1e69', table='governance_housestyle', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='housestyle',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_housestyleevent" ("code", "id", "layout", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id") VALUES (NEW."code", NEW."id", NEW."layout", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id"); RETURN NULL;', hash='352873e0b6d209fee915ed53f783e7d65f3e8a93', operation='INSERT', pgid='pgtrigger_insert_insert_e144c', table='governance_housestyle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='housestyle',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_housestyleevent" ("code", "id", "layout", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id") VALUES (NEW."code", NEW."id", NEW."layout", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id"); RETURN NULL;', hash='0240c35b4cb208788b734d2a40beefaca204c606', operation='UPDATE', pgid='pgtrigger_update_update_03d6b', table='governance_housestyle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='housestyleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ad58ce6b926348a1a7a4dae72c5640193a0c8b1e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_241ca', table='governance_housestyleevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('body', 'code'), name='meeting_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b383f8e326ea4fb087fba338753ed19c44fadee0', operation='DELETE', pgid='pgtrigger_never_deleted_5b234', table='governance_meeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_meetingevent" ("body_id", "code", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_at") VALUES (NEW."body_id", NEW."code", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."starts_at"); RETURN NULL;', hash='8cb94cba9ce4484b62b23cd84f26214aa5eef726', operation='INSERT', pgid='pgtrigger_insert_insert_15f15', table='governance_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_meetingevent" ("body_id", "code", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_at") VALUES (NEW."body_id", NEW."code", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."starts_at"); RETURN NULL;', hash='4696b2ee7621fc161bb7f6bc56f5409b1b275e0f', operation='UPDATE', pgid='pgtrigger_update_update_5da00', table='governance_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5f267e8401045e9f28a52a1c63931049e0d455ff', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ec2a1', table='governance_meetingevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ratingoverride',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('programme',), name='rating_override_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='ratingoverride',
            constraint=models.UniqueConstraint(fields=('programme', 'made_at'), name='rating_override_made_once'),
        ),
        migrations.AddConstraint(
            model_name='ratingoverride',
            constraint=models.CheckConstraint(condition=models.Q(('rag__in', ['green', 'amber', 'red'])), name='rating_override_rag_known'),
        ),
        migrations.AddConstraint(
            model_name='ratingoverride',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rating_override_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='ratingoverride',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('made_at')), _connector='OR'), name='rating_override_ends_after_made'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratingoverride',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4d6cc3d9f7dedd9fb0bb4eecf751c0847c90357b', operation='DELETE', pgid='pgtrigger_never_deleted_0708e', table='governance_ratingoverride', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratingoverride',
            trigger=pgtrigger.compiler.Trigger(name='made_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."made_at" IS NOT NULL AND (OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."rag" IS DISTINCT FROM (NEW."rag") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='730ae1337cf4eae8f4203ed4e6ec3b0426a55d93', operation='UPDATE', pgid='pgtrigger_made_never_changes_520b4', table='governance_ratingoverride', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratingoverride',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_ratingoverrideevent" ("ended_at", "ended_by_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rag", "reason") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."rag", NEW."reason"); RETURN NULL;', hash='8b291690cf009a9f1281f5382be1138c4408cd54', operation='INSERT', pgid='pgtrigger_insert_insert_20f2d', table='governance_ratingoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratingoverride',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_ratingoverrideevent" ("ended_at", "ended_by_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rag", "reason") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."rag", NEW."reason"); RETURN NULL;', hash='098f71d07e28d648f881707140863f1e84373856', operation='UPDATE', pgid='pgtrigger_update_update_d790d', table='governance_ratingoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratingoverrideevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c596c5780996b315a39a0a64e360d47c7c857a84', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4b155', table='governance_ratingoverrideevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='report_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1f64cc6fb873870be4654455210e9423356c59fc', operation='DELETE', pgid='pgtrigger_never_deleted_ce314', table='governance_report', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_house_style', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.house_style_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM governance_housestyle WHERE id = NEW.house_style_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the house_style belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='1afb8607aa31cfeb55a972a7bb31eeba05b93e1d', operation='INSERT OR UPDATE OF "programme_id", "house_style_id"', pgid='pgtrigger_same_programme_house_style_7f340', table='governance_report', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_meeting', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.meeting_id IS NOT NULL THEN\n                SELECT parent.programme_id INTO found_programme FROM governance_meeting AS named\n                    JOIN governance_body AS parent ON parent.id = named.body_id WHERE named.id = NEW.meeting_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the meeting belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='1959c00003b483b88b6a860047614f5dc78575bf', operation='INSERT OR UPDATE OF "programme_id", "meeting_id"', pgid='pgtrigger_same_programme_meeting_0082e', table='governance_report', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_reportevent" ("as_at", "code", "contact_email", "contact_name", "contact_phone", "contact_post", "created_by_id", "edited_at", "edition", "header", "house_style_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "published_at", "signatory_name", "signatory_post", "title") VALUES (NEW."as_at", NEW."code", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."contact_post", NEW."created_by_id", NEW."edited_at", NEW."edition", NEW."header", NEW."house_style_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."published_at", NEW."signatory_name", NEW."signatory_post", NEW."title"); RETURN NULL;', hash='d74783a9bc819e25b25e9c2af05b278a0bb0166f', operation='INSERT', pgid='pgtrigger_insert_insert_713df', table='governance_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_reportevent" ("as_at", "code", "contact_email", "contact_name", "contact_phone", "contact_post", "created_by_id", "edited_at", "edition", "header", "house_style_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "published_at", "signatory_name", "signatory_post", "title") VALUES (NEW."as_at", NEW."code", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."contact_post", NEW."created_by_id", NEW."edited_at", NEW."edition", NEW."header", NEW."house_style_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."published_at", NEW."signatory_name", NEW."signatory_post", NEW."title"); RETURN NULL;', hash='c7a61833694e0231ecc1a109bb6738bf467c3e13', operation='UPDATE', pgid='pgtrigger_update_update_0bce3', table='governance_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d984c6c322dfc9457db24e15b23e2391e0aee4c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ed8db', table='governance_recommendationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='recommendation_has_text'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ac1726c4b9b78c978059c6fe0cffe73673379108', operation='DELETE', pgid='pgtrigger_never_deleted_e49c6', table='governance_recommendation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_recommendationevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "removed_at", "report_id", "text") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."reason", NEW."removed_at", NEW."report_id", NEW."text"); RETURN NULL;', hash='ad9e0d44ae3d8a3dc8ee6a715c1974cca6d4d532', operation='INSERT', pgid='pgtrigger_insert_insert_75bc0', table='governance_recommendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_recommendationevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "removed_at", "report_id", "text") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reason", NEW."removed_at", NEW."report_id", NEW."text"); RETURN NULL;', hash='b5276fef5781ab3db02797736f84b784c772e3dc', operation='UPDATE', pgid='pgtrigger_update_update_add4c', table='governance_recommendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='backgroundpaperevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4b815e34c76134fb5eda02090cf912f4e4901f3e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9432c', table='governance_backgroundpaperevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='backgroundpaper',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='70cd9bc176d52edbbd34030d41796b3b5df0e0f7', operation='DELETE', pgid='pgtrigger_never_deleted_780af', table='governance_backgroundpaper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='backgroundpaper',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_backgroundpaperevent" ("dated", "id", "location", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "removed_at", "report_id", "title") VALUES (NEW."dated", NEW."id", NEW."location", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."removed_at", NEW."report_id", NEW."title"); RETURN NULL;', hash='9ab6275724a7c8bfee4656226e13c54a6e62162d', operation='INSERT', pgid='pgtrigger_insert_insert_c3f15', table='governance_backgroundpaper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='backgroundpaper',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_backgroundpaperevent" ("dated", "id", "location", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "removed_at", "report_id", "title") VALUES (NEW."dated", NEW."id", NEW."location", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."removed_at", NEW."report_id", NEW."title"); RETURN NULL;', hash='1033e22d812fd672892df45c4397664330faa787', operation='UPDATE', pgid='pgtrigger_update_update_dab2d', table='governance_backgroundpaper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9ebd628765fbe2791b2eda19e77cfa6867f4c8a3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_03b3a', table='governance_reportevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reportsection',
            constraint=models.UniqueConstraint(fields=('report', 'code'), name='report_section_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='reportsection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('block', ''), ('kind', 'prose')), models.Q(('kind', 'block'), models.Q(('block', ''), _negated=True)), _connector='OR'), name='report_section_is_text_or_block'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportsection',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a9f5a08eb6d2ab818b9ba411d326fbafb091571d', operation='DELETE', pgid='pgtrigger_never_deleted_b4c97', table='governance_reportsection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportsection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_reportsectionevent" ("block", "body", "code", "heading", "id", "kind", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "removed_at", "report_id") VALUES (NEW."block", NEW."body", NEW."code", NEW."heading", NEW."id", NEW."kind", NEW."parameters", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."removed_at", NEW."report_id"); RETURN NULL;', hash='f44c0d7fa215524fa7bd4532507a86f3cee44797', operation='INSERT', pgid='pgtrigger_insert_insert_b9c2a', table='governance_reportsection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportsection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_reportsectionevent" ("block", "body", "code", "heading", "id", "kind", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "removed_at", "report_id") VALUES (NEW."block", NEW."body", NEW."code", NEW."heading", NEW."id", NEW."kind", NEW."parameters", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."removed_at", NEW."report_id"); RETURN NULL;', hash='1a88885983251f11a9a5b585101157d47c57e20b', operation='UPDATE', pgid='pgtrigger_update_update_66f80', table='governance_reportsection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportsectionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a901346374685c9cb85fcde8c908a4dd8913c32b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0bdb7', table='governance_reportsectionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reportsnapshot',
            constraint=models.UniqueConstraint(fields=('report', 'version'), name='report_snapshot_version_unique'),
        ),
        migrations.AddConstraint(
            model_name='reportsnapshot',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='report_snapshot_hashed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportsnapshot',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='061d9f6dd1509dd4e36a834bfe4d6aa38ba1847b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_98e36', table='governance_reportsnapshot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportsnapshot',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_reportsnapshotevent" ("as_at", "created_at", "created_by_id", "data", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "schema_version", "sha256", "version") VALUES (NEW."as_at", NEW."created_at", NEW."created_by_id", NEW."data", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report_id", NEW."schema_version", NEW."sha256", NEW."version"); RETURN NULL;', hash='17670e8b0085c706c08c042fd13ac8f44adaf86b', operation='INSERT', pgid='pgtrigger_insert_insert_c2423', table='governance_reportsnapshot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportsnapshot',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_reportsnapshotevent" ("as_at", "created_at", "created_by_id", "data", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "schema_version", "sha256", "version") VALUES (NEW."as_at", NEW."created_at", NEW."created_by_id", NEW."data", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report_id", NEW."schema_version", NEW."sha256", NEW."version"); RETURN NULL;', hash='efbc225d9e649c57773df9bacc31c2ee00a9496c', operation='UPDATE', pgid='pgtrigger_update_update_5129f', table='governance_reportsnapshot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='renderjobevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='532ce4930b64f43eeb8c802742fc07055b9857fc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_81df7', table='governance_renderjobevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='renderjob',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['queued', 'running', 'done', 'failed'])), name='render_job_status_known'),
        ),
        migrations.AddConstraint(
            model_name='renderjob',
            constraint=models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='render_job_progress_per_cent'),
        ),
        migrations.AddConstraint(
            model_name='renderjob',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='render_job_failed_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='renderjob',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'done'), _negated=True), models.Q(models.Q(('document', ''), _negated=True), models.Q(('document_sha256', ''), _negated=True), ('finished_at__isnull', False)), _connector='OR'), name='render_job_done_has_a_document'),
        ),
        migrations.AddConstraint(
            model_name='renderjob',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(('failure_kind', ''), _negated=True), _connector='OR'), name='render_job_failed_has_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='renderjob',
            constraint=models.CheckConstraint(condition=models.Q(('failure_kind__in', ['', 'content', 'data', 'storage', 'time', 'stopped', 'unexpected'])), name='render_job_failure_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='renderjob',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('status', 'done'), _connector='OR'), name='render_job_published_when_done'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='renderjob',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1b5773e0deadf78c7ba1e90c4d65d1ccaad75ee6', operation='DELETE', pgid='pgtrigger_never_deleted_d53a0', table='governance_renderjob', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='renderjob',
            trigger=pgtrigger.compiler.Trigger(name='done_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'done\' AND (OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."document" IS DISTINCT FROM (NEW."document") OR OLD."document_sha256" IS DISTINCT FROM (NEW."document_sha256") OR OLD."document_bytes" IS DISTINCT FROM (NEW."document_bytes") OR OLD."page_count" IS DISTINCT FROM (NEW."page_count")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8186a9b2fc8263ef5c0b924702a3d3a672cb3096', operation='UPDATE', pgid='pgtrigger_done_never_changes_0cf1f', table='governance_renderjob', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='renderjob',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_renderjobevent" ("attempts", "document", "document_bytes", "document_sha256", "failed_rules", "failure", "failure_kind", "finished_at", "id", "page_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "published_at", "queued_at", "snapshot_id", "started_at", "status", "step") VALUES (NEW."attempts", NEW."document", NEW."document_bytes", NEW."document_sha256", NEW."failed_rules", NEW."failure", NEW."failure_kind", NEW."finished_at", NEW."id", NEW."page_count", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."progress", NEW."published_at", NEW."queued_at", NEW."snapshot_id", NEW."started_at", NEW."status", NEW."step"); RETURN NULL;', hash='b7e78a3484ea71f2405a548fa43fda85ca1c6b75', operation='INSERT', pgid='pgtrigger_insert_insert_86a8e', table='governance_renderjob', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='renderjob',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_renderjobevent" ("attempts", "document", "document_bytes", "document_sha256", "failed_rules", "failure", "failure_kind", "finished_at", "id", "page_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "published_at", "queued_at", "snapshot_id", "started_at", "status", "step") VALUES (NEW."attempts", NEW."document", NEW."document_bytes", NEW."document_sha256", NEW."failed_rules", NEW."failure", NEW."failure_kind", NEW."finished_at", NEW."id", NEW."page_count", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."progress", NEW."published_at", NEW."queued_at", NEW."snapshot_id", NEW."started_at", NEW."status", NEW."step"); RETURN NULL;', hash='60a52ad77281a96acd388b9eccc7d2cf79d62146', operation='UPDATE', pgid='pgtrigger_update_update_40478', table='governance_renderjob', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportsnapshotevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='be1b6da413f48527ffe0b3dab263ece605fdc282', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d6035', table='governance_reportsnapshotevent', when='BEFORE')),
        ),
    ])]

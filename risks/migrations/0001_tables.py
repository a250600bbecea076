"""All tables of this app. A database that an earlier version brought up to date is as this migration leaves it."""

import django.core.validators
import django.db.models.deletion
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
        ('risks', '0001_initial'),
        ('risks', '0002_register_import'),
    ]

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('programme', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('programme', '0001_tables'),
        ('services', '0001_tables'),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='RiskEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('kind', models.CharField(choices=[('risk', 'Risk'), ('opportunity', 'Opportunity')], default='risk', max_length=12)),
                ('title', models.CharField(max_length=300)),
                ('cause', models.TextField(blank=True, help_text='Markdown.')),
                ('event', models.TextField(blank=True, help_text='Markdown.')),
                ('effect', models.TextField(blank=True, help_text='Markdown.')),
                ('category', models.CharField(blank=True, max_length=60)),
                ('owner_post', models.CharField(blank=True, help_text='The post, where no person is named.', max_length=120)),
                ('response', models.CharField(blank=True, choices=[('treat', 'Treat'), ('tolerate', 'Tolerate'), ('transfer', 'Transfer'), ('terminate', 'Terminate'), ('share', 'Share'), ('exploit', 'Exploit'), ('enhance', 'Enhance')], max_length=10)),
                ('strategy', models.TextField(blank=True, help_text='How it is mitigated. Markdown.')),
                ('action_outstanding', models.TextField(blank=True, help_text='What is still to be done. Markdown.')),
                ('status_note', models.TextField(blank=True, help_text='Where it stands, in words. Markdown.')),
                ('opened_on', models.DateField(blank=True, help_text='Empty: not known.', null=True)),
                ('next_review', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed'), ('issue', 'Became an issue')], default='open', max_length=10)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_reason', models.TextField(blank=True)),
                ('is_confidential', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RiskRegister',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('about', models.TextField(blank=True, help_text='What it is for and how risks are scored. Markdown.')),
                ('review_every', models.PositiveSmallIntegerField(blank=True, help_text='In how many months each risk is looked at again. Empty: no rule.', null=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was kept.', null=True)),
            ],
            options={
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='RiskRegisterEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('about', models.TextField(blank=True, help_text='What it is for and how risks are scored. Markdown.')),
                ('review_every', models.PositiveSmallIntegerField(blank=True, help_text='In how many months each risk is looked at again. Empty: no rule.', null=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was kept.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RiskViewer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['risk', 'person__name'],
            },
        ),
        migrations.CreateModel(
            name='RiskViewerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExceptionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=60)),
                ('is_on', models.BooleanField(default=True)),
                ('limit', models.DecimalField(blank=True, decimal_places=2, help_text='In the unit of the rule: days, per cent, £.', max_digits=12, null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exception_rules', to='programme.programme')),
            ],
            options={
                'ordering': ['programme', 'rule'],
            },
        ),
        migrations.CreateModel(
            name='ExceptionRuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('rule', models.CharField(max_length=60)),
                ('is_on', models.BooleanField(default=True)),
                ('limit', models.DecimalField(blank=True, decimal_places=2, help_text='In the unit of the rule: days, per cent, £.', max_digits=12, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.exceptionrule')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('number', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True, help_text='Markdown.')),
                ('impact', models.TextField(blank=True, help_text='What it does to time, cost, quality or benefits. Markdown.')),
                ('owner_post', models.CharField(blank=True, max_length=120)),
                ('raised_on', models.DateField()),
                ('due', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('open', 'Open'), ('resolved', 'Resolved')], default='open', max_length=10)),
                ('resolution', models.TextField(blank=True, help_text='What was done about it. Markdown.')),
                ('resolved_on', models.DateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='programme.council')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owned_issues', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='programme.programme')),
            ],
            options={
                'ordering': ['register', 'position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='IssueEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('number', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True, help_text='Markdown.')),
                ('impact', models.TextField(blank=True, help_text='What it does to time, cost, quality or benefits. Markdown.')),
                ('owner_post', models.CharField(blank=True, max_length=120)),
                ('raised_on', models.DateField()),
                ('due', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('open', 'Open'), ('resolved', 'Resolved')], default='open', max_length=10)),
                ('resolution', models.TextField(blank=True, help_text='What was done about it. Markdown.')),
                ('resolved_on', models.DateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('council', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council')),
                ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.issue')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Matrix',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('likelihood_title', models.CharField(default='Likelihood', max_length=40)),
                ('impact_title', models.CharField(default='Impact', max_length=40)),
                ('score_title', models.CharField(default='Score', max_length=40)),
                ('score_rule', models.CharField(choices=[('product', 'Likelihood × impact'), ('sum', 'Likelihood + impact'), ('pair', 'The pair of labels, for example B2'), ('ranked', 'A number given to each cell')], default='product', max_length=10)),
                ('low_is_serious', models.BooleanField(default=False, help_text='Whether 1 is the most serious score.')),
                ('impact_first', models.BooleanField(default=False, help_text='Whether a pair names the impact first.')),
                ('note', models.TextField(blank=True, help_text='Why it was changed.')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'matrices',
                'ordering': ['register', '-version'],
            },
        ),
        migrations.CreateModel(
            name='MatrixBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('name', models.CharField(max_length=40)),
                ('colour', models.CharField(choices=[('green', 'Green'), ('light_green', 'Light green'), ('yellow', 'Yellow'), ('amber', 'Amber'), ('red', 'Red'), ('dark_red', 'Dark red'), ('blue', 'Blue'), ('purple', 'Purple'), ('grey', 'Grey')], max_length=12)),
                ('meaning', models.TextField(blank=True, help_text='What has to be done about a risk in it.')),
                ('matrix', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bands', to='risks.matrix')),
            ],
            options={
                'ordering': ['matrix', 'position'],
            },
        ),
        migrations.CreateModel(
            name='MatrixBandEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('name', models.CharField(max_length=40)),
                ('colour', models.CharField(choices=[('green', 'Green'), ('light_green', 'Light green'), ('yellow', 'Yellow'), ('amber', 'Amber'), ('red', 'Red'), ('dark_red', 'Dark red'), ('blue', 'Blue'), ('purple', 'Purple'), ('grey', 'Grey')], max_length=12)),
                ('meaning', models.TextField(blank=True, help_text='What has to be done about a risk in it.')),
                ('matrix', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.matrix')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.matrixband')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MatrixCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.CharField(max_length=41)),
                ('rank', models.PositiveSmallIntegerField()),
                ('is_tolerated', models.BooleanField(default=False)),
                ('band', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='risks.matrixband')),
                ('matrix', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='risks.matrix')),
            ],
            options={
                'ordering': ['matrix', 'rank', 'likelihood__position'],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('inherent', 'Inherent'), ('current', 'Current'), ('target', 'Target')], default='current', max_length=10)),
                ('assessed_on', models.DateField()),
                ('reason', models.TextField(blank=True, help_text='Why this score. Markdown.')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cell', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='risks.matrixcell')),
            ],
            options={
                'ordering': ['entry', 'kind', '-assessed_on', '-recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='MatrixEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('likelihood_title', models.CharField(default='Likelihood', max_length=40)),
                ('impact_title', models.CharField(default='Impact', max_length=40)),
                ('score_title', models.CharField(default='Score', max_length=40)),
                ('score_rule', models.CharField(choices=[('product', 'Likelihood × impact'), ('sum', 'Likelihood + impact'), ('pair', 'The pair of labels, for example B2'), ('ranked', 'A number given to each cell')], default='product', max_length=10)),
                ('low_is_serious', models.BooleanField(default=False, help_text='Whether 1 is the most serious score.')),
                ('impact_first', models.BooleanField(default=False, help_text='Whether a pair names the impact first.')),
                ('note', models.TextField(blank=True, help_text='Why it was changed.')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.matrix')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MatrixLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('axis', models.CharField(choices=[('likelihood', 'Likelihood'), ('impact', 'Impact')], max_length=10)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('label', models.CharField(help_text='As it stands on the axis: 3, C or Likely.', max_length=20)),
                ('name', models.CharField(blank=True, help_text='A word for it where the label is none: Likely.', max_length=60)),
                ('meaning', models.TextField(blank=True, help_text='When it is chosen.')),
                ('value', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('matrix', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='risks.matrix')),
            ],
            options={
                'ordering': ['matrix', 'axis', 'position'],
            },
        ),
        migrations.CreateModel(
            name='MatrixCellEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('score', models.CharField(max_length=41)),
                ('rank', models.PositiveSmallIntegerField()),
                ('is_tolerated', models.BooleanField(default=False)),
                ('band', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.matrixband')),
                ('matrix', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.matrix')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.matrixcell')),
                ('impact', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.matrixlevel')),
                ('likelihood', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.matrixlevel')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='matrixcell',
            name='impact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.matrixlevel'),
        ),
        migrations.AddField(
            model_name='matrixcell',
            name='likelihood',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.matrixlevel'),
        ),
        migrations.CreateModel(
            name='MatrixLevelEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('axis', models.CharField(choices=[('likelihood', 'Likelihood'), ('impact', 'Impact')], max_length=10)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('label', models.CharField(help_text='As it stands on the axis: 3, C or Likely.', max_length=20)),
                ('name', models.CharField(blank=True, help_text='A word for it where the label is none: Likely.', max_length=60)),
                ('meaning', models.TextField(blank=True, help_text='When it is chosen.')),
                ('value', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('matrix', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.matrix')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.matrixlevel')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mitigation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=300, verbose_name='what is done')),
                ('status', models.CharField(choices=[('in_place', 'In place'), ('planned', 'Planned'), ('under_way', 'Under way'), ('done', 'Done'), ('dropped', 'Dropped')], default='planned', max_length=10)),
                ('owner_post', models.CharField(blank=True, max_length=120)),
                ('due', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('effect_expected', models.TextField(blank=True, help_text='What it is expected to change. Markdown.')),
                ('progress', models.TextField(blank=True, help_text='How it is going, or why it was dropped. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owned_mitigations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['risk', 'position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='MitigationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=300, verbose_name='what is done')),
                ('status', models.CharField(choices=[('in_place', 'In place'), ('planned', 'Planned'), ('under_way', 'Under way'), ('done', 'Done'), ('dropped', 'Dropped')], default='planned', max_length=10)),
                ('owner_post', models.CharField(blank=True, max_length=120)),
                ('due', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('effect_expected', models.TextField(blank=True, help_text='What it is expected to change. Markdown.')),
                ('progress', models.TextField(blank=True, help_text='How it is going, or why it was dropped. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.mitigation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegisterEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(help_text='As the register gives it: 7, R12 or FIN/03.', max_length=20)),
                ('is_home', models.BooleanField(default=True, help_text='Whether the register keeps the risk, or only shows it.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('starts_on', models.DateField(blank=True, help_text='From which day it is shown. Empty: from the start.', null=True)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was shown.', null=True)),
                ('current', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.assessment')),
                ('inherent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.assessment')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risks.assessment')),
            ],
            options={
                'verbose_name_plural': 'register entries',
                'ordering': ['register', 'position', 'number'],
            },
        ),
        migrations.CreateModel(
            name='AssessmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('inherent', 'Inherent'), ('current', 'Current'), ('target', 'Target')], default='current', max_length=10)),
                ('assessed_on', models.DateField()),
                ('reason', models.TextField(blank=True, help_text='Why this score. Markdown.')),
                ('recorded_at', models.DateTimeField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.assessment')),
                ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('cell', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.matrixcell')),
                ('entry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.registerentry')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='assessment',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='risks.registerentry'),
        ),
        migrations.CreateModel(
            name='RegisterEntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(help_text='As the register gives it: 7, R12 or FIN/03.', max_length=20)),
                ('is_home', models.BooleanField(default=True, help_text='Whether the register keeps the risk, or only shows it.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('starts_on', models.DateField(blank=True, help_text='From which day it is shown. Empty: from the start.', null=True)),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it was shown.', null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.registerentry')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegisterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=200)),
                ('sheet', models.CharField(max_length=100)),
                ('mapping', models.JSONField(default=dict)),
                ('assessed_on', models.DateField(help_text='The day that its scores are of.')),
                ('added', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('scores', models.PositiveIntegerField(default=0)),
                ('imported_at', models.DateTimeField()),
                ('imported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['register', '-imported_at'],
            },
        ),
        migrations.CreateModel(
            name='RegisterImportEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('filename', models.CharField(max_length=200)),
                ('sheet', models.CharField(max_length=100)),
                ('mapping', models.JSONField(default=dict)),
                ('assessed_on', models.DateField(help_text='The day that its scores are of.')),
                ('added', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('scores', models.PositiveIntegerField(default=0)),
                ('imported_at', models.DateTimeField()),
                ('imported_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.registerimport')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Risk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('kind', models.CharField(choices=[('risk', 'Risk'), ('opportunity', 'Opportunity')], default='risk', max_length=12)),
                ('title', models.CharField(max_length=300)),
                ('cause', models.TextField(blank=True, help_text='Markdown.')),
                ('event', models.TextField(blank=True, help_text='Markdown.')),
                ('effect', models.TextField(blank=True, help_text='Markdown.')),
                ('category', models.CharField(blank=True, max_length=60)),
                ('owner_post', models.CharField(blank=True, help_text='The post, where no person is named.', max_length=120)),
                ('response', models.CharField(blank=True, choices=[('treat', 'Treat'), ('tolerate', 'Tolerate'), ('transfer', 'Transfer'), ('terminate', 'Terminate'), ('share', 'Share'), ('exploit', 'Exploit'), ('enhance', 'Enhance')], max_length=10)),
                ('strategy', models.TextField(blank=True, help_text='How it is mitigated. Markdown.')),
                ('action_outstanding', models.TextField(blank=True, help_text='What is still to be done. Markdown.')),
                ('status_note', models.TextField(blank=True, help_text='Where it stands, in words. Markdown.')),
                ('opened_on', models.DateField(blank=True, help_text='Empty: not known.', null=True)),
                ('next_review', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed'), ('issue', 'Became an issue')], default='open', max_length=10)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_reason', models.TextField(blank=True)),
                ('is_confidential', models.BooleanField(default=False)),
                ('council', models.ForeignKey(blank=True, help_text='The council whose risk it is. Empty: of all together.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='programme.council')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owned_risks', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='programme.programme')),
            ],
            options={
                'ordering': ['programme', 'code'],
            },
        ),
        migrations.AddField(
            model_name='risk',
            name='review',
            field=models.ForeignKey(blank=True, help_text='The service review that it is about.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='registerentryevent',
            name='risk',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='registerentry',
            name='risk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='mitigationevent',
            name='risk',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='mitigation',
            name='risk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mitigations', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='issueevent',
            name='risk',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The risk that it was.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='issue',
            name='risk',
            field=models.ForeignKey(blank=True, help_text='The risk that it was.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='riskevent',
            name='council',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The council whose risk it is. Empty: of all together.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council'),
        ),
        migrations.AddField(
            model_name='riskevent',
            name='owner',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='riskevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='riskevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='riskevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='riskevent',
            name='review',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The service review that it is about.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='riskregister',
            name='council',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='risk_registers', to='programme.council'),
        ),
        migrations.AddField(
            model_name='riskregister',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risk_registers', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='riskregister',
            name='review',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='risk_registers', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='risk',
            name='registers',
            field=models.ManyToManyField(related_name='risks', through='risks.RegisterEntry', to='risks.riskregister'),
        ),
        migrations.AddField(
            model_name='registerimportevent',
            name='register',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.riskregister'),
        ),
        migrations.AddField(
            model_name='registerimport',
            name='register',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='risks.riskregister'),
        ),
        migrations.AddField(
            model_name='registerentryevent',
            name='register',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.riskregister'),
        ),
        migrations.AddField(
            model_name='registerentry',
            name='register',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='risks.riskregister'),
        ),
        migrations.AddField(
            model_name='matrixevent',
            name='register',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.riskregister'),
        ),
        migrations.AddField(
            model_name='matrix',
            name='register',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matrices', to='risks.riskregister'),
        ),
        migrations.AddField(
            model_name='issueevent',
            name='register',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.riskregister'),
        ),
        migrations.AddField(
            model_name='issue',
            name='register',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='risks.riskregister'),
        ),
        migrations.AddField(
            model_name='riskregisterevent',
            name='council',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council'),
        ),
        migrations.AddField(
            model_name='riskregisterevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='riskregisterevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.riskregister'),
        ),
        migrations.AddField(
            model_name='riskregisterevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='riskregisterevent',
            name='review',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='riskviewer',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='riskviewer',
            name='risk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='viewers', to='risks.risk'),
        ),
        migrations.AddField(
            model_name='riskviewerevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='riskviewerevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='riskviewerevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risks.riskviewer'),
        ),
        migrations.AddField(
            model_name='riskviewerevent',
            name='risk',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risks.risk'),
        ),
        migrations.AddConstraint(
            model_name='exceptionrule',
            constraint=models.UniqueConstraint(fields=('programme', 'rule'), name='exception_rule_once'),
        ),
        migrations.AddConstraint(
            model_name='exceptionrule',
            constraint=models.CheckConstraint(condition=models.Q(('limit__isnull', True), ('limit__gte', 0), _connector='OR'), name='exception_rule_limit_not_negative'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exceptionrule',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='023a4ed228cb76af3e7c5a8d8a4459486d17ca3c', operation='DELETE', pgid='pgtrigger_never_deleted_6f4c2', table='risks_exceptionrule', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exceptionrule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_exceptionruleevent" ("id", "is_on", "limit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rule") VALUES (NEW."id", NEW."is_on", NEW."limit", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."rule"); RETURN NULL;', hash='d8f9210c0c2258fd97168f65d54673e0b8a9c401', operation='INSERT', pgid='pgtrigger_insert_insert_b5379', table='risks_exceptionrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exceptionrule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_exceptionruleevent" ("id", "is_on", "limit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rule") VALUES (NEW."id", NEW."is_on", NEW."limit", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."rule"); RETURN NULL;', hash='7e781d936f8cb208c318546f85339160725198b8', operation='UPDATE', pgid='pgtrigger_update_update_dab36', table='risks_exceptionrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exceptionruleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='426e7fadf57042c6063b69006e0e1a6c28e75fd6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a91ac', table='risks_exceptionruleevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='matrixband',
            constraint=models.UniqueConstraint(fields=('matrix', 'position'), name='matrix_band_position_unique'),
        ),
        migrations.AddConstraint(
            model_name='matrixband',
            constraint=models.UniqueConstraint(fields=('matrix', 'name'), name='matrix_band_name_unique'),
        ),
        migrations.AddConstraint(
            model_name='matrixband',
            constraint=models.CheckConstraint(condition=models.Q(('colour__in', ['green', 'light_green', 'yellow', 'amber', 'red', 'dark_red', 'blue', 'purple', 'grey'])), name='matrix_band_colour_known'),
        ),
        migrations.AddConstraint(
            model_name='matrixband',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='matrix_band_has_a_name'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixband',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='41d5b016721283b3b18e089d9fd6cf5ff28f73c1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9b5f7', table='risks_matrixband', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixband',
            trigger=pgtrigger.compiler.Trigger(name='written_together', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT 1 FROM risks_matrix AS found WHERE found.id = NEW.matrix_id AND NOT \n    (\n        SELECT pg_xact_status(\n            (CASE WHEN written <= now_id & 4294967295 THEN (now_id >> 32 << 32) | written\n                  ELSE greatest((now_id >> 32) - 1, 0) << 32 | written END)::text::xid8\n        ) = 'in progress'\n        FROM (SELECT found.xmin::text::bigint AS written, pg_current_xact_id()::text::bigint AS now_id) AS ids\n    )\n) THEN\n                RAISE EXCEPTION 'the matrix is written already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='17ee3ad4dd19faac042b03dcd98ea82fbb6a02e4', operation='INSERT', pgid='pgtrigger_written_together_942d5', table='risks_matrixband', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixband',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_matrixbandevent" ("colour", "id", "matrix_id", "meaning", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."colour", NEW."id", NEW."matrix_id", NEW."meaning", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;', hash='f45ab9f100d372f034506efc02d379534eeaa789', operation='INSERT', pgid='pgtrigger_insert_insert_39649', table='risks_matrixband', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixband',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_matrixbandevent" ("colour", "id", "matrix_id", "meaning", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."colour", NEW."id", NEW."matrix_id", NEW."meaning", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;', hash='e6611b38f6301e7736b3d122c649cb3c43f56d7f', operation='UPDATE', pgid='pgtrigger_update_update_567ef', table='risks_matrixband', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixbandevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a84e8cc99a3a46a6cf05ebd220e519f4fcbb26bf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4a68a', table='risks_matrixbandevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='matrixlevel',
            constraint=models.UniqueConstraint(fields=('matrix', 'axis', 'position'), name='matrix_level_position_unique'),
        ),
        migrations.AddConstraint(
            model_name='matrixlevel',
            constraint=models.UniqueConstraint(fields=('matrix', 'axis', 'label'), name='matrix_level_label_unique'),
        ),
        migrations.AddConstraint(
            model_name='matrixlevel',
            constraint=models.CheckConstraint(condition=models.Q(('axis__in', ['likelihood', 'impact'])), name='matrix_level_axis_known'),
        ),
        migrations.AddConstraint(
            model_name='matrixlevel',
            constraint=models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='matrix_level_has_a_label'),
        ),
        migrations.AddConstraint(
            model_name='matrixlevel',
            constraint=models.CheckConstraint(condition=models.Q(('label__regex', '^[^/]*$')), name='matrix_level_label_without_stroke'),
        ),
        migrations.AddConstraint(
            model_name='matrixlevel',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 10)), name='matrix_level_at_most_ten'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixlevel',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f98f393a8928f7a59215f1bbe968ad95b11ad972', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2a59d', table='risks_matrixlevel', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixlevel',
            trigger=pgtrigger.compiler.Trigger(name='written_together', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT 1 FROM risks_matrix AS found WHERE found.id = NEW.matrix_id AND NOT \n    (\n        SELECT pg_xact_status(\n            (CASE WHEN written <= now_id & 4294967295 THEN (now_id >> 32 << 32) | written\n                  ELSE greatest((now_id >> 32) - 1, 0) << 32 | written END)::text::xid8\n        ) = 'in progress'\n        FROM (SELECT found.xmin::text::bigint AS written, pg_current_xact_id()::text::bigint AS now_id) AS ids\n    )\n) THEN\n                RAISE EXCEPTION 'the matrix is written already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='4b1165a4a7183afa7fc5b239e8f4e9649f13350d', operation='INSERT', pgid='pgtrigger_written_together_d6bf5', table='risks_matrixlevel', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixlevel',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_matrixlevelevent" ("axis", "id", "label", "matrix_id", "meaning", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "value") VALUES (NEW."axis", NEW."id", NEW."label", NEW."matrix_id", NEW."meaning", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."value"); RETURN NULL;', hash='083f268f264a96778e4d119c7c817acb22615926', operation='INSERT', pgid='pgtrigger_insert_insert_d1458', table='risks_matrixlevel', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixlevel',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_matrixlevelevent" ("axis", "id", "label", "matrix_id", "meaning", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "value") VALUES (NEW."axis", NEW."id", NEW."label", NEW."matrix_id", NEW."meaning", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."value"); RETURN NULL;', hash='2fb05dd8136bebe90ea53be473327fe4f816eba8', operation='UPDATE', pgid='pgtrigger_update_update_1b3a5', table='risks_matrixlevel', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixcellevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fb12c4dd38ea7702dbae44bcfc2c880a166176e5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_08307', table='risks_matrixcellevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='matrixcell',
            constraint=models.UniqueConstraint(fields=('matrix', 'likelihood', 'impact'), name='matrix_cell_once'),
        ),
        migrations.AddConstraint(
            model_name='matrixcell',
            constraint=models.CheckConstraint(condition=models.Q(('rank__gte', 1)), name='matrix_cell_ranked'),
        ),
        migrations.AddConstraint(
            model_name='matrixcell',
            constraint=models.CheckConstraint(condition=models.Q(('score', ''), _negated=True), name='matrix_cell_scored'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixcell',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='138611ff92dd6ee647afaf1b5d8f50dcc81fddc7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_81773', table='risks_matrixcell', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixcell',
            trigger=pgtrigger.compiler.Trigger(name='written_together', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT 1 FROM risks_matrix AS found WHERE found.id = NEW.matrix_id AND NOT \n    (\n        SELECT pg_xact_status(\n            (CASE WHEN written <= now_id & 4294967295 THEN (now_id >> 32 << 32) | written\n                  ELSE greatest((now_id >> 32) - 1, 0) << 32 | written END)::text::xid8\n        ) = 'in progress'\n        FROM (SELECT found.xmin::text::bigint AS written, pg_current_xact_id()::text::bigint AS now_id) AS ids\n    )\n) THEN\n                RAISE EXCEPTION 'the matrix is written already' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='1ca3e2de64a008507379702af998371c780970a9', operation='INSERT', pgid='pgtrigger_written_together_e0a61', table='risks_matrixcell', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixcell',
            trigger=pgtrigger.compiler.Trigger(name='of_same_matrix', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (SELECT matrix_id FROM risks_matrixlevel WHERE id = NEW.likelihood_id) IS DISTINCT FROM NEW.matrix_id THEN\n                RAISE EXCEPTION 'the likelihood belongs to another matrix' USING ERRCODE = 'check_violation';\n            END IF;\n        \n            IF (SELECT matrix_id FROM risks_matrixlevel WHERE id = NEW.impact_id) IS DISTINCT FROM NEW.matrix_id THEN\n                RAISE EXCEPTION 'the impact belongs to another matrix' USING ERRCODE = 'check_violation';\n            END IF;\n        \n            IF (SELECT matrix_id FROM risks_matrixband WHERE id = NEW.band_id) IS DISTINCT FROM NEW.matrix_id THEN\n                RAISE EXCEPTION 'the band belongs to another matrix' USING ERRCODE = 'check_violation';\n            END IF;\n         RETURN NEW;", hash='2389d4e52938e824a0c25b9d12de01bf46dd21a6', operation='INSERT', pgid='pgtrigger_of_same_matrix_10304', table='risks_matrixcell', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixcell',
            trigger=pgtrigger.compiler.Trigger(name='levels_of_their_axes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (SELECT axis FROM risks_matrixlevel WHERE id = NEW.likelihood_id) IS DISTINCT FROM 'likelihood'\n               OR (SELECT axis FROM risks_matrixlevel WHERE id = NEW.impact_id) IS DISTINCT FROM 'impact'\n            THEN\n                RAISE EXCEPTION 'a level stands on the wrong axis' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='0c824cb14b735586d601538254d8adf7bbb798d3', operation='INSERT', pgid='pgtrigger_levels_of_their_axes_8d5b9', table='risks_matrixcell', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixcell',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_matrixcellevent" ("band_id", "id", "impact_id", "is_tolerated", "likelihood_id", "matrix_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "score") VALUES (NEW."band_id", NEW."id", NEW."impact_id", NEW."is_tolerated", NEW."likelihood_id", NEW."matrix_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rank", NEW."score"); RETURN NULL;', hash='2ba77b5b3aefd1a910a4913413de43ee6ba4ef64', operation='INSERT', pgid='pgtrigger_insert_insert_eb96e', table='risks_matrixcell', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixcell',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_matrixcellevent" ("band_id", "id", "impact_id", "is_tolerated", "likelihood_id", "matrix_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "score") VALUES (NEW."band_id", NEW."id", NEW."impact_id", NEW."is_tolerated", NEW."likelihood_id", NEW."matrix_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rank", NEW."score"); RETURN NULL;', hash='42af68a6522bfdba689f183b45bb2ec3ec1c8c92', operation='UPDATE', pgid='pgtrigger_update_update_87f8f', table='risks_matrixcell', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixlevelevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='76cb1d271b86cc65cde21321bff87c24952d30e9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d91b9', table='risks_matrixlevelevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='96ee50dc2e011335178c8eb9bde19096480f6b78', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0ffe4', table='risks_assessmentevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['entry', 'kind', '-assessed_on', '-recorded_at', '-id'], name='assessment_latest'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['inherent', 'current', 'target'])), name='assessment_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('cell__isnull', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='assessment_unscored_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(fields=('entry', 'kind', 'assessed_on', 'recorded_at'), name='assessment_recorded_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3bc9e667c56600a8daf15f25613238402b0a7431', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6e3ed', table='risks_assessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='cell_of_the_register', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.cell_id IS NOT NULL AND\n               (SELECT matrix.register_id FROM risks_matrixcell AS cell\n                JOIN risks_matrix AS matrix ON matrix.id = cell.matrix_id WHERE cell.id = NEW.cell_id)\n               IS DISTINCT FROM (SELECT register_id FROM risks_registerentry WHERE id = NEW.entry_id)\n            THEN\n                RAISE EXCEPTION 'the cell belongs to another register' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='8916d3b3f48bad64befb20376aa331d217976d05', operation='INSERT', pgid='pgtrigger_cell_of_the_register_9e399', table='risks_assessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='entry_points_at_latest', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM 1 FROM risks_registerentry WHERE id = NEW.entry_id FOR UPDATE;\n            IF NEW.kind = 'inherent' THEN \n        UPDATE risks_registerentry SET inherent_id = (\n            SELECT id FROM risks_assessment WHERE entry_id = NEW.entry_id AND kind = 'inherent'\n            ORDER BY assessed_on DESC, recorded_at DESC, id DESC LIMIT 1\n        ) WHERE id = NEW.entry_id;\n    \n            ELSIF NEW.kind = 'current' THEN \n        UPDATE risks_registerentry SET current_id = (\n            SELECT id FROM risks_assessment WHERE entry_id = NEW.entry_id AND kind = 'current'\n            ORDER BY assessed_on DESC, recorded_at DESC, id DESC LIMIT 1\n        ) WHERE id = NEW.entry_id;\n    \n            ELSE \n        UPDATE risks_registerentry SET target_id = (\n            SELECT id FROM risks_assessment WHERE entry_id = NEW.entry_id AND kind = 'target'\n            ORDER BY assessed_on DESC, recorded_at DESC, id DESC LIMIT 1\n        ) WHERE id = NEW.entry_id;\n    \n            END IF;\n            RETURN NULL;\n        ", hash='9574373ea2c022b9ed0a59a12114f10126c9051e', operation='INSERT', pgid='pgtrigger_entry_points_at_latest_3ac1a', table='risks_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_assessmentevent" ("assessed_on", "cell_id", "entry_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id") VALUES (NEW."assessed_on", NEW."cell_id", NEW."entry_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;', hash='92fd646841c36801569e43e5a1dfba4df1d91a01', operation='INSERT', pgid='pgtrigger_insert_insert_a2fa5', table='risks_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_assessmentevent" ("assessed_on", "cell_id", "entry_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id") VALUES (NEW."assessed_on", NEW."cell_id", NEW."entry_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;', hash='15ea08140bf4f6bbc1e9550cb41f50d6f573a5e9', operation='UPDATE', pgid='pgtrigger_update_update_04e4e', table='risks_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mitigationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6409aaa8fa92da37e2c0bf7f45d1cf0adb4bea99', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ab52f', table='risks_mitigationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='mitigation',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('risk', 'code'), name='mitigation_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='mitigation',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['in_place', 'planned', 'under_way', 'done', 'dropped'])), name='mitigation_status_known'),
        ),
        migrations.AddConstraint(
            model_name='mitigation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'dropped'), _negated=True), models.Q(('progress', ''), _negated=True), _connector='OR'), name='mitigation_dropped_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='mitigation',
            constraint=models.CheckConstraint(condition=models.Q(('done_on__isnull', True), ('status__in', ['done', 'in_place']), _connector='OR'), name='mitigation_done_is_done'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mitigation',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c40f3125ff67403a98072074162087c2b5d7f0d8', operation='DELETE', pgid='pgtrigger_never_deleted_e51d7', table='risks_mitigation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mitigation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_mitigationevent" ("code", "done_on", "due", "effect_expected", "id", "name", "owner_id", "owner_post", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "progress", "removed_at", "risk_id", "status") VALUES (NEW."code", NEW."done_on", NEW."due", NEW."effect_expected", NEW."id", NEW."name", NEW."owner_id", NEW."owner_post", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."progress", NEW."removed_at", NEW."risk_id", NEW."status"); RETURN NULL;', hash='2535d2180ca06151abfe98abec0fd065e3198fd8', operation='INSERT', pgid='pgtrigger_insert_insert_324cd', table='risks_mitigation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mitigation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_mitigationevent" ("code", "done_on", "due", "effect_expected", "id", "name", "owner_id", "owner_post", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "progress", "removed_at", "risk_id", "status") VALUES (NEW."code", NEW."done_on", NEW."due", NEW."effect_expected", NEW."id", NEW."name", NEW."owner_id", NEW."owner_post", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."progress", NEW."removed_at", NEW."risk_id", NEW."status"); RETURN NULL;', hash='16a09a2fa8a47c1e70e13be6ca76d6319d38ce2b', operation='UPDATE', pgid='pgtrigger_update_update_c669f', table='risks_mitigation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='118d86a65412067f74e4bb583afa6d94f00dd261', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6aaa2', table='risks_riskevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='riskregister',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='risk_register_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='riskregister',
            constraint=models.CheckConstraint(condition=models.Q(('review__isnull', True), ('council__isnull', True), _connector='OR'), name='risk_register_of_review_or_council'),
        ),
        migrations.AddConstraint(
            model_name='riskregister',
            constraint=models.CheckConstraint(condition=models.Q(('review_every__isnull', True), models.Q(('review_every__gte', 1), ('review_every__lte', 60)), _connector='OR'), name='risk_register_reviewed_within_years'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskregister',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='50db67e78414531e474501349f3470cfd391c23d', operation='DELETE', pgid='pgtrigger_never_deleted_c70b4', table='risks_riskregister', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskregister',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='6a1e98ec2fbe8576ea740343153170f80bbb732b', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_bd7c0', table='risks_riskregister', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskregister',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_riskregisterevent" ("about", "code", "council_id", "ended_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "review_every", "review_id") VALUES (NEW."about", NEW."code", NEW."council_id", NEW."ended_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."review_every", NEW."review_id"); RETURN NULL;', hash='ec536e483c2f1f0db2ac70c98ed7561d27ae6846', operation='INSERT', pgid='pgtrigger_insert_insert_1805e', table='risks_riskregister', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskregister',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_riskregisterevent" ("about", "code", "council_id", "ended_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "review_every", "review_id") VALUES (NEW."about", NEW."code", NEW."council_id", NEW."ended_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."review_every", NEW."review_id"); RETURN NULL;', hash='dcfee8a6cc076d2c39d5f1f657f127a693cb1fdd', operation='UPDATE', pgid='pgtrigger_update_update_92770', table='risks_riskregister', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='risk_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['risk', 'opportunity'])), name='risk_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'closed', 'issue'])), name='risk_status_known'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(('response__in', ['', 'treat', 'tolerate', 'transfer', 'terminate', 'share', 'exploit', 'enhance'])), name='risk_response_known'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='risk_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('closed_reason', ''), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('closed_on__isnull', False), models.Q(('closed_reason', ''), _negated=True)), _connector='OR'), name='risk_closed_on_a_day_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('opened_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='risk_closes_after_it_opened'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='risk',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1afb3e44ead98154a6a0503d828c9704ab3ee521', operation='DELETE', pgid='pgtrigger_never_deleted_fa953', table='risks_risk', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='risk',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='f9e0724c467ff8536b6488a90c0e0ecdaa3e8085', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_38009', table='risks_risk', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='risk',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_riskevent" ("action_outstanding", "category", "cause", "closed_on", "closed_reason", "code", "council_id", "effect", "event", "id", "is_confidential", "kind", "next_review", "opened_on", "owner_id", "owner_post", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "response", "review_id", "status", "status_note", "strategy", "title") VALUES (NEW."action_outstanding", NEW."category", NEW."cause", NEW."closed_on", NEW."closed_reason", NEW."code", NEW."council_id", NEW."effect", NEW."event", NEW."id", NEW."is_confidential", NEW."kind", NEW."next_review", NEW."opened_on", NEW."owner_id", NEW."owner_post", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."response", NEW."review_id", NEW."status", NEW."status_note", NEW."strategy", NEW."title"); RETURN NULL;', hash='9437c44d3ffd60036f074345869e1470b973cc98', operation='INSERT', pgid='pgtrigger_insert_insert_6e45a', table='risks_risk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='risk',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_riskevent" ("action_outstanding", "category", "cause", "closed_on", "closed_reason", "code", "council_id", "effect", "event", "id", "is_confidential", "kind", "next_review", "opened_on", "owner_id", "owner_post", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "response", "review_id", "status", "status_note", "strategy", "title") VALUES (NEW."action_outstanding", NEW."category", NEW."cause", NEW."closed_on", NEW."closed_reason", NEW."code", NEW."council_id", NEW."effect", NEW."event", NEW."id", NEW."is_confidential", NEW."kind", NEW."next_review", NEW."opened_on", NEW."owner_id", NEW."owner_post", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."response", NEW."review_id", NEW."status", NEW."status_note", NEW."strategy", NEW."title"); RETURN NULL;', hash='91e7ab5461aec191ccd4f7bb299d6017275ef7ab', operation='UPDATE', pgid='pgtrigger_update_update_72842', table='risks_risk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerimportevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bba230a9b442d62a663320bb7b38c28e7e25b967', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1cb2e', table='risks_registerimportevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerimport',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6b21b4e0dc4123efb678a7f3af3fd3d65f1380bc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b53d1', table='risks_registerimport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerimport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_registerimportevent" ("added", "assessed_on", "changed", "filename", "id", "imported_at", "imported_by_id", "mapping", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "scores", "sheet") VALUES (NEW."added", NEW."assessed_on", NEW."changed", NEW."filename", NEW."id", NEW."imported_at", NEW."imported_by_id", NEW."mapping", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."register_id", NEW."scores", NEW."sheet"); RETURN NULL;', hash='bab8edeb15dab8689b81568fec926d7e7957fe7d', operation='INSERT', pgid='pgtrigger_insert_insert_3003b', table='risks_registerimport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerimport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_registerimportevent" ("added", "assessed_on", "changed", "filename", "id", "imported_at", "imported_by_id", "mapping", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "scores", "sheet") VALUES (NEW."added", NEW."assessed_on", NEW."changed", NEW."filename", NEW."id", NEW."imported_at", NEW."imported_by_id", NEW."mapping", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."register_id", NEW."scores", NEW."sheet"); RETURN NULL;', hash='105be2b612836bab5d903115595b9ce3b869ef26', operation='UPDATE', pgid='pgtrigger_update_update_220d2', table='risks_registerimport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerentryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c04cf1e044406c9ea01705d5eb12c2afca41825a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_378c9', table='risks_registerentryevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.UniqueConstraint(fields=('register', 'number'), name='register_entry_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.UniqueConstraint(fields=('register', 'risk'), name='register_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.UniqueConstraint(condition=models.Q(('is_home', True)), fields=('risk',), name='register_entry_one_home'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='register_entry_numbered'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('starts_on__isnull', True), ('ended_on__gte', models.F('starts_on')), _connector='OR'), name='register_entry_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.CheckConstraint(condition=models.Q(('is_home', False), ('ended_on__isnull', True), _connector='OR'), name='register_entry_home_does_not_end'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerentry',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='2eae1e57279d49ab7302b9477456203b3a660a08', operation='DELETE', pgid='pgtrigger_never_deleted_6a7d5', table='risks_registerentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerentry',
            trigger=pgtrigger.compiler.Trigger(name='same_programme', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.risk_id IS NOT NULL\n               AND (SELECT programme_id FROM risks_riskregister WHERE id = NEW.register_id)\n                   IS DISTINCT FROM (SELECT programme_id FROM risks_risk WHERE id = NEW.risk_id)\n            THEN\n                RAISE EXCEPTION 'the risk belongs to another programme' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='08b6a890725dee04d8c31454c57b78a0e83fddbf', operation='INSERT OR UPDATE OF "register_id", "risk_id"', pgid='pgtrigger_same_programme_70794', table='risks_registerentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_registerentryevent" ("ended_on", "id", "is_home", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "register_id", "risk_id", "starts_on") VALUES (NEW."ended_on", NEW."id", NEW."is_home", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."register_id", NEW."risk_id", NEW."starts_on"); RETURN NULL;', hash='94b48f5abaf1c8bb057d59160ba792f108744b16', operation='INSERT', pgid='pgtrigger_insert_insert_46021', table='risks_registerentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_home" IS DISTINCT FROM (NEW."is_home") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."register_id" IS DISTINCT FROM (NEW."register_id") OR OLD."risk_id" IS DISTINCT FROM (NEW."risk_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on"))', func='INSERT INTO "risks_registerentryevent" ("ended_on", "id", "is_home", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "register_id", "risk_id", "starts_on") VALUES (NEW."ended_on", NEW."id", NEW."is_home", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."register_id", NEW."risk_id", NEW."starts_on"); RETURN NULL;', hash='51b9a2a330bdf99f74352a4406f86ab690fb2035', operation='UPDATE', pgid='pgtrigger_update_update_e766d', table='risks_registerentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrixevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ca783e714ed11beb00cc1abf3ab4939621f68f0c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2e451', table='risks_matrixevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='matrix',
            constraint=models.UniqueConstraint(fields=('register', 'version'), name='matrix_version_unique'),
        ),
        migrations.AddConstraint(
            model_name='matrix',
            constraint=models.CheckConstraint(condition=models.Q(('score_rule__in', ['product', 'sum', 'pair', 'ranked'])), name='matrix_score_rule_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrix',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2cc52e800a6323a672927c5e0d7a1891b1a88a0f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73dbb', table='risks_matrix', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrix',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_matrixevent" ("created_at", "created_by_id", "id", "impact_first", "impact_title", "likelihood_title", "low_is_serious", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "score_rule", "score_title", "version") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."impact_first", NEW."impact_title", NEW."likelihood_title", NEW."low_is_serious", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."register_id", NEW."score_rule", NEW."score_title", NEW."version"); RETURN NULL;', hash='262abe52d6898f0915a6c7cc43f0f21a9a51e7bd', operation='INSERT', pgid='pgtrigger_insert_insert_27853', table='risks_matrix', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='matrix',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_matrixevent" ("created_at", "created_by_id", "id", "impact_first", "impact_title", "likelihood_title", "low_is_serious", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id", "score_rule", "score_title", "version") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."impact_first", NEW."impact_title", NEW."likelihood_title", NEW."low_is_serious", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."register_id", NEW."score_rule", NEW."score_title", NEW."version"); RETURN NULL;', hash='1658efc10cf9d6c546448cd73f8660a01c9055a9', operation='UPDATE', pgid='pgtrigger_update_update_428b8', table='risks_matrix', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issueevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e43c3ae69c1251c4e0c6f95b0f4bc610a5070763', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4cccf', table='risks_issueevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='issue_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.UniqueConstraint(fields=('register', 'number'), name='issue_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'resolved'])), name='issue_status_known'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='issue_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='issue_numbered'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolved_on__isnull', True), ('status', 'open')), models.Q(('resolved_on__isnull', False), ('status', 'resolved'), models.Q(('resolution', ''), _negated=True)), _connector='OR'), name='issue_resolved_on_a_day_by_something'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('resolved_on__isnull', True), ('resolved_on__gte', models.F('raised_on')), _connector='OR'), name='issue_resolved_after_it_was_raised'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issue',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9f7358986bcc8cc962b59ada7b2c4a71d0c45e60', operation='DELETE', pgid='pgtrigger_never_deleted_c9042', table='risks_issue', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issue',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_register', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.register_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM risks_riskregister WHERE id = NEW.register_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the register belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='fe2d632d265f4c5a61b06a5f003e41b7ad193442', operation='INSERT OR UPDATE OF "programme_id", "register_id"', pgid='pgtrigger_same_programme_register_0acc4', table='risks_issue', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issue',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_risk', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.risk_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM risks_risk WHERE id = NEW.risk_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the risk belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='568c2735d3b6091e3fef1b699d35b09d49e5c775', operation='INSERT OR UPDATE OF "programme_id", "risk_id"', pgid='pgtrigger_same_programme_risk_b57e9', table='risks_issue', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issue',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_issueevent" ("code", "council_id", "description", "due", "id", "impact", "number", "owner_id", "owner_post", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "raised_on", "register_id", "resolution", "resolved_on", "risk_id", "status", "title") VALUES (NEW."code", NEW."council_id", NEW."description", NEW."due", NEW."id", NEW."impact", NEW."number", NEW."owner_id", NEW."owner_post", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."raised_on", NEW."register_id", NEW."resolution", NEW."resolved_on", NEW."risk_id", NEW."status", NEW."title"); RETURN NULL;', hash='d4442e7b3b8848e510574d373644dca8be725da7', operation='INSERT', pgid='pgtrigger_insert_insert_4f676', table='risks_issue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issue',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_issueevent" ("code", "council_id", "description", "due", "id", "impact", "number", "owner_id", "owner_post", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "raised_on", "register_id", "resolution", "resolved_on", "risk_id", "status", "title") VALUES (NEW."code", NEW."council_id", NEW."description", NEW."due", NEW."id", NEW."impact", NEW."number", NEW."owner_id", NEW."owner_post", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."raised_on", NEW."register_id", NEW."resolution", NEW."resolved_on", NEW."risk_id", NEW."status", NEW."title"); RETURN NULL;', hash='c923d31c8b908a3e04434c5a6f0deb29c9041a86', operation='UPDATE', pgid='pgtrigger_update_update_ca265', table='risks_issue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskregisterevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e52dc629d42a3ac62b5efeb67c4c449da2709048', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e2b15', table='risks_riskregisterevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='riskviewer',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('risk', 'person'), name='risk_viewer_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskviewer',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9c66037bf746ca1f3658ec90b413c27011c9a1f1', operation='DELETE', pgid='pgtrigger_never_deleted_5aadf', table='risks_riskviewer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskviewer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_riskviewerevent" ("id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "risk_id") VALUES (NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."removed_at", NEW."risk_id"); RETURN NULL;', hash='a9f46bf1b124fdbff0d87d9a01fb463c262c1f13', operation='INSERT', pgid='pgtrigger_insert_insert_a9619', table='risks_riskviewer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskviewer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_riskviewerevent" ("id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "risk_id") VALUES (NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_at", NEW."risk_id"); RETURN NULL;', hash='f245ecd3072b8ff8c3f78dd94daa3e8e559549f3', operation='UPDATE', pgid='pgtrigger_update_update_e8376', table='risks_riskviewer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='riskviewerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='192aa3d8332716d073e39442637655053808b217', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dd25c', table='risks_riskviewerevent', when='BEFORE')),
        ),
    ])]

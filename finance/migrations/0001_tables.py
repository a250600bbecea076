"""All tables of this app. A database that an earlier version brought up to date is as this migration leaves it."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import finance.models.fields
import finance.models.ledger_import
import pgtrigger.compiler
import pgtrigger.migrations
import programme.models.fields
import programme.models.fields
import programme.models.programme
from django.conf import settings
from django.db import migrations, models

from programme.models.migration_operations import Together


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('finance', '0001_initial'),
        ('finance', '0002_choose_ledger_columns'),
        ('finance', '0003_savings_by_month_or_whole_year'),
        ('finance', '0004_case_line_profile'),
        ('finance', '0005_savings_value_by_year'),
        ('finance', '0006_jobs_alike'),
    ]

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('programme', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('services', '0001_tables'),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='Apportionment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(blank=True, help_text='The code of the one line of the review it is for.', max_length=60)),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('basis', models.CharField(choices=[('equal', 'Equal shares'), ('fixed', 'Fixed percentages'), ('driver', 'In proportion to a driver'), ('single', 'Charged to one council')], max_length=10)),
                ('tolerance', models.DecimalField(blank=True, decimal_places=2, help_text='Percentage points.', max_digits=5, null=True)),
                ('starts_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it holds.', null=True)),
                ('agreed_on', models.DateField()),
                ('agreed_by', models.CharField(help_text='The body or person that agreed it.', max_length=200)),
                ('override_reason', models.TextField(blank=True, help_text='Why the shares are not what the basis gives.')),
                ('shares_are_open', models.BooleanField(default=True, help_text="Whether the councils see each other's shares.")),
            ],
            options={
                'ordering': ['starts_on', 'code'],
            },
        ),
        migrations.CreateModel(
            name='ApportionmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('line', models.CharField(blank=True, help_text='The code of the one line of the review it is for.', max_length=60)),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('basis', models.CharField(choices=[('equal', 'Equal shares'), ('fixed', 'Fixed percentages'), ('driver', 'In proportion to a driver'), ('single', 'Charged to one council')], max_length=10)),
                ('tolerance', models.DecimalField(blank=True, decimal_places=2, help_text='Percentage points.', max_digits=5, null=True)),
                ('starts_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, help_text='The last day on which it holds.', null=True)),
                ('agreed_on', models.DateField()),
                ('agreed_by', models.CharField(help_text='The body or person that agreed it.', max_length=200)),
                ('override_reason', models.TextField(blank=True, help_text='Why the shares are not what the basis gives.')),
                ('shares_are_open', models.BooleanField(default=True, help_text="Whether the councils see each other's shares.")),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ApportionmentShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percentage', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['council__short_name'],
            },
        ),
        migrations.CreateModel(
            name='ApportionmentShareEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('percentage', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', finance.models.fields.FinancialYearField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('budget', finance.models.fields.PoundsField(blank=True, decimal_places=2, help_text='As first approved. Empty: not yet known.', max_digits=14, null=True)),
                ('forecast', finance.models.fields.PoundsField(blank=True, decimal_places=2, help_text='What the whole year is expected to come to.', max_digits=14, null=True)),
                ('forecast_note', models.TextField(blank=True)),
                ('is_withheld', models.BooleanField(default=False, help_text='Exempt from publication.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('closed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-year', 'position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='BudgetLineEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', finance.models.fields.FinancialYearField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('budget', finance.models.fields.PoundsField(blank=True, decimal_places=2, help_text='As first approved. Empty: not yet known.', max_digits=14, null=True)),
                ('forecast', finance.models.fields.PoundsField(blank=True, decimal_places=2, help_text='What the whole year is expected to come to.', max_digits=14, null=True)),
                ('forecast_note', models.TextField(blank=True)),
                ('is_withheld', models.BooleanField(default=False, help_text='Exempt from publication.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('closed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BusinessCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True, help_text='Markdown.')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='BusinessCaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True, help_text='Markdown.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CaseAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', finance.models.fields.FinancialYearField()),
                ('amount', finance.models.fields.PoundsField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('is_withheld', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['line', 'year'],
            },
        ),
        migrations.CreateModel(
            name='CaseAmountEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', finance.models.fields.FinancialYearField()),
                ('amount', finance.models.fields.PoundsField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('is_withheld', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CaseLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('kind', models.CharField(choices=[('current', 'Current costs'), ('future', 'Future costs'), ('one_off', 'One-off costs'), ('contingency', 'Contingency'), ('saving', 'Savings')], max_length=12)),
                ('group', models.CharField(blank=True, choices=[('direct', 'Direct costs'), ('indirect', 'Indirect costs'), ('income', 'Income'), ('financing', 'Financing')], max_length=10)),
                ('name', models.CharField(max_length=300)),
                ('subset', models.CharField(blank=True, max_length=120)),
                ('measure', models.CharField(blank=True, choices=[('gross', 'Gross'), ('net', 'Net'), ('one_off', 'One-off'), ('recurring', 'Recurring'), ('income', 'Income'), ('grant', 'Grant'), ('capital', 'Capital'), ('financing', 'Financing'), ('pressure', 'In-year pressure')], max_length=10)),
                ('is_cashable', models.BooleanField(default=True)),
                ('evidence', models.CharField(choices=[('estimate', 'Estimate'), ('costed', 'Costed'), ('agreed', 'Agreed'), ('audited', 'Audited')], default='estimate', max_length=10)),
                ('note', models.TextField(blank=True)),
                ('full_year', finance.models.fields.PoundsField(blank=True, decimal_places=2, help_text='What its amounts are worked out from. Empty: they are given year by year.', max_digits=14, null=True)),
                ('starts_on', models.DateField(blank=True, help_text='The first day of the month that it starts in.', null=True)),
                ('phasing', models.CharField(blank=True, help_text='Percentages that sum to 100: 50, 30, 20. Empty: all at once.', max_length=100)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['version', 'kind', 'position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='CaseLineEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('kind', models.CharField(choices=[('current', 'Current costs'), ('future', 'Future costs'), ('one_off', 'One-off costs'), ('contingency', 'Contingency'), ('saving', 'Savings')], max_length=12)),
                ('group', models.CharField(blank=True, choices=[('direct', 'Direct costs'), ('indirect', 'Indirect costs'), ('income', 'Income'), ('financing', 'Financing')], max_length=10)),
                ('name', models.CharField(max_length=300)),
                ('subset', models.CharField(blank=True, max_length=120)),
                ('measure', models.CharField(blank=True, choices=[('gross', 'Gross'), ('net', 'Net'), ('one_off', 'One-off'), ('recurring', 'Recurring'), ('income', 'Income'), ('grant', 'Grant'), ('capital', 'Capital'), ('financing', 'Financing'), ('pressure', 'In-year pressure')], max_length=10)),
                ('is_cashable', models.BooleanField(default=True)),
                ('evidence', models.CharField(choices=[('estimate', 'Estimate'), ('costed', 'Costed'), ('agreed', 'Agreed'), ('audited', 'Audited')], default='estimate', max_length=10)),
                ('note', models.TextField(blank=True)),
                ('full_year', finance.models.fields.PoundsField(blank=True, decimal_places=2, help_text='What its amounts are worked out from. Empty: they are given year by year.', max_digits=14, null=True)),
                ('starts_on', models.DateField(blank=True, help_text='The first day of the month that it starts in.', null=True)),
                ('phasing', models.CharField(blank=True, help_text='Percentages that sum to 100: 50, 30, 20. Empty: all at once.', max_length=100)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CaseVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('stage', models.CharField(choices=[('strategic_outline', 'Strategic outline case'), ('outline', 'Outline business case'), ('full', 'Full business case'), ('justification', 'Business justification case')], default='outline', max_length=20)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('first_year', finance.models.fields.FinancialYearField()),
                ('years', models.PositiveSmallIntegerField(default=5)),
                ('one_off_first_year', finance.models.fields.FinancialYearField()),
                ('price_base', models.CharField(blank=True, help_text='For example 2010 prices, no inflation.', max_length=120)),
                ('parameters', models.JSONField(blank=True, default=dict)),
                ('note', models.TextField(blank=True, help_text='What it assumes. Markdown.')),
                ('edition', models.PositiveIntegerField(default=1, help_text='Counts the saves of its grid.')),
                ('created_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('approval', models.TextField(blank=True, help_text='By which body or whom, and when.')),
                ('approved', programme.models.fields.PartialDateField(blank=True, null=True, verbose_name='date of approval')),
                ('withdrawn_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='CaseVersionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('stage', models.CharField(choices=[('strategic_outline', 'Strategic outline case'), ('outline', 'Outline business case'), ('full', 'Full business case'), ('justification', 'Business justification case')], default='outline', max_length=20)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('first_year', finance.models.fields.FinancialYearField()),
                ('years', models.PositiveSmallIntegerField(default=5)),
                ('one_off_first_year', finance.models.fields.FinancialYearField()),
                ('price_base', models.CharField(blank=True, help_text='For example 2010 prices, no inflation.', max_length=120)),
                ('parameters', models.JSONField(blank=True, default=dict)),
                ('note', models.TextField(blank=True, help_text='What it assumes. Markdown.')),
                ('edition', models.PositiveIntegerField(default=1, help_text='Counts the saves of its grid.')),
                ('created_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('approval', models.TextField(blank=True, help_text='By which body or whom, and when.')),
                ('approved', programme.models.fields.PartialDateField(blank=True, null=True, verbose_name='date of approval')),
                ('withdrawn_reason', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('amount', finance.models.fields.PoundsField(decimal_places=2, max_digits=14)),
                ('is_expected', models.BooleanField(default=False, help_text='Foreseen, not yet ordered.')),
                ('due', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('released_on', models.DateField(blank=True, help_text='When it was paid or fell away.', null=True)),
                ('release_note', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['line', 'code'],
            },
        ),
        migrations.CreateModel(
            name='CommitmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('amount', finance.models.fields.PoundsField(decimal_places=2, max_digits=14)),
                ('is_expected', models.BooleanField(default=False, help_text='Foreseen, not yet ordered.')),
                ('due', programme.models.fields.PartialDateField(blank=True, null=True)),
                ('released_on', models.DateField(blank=True, help_text='When it was paid or fell away.', null=True)),
                ('release_note', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('pass_fail', 'Pass or fail'), ('scored', 'Scored')], default='scored', max_length=10)),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=6)),
                ('highest_score', models.PositiveSmallIntegerField(default=5)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('outcome', models.CharField(blank=True, choices=[('met', 'Met'), ('partly_met', 'Partly met'), ('not_met', 'Not met'), ('too_early', 'Too early to say')], max_length=10)),
                ('outcome_reason', models.TextField(blank=True, help_text='Markdown.')),
                ('outcome_on', programme.models.fields.PartialDateField(blank=True, null=True, verbose_name='when it was judged')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'criteria',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='CriterionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('pass_fail', 'Pass or fail'), ('scored', 'Scored')], default='scored', max_length=10)),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=6)),
                ('highest_score', models.PositiveSmallIntegerField(default=5)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('outcome', models.CharField(blank=True, choices=[('met', 'Met'), ('partly_met', 'Partly met'), ('not_met', 'Not met'), ('too_early', 'Too early to say')], max_length=10)),
                ('outcome_reason', models.TextField(blank=True, help_text='Markdown.')),
                ('outcome_on', programme.models.fields.PartialDateField(blank=True, null=True, verbose_name='when it was judged')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Driver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('unit', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='DriverEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=200)),
                ('unit', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DriverFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('value', models.DecimalField(decimal_places=4, max_digits=18)),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['driver', 'council__short_name', 'starts_on'],
            },
        ),
        migrations.CreateModel(
            name='DriverFigureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField()),
                ('value', models.DecimalField(decimal_places=4, max_digits=18)),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FinanceClose',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', finance.models.fields.FinancialYearField()),
                ('month', models.PositiveSmallIntegerField()),
                ('closed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-year', '-month'],
            },
        ),
        migrations.CreateModel(
            name='FinanceCloseEditor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['user__name'],
            },
        ),
        migrations.CreateModel(
            name='FinanceCloseEditorEvent',
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
            name='FinanceCloseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', finance.models.fields.FinancialYearField()),
                ('month', models.PositiveSmallIntegerField()),
                ('closed_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=80)),
                ('posted_on', models.DateField()),
                ('amount', finance.models.fields.PoundsField(decimal_places=2, max_digits=14)),
                ('text', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'ledger entries',
                'ordering': ['posted_on', 'reference'],
            },
        ),
        migrations.CreateModel(
            name='LedgerImport',
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
                ('file', models.FileField(max_length=200, upload_to=finance.models.ledger_import.ledger_path)),
                ('mapping', models.JSONField(default=dict)),
                ('head', models.JSONField(blank=True, default=list, help_text='The headings and the first rows, to choose by.')),
                ('status', models.CharField(choices=[('columns', 'Columns to be chosen'), ('queued', 'Waiting'), ('running', 'Being read'), ('done', 'Imported'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('added', models.PositiveIntegerField(default=0)),
                ('duplicates', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
                ('rejects', models.JSONField(default=list, help_text='The first thousand: row, column and reason.')),
            ],
            options={
                'ordering': ['-queued_at'],
            },
        ),
        migrations.CreateModel(
            name='LedgerImportEvent',
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
                ('file', models.FileField(max_length=200, upload_to=finance.models.ledger_import.ledger_path)),
                ('mapping', models.JSONField(default=dict)),
                ('status', models.CharField(choices=[('columns', 'Columns to be chosen'), ('queued', 'Waiting'), ('running', 'Being read'), ('done', 'Imported'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('added', models.PositiveIntegerField(default=0)),
                ('duplicates', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True, help_text='Markdown.')),
                ('is_shortlisted', models.BooleanField(default=False)),
                ('is_preferred', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True, help_text='Why it is shortlisted or preferred, or why not. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='OptionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True, help_text='Markdown.')),
                ('is_shortlisted', models.BooleanField(default=False)),
                ('is_preferred', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True, help_text='Why it is shortlisted or preferred, or why not. Markdown.')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OptionScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passes', models.BooleanField(blank=True, null=True)),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['option', 'criterion'],
            },
        ),
        migrations.CreateModel(
            name='OptionScoreEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('passes', models.BooleanField(blank=True, null=True)),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PrintedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('figure', models.CharField(max_length=80)),
                ('value', models.DecimalField(decimal_places=4, max_digits=18)),
                ('source', models.CharField(help_text='Where it is printed.', max_length=200)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['figure'],
            },
        ),
        migrations.CreateModel(
            name='PrintedFigureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('figure', models.CharField(max_length=80)),
                ('value', models.DecimalField(decimal_places=4, max_digits=18)),
                ('source', models.CharField(help_text='Where it is printed.', max_length=200)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SavingsLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=300)),
                ('measure', models.CharField(choices=[('gross', 'Gross'), ('net', 'Net'), ('one_off', 'One-off'), ('recurring', 'Recurring'), ('income', 'Income'), ('grant', 'Grant'), ('capital', 'Capital'), ('financing', 'Financing'), ('pressure', 'In-year pressure')], default='recurring', max_length=10)),
                ('is_cashable', models.BooleanField(default=True)),
                ('evidence', models.CharField(choices=[('estimate', 'Estimate'), ('costed', 'Costed'), ('agreed', 'Agreed'), ('audited', 'Audited')], default='estimate', max_length=10)),
                ('state', models.CharField(choices=[('delivered', 'Delivered'), ('on_track', 'On track'), ('at_risk', 'At risk'), ('unachievable', 'Unachievable')], default='on_track', max_length=15)),
                ('state_reason', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['review', 'position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='SavingsLineEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('name', models.CharField(max_length=300)),
                ('measure', models.CharField(choices=[('gross', 'Gross'), ('net', 'Net'), ('one_off', 'One-off'), ('recurring', 'Recurring'), ('income', 'Income'), ('grant', 'Grant'), ('capital', 'Capital'), ('financing', 'Financing'), ('pressure', 'In-year pressure')], default='recurring', max_length=10)),
                ('is_cashable', models.BooleanField(default=True)),
                ('evidence', models.CharField(choices=[('estimate', 'Estimate'), ('costed', 'Costed'), ('agreed', 'Agreed'), ('audited', 'Audited')], default='estimate', max_length=10)),
                ('state', models.CharField(choices=[('delivered', 'Delivered'), ('on_track', 'On track'), ('at_risk', 'At risk'), ('unachievable', 'Unachievable')], default='on_track', max_length=15)),
                ('state_reason', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_reason', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SavingsSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('reason', models.TextField()),
            ],
            options={
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SavingsSuccessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('reason', models.TextField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SavingsValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', finance.models.fields.FinancialYearField()),
                ('month', models.PositiveSmallIntegerField(default=0)),
                ('kind', models.CharField(choices=[('plan', 'Plan'), ('forecast', 'Forecast'), ('actual', 'Actual')], max_length=10)),
                ('amount', finance.models.fields.PoundsField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('is_withheld', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['line', 'year', 'month', 'kind'],
            },
        ),
        migrations.CreateModel(
            name='SavingsValueEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', finance.models.fields.FinancialYearField()),
                ('month', models.PositiveSmallIntegerField(default=0)),
                ('kind', models.CharField(choices=[('plan', 'Plan'), ('forecast', 'Forecast'), ('actual', 'Actual')], max_length=10)),
                ('amount', finance.models.fields.PoundsField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('is_withheld', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Virement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('amount', finance.models.fields.PoundsField(decimal_places=2, max_digits=14)),
                ('on', models.DateField()),
                ('reason', models.TextField()),
                ('approved_by', models.CharField(blank=True, max_length=200)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['on', 'code'],
            },
        ),
        migrations.CreateModel(
            name='VirementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', programme.models.fields.CodeField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]*\\Z', 'Use lower-case letters, digits and hyphens, starting with a letter or a digit.')])),
                ('amount', finance.models.fields.PoundsField(decimal_places=2, max_digits=14)),
                ('on', models.DateField()),
                ('reason', models.TextField()),
                ('approved_by', models.CharField(blank=True, max_length=200)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='apportionment',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='apportionments', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='apportionment',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='apportionment',
            name='review',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='apportionments', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='apportionmentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='apportionmentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.apportionment'),
        ),
        migrations.AddField(
            model_name='apportionmentevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='apportionmentevent',
            name='recorded_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='apportionmentevent',
            name='review',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='apportionmentshare',
            name='apportionment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='finance.apportionment'),
        ),
        migrations.AddField(
            model_name='apportionmentshare',
            name='council',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='programme.council'),
        ),
        migrations.AddField(
            model_name='apportionmentshareevent',
            name='apportionment',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.apportionment'),
        ),
        migrations.AddField(
            model_name='apportionmentshareevent',
            name='council',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council'),
        ),
        migrations.AddField(
            model_name='apportionmentshareevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='apportionmentshareevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.apportionmentshare'),
        ),
        migrations.AddField(
            model_name='budgetline',
            name='council',
            field=models.ForeignKey(blank=True, help_text='Empty: of the programme.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='programme.council'),
        ),
        migrations.AddField(
            model_name='budgetline',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='budgetline',
            name='review',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='budgetlineevent',
            name='council',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: of the programme.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council'),
        ),
        migrations.AddField(
            model_name='budgetlineevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='budgetlineevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.budgetline'),
        ),
        migrations.AddField(
            model_name='budgetlineevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='budgetlineevent',
            name='review',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='businesscase',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='business_cases', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='businesscase',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='business_cases', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='businesscaseevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='businesscaseevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.businesscase'),
        ),
        migrations.AddField(
            model_name='businesscaseevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='businesscaseevent',
            name='review',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='caseamountevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='caseamountevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.caseamount'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='council',
            field=models.ForeignKey(blank=True, help_text='Whose cost or saving it is before sharing. Empty: of all together.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='case_lines', to='programme.council'),
        ),
        migrations.AddField(
            model_name='caseamountevent',
            name='line',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.caseline'),
        ),
        migrations.AddField(
            model_name='caseamount',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amounts', to='finance.caseline'),
        ),
        migrations.AddField(
            model_name='caselineevent',
            name='council',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Whose cost or saving it is before sharing. Empty: of all together.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council'),
        ),
        migrations.AddField(
            model_name='caselineevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='caselineevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.caseline'),
        ),
        migrations.AddField(
            model_name='caseversion',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='caseversion',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='finance.businesscase'),
        ),
        migrations.AddField(
            model_name='caseversion',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='caselineevent',
            name='version',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.caseversion'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='finance.caseversion'),
        ),
        migrations.AddField(
            model_name='caseversionevent',
            name='approved_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='caseversionevent',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.businesscase'),
        ),
        migrations.AddField(
            model_name='caseversionevent',
            name='created_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='caseversionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='caseversionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.caseversion'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='finance.budgetline'),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='line',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.budgetline'),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.commitment'),
        ),
        migrations.AddField(
            model_name='criterion',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='finance.businesscase'),
        ),
        migrations.AddField(
            model_name='criterionevent',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.businesscase'),
        ),
        migrations.AddField(
            model_name='criterionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='criterionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.criterion'),
        ),
        migrations.AddField(
            model_name='driver',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drivers', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='apportionmentevent',
            name='driver',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.driver'),
        ),
        migrations.AddField(
            model_name='apportionment',
            name='driver',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='apportionments', to='finance.driver'),
        ),
        migrations.AddField(
            model_name='driverevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='driverevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.driver'),
        ),
        migrations.AddField(
            model_name='driverevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='driverfigure',
            name='council',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='driver_figures', to='programme.council'),
        ),
        migrations.AddField(
            model_name='driverfigure',
            name='driver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='finance.driver'),
        ),
        migrations.AddField(
            model_name='driverfigureevent',
            name='council',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council'),
        ),
        migrations.AddField(
            model_name='driverfigureevent',
            name='driver',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.driver'),
        ),
        migrations.AddField(
            model_name='driverfigureevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='driverfigureevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.driverfigure'),
        ),
        migrations.AddField(
            model_name='financeclose',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='financeclose',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='finance_closes', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='financecloseeditor',
            name='close',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named_editors', to='finance.financeclose'),
        ),
        migrations.AddField(
            model_name='financecloseeditor',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='financeclose',
            name='editors',
            field=models.ManyToManyField(related_name='+', through='finance.FinanceCloseEditor', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='financecloseeditorevent',
            name='close',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.financeclose'),
        ),
        migrations.AddField(
            model_name='financecloseeditorevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='financecloseeditorevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.financecloseeditor'),
        ),
        migrations.AddField(
            model_name='financecloseeditorevent',
            name='user',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='financecloseevent',
            name='closed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='financecloseevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='financecloseevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.financeclose'),
        ),
        migrations.AddField(
            model_name='financecloseevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='finance.budgetline'),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger_entries', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ledgerimport',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger_imports', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='ledgerimport',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ledgerimportevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='ledgerimportevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.ledgerimport'),
        ),
        migrations.AddField(
            model_name='ledgerimportevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='ledgerimportevent',
            name='requested_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='option',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='options', to='finance.businesscase'),
        ),
        migrations.AddField(
            model_name='optionevent',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.businesscase'),
        ),
        migrations.AddField(
            model_name='optionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='optionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.option'),
        ),
        migrations.AddField(
            model_name='optionscore',
            name='criterion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='finance.criterion'),
        ),
        migrations.AddField(
            model_name='optionscore',
            name='option',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='finance.option'),
        ),
        migrations.AddField(
            model_name='optionscoreevent',
            name='criterion',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.criterion'),
        ),
        migrations.AddField(
            model_name='optionscoreevent',
            name='option',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.option'),
        ),
        migrations.AddField(
            model_name='optionscoreevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='optionscoreevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.optionscore'),
        ),
        migrations.AddField(
            model_name='printedfigure',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printed_figures', to='finance.caseversion'),
        ),
        migrations.AddField(
            model_name='printedfigureevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='printedfigureevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.printedfigure'),
        ),
        migrations.AddField(
            model_name='printedfigureevent',
            name='version',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.caseversion'),
        ),
        migrations.AddField(
            model_name='savingsline',
            name='case_line',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='savings_lines', to='finance.caseline'),
        ),
        migrations.AddField(
            model_name='savingsline',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='savings_lines', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='savingsline',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='savings_lines', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='savingsline',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='savings_lines', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='savingsline',
            name='version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='savings_lines', to='finance.caseversion'),
        ),
        migrations.AddField(
            model_name='savingslineevent',
            name='case_line',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.caseline'),
        ),
        migrations.AddField(
            model_name='savingslineevent',
            name='owner',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='savingslineevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='savingslineevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.savingsline'),
        ),
        migrations.AddField(
            model_name='savingslineevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='savingslineevent',
            name='review',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.servicereview'),
        ),
        migrations.AddField(
            model_name='savingslineevent',
            name='version',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.caseversion'),
        ),
        migrations.AddField(
            model_name='savingssuccession',
            name='before',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='went_into', to='finance.savingsline'),
        ),
        migrations.AddField(
            model_name='savingssuccession',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='came_from', to='finance.savingsline'),
        ),
        migrations.AddField(
            model_name='savingssuccessionevent',
            name='before',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.savingsline'),
        ),
        migrations.AddField(
            model_name='savingssuccessionevent',
            name='line',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.savingsline'),
        ),
        migrations.AddField(
            model_name='savingssuccessionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='savingssuccessionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.savingssuccession'),
        ),
        migrations.AddField(
            model_name='savingsvalue',
            name='council',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='savings_values', to='programme.council'),
        ),
        migrations.AddField(
            model_name='savingsvalue',
            name='line',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='values', to='finance.savingsline'),
        ),
        migrations.AddField(
            model_name='savingsvalueevent',
            name='council',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.council'),
        ),
        migrations.AddField(
            model_name='savingsvalueevent',
            name='line',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.savingsline'),
        ),
        migrations.AddField(
            model_name='savingsvalueevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='savingsvalueevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.savingsvalue'),
        ),
        migrations.AddField(
            model_name='virement',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='virements', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='virement',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='virement',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='virements_out', to='finance.budgetline'),
        ),
        migrations.AddField(
            model_name='virement',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='virements_in', to='finance.budgetline'),
        ),
        migrations.AddField(
            model_name='virementevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='virementevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.virement'),
        ),
        migrations.AddField(
            model_name='virementevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programme.programme'),
        ),
        migrations.AddField(
            model_name='virementevent',
            name='recorded_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='virementevent',
            name='source',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.budgetline'),
        ),
        migrations.AddField(
            model_name='virementevent',
            name='target',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.budgetline'),
        ),
        migrations.AddConstraint(
            model_name='apportionmentshare',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('apportionment', 'council'), name='share_once'),
        ),
        migrations.AddConstraint(
            model_name='apportionmentshare',
            constraint=models.CheckConstraint(condition=models.Q(('percentage__isnull', True), models.Q(('percentage__gte', 0), ('percentage__lte', 100)), _connector='OR'), name='share_per_cent'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apportionmentshare',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='80c6ba260059bf35a6e0420afa7c00bca3a71fa2', operation='DELETE', pgid='pgtrigger_never_deleted_3ae37', table='finance_apportionmentshare', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apportionmentshare',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_apportionmentshareevent" ("apportionment_id", "council_id", "id", "percentage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at") VALUES (NEW."apportionment_id", NEW."council_id", NEW."id", NEW."percentage", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."removed_at"); RETURN NULL;', hash='aaa342cc440568f5c02e04d8395a9bfa6da57749', operation='INSERT', pgid='pgtrigger_insert_insert_183a6', table='finance_apportionmentshare', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apportionmentshare',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_apportionmentshareevent" ("apportionment_id", "council_id", "id", "percentage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at") VALUES (NEW."apportionment_id", NEW."council_id", NEW."id", NEW."percentage", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_at"); RETURN NULL;', hash='c2bcd4f9ef7b4686a1936046c6d7d188b0314e11', operation='UPDATE', pgid='pgtrigger_update_update_8d7d7', table='finance_apportionmentshare', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apportionmentshareevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d8baf23a4bcd5f7136cc2672eb1bac4ad3a4853a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e3f72', table='finance_apportionmentshareevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.UniqueConstraint(fields=('programme', 'year', 'code'), name='budget_line_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.CheckConstraint(condition=models.Q(('year__isnull', True), models.Q(('year__gte', 1974), ('year__lte', 2199)), _connector='OR'), name='budget_line_year_possible'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetline',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='7b548c27ce502acf87e67ad3a2cc15a616fcb5fc', operation='DELETE', pgid='pgtrigger_never_deleted_1cbc9', table='finance_budgetline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetline',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='a0d677e391d488f61a2d20316868a21474db875f', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_2fc31', table='finance_budgetline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_budgetlineevent" ("budget", "closed_on", "code", "council_id", "forecast", "forecast_note", "id", "is_withheld", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "review_id", "year") VALUES (NEW."budget", NEW."closed_on", NEW."code", NEW."council_id", NEW."forecast", NEW."forecast_note", NEW."id", NEW."is_withheld", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."review_id", NEW."year"); RETURN NULL;', hash='cd6380e868f202162bbad2f42e8f3a54491961d6', operation='INSERT', pgid='pgtrigger_insert_insert_c74d1', table='finance_budgetline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_budgetlineevent" ("budget", "closed_on", "code", "council_id", "forecast", "forecast_note", "id", "is_withheld", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "review_id", "year") VALUES (NEW."budget", NEW."closed_on", NEW."code", NEW."council_id", NEW."forecast", NEW."forecast_note", NEW."id", NEW."is_withheld", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."review_id", NEW."year"); RETURN NULL;', hash='56b413c0fbbf208ca1b661cdd848e23ed0d61c81', operation='UPDATE', pgid='pgtrigger_update_update_5e4b5', table='finance_budgetline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetlineevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='feec8e84fca8abfd1e705fdaee9e5ad8d1831958', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e521a', table='finance_budgetlineevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='businesscase',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='business_case_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='businesscase',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9b7ebccf1d839bf8990baa83972fb0fe56a44664', operation='DELETE', pgid='pgtrigger_never_deleted_8e943', table='finance_businesscase', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='businesscase',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='f02262348431f715c4d2d30fd96b334f5bcb4299', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_29095', table='finance_businesscase', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='businesscase',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_businesscaseevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "review_id", "summary") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."review_id", NEW."summary"); RETURN NULL;', hash='3bd3ec9f706d84398f9e81ec5020c26bcb360b16', operation='INSERT', pgid='pgtrigger_insert_insert_76e5d', table='finance_businesscase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='businesscase',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_businesscaseevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "review_id", "summary") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."review_id", NEW."summary"); RETURN NULL;', hash='759eacf68397215279bc0c5169f07db169f7fd27', operation='UPDATE', pgid='pgtrigger_update_update_d9722', table='finance_businesscase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='businesscaseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='731d2bbfe4be2cb70422c1db349f836680925c9b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b161', table='finance_businesscaseevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseamountevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4acbc9f4889f743f40624bdf4021efd009f1e5fe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a87f5', table='finance_caseamountevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='caseamount',
            constraint=models.UniqueConstraint(fields=('line', 'year'), name='case_amount_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='caseamount',
            constraint=models.CheckConstraint(condition=models.Q(('year__isnull', True), models.Q(('year__gte', 1974), ('year__lte', 2199)), _connector='OR'), name='case_amount_year_possible'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseamount',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='982f29c6dab23c777f2a46e6ad5f75c215587fcd', operation='DELETE', pgid='pgtrigger_never_deleted_dcfea', table='finance_caseamount', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseamount',
            trigger=pgtrigger.compiler.Trigger(name='version_not_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            \n            IF EXISTS (\n                SELECT 1 FROM finance_caseversion AS version\n                WHERE version.id = (SELECT line.version_id FROM finance_caseline AS line WHERE line.id = NEW.line_id) AND version.status <> 'draft' AND NOT \n    (\n        SELECT pg_xact_status(\n            (CASE WHEN written <= now_id & 4294967295 THEN (now_id >> 32 << 32) | written\n                  ELSE greatest((now_id >> 32) - 1, 0) << 32 | written END)::text::xid8\n        ) = 'in progress'\n        FROM (SELECT version.xmin::text::bigint AS written, pg_current_xact_id()::text::bigint AS now_id) AS ids\n    )\n\n            ) THEN\n                RAISE EXCEPTION 'the version of the business case is frozen' USING ERRCODE = 'check_violation';\n            END IF;\n    \n            IF TG_OP = 'UPDATE' THEN\n                \n            IF EXISTS (\n                SELECT 1 FROM finance_caseversion AS version\n                WHERE version.id = (SELECT line.version_id FROM finance_caseline AS line WHERE line.id = OLD.line_id) AND version.status <> 'draft' AND NOT \n    (\n        SELECT pg_xact_status(\n            (CASE WHEN written <= now_id & 4294967295 THEN (now_id >> 32 << 32) | written\n                  ELSE greatest((now_id >> 32) - 1, 0) << 32 | written END)::text::xid8\n        ) = 'in progress'\n        FROM (SELECT version.xmin::text::bigint AS written, pg_current_xact_id()::text::bigint AS now_id) AS ids\n    )\n\n            ) THEN\n                RAISE EXCEPTION 'the version of the business case is frozen' USING ERRCODE = 'check_violation';\n            END IF;\n    \n            END IF;\n            RETURN NEW;\n        ", hash='b3ef5bef9948441662a1b602c6149eeac14fcc96', operation='INSERT OR UPDATE', pgid='pgtrigger_version_not_frozen_d1ff0', table='finance_caseamount', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseamount',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_caseamountevent" ("amount", "id", "is_withheld", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."amount", NEW."id", NEW."is_withheld", NEW."line_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."year"); RETURN NULL;', hash='7e333e87b950928858ac15da438fb34a414a6d67', operation='INSERT', pgid='pgtrigger_insert_insert_0aa0e', table='finance_caseamount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseamount',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_caseamountevent" ("amount", "id", "is_withheld", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."amount", NEW."id", NEW."is_withheld", NEW."line_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."year"); RETURN NULL;', hash='3c4021127536793a0b7424a4bc95cb8154ed2a6d', operation='UPDATE', pgid='pgtrigger_update_update_691ed', table='finance_caseamount', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='case_version_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('case',), name='case_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['strategic_outline', 'outline', 'full', 'justification'])), name='case_version_stage_known'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'approved', 'withdrawn'])), name='case_version_status_known'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(('years__gte', 1), ('years__lte', 125)), name='case_version_years_possible'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(('one_off_first_year__lte', models.F('first_year'))), name='case_one_off_costs_come_first'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(('first_year__isnull', True), models.Q(('first_year__gte', 1974), ('first_year__lte', 2199)), _connector='OR'), name='case_version_first_year_possible'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(('one_off_first_year__isnull', True), models.Q(('one_off_first_year__gte', 1974), ('one_off_first_year__lte', 2199)), _connector='OR'), name='case_version_one_off_year_possible'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'approved'), _negated=True), models.Q(('approved__isnull', False), ('approved_at__isnull', False), models.Q(('approval', ''), _negated=True)), _connector='OR'), name='case_approval_is_told'),
        ),
        migrations.AddConstraint(
            model_name='caseversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='case_version_withdrawn_with_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseversion',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='de9cbb69224a30b42959e1f2dc971bfac40fe189', operation='DELETE', pgid='pgtrigger_never_deleted_a757d', table='finance_caseversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseversion',
            trigger=pgtrigger.compiler.Trigger(name='frozen_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."status" = \'draft\') AND (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."first_year" IS DISTINCT FROM (NEW."first_year") OR OLD."years" IS DISTINCT FROM (NEW."years") OR OLD."one_off_first_year" IS DISTINCT FROM (NEW."one_off_first_year") OR OLD."price_base" IS DISTINCT FROM (NEW."price_base") OR OLD."parameters" IS DISTINCT FROM (NEW."parameters")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='50a7d01801ab93680d2da380087b17f05ddc8bdd', operation='UPDATE', pgid='pgtrigger_frozen_never_changes_bc3ad', table='finance_caseversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseversion',
            trigger=pgtrigger.compiler.Trigger(name='approved_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'draft\' AND OLD."status" = \'approved\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d2abd0bb007aec8de6fc5c169ecc42f303516cd9', operation='UPDATE', pgid='pgtrigger_approved_stays_1ea32', table='finance_caseversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseversion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_caseversionevent" ("approval", "approved", "approved_at", "approved_by_id", "case_id", "created_at", "created_by_id", "edition", "first_year", "id", "note", "number", "one_off_first_year", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_base", "stage", "status", "withdrawn_reason", "years") VALUES (NEW."approval", NEW."approved", NEW."approved_at", NEW."approved_by_id", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."edition", NEW."first_year", NEW."id", NEW."note", NEW."number", NEW."one_off_first_year", NEW."parameters", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price_base", NEW."stage", NEW."status", NEW."withdrawn_reason", NEW."years"); RETURN NULL;', hash='be41d582b1647afadc15f1a7a3d7117ec1c4b7be', operation='INSERT', pgid='pgtrigger_insert_insert_03943', table='finance_caseversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseversion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_caseversionevent" ("approval", "approved", "approved_at", "approved_by_id", "case_id", "created_at", "created_by_id", "edition", "first_year", "id", "note", "number", "one_off_first_year", "parameters", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_base", "stage", "status", "withdrawn_reason", "years") VALUES (NEW."approval", NEW."approved", NEW."approved_at", NEW."approved_by_id", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."edition", NEW."first_year", NEW."id", NEW."note", NEW."number", NEW."one_off_first_year", NEW."parameters", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price_base", NEW."stage", NEW."status", NEW."withdrawn_reason", NEW."years"); RETURN NULL;', hash='a0accc6cbcc0a9e20ff414f99b5984b2c9681b3d', operation='UPDATE', pgid='pgtrigger_update_update_9dd4b', table='finance_caseversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caselineevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c115d7c7a6cbf0eac280fb34488d29e29b4377b7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bbe38', table='finance_caselineevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='caseline',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('version', 'code'), name='case_line_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='caseline',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['current', 'future', 'one_off', 'contingency', 'saving'])), name='case_line_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='caseline',
            constraint=models.CheckConstraint(condition=models.Q(('group__in', ['', 'direct', 'indirect', 'income', 'financing'])), name='case_line_group_known'),
        ),
        migrations.AddConstraint(
            model_name='caseline',
            constraint=models.CheckConstraint(condition=models.Q(('measure__in', ['', 'gross', 'net', 'one_off', 'recurring', 'income', 'grant', 'capital', 'financing', 'pressure'])), name='case_line_measure_known'),
        ),
        migrations.AddConstraint(
            model_name='caseline',
            constraint=models.CheckConstraint(condition=models.Q(('evidence__in', ['estimate', 'costed', 'agreed', 'audited'])), name='case_line_evidence_known'),
        ),
        migrations.AddConstraint(
            model_name='caseline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['current', 'future']), _negated=True), models.Q(('group', ''), _negated=True), _connector='OR'), name='case_cost_has_a_group'),
        ),
        migrations.AddConstraint(
            model_name='caseline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('full_year__isnull', True), ('phasing', ''), ('starts_on__isnull', True)), models.Q(('full_year__isnull', False), ('starts_on__isnull', False), ('starts_on__year__gte', 1974)), _connector='OR'), name='case_line_profile_whole'),
        ),
        migrations.AddConstraint(
            model_name='caseline',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('starts_on__day', 1), _connector='OR'), name='case_line_starts_with_a_month'),
        ),
        migrations.AddConstraint(
            model_name='caseline',
            constraint=models.CheckConstraint(condition=models.Q(('phasing', ''), ('phasing__regex', '^\\d{1,3}(\\.\\d{1,2})?(, \\d{1,3}(\\.\\d{1,2})?)*$'), _connector='OR'), name='case_line_phasing_readable'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseline',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fe6722dc91fc0dd2e895a33fb5f5e4f5b084b3d8', operation='DELETE', pgid='pgtrigger_never_deleted_c7b7d', table='finance_caseline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseline',
            trigger=pgtrigger.compiler.Trigger(name='version_not_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            \n            IF EXISTS (\n                SELECT 1 FROM finance_caseversion AS version\n                WHERE version.id = (NEW.version_id) AND version.status <> 'draft' AND NOT \n    (\n        SELECT pg_xact_status(\n            (CASE WHEN written <= now_id & 4294967295 THEN (now_id >> 32 << 32) | written\n                  ELSE greatest((now_id >> 32) - 1, 0) << 32 | written END)::text::xid8\n        ) = 'in progress'\n        FROM (SELECT version.xmin::text::bigint AS written, pg_current_xact_id()::text::bigint AS now_id) AS ids\n    )\n\n            ) THEN\n                RAISE EXCEPTION 'the version of the business case is frozen' USING ERRCODE = 'check_violation';\n            END IF;\n    \n            IF TG_OP = 'UPDATE' THEN\n                \n            IF EXISTS (\n                SELECT 1 FROM finance_caseversion AS version\n                WHERE version.id = (OLD.version_id) AND version.status <> 'draft' AND NOT \n    (\n        SELECT pg_xact_status(\n            (CASE WHEN written <= now_id & 4294967295 THEN (now_id >> 32 << 32) | written\n                  ELSE greatest((now_id >> 32) - 1, 0) << 32 | written END)::text::xid8\n        ) = 'in progress'\n        FROM (SELECT version.xmin::text::bigint AS written, pg_current_xact_id()::text::bigint AS now_id) AS ids\n    )\n\n            ) THEN\n                RAISE EXCEPTION 'the version of the business case is frozen' USING ERRCODE = 'check_violation';\n            END IF;\n    \n            END IF;\n            RETURN NEW;\n        ", hash='6a16be3d8eb709f95be983843aab229b4ae96adf', operation='INSERT OR UPDATE', pgid='pgtrigger_version_not_frozen_82b69', table='finance_caseline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_caselineevent" ("code", "council_id", "evidence", "full_year", "group", "id", "is_cashable", "kind", "measure", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phasing", "position", "removed_at", "starts_on", "subset", "version_id") VALUES (NEW."code", NEW."council_id", NEW."evidence", NEW."full_year", NEW."group", NEW."id", NEW."is_cashable", NEW."kind", NEW."measure", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phasing", NEW."position", NEW."removed_at", NEW."starts_on", NEW."subset", NEW."version_id"); RETURN NULL;', hash='4632e45b9d233c39d6dc834340e0d47fb0082414', operation='INSERT', pgid='pgtrigger_insert_insert_a8b0f', table='finance_caseline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_caselineevent" ("code", "council_id", "evidence", "full_year", "group", "id", "is_cashable", "kind", "measure", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phasing", "position", "removed_at", "starts_on", "subset", "version_id") VALUES (NEW."code", NEW."council_id", NEW."evidence", NEW."full_year", NEW."group", NEW."id", NEW."is_cashable", NEW."kind", NEW."measure", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phasing", NEW."position", NEW."removed_at", NEW."starts_on", NEW."subset", NEW."version_id"); RETURN NULL;', hash='5d063e03b9569c7c8f7cc66d2b6083e447eddc91', operation='UPDATE', pgid='pgtrigger_update_update_49706', table='finance_caseline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseversionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='06a367949400657f5f66d111e1405650d4eceb3a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ed0eb', table='finance_caseversionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(fields=('line', 'code'), name='commitment_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b1dba42519d75dc5cd488b0c461b96dfb7ae4e0f', operation='DELETE', pgid='pgtrigger_never_deleted_792ef', table='finance_commitment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_commitmentevent" ("amount", "code", "due", "id", "is_expected", "line_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "release_note", "released_on") VALUES (NEW."amount", NEW."code", NEW."due", NEW."id", NEW."is_expected", NEW."line_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."release_note", NEW."released_on"); RETURN NULL;', hash='455f318ed2491f0c177784aa65c0a8a72c7fcd6c', operation='INSERT', pgid='pgtrigger_insert_insert_87d12', table='finance_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_commitmentevent" ("amount", "code", "due", "id", "is_expected", "line_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "release_note", "released_on") VALUES (NEW."amount", NEW."code", NEW."due", NEW."id", NEW."is_expected", NEW."line_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."release_note", NEW."released_on"); RETURN NULL;', hash='983871d01851a333d4228334ba1d2532fab8e0b3', operation='UPDATE', pgid='pgtrigger_update_update_c9662', table='finance_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5f917592934fc528cdb53c69c91d855dfffda934', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4ec09', table='finance_commitmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('case', 'code'), name='criterion_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['pass_fail', 'scored'])), name='criterion_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('weight__gte', 0)), name='criterion_weight_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('highest_score__gte', 1)), name='criterion_can_be_scored'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'met', 'partly_met', 'not_met', 'too_early'])), name='criterion_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', ''), models.Q(('outcome_reason', ''), _negated=True), _connector='OR'), name='criterion_outcome_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='3cc7193948660222bba03e86dd303b3c52f66524', operation='DELETE', pgid='pgtrigger_never_deleted_61bd1', table='finance_criterion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_criterionevent" ("case_id", "code", "highest_score", "id", "kind", "name", "outcome", "outcome_on", "outcome_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "removed_at", "weight") VALUES (NEW."case_id", NEW."code", NEW."highest_score", NEW."id", NEW."kind", NEW."name", NEW."outcome", NEW."outcome_on", NEW."outcome_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."removed_at", NEW."weight"); RETURN NULL;', hash='36a7360243473222d4bb7de898b47617f2bc48f2', operation='INSERT', pgid='pgtrigger_insert_insert_89ae6', table='finance_criterion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_criterionevent" ("case_id", "code", "highest_score", "id", "kind", "name", "outcome", "outcome_on", "outcome_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "removed_at", "weight") VALUES (NEW."case_id", NEW."code", NEW."highest_score", NEW."id", NEW."kind", NEW."name", NEW."outcome", NEW."outcome_on", NEW."outcome_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."removed_at", NEW."weight"); RETURN NULL;', hash='303fd6751c107d841103ba7fe0d1e12c0814d45a', operation='UPDATE', pgid='pgtrigger_update_update_c8def', table='finance_criterion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='criterionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='62a6d77ff05ab21b69f8bec9a60dea88e65863e8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b8d76', table='finance_criterionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='driver',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='driver_code_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='driver',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='df0a4a08faa4a9d660911970e9ab760c711a89c4', operation='DELETE', pgid='pgtrigger_never_deleted_af5c7', table='finance_driver', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='driver',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_driverevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "unit") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."unit"); RETURN NULL;', hash='2634d2b9ac14a6b43c9402d4356fb7c43b04b4b1', operation='INSERT', pgid='pgtrigger_insert_insert_54507', table='finance_driver', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='driver',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_driverevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "unit") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."unit"); RETURN NULL;', hash='2c386d14a72a2d81ada08d4b72234664df8e3ee9', operation='UPDATE', pgid='pgtrigger_update_update_28412', table='finance_driver', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apportionmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1271a82ee1cc9304a056ddd1588053391227724e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4c7af', table='finance_apportionmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='apportionment',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='apportionment_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='apportionment',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['equal', 'fixed', 'driver', 'single'])), name='apportionment_basis_known'),
        ),
        migrations.AddConstraint(
            model_name='apportionment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', 'driver'), ('driver__isnull', False)), models.Q(models.Q(('basis', 'driver'), _negated=True), ('driver__isnull', True)), _connector='OR'), name='apportionment_names_its_driver'),
        ),
        migrations.AddConstraint(
            model_name='apportionment',
            constraint=models.CheckConstraint(condition=models.Q(('tolerance__isnull', True), models.Q(('basis', 'driver'), ('tolerance__gte', 0), ('tolerance__lte', 100)), _connector='OR'), name='apportionment_tolerance_of_a_driver'),
        ),
        migrations.AddConstraint(
            model_name='apportionment',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('starts_on')), _connector='OR'), name='apportionment_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='apportionment',
            constraint=models.CheckConstraint(condition=models.Q(('line', ''), ('review__isnull', False), _connector='OR'), name='apportionment_line_of_a_review'),
        ),
        migrations.AddConstraint(
            model_name='apportionment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('review__isnull', False)), expressions=[(programme.models.programme.SameRow('review'), '&&'), (finance.models.fields.SameText('line'), '&&'), (programme.models.programme.DateRange('starts_on', 'ended_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='apportionment_of_review_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='apportionment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('review__isnull', True)), expressions=[(programme.models.programme.SameRow('programme'), '&&'), (programme.models.programme.DateRange('starts_on', 'ended_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='apportionment_of_programme_one_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apportionment',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='948902a6897079844e993a38c8e06e24d92be9b9', operation='DELETE', pgid='pgtrigger_never_deleted_63d7f', table='finance_apportionment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apportionment',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='e720130586705129f6c7122b6b89477a5067947f', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_27240', table='finance_apportionment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apportionment',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_driver', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.driver_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM finance_driver WHERE id = NEW.driver_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the driver belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='7c1a861201d9136bdc478ec643549b3a5cdfd218', operation='INSERT OR UPDATE OF "programme_id", "driver_id"', pgid='pgtrigger_same_programme_driver_e2da4', table='finance_apportionment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apportionment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_apportionmentevent" ("agreed_by", "agreed_on", "basis", "code", "driver_id", "ended_on", "id", "line", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "recorded_by_id", "review_id", "shares_are_open", "starts_on", "tolerance") VALUES (NEW."agreed_by", NEW."agreed_on", NEW."basis", NEW."code", NEW."driver_id", NEW."ended_on", NEW."id", NEW."line", NEW."override_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."recorded_by_id", NEW."review_id", NEW."shares_are_open", NEW."starts_on", NEW."tolerance"); RETURN NULL;', hash='a37be8c7bfcfe1cbf06075e6919767432a667b9f', operation='INSERT', pgid='pgtrigger_insert_insert_101e5', table='finance_apportionment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apportionment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_apportionmentevent" ("agreed_by", "agreed_on", "basis", "code", "driver_id", "ended_on", "id", "line", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "recorded_by_id", "review_id", "shares_are_open", "starts_on", "tolerance") VALUES (NEW."agreed_by", NEW."agreed_on", NEW."basis", NEW."code", NEW."driver_id", NEW."ended_on", NEW."id", NEW."line", NEW."override_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."recorded_by_id", NEW."review_id", NEW."shares_are_open", NEW."starts_on", NEW."tolerance"); RETURN NULL;', hash='b08dbc32b6c32cf5135daab4ee1474cee70819fe', operation='UPDATE', pgid='pgtrigger_update_update_0a6c5', table='finance_apportionment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='driverevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d828f5ec3d3b9b46c65b6bd9cd7d07af5b9948bd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_db3d9', table='finance_driverevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='driverfigure',
            constraint=models.UniqueConstraint(fields=('driver', 'council', 'starts_on'), name='driver_figure_once'),
        ),
        migrations.AddConstraint(
            model_name='driverfigure',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='driver_figure_not_negative'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='driverfigure',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='2c792b0edac88bcc1832a9cd4b23ad335cc5a00e', operation='DELETE', pgid='pgtrigger_never_deleted_b5d25', table='finance_driverfigure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='driverfigure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_driverfigureevent" ("council_id", "driver_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on", "value") VALUES (NEW."council_id", NEW."driver_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."starts_on", NEW."value"); RETURN NULL;', hash='52a926bfefe7e7b2c24a4e827bbee774f440f05d', operation='INSERT', pgid='pgtrigger_insert_insert_918bc', table='finance_driverfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='driverfigure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_driverfigureevent" ("council_id", "driver_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on", "value") VALUES (NEW."council_id", NEW."driver_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."starts_on", NEW."value"); RETURN NULL;', hash='b94b08e7d863be36bd2662d464c644d5625e8407', operation='UPDATE', pgid='pgtrigger_update_update_fb582', table='finance_driverfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='driverfigureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='145a87d919412b2634d1646272ad96eeefcbde44', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_94445', table='finance_driverfigureevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='financecloseeditor',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('close', 'user'), name='finance_close_editor_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financecloseeditor',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='745978129ed96a4f3914f84e624daa0aea0a5769', operation='DELETE', pgid='pgtrigger_never_deleted_837e8', table='finance_financecloseeditor', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financecloseeditor',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_financecloseeditorevent" ("close_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "user_id") VALUES (NEW."close_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."removed_at", NEW."user_id"); RETURN NULL;', hash='a5ded88960a7e87e2a19cfa74d9cabc47af90156', operation='INSERT', pgid='pgtrigger_insert_insert_e3621', table='finance_financecloseeditor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financecloseeditor',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_financecloseeditorevent" ("close_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "user_id") VALUES (NEW."close_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."removed_at", NEW."user_id"); RETURN NULL;', hash='d49cce8d9ca16cb44e0effb2314322e155cbf3ff', operation='UPDATE', pgid='pgtrigger_update_update_6e83d', table='finance_financecloseeditor', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='financeclose',
            constraint=models.UniqueConstraint(fields=('programme', 'year', 'month'), name='finance_close_once'),
        ),
        migrations.AddConstraint(
            model_name='financeclose',
            constraint=models.CheckConstraint(condition=models.Q(('month__gte', 1), ('month__lte', 12)), name='finance_close_month_possible'),
        ),
        migrations.AddConstraint(
            model_name='financeclose',
            constraint=models.CheckConstraint(condition=models.Q(('year__isnull', True), models.Q(('year__gte', 1974), ('year__lte', 2199)), _connector='OR'), name='finance_close_year_possible'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financeclose',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='3564adb201832a9ca7ac38a2c9edf0dd1ba8c04d', operation='DELETE', pgid='pgtrigger_never_deleted_a611f', table='finance_financeclose', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financeclose',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_financecloseevent" ("closed_at", "closed_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "year") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."month", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."year"); RETURN NULL;', hash='4129fab0aeb0e5c6f36001a7e444e648986f2f0b', operation='INSERT', pgid='pgtrigger_insert_insert_852fa', table='finance_financeclose', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financeclose',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_financecloseevent" ("closed_at", "closed_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "year") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."month", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."year"); RETURN NULL;', hash='38eb26b563caf02e594bcf83f5e121e8c9967b94', operation='UPDATE', pgid='pgtrigger_update_update_79e54', table='finance_financeclose', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financecloseeditorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d86aa80e4916af812ef66afe88259a67b2addf4d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_67de1', table='finance_financecloseeditorevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financecloseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d941d3332e17943f93eb7ce64b083f0e9b116a78', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cb5dd', table='finance_financecloseevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.UniqueConstraint(fields=('programme', 'reference'), name='ledger_reference_unique'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c88b8b5eba1b9cb3e1a39a7525073c949e919ca8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a3be9', table='finance_ledgerentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerentry',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_line', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.line_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM finance_budgetline WHERE id = NEW.line_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the line belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='faacf90b832bb374366a21b21f41caa1989a7667', operation='INSERT OR UPDATE OF "programme_id", "line_id"', pgid='pgtrigger_same_programme_line_903ee', table='finance_ledgerentry', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ledgerimport',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['columns', 'queued', 'running', 'done', 'failed'])), name='ledger_import_status_known'),
        ),
        migrations.AddConstraint(
            model_name='ledgerimport',
            constraint=models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='ledger_import_progress_per_cent'),
        ),
        migrations.AddConstraint(
            model_name='ledgerimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='ledger_import_failed_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerimport',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4cceb8607e4655810eae09a188e28f924ce40988', operation='DELETE', pgid='pgtrigger_never_deleted_bd8a9', table='finance_ledgerimport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerimport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_ledgerimportevent" ("added", "attempts", "duplicates", "failure", "file", "filename", "finished_at", "id", "mapping", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "queued_at", "rejected", "requested_by_id", "started_at", "status") VALUES (NEW."added", NEW."attempts", NEW."duplicates", NEW."failure", NEW."file", NEW."filename", NEW."finished_at", NEW."id", NEW."mapping", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."queued_at", NEW."rejected", NEW."requested_by_id", NEW."started_at", NEW."status"); RETURN NULL;', hash='9645e52b59f38bc741fbfce1427a0e9ccaaffe88', operation='INSERT', pgid='pgtrigger_insert_insert_69dcc', table='finance_ledgerimport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerimport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added" IS DISTINCT FROM (NEW."added") OR OLD."attempts" IS DISTINCT FROM (NEW."attempts") OR OLD."duplicates" IS DISTINCT FROM (NEW."duplicates") OR OLD."failure" IS DISTINCT FROM (NEW."failure") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."filename" IS DISTINCT FROM (NEW."filename") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."mapping" IS DISTINCT FROM (NEW."mapping") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."rejected" IS DISTINCT FROM (NEW."rejected") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "finance_ledgerimportevent" ("added", "attempts", "duplicates", "failure", "file", "filename", "finished_at", "id", "mapping", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "queued_at", "rejected", "requested_by_id", "started_at", "status") VALUES (NEW."added", NEW."attempts", NEW."duplicates", NEW."failure", NEW."file", NEW."filename", NEW."finished_at", NEW."id", NEW."mapping", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."queued_at", NEW."rejected", NEW."requested_by_id", NEW."started_at", NEW."status"); RETURN NULL;', hash='76767bb466037c3b607a2b7912c9291007e8da77', operation='UPDATE', pgid='pgtrigger_update_update_9ef0b', table='finance_ledgerimport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerimportevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4ff45b8e429f660919760def17a06ff49742af6d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1ffc1', table='finance_ledgerimportevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='option',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('case', 'code'), name='option_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='option',
            constraint=models.UniqueConstraint(condition=models.Q(('is_preferred', True), ('removed_at__isnull', True)), fields=('case',), name='option_one_preferred'),
        ),
        migrations.AddConstraint(
            model_name='option',
            constraint=models.CheckConstraint(condition=models.Q(('is_preferred', False), models.Q(('is_shortlisted', True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='option_preferred_from_the_shortlist_with_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='option',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ce9f179d0bf5c4f28a9aa9ac9d64bd1ae28922df', operation='DELETE', pgid='pgtrigger_never_deleted_5d06c', table='finance_option', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='option',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_optionevent" ("case_id", "code", "description", "id", "is_preferred", "is_shortlisted", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "removed_at") VALUES (NEW."case_id", NEW."code", NEW."description", NEW."id", NEW."is_preferred", NEW."is_shortlisted", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."reason", NEW."removed_at"); RETURN NULL;', hash='ab538ee2550d2a42ca4aba2c226225b92e2f1c0e', operation='INSERT', pgid='pgtrigger_insert_insert_b66b5', table='finance_option', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='option',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_optionevent" ("case_id", "code", "description", "id", "is_preferred", "is_shortlisted", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "removed_at") VALUES (NEW."case_id", NEW."code", NEW."description", NEW."id", NEW."is_preferred", NEW."is_shortlisted", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reason", NEW."removed_at"); RETURN NULL;', hash='928b682069c0d1c6fbe1da2b63c8f56b7ea94fcd', operation='UPDATE', pgid='pgtrigger_update_update_f4007', table='finance_option', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='optionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b568663b350c14b559ec7ce62690fa56e92b790d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a4d8e', table='finance_optionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='optionscore',
            constraint=models.UniqueConstraint(fields=('option', 'criterion'), name='option_score_once'),
        ),
        migrations.AddConstraint(
            model_name='optionscore',
            constraint=models.CheckConstraint(condition=models.Q(('passes__isnull', True), ('score__isnull', True), _connector='OR'), name='option_score_of_one_kind'),
        ),
        migrations.AddConstraint(
            model_name='optionscore',
            constraint=models.CheckConstraint(condition=models.Q(('score__isnull', True), ('score__gte', 0), _connector='OR'), name='option_score_not_negative'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='optionscore',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c8fb3210e17c00f7739e179d8ac7656f45a39496', operation='DELETE', pgid='pgtrigger_never_deleted_bdea1', table='finance_optionscore', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='optionscore',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_optionscoreevent" ("criterion_id", "id", "option_id", "passes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "score") VALUES (NEW."criterion_id", NEW."id", NEW."option_id", NEW."passes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."score"); RETURN NULL;', hash='d4929168f60f34d1ad84133f13413f8f95fa9dc1', operation='INSERT', pgid='pgtrigger_insert_insert_a1bef', table='finance_optionscore', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='optionscore',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_optionscoreevent" ("criterion_id", "id", "option_id", "passes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "score") VALUES (NEW."criterion_id", NEW."id", NEW."option_id", NEW."passes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."score"); RETURN NULL;', hash='bebb86ab8d3090a744772a67b5cc0a768d485abc', operation='UPDATE', pgid='pgtrigger_update_update_c5b57', table='finance_optionscore', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='optionscoreevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6b786a02548812b037556d415e79d2bc03d4ed96', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4d29a', table='finance_optionscoreevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='printedfigure',
            constraint=models.UniqueConstraint(fields=('version', 'figure'), name='printed_figure_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printedfigure',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='bfb5a6fa09e8e1f6229c207dac813caa148e1261', operation='DELETE', pgid='pgtrigger_never_deleted_27225', table='finance_printedfigure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printedfigure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_printedfigureevent" ("figure", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value", "version_id") VALUES (NEW."figure", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."value", NEW."version_id"); RETURN NULL;', hash='b6463ffe45212e45efd28f88242b04994343ab47', operation='INSERT', pgid='pgtrigger_insert_insert_679ff', table='finance_printedfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printedfigure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_printedfigureevent" ("figure", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value", "version_id") VALUES (NEW."figure", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."value", NEW."version_id"); RETURN NULL;', hash='f32dfd37c773b503f27a23490bf3bec6255802d3', operation='UPDATE', pgid='pgtrigger_update_update_d4801', table='finance_printedfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printedfigureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='32ad13f7ef5b10b18e370ef265d9fb7f2a1954af', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4d7fa', table='finance_printedfigureevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='savingsline',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='savings_line_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='savingsline',
            constraint=models.CheckConstraint(condition=models.Q(('measure__in', ['gross', 'net', 'one_off', 'recurring', 'income', 'grant', 'capital', 'financing', 'pressure'])), name='savings_line_measure_known'),
        ),
        migrations.AddConstraint(
            model_name='savingsline',
            constraint=models.CheckConstraint(condition=models.Q(('evidence__in', ['estimate', 'costed', 'agreed', 'audited'])), name='savings_line_evidence_known'),
        ),
        migrations.AddConstraint(
            model_name='savingsline',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['delivered', 'on_track', 'at_risk', 'unachievable'])), name='savings_line_state_known'),
        ),
        migrations.AddConstraint(
            model_name='savingsline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['at_risk', 'unachievable']), _negated=True), models.Q(('state_reason', ''), _negated=True), _connector='OR'), name='savings_line_in_doubt_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='savingsline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('closed_reason', '')), models.Q(('closed_on__isnull', False), models.Q(('closed_reason', ''), _negated=True)), _connector='OR'), name='savings_line_closed_with_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingsline',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='eaab671752c212ab363ec6a7bfea4db6dd102ac6', operation='DELETE', pgid='pgtrigger_never_deleted_79fb3', table='finance_savingsline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingsline',
            trigger=pgtrigger.compiler.Trigger(name='same_programme_review', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found_programme bigint;', func="\n            IF NEW.review_id IS NOT NULL THEN\n                SELECT programme_id INTO found_programme FROM services_servicereview WHERE id = NEW.review_id;\n                IF found_programme IS DISTINCT FROM NEW.programme_id THEN\n                    RAISE EXCEPTION 'the review belongs to another programme'\n                        USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ", hash='ea39913a41523d60fbc1f0878e8dd6545468ff0b', operation='INSERT OR UPDATE OF "programme_id", "review_id"', pgid='pgtrigger_same_programme_review_76e3b', table='finance_savingsline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingsline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_savingslineevent" ("case_line_id", "closed_on", "closed_reason", "code", "evidence", "id", "is_cashable", "measure", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "review_id", "state", "state_reason", "version_id") VALUES (NEW."case_line_id", NEW."closed_on", NEW."closed_reason", NEW."code", NEW."evidence", NEW."id", NEW."is_cashable", NEW."measure", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."review_id", NEW."state", NEW."state_reason", NEW."version_id"); RETURN NULL;', hash='57d92efa60bcea0a4aeaf6465a798e74395842ce', operation='INSERT', pgid='pgtrigger_insert_insert_e14de', table='finance_savingsline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingsline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_savingslineevent" ("case_line_id", "closed_on", "closed_reason", "code", "evidence", "id", "is_cashable", "measure", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "review_id", "state", "state_reason", "version_id") VALUES (NEW."case_line_id", NEW."closed_on", NEW."closed_reason", NEW."code", NEW."evidence", NEW."id", NEW."is_cashable", NEW."measure", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."review_id", NEW."state", NEW."state_reason", NEW."version_id"); RETURN NULL;', hash='6a6bce6fd561c5d9441e4cf3382b782467dd3ba7', operation='UPDATE', pgid='pgtrigger_update_update_105d5', table='finance_savingsline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingslineevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='108aa4ecc3b7f04ef30fb5d358b87876d3591502', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d11bf', table='finance_savingslineevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='savingssuccession',
            constraint=models.UniqueConstraint(fields=('line', 'before'), name='savings_succession_once'),
        ),
        migrations.AddConstraint(
            model_name='savingssuccession',
            constraint=models.CheckConstraint(condition=models.Q(('line', models.F('before')), _negated=True), name='savings_succession_of_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingssuccession',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c861d9ba7d58ac3db85c2df900102dce936f99f2', operation='DELETE', pgid='pgtrigger_never_deleted_f0fad', table='finance_savingssuccession', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingssuccession',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_savingssuccessionevent" ("before_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."before_id", NEW."id", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='47d4818264f86b0c2ff48e63e0da0e9e216fdd10', operation='INSERT', pgid='pgtrigger_insert_insert_1993f', table='finance_savingssuccession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingssuccession',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_savingssuccessionevent" ("before_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."before_id", NEW."id", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='8e47827f36f721f60bb4ee8463f2eb0cfbfd94ca', operation='UPDATE', pgid='pgtrigger_update_update_97055', table='finance_savingssuccession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingssuccessionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ade6e82e20066c2b4dd41473fe80a6ec7a4a98d8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_39352', table='finance_savingssuccessionevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='savingsvalue',
            index=models.Index(fields=['year', 'line'], name='savings_value_by_year'),
        ),
        migrations.AddConstraint(
            model_name='savingsvalue',
            constraint=models.UniqueConstraint(fields=('line', 'council', 'year', 'month', 'kind'), name='savings_value_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='savingsvalue',
            constraint=models.CheckConstraint(condition=models.Q(('month__lte', 12)), name='savings_value_month_possible'),
        ),
        migrations.AddConstraint(
            model_name='savingsvalue',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['plan', 'forecast', 'actual'])), name='savings_value_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='savingsvalue',
            constraint=models.CheckConstraint(condition=models.Q(('year__isnull', True), models.Q(('year__gte', 1974), ('year__lte', 2199)), _connector='OR'), name='savings_value_year_possible'),
        ),
        migrations.AddConstraint(
            model_name='savingsvalue',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('amount__isnull', False), ('is_withheld', True), _connector='OR'), deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[(finance.models.fields.SameValues('line_id', 'council_id', 'year', 'kind'), '&&'), (finance.models.fields.MonthsTold('month'), '&&')], name='savings_value_by_month_or_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingsvalue',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='30d2cd2a440de3e471cd230fdf1c0048cd3605c3', operation='DELETE', pgid='pgtrigger_never_deleted_9dbea', table='finance_savingsvalue', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingsvalue',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_savingsvalueevent" ("amount", "council_id", "id", "is_withheld", "kind", "line_id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."amount", NEW."council_id", NEW."id", NEW."is_withheld", NEW."kind", NEW."line_id", NEW."month", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."year"); RETURN NULL;', hash='93ceedf24e038184ce3d9f4f8aed95619424681c', operation='INSERT', pgid='pgtrigger_insert_insert_f085f', table='finance_savingsvalue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingsvalue',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_savingsvalueevent" ("amount", "council_id", "id", "is_withheld", "kind", "line_id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."amount", NEW."council_id", NEW."id", NEW."is_withheld", NEW."kind", NEW."line_id", NEW."month", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."year"); RETURN NULL;', hash='7d79b7da8f1fa7eed65e24572d97b3113ab35f60', operation='UPDATE', pgid='pgtrigger_update_update_470ad', table='finance_savingsvalue', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savingsvalueevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d0aad3f78e8c1f0e0371b250a6ba5ba75c14d4f0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_788bc', table='finance_savingsvalueevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='virement',
            constraint=models.UniqueConstraint(fields=('programme', 'code'), name='virement_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='virement',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='virement_above_nothing'),
        ),
        migrations.AddConstraint(
            model_name='virement',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='virement_between_two_lines'),
        ),
        migrations.AddConstraint(
            model_name='virement',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='virement_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='virement',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='93adf962b79926a7be233b3252e546b661894c4d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_63358', table='finance_virement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='virement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_virementevent" ("amount", "approved_by", "code", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "recorded_at", "recorded_by_id", "source_id", "target_id") VALUES (NEW."amount", NEW."approved_by", NEW."code", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."source_id", NEW."target_id"); RETURN NULL;', hash='127dc73c8537cf73173908d8b55be0ded2276da6', operation='INSERT', pgid='pgtrigger_insert_insert_06698', table='finance_virement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='virement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_virementevent" ("amount", "approved_by", "code", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "recorded_at", "recorded_by_id", "source_id", "target_id") VALUES (NEW."amount", NEW."approved_by", NEW."code", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."source_id", NEW."target_id"); RETURN NULL;', hash='21b4eab2b35dd763be15c7fb81f844856c8ca12e', operation='UPDATE', pgid='pgtrigger_update_update_b7432', table='finance_virement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='virementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0f44c3e14ede649e58715f9a45b337361f0379e8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_131cc', table='finance_virementevent', when='BEFORE')),
        ),
    ])]

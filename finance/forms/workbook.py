"""A workbook chosen to fill in the tables of a draft, and what was read of it, waiting to be saved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django import forms

from finance.enums import LineKind
from finance.forms.case import VersionForm
from finance.models import CaseVersion
from finance.workbook.layout import PARAMETERS_SHEET
from finance.workbook.read import LARGEST_WORKBOOK
from finance.workbook.settings import Said
from programme.forms.sent_file import workbook_field

LINE_NAMED = re.compile(r"Line (\d+): ")


class WorkbookForm(forms.Form):
    """One workbook. What is in it is looked at when it is sent; nothing is saved yet."""

    file = workbook_field(largest=LARGEST_WORKBOOK)
    table = forms.ChoiceField(
        label="Which tables does it have?",
        required=False,
        choices=[("", "Its sheets are named after them"), *((one.value, one.label) for one in LineKind)],
        help_text="Choose a table if the first sheet is one copied from a paper.",
    )
    takes_out = forms.BooleanField(
        label="Take out the lines of a table that its sheet does not have",
        required=False,
    )


def settings_form(settings: Mapping[str, Said], *, version: CaseVersion) -> VersionForm:
    """The form of the version filled in with what a workbook says; what it does not say is as it stands."""
    form = VersionForm(version=version)
    stands = {name: one.prepare_value(form.get_initial_for_field(one, name)) for name, one in form.fields.items()}
    said = {name: one.typed for name, one in settings.items()}
    return VersionForm(
        {name: "" if value is None else value for name, value in (stands | said).items()}, version=version
    )


def settings_faults(form: VersionForm, settings: Mapping[str, Said]) -> Iterator[tuple[str, str]]:
    """The errors of a form that a workbook has filled in: in which cell, and what is wrong."""
    for name, errors in form.errors.items():
        places = settings[name].places if name in settings else (PARAMETERS_SHEET,)
        for error in errors:
            line = LINE_NAMED.match(str(error))
            place = places[min(int(line[1]), len(places)) - 1] if line else places[0]
            yield place, str(error)[line.end() :] if line else str(error)


class KeptWorkbookForm(forms.Form):
    """What was read, and the edition of the version that it was compared with."""

    kept = forms.CharField(widget=forms.HiddenInput)
    edition = forms.IntegerField(widget=forms.HiddenInput)

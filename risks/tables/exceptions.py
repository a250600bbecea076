"""The table and filters of exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from programme.tables.columns import DateColumn, LinkColumn, ListTable, TextColumn
from risks.queries.exceptions import ExceptionRow, RuleSetting


class ExceptionTable(ListTable):
    """One row for each thing and each rule that it breaks."""

    caption = "Exceptions"

    title = LinkColumn(verbose_name="What", url=lambda row: row.found.url)
    place = TextColumn(verbose_name="Where")
    rule = TextColumn(verbose_name="Rule")
    since = DateColumn(verbose_name="Since", default="Not known")
    detail = TextColumn(verbose_name="Why", orderable=False)


class ExceptionFilterForm(forms.Form):
    rule = forms.ChoiceField(label="Rule", required=False)
    place = forms.ChoiceField(label="Where", required=False)
    words = forms.CharField(label="Words", required=False, max_length=100)


class ExceptionFilter:
    """The filters of the list, which is worked out and not a table of the database."""

    def __init__(self, query: QueryDict, rows: Sequence[ExceptionRow], settings: Sequence[RuleSetting]) -> None:
        self.form = ExceptionFilterForm(query)
        fields: Any = self.form.fields
        fields["rule"].choices = [
            ("", "Every rule"),
            *((one.kind.code, one.kind.name) for one in settings if one.is_on),
        ]
        fields["place"].choices = [("", "Everywhere"), *((place, place) for place in sorted({r.place for r in rows}))]
        self.rows = [row for row in rows if self._keeps(row)]

    def _keeps(self, row: ExceptionRow) -> bool:
        if not self.form.is_valid():
            return False
        asked = self.form.cleaned_data
        return (
            asked["rule"] in ("", row.setting.kind.code)
            and asked["place"] in ("", row.place)
            and asked["words"].casefold() in f"{row.title} {row.detail}".casefold()
        )

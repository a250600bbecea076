"""What a clerk writes in a report: sections, live blocks, recommendations, background papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from governance.blocks import BlockContext, BlockParametersInvalid, LiveBlock
from governance.domain.report_part import part_mark
from governance.models import ReportSection
from programme.errors import ChangedByAnother, DomainError
from programme.forms.domain_form import RecordForm
from programme.forms.programme import RoughDateField

MARKDOWN_HINT = (
    "Leave an empty line between paragraphs. Two hash signs and a space begin a heading within the section, "
    "a hyphen and a space a point of a list; two asterisks on each side make words **bold**."
)
PREFIX = "parameter_"


class PartForm(RecordForm):
    """A form for one part of a report. Its mark is of the words alone, so that moving a part stales nobody's form."""

    def __init__(self, *arguments: Any, record: Any = None, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)
        if record is not None:
            self.initial["seen"] = part_mark(record)

    def refuse(self, error: DomainError) -> None:
        super().refuse(error)
        if isinstance(error, ChangedByAnother) and self.record is not None:
            self.data[self.add_prefix("seen")] = part_mark(self.record)  # type: ignore[index, arg-type]


class HeadingForm(PartForm):
    heading = forms.CharField(
        max_length=200, required=False, help_text="Leave empty to go on under the heading of the section before."
    )


class TextSectionForm(HeadingForm):
    """A section of text."""

    body = forms.CharField(
        label="Text",
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=MARKDOWN_HINT,
    )


class BlockSectionForm(HeadingForm):
    """A live block: a field for each of its parameters, which it gives back as the section keeps them (JSON)."""

    def __init__(self, *arguments: Any, block: LiveBlock, told: BlockContext, **options: Any) -> None:
        """`told` is what the report's body is told of: its fields offer that alone."""
        self.block = block
        super().__init__(*arguments, **options)
        kept = self.record.parameters if isinstance(self.record, ReportSection) else {}
        kept = kept if isinstance(kept, dict) else {}
        for parameter in block.parameters:
            name = f"{PREFIX}{parameter.name}"
            self.fields[name] = parameter.kind.field(
                told, label=parameter.label, help_text=parameter.hint, required=parameter.required
            )
            self.initial[name] = parameter.kind.initial(kept.get(parameter.name))

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        parameters = {
            parameter.name: _written(data.pop(f"{PREFIX}{parameter.name}", None)) for parameter in self.block.parameters
        }
        data["parameters"] = {name: value for name, value in parameters.items() if value}
        return data

    def refuse(self, error: DomainError) -> None:
        if isinstance(error, BlockParametersInvalid):
            for name, message in error.faults.items():
                field = f"{PREFIX}{name}"
                self.add_error(field if field in self.fields else None, message)
            return
        super().refuse(error)

    def _in_words(self, name: str) -> Any:
        if name.startswith(PREFIX) and isinstance(self.record, ReportSection):
            return self.record.parameters.get(name.removeprefix(PREFIX), "")
        return super()._in_words(name)


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


class RecommendationForm(PartForm):
    text = forms.CharField(
        label="Recommendation",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What the body is asked to do, for example “That the committee notes the progress.”",
    )
    reason = forms.CharField(
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Why. Printed where the house style prints reasons.",
    )


class BackgroundPaperForm(PartForm):
    title = forms.CharField(max_length=300)
    dated = RoughDateField(label="Date of the paper", required=False)
    location = forms.CharField(
        label="Where it can be read", max_length=300, required=False, help_text="A place or a web address."
    )

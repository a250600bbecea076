"""What is written in a note, and the document attached to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from programme.errors import DomainError
from programme.forms.domain_form import DomainForm, RecordForm
from programme.models import Council, Programme, User
from services.domain.note import MEGABYTE, check_size
from services.forms.fields import ProseField
from services.permissions import own_note_councils
from services.rules.documents import ENDINGS, KINDS_IN_WORDS


class NoteForm(RecordForm):
    """A note that exists. Whom it is for never changes."""

    title = forms.CharField(max_length=200)
    body = ProseField(label="Text", rows=10, help_text="Lists, bold words and links are written as in an update.")


class NewNoteForm(NoteForm):
    """A new note, for all readers or for the people of one of the writer's councils."""

    council = forms.ModelChoiceField(
        Council.objects.none(),
        label="Who can read it",
        required=False,
        help_text=(
            "Cannot be changed later. A council's own note is not shown to the programme office or to other councils."
        ),
    )

    def __init__(self, *arguments: Any, programme: Programme, writer: User, everyone: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        councils = Council.objects.filter(pk__in=own_note_councils(writer, programme))
        field: Any = self.fields["council"]
        field.queryset, field.empty_label = councils, everyone
        field.label_from_instance = lambda council: f"Only people of {council.short_name}"
        if not councils:
            del self.fields["council"]


class DocumentForm(DomainForm):
    """One document. What is in it is looked at when it is sent."""

    document = forms.FileField(
        error_messages={"required": "Choose a file.", "empty": "The file is empty. Choose another."},
        widget=forms.FileInput(attrs={"accept": ",".join(end for ends in ENDINGS.values() for end in ends)}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        most = settings.ATTACHMENT_LARGEST // MEGABYTE
        self.fields["document"].help_text = f"{KINDS_IN_WORDS[:1].upper()}{KINDS_IN_WORDS[1:]}, up to {most} MB."

    def clean_document(self) -> Any:
        document = self.cleaned_data["document"]
        try:
            check_size(document.size)
        except DomainError as error:
            raise forms.ValidationError(error.message) from error
        return document

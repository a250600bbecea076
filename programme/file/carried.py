"""What somebody sent, carried in the page from its preview to its confirmation, signed for one record and person."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode

from django.core import signing
from django.db.models import Model

from programme.errors import DomainError
from programme.models import User

CARRIED_FOR = 24 * 60 * 60
"""Seconds within which what was looked at can be saved."""


class PreviewExpired(DomainError):
    """What was sent is too old, for another record or person, or not as it was given out."""


def carry(data: bytes, *, record: Model, person: User) -> str:
    """The data as text for the page."""
    return _signer(record, person).sign(b64encode(zlib.compress(data, level=1)).decode())


def carried(text: str, *, record: Model, person: User) -> bytes:
    """The data again. Raises PreviewExpired."""
    try:
        return zlib.decompress(b64decode(_signer(record, person).unsign(text, max_age=CARRIED_FOR)))
    except signing.BadSignature as error:
        raise PreviewExpired("What you sent is no longer here. Choose the workbook again.") from error


def _signer(record: Model, person: User) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"programme.file.{record._meta.label_lower}.{record.pk}.{person.pk}")

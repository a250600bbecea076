"""A workbook, kept in the page from one step of its import to the next, signed for one register and person."""

from __future__ import annotations

from base64 import b64decode, b64encode

from django.core import signing

from programme.errors import DomainError
from programme.models import User
from risks.models import RiskRegister

KEPT_FOR = 24 * 60 * 60
"""Seconds within which what was sent can be looked at and saved."""


class RegisterFileForgotten(DomainError):
    """What was sent is too old, for another register, or not as it was given out."""


def keep(data: bytes, *, register: RiskRegister, user: User) -> str:
    """The workbook as text for the page."""
    return _signer(register, user).sign(b64encode(data).decode())


def recall(text: str, *, register: RiskRegister, user: User) -> bytes:
    """The workbook again. Raises RegisterFileForgotten."""
    try:
        return b64decode(_signer(register, user).unsign(text, max_age=KEPT_FOR))
    except signing.BadSignature as error:
        raise RegisterFileForgotten("What you sent is no longer here. Choose the workbook again.") from error


def _signer(register: RiskRegister, user: User) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"risks.register_file.{register.pk}.{user.pk}")

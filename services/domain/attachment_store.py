"""Where the content of documents is kept: each under its SHA-256, written once, whole or not at all."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from pathlib import Path
from typing import IO

from services.models import Attachment

logger = logging.getLogger(__name__)

PORTION = 1024 * 1024


def hash_of(file: IO[bytes]) -> str:
    """The SHA-256 of a file; it is left at its beginning."""
    digest = hashlib.sha256()
    file.seek(0)
    while portion := file.read(PORTION):
        digest.update(portion)
    file.seek(0)
    return digest.hexdigest()


def keep(*, file: IO[bytes], attachment: Attachment) -> None:
    """Put the content in its place and point the attachment at it. What lies there whole already is not written again.

    Raises ValueError where the content has another hash than the attachment says.
    """
    if hash_of(file) != attachment.sha256:
        raise ValueError("the content has another hash")
    content = attachment.content
    name = content.field.generate_filename(attachment, attachment.sha256)
    path = Path(content.storage.path(name))
    if not _is_whole(path, attachment.sha256):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(file, path)
    attachment.content.name = name


def opened(attachment: Attachment) -> IO[bytes] | None:
    """The content, at its beginning; None where it is not here or no longer what it was when it was kept."""
    if not attachment.content:
        return None
    try:
        file: IO[bytes] = attachment.content.storage.open(str(attachment.content.name), "rb")
    except FileNotFoundError:
        logger.error("The content of attachment %s is missing from the store", attachment.pk)
        return None
    if hash_of(file) != attachment.sha256:
        logger.error("The content of attachment %s in the store is not what was kept", attachment.pk)
        file.close()
        return None
    return file


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as kept:
            return hash_of(kept) == sha256
    except FileNotFoundError:
        return False


def _write(file: IO[bytes], path: Path) -> None:
    """In one step: a reader finds the whole file or none, and two who write the same do not disturb each other."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".keeping-", delete=False) as kept:
        try:
            while portion := file.read(PORTION):
                kept.write(portion)
            kept.flush()
            os.fsync(kept.fileno())
            Path(kept.name).replace(path)
        except BaseException:
            Path(kept.name).unlink(missing_ok=True)
            raise
    file.seek(0)

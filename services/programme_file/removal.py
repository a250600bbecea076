"""Rows that have been taken out of the record stay in it, and out of files."""

from typing import Any


def is_removed(row: Any) -> bool:
    """Whether the row has been taken out."""
    return row.removed_at is not None

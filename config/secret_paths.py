"""What an address may say in a log: a path, without its query and without the secret of a link that was mailed."""

import re

MAILED_LINK = re.compile(r"(/account/reset)/[^/\s?'\"]+/[^/\s?'\"]+")
"""Who holds the two parts of a link to choose a new password can choose it."""
HIDDEN = r"\1/.../..."


def hide_mailed_links(text: str) -> str:
    """The text, with the secret parts of every mailed link in it put out of sight."""
    return MAILED_LINK.sub(HIDDEN, text)

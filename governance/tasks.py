"""What a worker prepares for the documents that it makes."""

from __future__ import annotations

from typing import Any

from celery.signals import worker_process_init


@worker_process_init.connect
def warm_worker_up(**_: Any) -> None:
    """Load fonts and styles before the first document asks for them."""
    from governance.documents.pdf import warm_up

    warm_up()

"""The Celery application: one worker command and one beat command, both `celery -A config`."""

import gc
import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("concordat")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def load_document_maker(**_signal: Any) -> None:
    """Load what a report needs before the worker's processes are forked, so that no report waits for it."""
    import governance.documents.pdf  # noqa: F401 - WeasyPrint takes 1.2 seconds to load, in a worker only

    gc.collect()
    gc.freeze()


@worker_init.connect
def return_interrupted_tasks(**_signal: Any) -> None:
    """Put back at once the tasks of a worker that was killed. Only the launcher, which runs one worker, can know that.

    With many workers, tasks come back after the broker's visibility timeout.
    """
    if "CONCORDAT_SUPERVISED" in os.environ:
        with app.connection_for_write() as connection:
            channel: Any = connection.default_channel
            unacknowledged = channel.qos
            unacknowledged.visibility_timeout = 0
            unacknowledged.restore_visible(num=None, interval=1)

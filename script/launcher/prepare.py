"""Run by the server before and while the site starts: one process for what would be three, each slow to load.

Prints `PREPARED` when the site may start, and then what the demo loader says.
"""

import sys

PREPARED = "The database and the static files are prepared."


def prepare() -> None:
    """Bring the database up to date, collect the static files, then load the demo programmes where they are wanted."""
    import django
    from django.conf import settings
    from django.core.management import CommandError, call_command

    django.setup()
    try:
        call_command("migrate", interactive=False, verbosity=1, stdout=sys.stderr)
        call_command("collectstatic", interactive=False, verbosity=0)
        print(PREPARED, flush=True)
        if settings.CONCORDAT_DEMO:
            call_command("load_demo")
    except CommandError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    prepare()

"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from programme.views.navigation import Link, main_links, programme_links


class Navigation:
    """The navigation of one request, worked out only when a template draws it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def main(self) -> list[Link]:
        """The main navigation; empty for who is not signed in."""
        user = self._user
        return main_links(user=user, path=self._request.path) if user is not None else []

    def programme(self, programme: Any) -> list[Link]:
        """The sub navigation of one programme; empty for who is not signed in."""
        user = self._user
        return programme_links(user=user, programme=programme, path=self._request.path) if user is not None else []

    @property
    def _user(self) -> Any | None:
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None


def navigation(request: HttpRequest) -> dict[str, Navigation]:
    """`navigation` for base.html."""
    return {"navigation": Navigation(request)}

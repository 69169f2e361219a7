"""Requests of a page that wait until a test lets them go."""

import time

from playwright.sync_api import Page, Route

_SECONDS = 40.0  # until a request must have come; as long as other expectations wait


class Held:
    """Holds all requests to an address back, in the order they come."""

    def __init__(self, page: Page, url: str) -> None:
        self._page, self._url = page, url
        self._routes: list[Route] = []
        self._taken = 0
        page.route(url, self._hold)

    def _hold(self, route: Route) -> None:
        self._routes.append(route)

    @property
    def count(self) -> int:
        """How many have come, those that were let go among them."""
        return len(self._routes)

    def take(self) -> Route:
        """The next one, waited for if need be: to be answered or let go."""
        until = time.monotonic() + _SECONDS
        while self.count == self._taken:
            assert time.monotonic() < until, f"Nothing was asked of {self._url}."
            self._page.wait_for_timeout(50)
        self._taken += 1
        return self._routes[self._taken - 1]

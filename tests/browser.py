"""A real Chromium for tests, driven through the DevTools protocol over a pipe: no package beyond Python's own."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAMES = ["chromium", "chromium-browser", "google-chrome"]
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--window-size=900,600",
    "--remote-debugging-pipe",
]
# The browser reads its commands from descriptor 3 and answers on 4, and only a process itself can put ours there.
_LAUNCHER = """
import fcntl, os, sys
ours = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3]]
os.dup2(ours[0], 3)
os.dup2(ours[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
_PATIENCE = 30.0  # seconds for an answer; a loaded machine starts slowly


def find_browser() -> str | None:
    """Return the path of a Chromium, if the machine has one."""
    return next((path for path in map(shutil.which, _NAMES) if path), None)


class Page:
    """A page of a running browser."""

    def __init__(self, reader: int, writer: int) -> None:
        self._reader, self._writer = reader, writer
        self._buffer = b""
        self._number = 0
        self._events: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def open(self, url: str) -> None:
        """Go to an address as if it were typed, and wait until the page is there."""
        # From an empty page: between two fragments of one address there would be no loading.
        for address in ("about:blank", url):
            self._events.clear()
            self.call("Page.navigate", url=address)
            while "Page.loadEventFired" not in self._events:
                self._receive()

    def run(self, script: str) -> Any:
        """Return what a JavaScript expression, or the promise that it gives, comes to."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def screenshot(self) -> str:
        """Return what the window shows, as a PNG in base 64."""
        return str(self.call("Page.captureScreenshot", format="png")["data"])

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Return the browser's answer to one command of the protocol."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if hasattr(self, "_session") and not method.startswith("Target."):
            message["sessionId"] = self._session
        os.write(self._writer, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result

    def _receive(self) -> dict[str, Any]:
        deadline = time.monotonic() + _PATIENCE
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._reader], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, "the browser does not answer"
            data = os.read(self._reader, 1 << 20)
            assert data, "the browser has gone"
            self._buffer += data
        text, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        self._events.append(message.get("method", ""))
        return message


@contextlib.contextmanager
def browsing(program: str, profile: Path) -> Iterator[Page]:
    """Run a browser with a profile of its own, and give a page of it."""
    browser_in, to_browser = os.pipe()
    from_browser, browser_out = os.pipe()
    process = subprocess.Popen(
        [
            *(sys.executable, "-I", "-S", "-c", _LAUNCHER, str(browser_in), str(browser_out)),
            *(program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"),
        ],
        pass_fds=(browser_in, browser_out),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(browser_in)
    os.close(browser_out)
    try:
        page = Page(from_browser, to_browser)
        yield page
        page.call("Browser.close")
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()
        os.close(to_browser)
        os.close(from_browser)

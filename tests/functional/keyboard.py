"""Hands on a keyboard: Tab, Enter, Space, arrows and typing, and eyes on the focus."""

from typing import Any

import pytest

MOST_STOPS = 60
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  const at = document.elementFromPoint(
    box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 20));
  const label = e.labels && e.labels.length ? e.labels[0].innerText : "";
  const group = e.type === "radio" ? e.closest("fieldset").innerText : "";
  const name = label || e.getAttribute("aria-label") || e.innerText || e.value || "";
  return {
    name: (group ? group.split("\\n")[0] : name).trim(),
    is_seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    is_there: box.top >= 0 && box.top < innerHeight && box.left < innerWidth,
    is_covered: !at || !(e.contains(at) || at.contains(e)),
  };
}"""


class Keyboard:
    """Hands on a keyboard; every stop they pass is looked at.

    ``unseen`` holds the stops where the focus could not be seen: without an outline,
    off the screen, or behind something.
    """

    def __init__(self, page: Any) -> None:
        self.page = page
        self.unseen: list[tuple[str, dict[str, Any]]] = []

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.page.keyboard.type(text)

    def go_to(self, name: str) -> None:
        """Tab until the focus stands on what begins with this name."""
        passed = []
        for _stop in range(MOST_STOPS):
            self.press("Tab")
            stop = self.page.evaluate(FOCUS)
            if stop is None:
                continue
            passed.append(stop["name"])
            if not stop["is_seen"] or not stop["is_there"] or stop["is_covered"]:
                self.unseen.append((self.page.url, stop))
            if stop["name"].startswith(name):
                return
        pytest.fail(f"Tab never comes to {name!r} at {self.page.url}: {passed}")

    def follow(self, name: str) -> None:
        """Tab to a link or a button, press Enter, wait for the page after it."""
        self.go_to(name)
        with self.page.expect_navigation():
            self.press("Enter")

    def skip_to_content(self) -> None:
        """The first stop of every page leads past the menu."""
        self.go_to("Przejdź do treści")
        self.press("Enter")

"""A person at a browser who clicks: logs in, follows links, presses buttons, fills fields by their labels."""

from pathlib import Path
from typing import Any


class Clicker:
    """One person with one browser page; every page that was left is checked for not being an error."""

    def __init__(self, browser: Any, base_url: str, name: str, **options: Any) -> None:
        context = browser.new_context(base_url=base_url, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
        context.set_default_timeout(60_000)
        self.page = context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto("/login/")
        self.fill("账号", name)
        self.fill("密码", "guanmo")
        self.press("登录")
        self.sees("总览")

    def goto(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None, path
        assert answer.status == 200, path

    def follow(self, text: str) -> None:
        """Click the first link with this text."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=text).first.click()

    def press(self, text: str) -> None:
        """Press the first button with this text and wait for the page that answers."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=text).first.click()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def sees(self, text: str) -> None:
        """Wait until the text can be seen on the page."""
        self.page.get_by_text(text).locator("visible=true").first.wait_for()

    def download(self, text: str, folder: Path) -> bytes:
        """Follow a download link and return the file."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=text).first.click()
        waiting.value.save_as(folder / "download")
        return (folder / "download").read_bytes()

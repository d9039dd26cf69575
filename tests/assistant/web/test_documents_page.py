"""The tab of documents, administration, evaluation, and what strangers are refused."""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.web.messages import text
from ingest.samples import sample_files

Visit = Callable[..., Any]
PLAN = "# 郴州市应急避难场所建设方案\n\n## 一、主要目标\n\n到2027年，全市新建应急避难场所37处，可容纳12万人。（责任部门：市应急局）\n"


@pytest.fixture
def client(site: Any) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site.address, timeout=30) as made:
        yield made


def _open(page: Any, tab: str) -> None:
    page.click(f"#tabs [role=tab][data-tab-id={tab}]")


def test_documents_can_be_found_and_read(visit: Visit) -> None:
    page = visit().page
    _open(page, "documents")
    page.wait_for_selector(".documents .card")
    assert page.locator(".documents .card").count() == 5
    page.fill("[data-search]", "景德镇")
    page.wait_for_function("document.querySelectorAll('.documents .card').length === 1")
    page.click(".documents .card [data-do=read]")
    page.wait_for_selector(".reader .body p")
    assert page.locator(".reader .outline li").count() > 3
    page.fill("[data-find]", "景德镇")
    page.wait_for_selector(".reader mark.hit.now")
    assert page.inner_text(".reader .hits").startswith("1 / ")
    page.click("[data-do=list]")
    page.wait_for_selector(".documents .card:visible")


def test_a_source_leads_to_its_place_in_the_document(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.ask("到2025年衡阳地区生产总值目标是多少？")
    page.click("#current .chip >> nth=0")
    page.click(".passage-view [data-do=read]")
    here = page.wait_for_selector(".reader .body p.here")
    assert "5500亿元" in here.inner_text()


def test_administrators_upload_describe_and_remove(visit: Visit, site: Any, password: str, tmp_path: Path) -> None:
    plan = tmp_path / "chenzhou-shelters.md"
    plan.write_text(PLAN, encoding="utf-8")
    visitor = visit()
    page = visitor.page
    _open(page, "documents")
    page.click("#admin > button")
    page.fill(".gate input", "wrong")
    page.click(".gate [type=submit]")
    page.wait_for_function(f"document.querySelector('.gate [role=alert]').textContent === '{text('admin_wrong')}'")
    assert not page.is_visible("#admin-inside")
    page.fill(".gate input", password)
    page.click(".gate [type=submit]")
    page.wait_for_selector("#admin-inside")
    page.set_input_files("input[type=file]", str(plan))
    page.wait_for_selector(f".job.done:has-text('{text('admin_added', count=1)}')")
    assert (site.folder / "store" / "uploads" / "chenzhou-shelters.md").is_file()
    _open(page, "chat")
    visitor.ask("郴州2027年新建应急避难场所多少处？")
    assert "37处" in page.inner_text("#current .said")
    _open(page, "documents")
    _choose(page, "郴州市应急避难场所建设方案")
    page.wait_for_selector("#admin-inside [placeholder='郴州市应急避难场所建设方案']")
    page.fill(
        f"#admin-inside label:has-text('{text('period')}') input, #admin-inside label:has-text('{text('period')}') textarea",
        "2026-2027",
    )
    page.click(f"#admin-inside button:has-text('{text('admin_save')}')")
    page.wait_for_selector(f".job.done:has-text('{text('admin_changed', count=1)}')")
    assert "2026-2027" in (site.folder / "store" / "uploads" / "plans.toml").read_text(encoding="utf-8")
    _choose(page, "郴州市应急避难场所建设方案")
    page.click(f"#admin-inside button:has-text('{text('admin_remove')}')")
    page.wait_for_selector(f".job:has-text('{text('admin_sure_first')}')")
    _choose(page, "郴州市应急避难场所建设方案")
    page.check("#admin-inside input[type=checkbox]")
    page.click(f"#admin-inside button:has-text('{text('admin_remove')}')")
    page.wait_for_selector(f".job.done:has-text('{text('admin_removed', count=1)}')")
    assert not (site.folder / "store" / "uploads" / "chenzhou-shelters.md").exists()


def _choose(page: Any, title: str) -> None:
    page.click("#admin-document input")
    page.get_by_role("option", name=title).click()


_REPORT = """<h1>{name}</h1><p></p><script>
let said = 'ran:';
try {{ parent.document.title; said += ' page'; }} catch {{ said += ' no page'; }}
fetch('/api/documents').then(() => ', server', () => ', no server')
    .then((word) => {{ document.querySelector('p').textContent = said + word; }});
</script>"""


def test_the_latest_report_is_shown_in_a_frame_that_reaches_nothing(visit: Visit, site: Any) -> None:
    page = visit().page
    _open(page, "evaluation")
    page.wait_for_selector(f".blank:has-text('{text('evaluation_none')}')")
    for name, when in (("older", 1_000_000_000), ("newer", 2_000_000_000)):
        report = site.folder / "runs" / name / "report.html"
        report.parent.mkdir(parents=True)
        report.write_text(_REPORT.format(name=name), encoding="utf-8")
        os.utime(report, (when, when))
    _open(page, "chat")
    _open(page, "evaluation")
    frame = page.frame_locator("iframe.report")
    assert frame.locator("h1").inner_text() == "newer"
    # It may sort itself, but neither the page around it nor the server can be reached from it.
    frame.locator("p:has-text('ran: no page, no server')").wait_for()
    shutil.rmtree(site.folder / "runs")


def test_every_reply_is_confined(client: httpx.Client) -> None:
    for path in ("/", "/web/documents", "/api/documents", "/web/report"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "http" not in policy.replace("https:", "")
        assert headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in client.get("/web/report").headers["content-security-policy"]


def test_only_files_of_the_store_are_served(client: httpx.Client) -> None:
    for name in ("../../../etc/passwd", "/etc/passwd", "nothing"):
        assert client.get("/web/original", params={"document": name}).status_code == 404
    for path in ("/web/static/..%2frouterpy", "/web/static/../routes.py", "/gradio_api/file=/etc/passwd"):
        assert client.get(path).status_code in (403, 404)
    page = client.get("/web/original", params={"document": "hengyang-public-facilities-2017-2020"})
    # A web page of others must not run on this site.
    assert page.headers["content-disposition"].startswith("attachment")


def test_a_file_inside_an_archive_is_offered_and_its_page_is_drawn(
    visit: Visit, served_files: Callable[..., Any], tmp_path: Path
) -> None:
    path = next(path for path in sample_files() if path.suffix == ".pdf")
    inner, outer = tmp_path / "inner.zip", tmp_path / "plans" / "平江规划.zip"
    outer.parent.mkdir()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "十四五/规划.pdf")
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner, "inner.zip")
        archive.writestr("避难场所.md", PLAN)
    with served_files(outer.parent) as site, httpx.Client(base_url=site.address, timeout=30) as client:
        page = visit(at=site).page
        page.fill("#question-box textarea", "到2025年衡阳地区生产总值目标是多少？")
        page.press("#question-box textarea", "Enter")
        page.click("#current .answer .source >> nth=0")
        page.wait_for_selector("#source .page-picture img")
        assert "422" not in page.inner_text("#source .page-picture figcaption")
        address = page.get_attribute("#source .links a", "href")
        original = client.get(f"/{address}")
        assert original.content == path.read_bytes()
        assert original.headers["content-type"] == "application/pdf"
        text_file = client.get("/web/original", params={"document": "避难场所"})
        assert text_file.content.decode() == PLAN
        # What is not in the archive any more is not served from elsewhere.
        outer.unlink()
        assert client.get("/web/original", params={"document": "避难场所"}).status_code == 404
        source = client.get("/web/source", params={"document": "避难场所"}).text
        assert text("original_missing") in source


def test_strangers_cannot_upload(client: httpx.Client, password: str) -> None:
    files = {"files": ("plan.md", b"# plan")}
    assert client.post("/gradio_api/upload", files=files).status_code == 403
    assert client.post("/web/sign-in", json={"password": "wrong"}).status_code == 403
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/web/sign-in", json={"password": password}, headers=foreign).status_code == 403
    signed = client.post("/web/sign-in", json={"password": password})
    cookie = signed.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.post("/gradio_api/upload", files=files).status_code == 200
    client.post("/web/sign-out")
    assert client.post("/gradio_api/upload", files=files).status_code == 403


def test_routes_of_the_framework_that_reach_out_are_shut(client: httpx.Client) -> None:
    for path in ("/gradio_api/proxy=https://example.org/", "/monitoring", "/gradio_api/deep_link", "/gradio_api/info"):
        assert client.get(path).status_code == 404
    assert client.post("/gradio_api/queue/join", content=b"x" * 400_000).status_code == 413

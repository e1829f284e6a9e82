"""A worker: opens the account with the code of a slip, reads why, downloads and shows certificates."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.papers import text_of_pdf
from tests.journeys.rounds import Round
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
_CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_account_is_opened_with_a_slip_and_shows_the_reasons(invite: Callable[..., Visitor], script: bool) -> None:
    walked = Round(invite, "车工三级，开户", 13 if script else 14, script=script)
    walked.open()
    walked.send_plain_roster()
    third = walked.people[2]
    walked.clerk.open(f"{walked.path}/slips")
    slips = text_of_pdf(walked.clerk.save("打印纸条", role="button"))
    code = next(_CODE.findall(slip)[0] for slip in slips.split("开户激活码 · 请本人拆阅") if third.name in slip)

    worker = invite("new-worker", script=script, signed_in=False)
    worker.open("/account/open")
    worker.pick("证件类型", "居民身份证")
    worker.fill("证件号码", third.number)
    worker.fill("姓名", third.name)
    worker.fill("激活码", code[:-1] + ("2" if code[-1] != "2" else "3"))
    worker.fill("设定登录名", f"ding-san-{int(script)}")
    worker.fill("设定口令", "three unrelated words")
    worker.press("开户")
    assert worker.page.title().startswith("错误：")
    worker.fill("激活码", code.lower())
    worker.fill("设定口令", "three unrelated words")
    worker.press("开户")
    assert worker.heading == "您的账户已经开通"

    worker.sign_in(f"ding-san-{int(script)}", "three unrelated words")
    worker.open("/my/rounds")
    assert "尚不清楚" in worker.text
    assert "职业" in worker.text
    worker.open("/my/certificates")
    assert "您" in worker.text


def test_certificates_are_read_downloaded_and_shown_to_others(invite: Callable[..., Visitor]) -> None:
    worker = invite("worker")
    worker.open("/my/certificates")
    assert worker.page.locator("main tbody tr").count() == 2
    worker.page.locator("main tbody a").first.click()
    worker.look()
    assert worker.heading == "有效"
    assert worker.save("证书文件").startswith(b"%PDF")
    shared = worker.page.locator("main a", has_text="/c/").first.inner_text()

    stranger = invite("stranger", signed_in=False)
    stranger.open(shared)
    assert stranger.heading == "有效"
    assert "高向阳" in stranger.text
    assert "140" not in stranger.text.replace("Y000014", "")


def test_a_worker_reads_why_it_is_too_early_and_when_a_path_opens(invite: Callable[..., Visitor]) -> None:
    worker = invite("worker")
    worker.open("/my/rounds")

    first = worker.page.locator("main section").first
    assert "不符合" in first.inner_text()
    assert re.search(r"20\d\d年\d+月\d+日", first.locator("details").first.inner_text())


def test_a_worker_reads_the_same_in_english(invite: Callable[..., Visitor]) -> None:
    worker = invite("worker")
    worker.open("/my/rounds")
    worker.follow("English", within=worker.page.locator("header"))

    assert worker.page.locator("html").get_attribute("lang") == "en"
    assert not re.search("[\u4e00-\u9fff]", worker.heading)

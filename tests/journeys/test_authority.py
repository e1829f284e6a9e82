"""Officers and auditors: a certificate is suspended, lifted and revoked; an auditor looks and can do nothing."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.papers import candidates, text_of_pdf
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
_CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def _checked(stranger: Visitor, number: str, name: str) -> str:
    stranger.open("/check")
    stranger.fill("证书编号", number)
    stranger.fill("持证人姓名", name)
    stranger.press("查询")
    return stranger.heading


def test_an_officer_suspends_lifts_and_revokes_and_everybody_sees_it(invite: Callable[..., Visitor]) -> None:
    officer, stranger = invite("officer"), invite("stranger", signed_in=False)
    officer.open("/certificates?state=valid")
    row = officer.page.locator("main tbody tr").nth(4)
    name = row.get_by_role("link").first.inner_text()
    number = re.sub(r"\s", "", row.locator("td").first.inner_text())
    row.get_by_role("link").first.click()
    officer.look()
    page = officer.path
    seen = [_checked(stranger, number, name)]
    for step, ground in (("暂停", "证书信息有误"), ("解除暂停", None), ("撤销", "由他人代替参加考核")):
        officer.open(page)
        officer.follow(step, within=officer.page.locator("main"))
        officer.press("下一步：核对")
        assert officer.page.title().startswith("错误：")
        if ground:
            officer.choose(ground)
        officer.fill("事实和依据", "经核实，情况属实。")
        officer.press("下一步：核对")
        officer.press(step)
        seen.append(_checked(stranger, number, name))

    assert seen == ["有效", "暂停使用", "有效", "已撤销"]
    officer.open(page)
    assert officer.page.locator("main tbody tr").count() == 4


def test_an_auditor_looks_and_cannot_act(invite: Callable[..., Visitor]) -> None:
    auditor = invite("auditor")
    for path in ("/rounds", "/certificates", "/filings", "/organisations"):
        auditor.open(path)
        auditor.page.locator("main tbody a").first.click()
        auditor.look()
        assert auditor.page.locator("main form[method=post]").count() == 0
    auditor.open("/certificates")
    auditor.page.locator("main tbody a").first.click()
    auditor.open(f"{auditor.path}/suspend")
    assert "您现在的身份不能办理此事" in auditor.text


def test_a_city_sees_its_own_enterprises_and_no_others(invite: Callable[..., Visitor]) -> None:
    officer = invite("city-officer")
    officer.open("/organisations")

    assert "山西样例精工机械有限公司" in officer.text
    assert "清徐假想老坊酿造有限公司" in officer.text
    assert "大同虚构云岭化工有限公司" not in officer.text


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_new_enterprise_comes_to_open_its_first_round(invite: Callable[..., Visitor], script: bool) -> None:
    officer = invite("officer", script=script)
    name = f"阳泉虚拟铸造{'甲' if script else '乙'}有限公司"
    officer.open("/organisations/enter")
    officer.fill("统一社会信用代码", "91140300MA0XXXX0A")
    officer.press("登记")
    assert officer.page.title().startswith("错误：")
    officer.fill("统一社会信用代码", "91140300MA0XXXX1" + ("1" if script else "2") + _check(script))
    officer.fill("单位全称", name)
    officer.choose("民营企业")
    officer.pick("主管部门", "阳泉市人力资源和社会保障局")
    officer.press("登记")
    organisation = officer.path
    officer.open(f"{organisation}/bodies/enter")
    officer.fill("评价机构名称", name)
    officer.fill("评价机构代码", "Y00001499040" + ("1" if script else "2"))
    officer.press("登记")
    _enter_filing(officer)
    clerk = _name_clerk(invite, officer, organisation, script=script)

    clerk.open("/rounds/open")
    assert name in clerk.text


def _check(script: bool) -> str:
    from stdnum.cn.uscc import calc_check_digit

    return str(calc_check_digit("91140300MA0XXXX1" + ("1" if script else "2")))


def _enter_filing(officer: Visitor) -> None:
    officer.page.locator("main a[href*='/filings/enter']").first.click()
    officer.look()
    officer.fill("备案编号", f"演示备案 {officer.page.url[-4:]}")
    officer.fill("有效期的第一天", "2024-6-1")
    officer.fill("有效期的最后一天", "2027-5-31")
    officer.fill("职业或工种", "铸造工")
    officer.press("查找")
    officer.choose("铸造工", among="请选择一项")
    officer.pick("最高等级", "三级/高级工")
    officer.press("加入评价范围")
    officer.choose("学历")
    officer.press("录入备案")
    assert officer.page.title().startswith("错误：")
    officer.fill("所依据的文件", "关于做好支持民营经济发展壮大有关工作的通知")
    officer.fill("文号", "晋人社厅发〔2024〕11号")
    officer.fill("条款", "一、1")
    officer.press("录入备案")
    assert "有效" in officer.heading or "已备案" in officer.heading


def _name_clerk(invite: Callable[..., Visitor], officer: Visitor, organisation: str, *, script: bool) -> Visitor:
    (person,) = candidates(21 if script else 22, ("申小满", 10))
    officer.open(f"{organisation}/staff/name")
    officer.fill("证件号码", person.number)
    officer.fill("姓名", person.name)
    officer.choose("企业经办人")
    officer.fill("任职的第一天", "2024-6-3")
    officer.press("登记")
    slip = text_of_pdf(officer.save("纸条", role="button"))
    clerk = invite("new-clerk", script=script, signed_in=False)
    clerk.open("/account/open")
    clerk.pick("证件类型", "居民身份证")
    clerk.fill("证件号码", person.number)
    clerk.fill("姓名", person.name)
    clerk.fill("激活码", _CODE.findall(slip)[0])
    clerk.fill("设定登录名", f"new-clerk-{int(script)}")
    clerk.fill("设定口令", "three unrelated words")
    clerk.press("开户")
    clerk.sign_in(f"new-clerk-{int(script)}", "three unrelated words")
    return clerk

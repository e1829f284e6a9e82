"""Every page of rounds renders in every situation and both languages, and says what its reader came for."""

import re
from collections.abc import Sequence

import pytest

from registry.foundation.languages import LANGUAGES, Language
from registry.foundation.places import TEMPLATES
from tests.rounds.page_values import LI, ROUND, ZHANG
from tests.rounds.shown_pages import SITUATIONS, rendered

EVERY_SITUATION = pytest.mark.parametrize("situation", sorted(SITUATIONS))
FILE_FORM = re.compile(r'<form[^>]*enctype="multipart/form-data"[^>]*>\s*<(\w+)([^>]*)>')


def words(html: str) -> str:
    """Return what can be read on a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("language", LANGUAGES)
@EVERY_SITUATION
def test_a_page_renders_with_one_heading(situation: str, language: Language) -> None:
    html = rendered(situation, language)

    assert html.startswith("<!doctype html>")
    assert html.count("<h1") == 1


@EVERY_SITUATION
def test_no_id_stands_twice_and_what_a_page_refers_to_is_there(situation: str) -> None:
    html = rendered(situation, "zh")
    ids = re.findall(r'\bid="([^"]+)"', html)
    wanted = set(re.findall(r'\bfor="([^"]+)"', html)) | set(re.findall(r'href="#([^"]+)"', html))
    for listed in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html):
        wanted |= set(listed.split())

    assert sorted(ids) == sorted(set(ids))
    assert wanted - set(ids) == set()


@EVERY_SITUATION
def test_the_first_field_of_a_form_with_files_is_its_token(situation: str) -> None:
    html = rendered(situation, "zh")
    first_fields = FILE_FORM.findall(html)

    assert len(first_fields) == html.count("multipart/form-data")
    assert {(tag, fields.strip()) for tag, fields in first_fields} <= {
        ("input", 'type="hidden" name="form_token" value="upload"')
    }


@EVERY_SITUATION
def test_a_page_has_at_most_one_main_button(situation: str) -> None:
    assert len(re.findall(r'class="button(?: danger)?"', rendered(situation, "zh"))) <= 1


@EVERY_SITUATION
def test_a_page_in_english_has_no_chinese_sentence_of_its_own(situation: str) -> None:
    shown = words(re.sub(r'<table lang="zh-Hans">.*?</table>', "", rendered(situation, "en"), flags=re.DOTALL))

    assert (
        re.findall(r"[\u4e00-\u9fff]+[。？；]|[\u4e00-\u9fff]{2,}[，：][\u4e00-\u9fff]{2,}", _without_data(shown)) == []
    )


def _without_data(shown: str) -> str:
    """Return words without what people entered: places, reasons, and the problems that stand here for others."""
    entered = ("太原市示例路 1 号，实训中心三楼", "考核场地停电，改期另办。")
    for data in entered:
        shown = shown.replace(data, "")
    return shown


def test_every_template_of_rounds_is_shown_in_some_situation() -> None:
    shown = {template for template, _viewer, _made in SITUATIONS.values()}

    assert shown == {path.stem for path in (TEMPLATES / "rounds").glob("*.html")} - {"parts_of_round", "mapping"}


@pytest.mark.parametrize(
    ("situation", "said"),
    [
        ("list", ["开设批次", "2024 年上半年电工四级", "四级/中级工", "名册已确认", "已取消", "共 3 个批次"]),
        ("list-empty", ["本单位开设的批次会列在这里。请先按“开设批次”。"]),
        ("list-filtered", ["没有处于这一状态的批次。可选“全部”查看其他批次。"]),
        ("open-refused", ["有 3 处需要修改", "找到 2 项，请选择一项", "矿山电工、电力电气设备安装工"]),
        ("open-nobody", ["本单位在申报日期当天没有在聘的考评员。"]),
        ("open-no-body", ["本单位还没有备案的评价机构，暂时不能开设批次。"]),
        ("round-drafted", ["轮到您办理", "请上传名册，核对后确认。"]),
        ("round-confirmed", ["轮到您办理", "审批准考", "有 5 人尚不清楚", "取消本批次"]),
        ("round-own-work", ["须由本单位另一位审批人办理"]),
        ("round-admitted", ["下一步由考评员录入成绩。", "已准考 39 人"]),
        ("round-issuing", ["正在逐张制作证书", "12 / 33"]),
        ("round-issued", ["办结本批次"]),
        ("round-cancelled", ["本批次已取消", "考核场地停电，改期另办。"]),
        ("candidates", ["全部 48", "符合 39", "尚不清楚 5", "不符合 4", "140101 ******** 7315", "为什么？"]),
        ("candidate-eligible", ["符合申报条件", "凭备案放宽", "告知承诺", "并人社备〔2024〕3号", "换一张照片"]),
        ("candidate-unknown", ["尚不清楚", "请补充学历。", "请补充证书。", "用于：取得五级证书后再工作满规定年限"]),
        ("candidate-not-eligible", ["不符合申报条件", "最早从 2026年3月1日起符合申报条件。", "还差 636 天。"]),
        ("candidate-incomplete", ["（第 1 项）", "用于：取得五级证书后再工作满规定年限"]),
        ("fact-completed", ["正在补全这一项，保存后代替原来的", "五级，职业技能等级证书，本职业"]),
        ("fact-employment", ["补充工作经历：李秀英", "已经登记的", "2021年3月1日至今，本职业", "到哪一天止"]),
        ("fact-certificates", ["有，在下面填写", "没有", "证书等级", "就是本职业"]),
        ("fact-refused", ["请选择学校类型。", "还没有上传证明材料。"]),
        ("admit", ["准予 39 人参加评价", "尚不清楚的 5 人不能参加本批次", "确认后不能撤回"]),
        ("issue", ["核发 1 张证书", "缺照片的人", "李秀英", "阿里木·买买提"]),
        ("issue-problems", ["有几张证书没有发出", "文件设了密码，读不出来。"]),
        ("issue-nobody", ["确认没有证书可发"]),
        ("issue-done", ["Y0000 14 000123 24 4 000017"]),
        ("cancel", ["取消以后不能恢复", "不取消，返回批次"]),
        ("scores", ["已保存。已录入 4 项，共 6 项。", "理论知识：满分 100 分，60 分合格", "上传成绩表"]),
        ("scores-complete", ["接下来：锁定成绩"]),
        ("scores-refused", ["分数不在 0 至 100 之间。"]),
        ("scores-sheet-refused", ["成绩表有 1 处需要修改，没有录入", "D5"]),
        ("scores-locked", ["成绩（已锁定）", "85.5", "缺考", "不合格"]),
        ("lock", ["理论知识 60 分；操作技能 60 分", "再核对一遍"]),
        ("photos", ["用名册行号：25.jpg", "李秀英", "共 2 人"]),
        ("photos-taken", ["收下 31 张照片。", "有 1 张没有收下", "25 照片的宽高比例不是一寸照（约 5:7）。"]),
        ("own", ["有的事实还不知道", "要求：取得本职业或相关职业的五级/初级工证书。", "合格"]),
        ("roster", ["电工四级报名表.xlsx", "等待您确认", "47 KB", "过期未确认，已删除"]),
        ("roster-preview", ["可以接收 46 人", "退回的 3 行", "C6 公民身份号码是 18 位，这里有 17 位。", "H 列“班组”"]),
        ("roster-confirming", ["正在登记考生", "20 / 46"]),
        ("roster-unreadable", ["这份名册读不出来", "文件设了密码，读不出来。"]),
        ("roster-to-map", ["请指明是哪一列，不必改文件。", "H 列“班组”"]),
        ("slips", ["这次打印 12 张", "已经开户 27 人"]),
        ("roster-guide", ["最常见的十个问题", "名册示例：人员和号码都是虚构的"]),
    ],
)
def test_a_page_says_what_its_reader_came_for(situation: str, said: Sequence[str]) -> None:
    shown = words(rendered(situation, "zh"))

    assert [piece for piece in said if piece not in shown] == []


@pytest.mark.parametrize(
    ("situation", "not_said"),
    [
        ("list-filtered", ["开设批次"]),
        ("round-admitted", ["取消本批次", "请录入"]),
        ("round-closed", ["下一步"]),
        ("candidate-not-eligible", ["补充什么就能得出结论", "上传照片"]),
        ("admit-not-yours", ["准予"]),
        ("admit-nobody", ["确认后不能撤回"]),
        ("issue-under-way", ["核发 1 张证书"]),
        ("issue-no-photos", ["确认后不能撤回"]),
        ("cancel-too-late", ["取消的原因"]),
        ("scores-seen", ["保存本页成绩", "考核结果"]),
        ("lock-too-early", ["再核对一遍"]),
        ("photos-seen", ["照片压缩包"]),
        ("roster-seen", ["名册文件"]),
    ],
)
def test_a_page_offers_nothing_that_its_reader_cannot_do(situation: str, not_said: Sequence[str]) -> None:
    shown = words(rendered(situation, "zh").split("<main", 1)[1])

    assert [piece for piece in not_said if piece in shown] == []


def test_a_page_of_work_under_way_asks_again_by_itself_without_a_script() -> None:
    refreshing = '<noscript><meta http-equiv="refresh" content="5"></noscript>'
    waiting = {situation for situation in SITUATIONS if refreshing in rendered(situation, "zh")}

    assert waiting == {"round-issuing", "issue-under-way", "roster-reading", "roster-confirming"}


def test_what_is_missing_leads_to_the_form_that_adds_it() -> None:
    html = rendered("candidate-unknown", "zh")

    assert f'<a href="/rounds/{ROUND.id}/candidates/{LI.id}/facts/certificates">请补充证书。</a>' in html


def test_a_record_that_was_given_incompletely_is_completed_and_not_added_again() -> None:
    html = rendered("candidate-incomplete", "zh")

    assert f'<a href="/rounds/{ROUND.id}/candidates/{LI.id}/facts/certificates?record=0">' in html
    assert '<input type="hidden" name="replaces" value="0">' in rendered("fact-completed", "zh")


def test_marks_are_named_by_candidate_and_part_and_keep_what_was_typed() -> None:
    html = rendered("scores-refused", "zh")

    assert f'name="mark-{ZHANG.id}-theory" type="text" inputmode="decimal" autocomplete="off" value="105"' in html
    assert f'<a href="#mark-{ZHANG.id}-theory">' in html

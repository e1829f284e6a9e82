"""A round and the people around it, each with a browser of their own, who take it from its opening to certificates."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.papers import PROOF, Candidate, archive, candidates, landscape, lines_of, photo_of, roster, workbook
from tests.journeys.visitor import Visitor


class Round:
    """One round and the people around it, each with a browser of their own."""

    def __init__(self, invite: Callable[..., Visitor], title: str, order: int, *, script: bool = True) -> None:
        self.heading = "干这行几年" if script else "做这活几年"
        self.title = title
        self.people = candidates(order, ("丁一", 12), ("丁二", 15), ("丁三", 2), ("丁四", 11))
        self.clerk, self.approver, self.assessor = (
            invite(name, script=script) for name in ("clerk", "approver", "assessor")
        )
        self.path = ""

    def open(self) -> None:
        """The clerk opens the round: first with a gap, then as the filing covers it."""
        clerk = self.clerk
        clerk.open("/rounds/open")
        clerk.fill("职业", "车工")
        clerk.press("查找")
        clerk.press("开设批次")
        assert "请给批次起一个名称。" in clerk.text
        clerk.choose("山西样例精工机械有限公司", among="评价机构")
        clerk.fill("批次名称", self.title)
        clerk.choose("车工", among="请选择一项")
        clerk.choose("三级/高级工")
        clerk.fill("申报日期", "2024年6月3日")
        clerk.fill("考核地点", "太原市示例大街 1 号")
        clerk.choose("史铁山")
        clerk.press("开设批次")
        assert clerk.heading == self.title
        self.path = clerk.path

    def send_roster(self) -> None:
        """The clerk sends a roster with a fault and an unknown column, names the column, keeps the refused row."""
        first, second, third, fourth = self.people
        lines = [(one.name, one.number, one.years) for one in (first, second, third)]
        content = roster(self.heading, [*lines, (fourth.name, fourth.number_miswritten, fourth.years)])
        self._send("名册.xlsx", content)
        assert self.clerk.heading == "核对名册：可以接收 3 人"
        assert "校验码不符" in self.clerk.row_of("丁四").inner_text()
        assert "尚不清楚" in self.clerk.row_of("丁一").inner_text()
        self._map_years()
        assert "符合" in self.clerk.row_of("丁一").inner_text()
        self.clerk.follow("退回", within=self.clerk.page.locator("main nav"))
        refused = self.clerk.save("退回的 1 行")
        self.clerk.press("确认，登记 3 人")
        self.clerk.wait_for("名册已确认")
        self._send_mended(refused, fourth)

    def send_plain_roster(self) -> None:
        """The clerk sends and confirms a roster without faults."""
        lines = [("姓名", "证件号码", "从事本职业年限"), *((one.name, one.number, one.years) for one in self.people)]
        self._send("名册.xlsx", workbook(lines))
        self.clerk.press("确认，登记 4 人")
        self.clerk.wait_for("名册已确认")

    def _send(self, name: str, content: bytes) -> None:
        self.clerk.open(f"{self.path}/roster")
        self.clerk.attach("名册文件", name, content)
        self.clerk.press("上传并预览")
        self.clerk.wait_for("核对名册：")

    def _map_years(self) -> None:
        if self.clerk.page.locator("main details[open] select").count() == 0:
            self.clerk.page.locator("main details summary").first.click()
        self.clerk.pick(f"C 列“{self.heading}”", "从事本职业年限")
        self.clerk.press("按此重新读取")
        self.clerk.wait_for("核对名册：")

    def _send_mended(self, refused: bytes, candidate: Candidate) -> None:
        """The refused rows say why; mended, they are sent as they are, and the column is still known."""
        head, line = lines_of(refused)
        assert "校验码不符" in str(line[-1])
        line[1] = candidate.number
        self._send("退回的行.xlsx", workbook([head, line]))
        assert self.clerk.heading == "核对名册：可以接收 1 人"
        assert "符合" in self.clerk.row_of("丁四").inner_text()
        self.clerk.press("确认，登记 1 人")
        self.clerk.wait_for("名册已确认")

    def complete_a_fact(self) -> None:
        """The clerk adds what is missing of one person, with a proof; without one it is refused."""
        clerk = self.clerk
        clerk.open(f"{self.path}/candidates?only=unknown")
        clerk.follow("丁三")
        assert clerk.heading == "尚不清楚"
        clerk.open(f"{clerk.path}/facts/employment")
        clerk.fill("从哪一天起", "2008-3-1")
        clerk.fill("到哪一天止", "2021-8-31")
        clerk.choose("就是本职业")
        clerk.press("保存并重新判定")
        assert "还没有上传证明材料。" in clerk.text
        clerk.attach("证明材料扫描件", "劳动合同.pdf", PROOF)
        clerk.press("保存并重新判定")
        assert clerk.heading == "符合申报条件"

    def admit(self) -> None:
        """The approver admits; the clerk could not."""
        self.clerk.open(f"{self.path}/admit")
        assert self.clerk.page.locator("main form").count() == 0
        self.approver.open(self.path)
        self.approver.follow("审批准考")
        self.approver.press("准予 4 人参加评价")
        assert "已准考" in self.approver.text or "录入成绩" in self.approver.text

    def score(self) -> None:
        """The assessor enters two people's marks on screen, everybody else's by spreadsheet, and locks them."""
        assessor = self.assessor
        assessor.open(f"{self.path}/scores")
        assessor.fill("丁一，理论知识", "86")
        assessor.fill("丁一，操作技能", "一百")
        assessor.press("保存本页成绩")
        assert "不是 0 至 100" in assessor.text or "分数" in assessor.text
        assessor.fill("丁一，操作技能", "91.5")
        assessor.fill("丁二，理论知识", "77")
        assessor.fill("丁二，操作技能", "缺考")
        assessor.press("保存本页成绩")
        assert "已录入 4 项，共 8 项" in assessor.text
        head, *lines = lines_of(assessor.save("成绩表"))
        marks = {"丁三": (70, 71), "丁四": (88.5, 60)}
        filled = [[*line[:3], *marks.get(str(line[1]), line[3:5])] for line in lines]
        assessor.attach("填好的成绩表", "成绩表.xlsx", workbook([head, *filled]))
        assessor.press("上传成绩表")
        assert "已录入 8 项，共 8 项" in assessor.text
        assessor.follow("核对并锁定成绩")
        assessor.press("锁定成绩")
        assessor.open(f"{self.path}/scores")
        assert assessor.heading == "成绩（已锁定）"
        assert "不合格" in assessor.row_of("丁二").inner_text()

    def add_photos(self) -> None:
        """The clerk sends an archive in which one file is nobody's and one is no portrait."""
        first, _, third, fourth = self.people
        photos = {
            f"{first.number}.jpg": photo_of(first),
            f"{fourth.name}-{fourth.number}.jpg": photo_of(fourth),
            f"{third.number}.jpg": landscape(),
            "合影.jpg": landscape(),
        }
        self.clerk.open(f"{self.path}/photos")
        self.clerk.attach("照片压缩包", "照片.zip", archive(photos))
        self.clerk.press("上传")
        assert "收下 2 张照片。" in self.clerk.text
        assert "有 2 张没有收下" in self.clerk.text

    def issue(self) -> None:
        """The approver issues to whom has a photo, then to the last one whose photo comes later, and closes."""
        self._issue(2)
        assert "缺照片" in self.approver.text
        self.clerk.open(f"{self.path}/candidates")
        self.clerk.follow("丁三")
        self.clerk.attach("照片文件", "丁三.jpg", photo_of(self.people[2]))
        self.clerk.press("上传照片")
        self._issue(1)
        assert "本批次合格的 3 人都已领到证书编号。" in self.approver.text
        self.approver.open(self.path)
        self.approver.press("办结本批次")
        assert "本批次已经办结" in self.approver.text

    def _issue(self, people: int) -> None:
        self.approver.open(f"{self.path}/issue")
        self.approver.press(f"核发 {people} 张证书")
        expect(self.approver.page.locator("main progress")).to_have_count(0, timeout=60_000)
        self.approver.open(f"{self.path}/issue")
        assert "已经发证" in self.approver.text

    def number_of(self, name: str) -> str:
        """Return somebody's certificate number."""
        self.approver.open(f"{self.path}/issue")
        return re.sub(r"\s", "", self.approver.row_of(name).get_by_role("link").last.inner_text())

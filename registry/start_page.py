"""The first page: what one can do here, for a stranger and for each role."""

from dataclasses import dataclass

from litestar import get
from litestar.response import Template

from registry.foundation.authentication import viewer_of
from registry.foundation.pages import AnyRequest, page
from registry.foundation.problems import Message, message
from registry.foundation.viewers import PUBLIC, Role


@dataclass(frozen=True, slots=True)
class Entry:
    """A way in from the first page."""

    href: str
    words: Message
    about: Message


_OWN = (
    Entry("/my/certificates", message("我的证书"), message("查看、下载本人的全部证书")),
    Entry("/my/rounds", message("我参加的批次"), message("资格结论及其理由、成绩")),
)
_ROUNDS = Entry("/rounds", message("评价批次"), message("名册、资格、成绩、发证，一步一步办理"))
_CERTIFICATES = Entry("/certificates", message("证书"), message("已发证书的查找、下载和状态"))
_FILINGS = Entry("/filings", message("备案"), message("评价范围、有效期和放宽的条件"))
_ORGANISATIONS = Entry("/organisations", message("用人单位和评价机构"), message("单位、机构、人员和激活码"))
_PERSONS = Entry("/persons", message("按证件查询人员"), message("登记的批次、证书和账户，每次查询都有记录"))
_CASES = Entry("/cases", message("待核情况"), message("姓名不一致、再次开户，由主管部门核定"))
_CALENDAR = Entry("/calendar", message("工作日历"), message("哪些年份的放假安排已载入，载入新的年份"))
_ENTRIES: dict[Role, tuple[Entry, ...]] = {
    Role.WORKER: _OWN,
    Role.CLERK: (_ROUNDS, _CERTIFICATES, _FILINGS, _ORGANISATIONS),
    Role.APPROVER: (_ROUNDS, _CERTIFICATES, _FILINGS, _ORGANISATIONS),
    Role.ASSESSOR: (Entry("/rounds", message("我考评的批次"), message("录入和锁定成绩")),),
    Role.OFFICER: (_ORGANISATIONS, _FILINGS, _ROUNDS, _CERTIFICATES, _PERSONS, _CASES, _CALENDAR),
    Role.AUDITOR: (_ORGANISATIONS, _FILINGS, _ROUNDS, _CERTIFICATES, _PERSONS, _CASES, _CALENDAR),
}


@get("/", opt={"permission": PUBLIC})
async def start(request: AnyRequest) -> Template:
    """Show what can be done here."""
    return page(request, "start.html", tasks=_ENTRIES.get(viewer_of(request).role, ()))


@get("/healthy", opt={"permission": PUBLIC}, include_in_schema=False, sync_to_thread=False)
def healthy() -> dict[str, str]:
    """Answer that the web process runs."""
    return {"state": "running"}


ROUTES = [start, healthy]

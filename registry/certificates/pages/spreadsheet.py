"""The register as a spreadsheet (证书台账下载): the certificates that the list's filters leave."""

import asyncio
from typing import Any

from litestar import Response, get
from litestar.response import Redirect

from registry.certificates import queries
from registry.certificates.access import READ
from registry.certificates.pages.filters import read_filter
from registry.certificates.queries import CertificateLine
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.grids.writing import ColumnToWrite, SheetToWrite, write_workbook
from registry.foundation.pages import AnyRequest, clock_of, see_other
from registry.foundation.problems import Message, Refusal, message

MOST_LINES = 50_000
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADS: tuple[Message, ...] = (
    message("证书编号"),
    message("姓名"),
    message("职业编码"),
    message("职业"),
    message("工种/职业方向"),
    message("职业技能等级"),
    message("评价机构"),
    message("发证日期"),
    message("状态"),
)


@get("/certificates/spreadsheet", opt={"permission": READ})
async def take_spreadsheet(request: AnyRequest) -> Response[bytes] | Redirect:
    """Hand out what the list shows, newest first; at most 50,000 certificates."""
    try:
        wanted, _ = read_filter(Form.of(request.query_params.multi_items()))
    except Refusal:  # the list says at which field what cannot be read
        return see_other(f"/certificates?{request.url.query}")
    lines = await queries.lines_to_take_away(viewer_of(request), wanted, MOST_LINES)
    content = await asyncio.to_thread(_written, lines)
    name = f"certificates-{clock_of(request).today():%Y%m%d}.xlsx"
    headers = {"content-disposition": f'attachment; filename="{name}"', "x-content-type-options": "nosniff"}
    return Response(content, media_type=_KIND, headers=headers)


def _written(lines: tuple[CertificateLine, ...]) -> bytes:
    columns = [ColumnToWrite(str(head), as_text=place == 0) for place, head in enumerate(_HEADS)]
    return write_workbook([SheetToWrite(str(message("证书")), columns, [_row(line) for line in lines])])


def _row(line: CertificateLine) -> tuple[Any, ...]:
    return (
        line.number,
        line.name,
        line.occupation,
        line.occupation_name,
        line.job_type_in_words,
        str(line.level_in_words),
        line.body_name,
        line.issued_on,
        str(line.state.in_words),
    )


ROUTES: list[Any] = [take_spreadsheet]

"""Why a file is not read: for each reason what the file is, and how to save it right."""

from typing import Final

from registry.foundation.problems import Message, Problem, Refusal, message


class Unreadable(Refusal):
    """A file is no table that can be read safely; carries one problem whose code begins with "file."."""


_SAVE_AS_WORKBOOK: Final = message("请在 Excel 或 WPS 中打开这个文件，另存为“Excel 工作簿（*.xlsx）”后重新上传。")
_COPY_INTO_WORKBOOK: Final = message(
    "请把其中的表格复制到 Excel 或 WPS 的空白工作簿，另存为“Excel 工作簿（*.xlsx）”后重新上传。"
)
_FETCH_AGAIN: Final = message("请重新导出或重新下载，确认在 Excel 或 WPS 中能打开后再上传。")
_SPLIT: Final = message("请删除不需要的行、列和工作表，或分成几份后重新上传。")

_REASONS: Final[dict[str, tuple[Message, Message]]] = {
    "file.cannot-open": (message("打不开这个文件。"), message("请确认文件还在原处并且允许读取。")),
    "file.empty": (message("这个文件是空的，大小为 0。"), _FETCH_AGAIN),
    "file.too-large": (
        message("这个文件有 {size} MB，超过 {limit} MB 的上限。"),
        message("请删除其中的图片和不需要的工作表，或分成几份后重新上传。"),
    ),
    "file.word": (message("这是一份文字处理文档（Word、WPS 文字或 RTF），不是电子表格。"), _COPY_INTO_WORKBOOK),
    "file.presentation": (message("这是一份演示文稿，不是电子表格。"), _COPY_INTO_WORKBOOK),
    "file.pdf": (message("这是一份 PDF 文件，不是电子表格。"), message("请上传制作这份 PDF 时所用的电子表格。")),
    "file.picture": (message("这是一张图片，不是电子表格。"), message("请上传电子表格本身，不要上传它的照片或截图。")),
    "file.archive": (message("这是一个压缩包，不是电子表格。"), message("请先解压，再上传其中的电子表格。")),
    "file.xlsb": (message("这是 Excel 二进制工作簿（*.xlsb），本系统不读取这种格式。"), _SAVE_AS_WORKBOOK),
    "file.ods": (message("这是 OpenDocument 表格（*.ods），本系统不读取这种格式。"), _SAVE_AS_WORKBOOK),
    "file.numbers": (
        message("这是 Numbers 表格，本系统不读取这种格式。"),
        message("请在 Numbers 中选择“导出为 Excel”，再上传导出的文件。"),
    ),
    "file.old-workbook": (message("这个工作簿的格式早于 Excel 97，本系统不读取。"), _SAVE_AS_WORKBOOK),
    "file.web-archive": (message("这是单个文件的网页（*.mht），本系统不读取这种格式。"), _SAVE_AS_WORKBOOK),
    "file.macros": (
        message("这个工作簿带有宏。为了安全，带宏的文件不予读取。"),
        message("请在 Excel 或 WPS 中另存为不带宏的“Excel 工作簿（*.xlsx）”后重新上传。"),
    ),
    "file.encrypted": (
        message("这个文件设有打开密码，无法读取。"),
        message("请在 Excel 或 WPS 中打开，取消打开密码，保存后重新上传。"),
    ),
    "file.damaged": (message("这个文件不完整或已损坏，无法读取。"), _FETCH_AGAIN),
    "file.unsafe-xml": (
        message("这个文件含有电子表格不会使用的 XML 声明。为了安全，不予读取。"),
        _SAVE_AS_WORKBOOK,
    ),
    "file.unpacks-too-large": (
        message("这个文件解压后远大于正常的表格（上限 {limit} MB），不予读取。"),
        _SPLIT,
    ),
    "file.too-many-parts": (message("这个文件里的部件超过 {limit} 个，不像一张表格，不予读取。"), _COPY_INTO_WORKBOOK),
    "file.far-cell": (
        message("表格一直延伸到单元格 {cell}，大到无法读取。"),
        message("请在 Excel 或 WPS 中按 Ctrl+End，删除数据以外的行和列，保存后重新上传。"),
    ),
    "file.too-many-cells": (message("这个文件的单元格超过 {limit} 个，无法读取。"), _SPLIT),
    "file.too-many-sheets": (message("这个文件的工作表或表格超过 {limit} 个，无法读取。"), _SPLIT),
    "file.line-too-long": (
        message("第 {line} 行超过 {limit} 个字符，不像表格中的一行。"),
        message("请确认文件是逗号分隔的表格（CSV），每个人占一行。"),
    ),
    "file.text-too-long": (
        message("从第 {line} 行起的一个单元格超过 {limit} 个字符。"),
        message("请检查这一行前后的引号是否成对，缩短内容后重新上传。"),
    ),
    "file.open-quote": (
        message("从第 {line} 行开始的引号没有结束，后面的内容都被算作同一个单元格。"),
        message("请补上引号，或在 Excel、WPS 中打开后另存为“Excel 工作簿（*.xlsx）”。"),
    ),
    "file.encoding": (
        message("无法确定这个文本文件的编码，文字会变成乱码。"),
        message("请在 Excel 或 WPS 中另存为“Excel 工作簿（*.xlsx）”或“CSV UTF-8”后重新上传。"),
    ),
    "file.damaged-text": (
        message("第 {line} 行有损坏的文字：文件是 UTF-8 编码，但这里无法解读。"),
        message("请更正这一行的文字，另存为“CSV UTF-8”后重新上传。"),
    ),
    "file.not-a-table": (message("这个文件不是电子表格，也不是本系统认识的其他表格。"), _SAVE_AS_WORKBOOK),
    "file.no-table": (message("这是一个网页，其中没有表格。"), _FETCH_AGAIN),
    "file.nested-too-deep": (message("这个网页的内容层层嵌套，超过 {limit} 层，不像一张表格。"), _COPY_INTO_WORKBOOK),
    "file.nothing-inside": (
        message("这个文件的表格里没有任何内容。"),
        message("请打开原表确认有内容，保存后重新上传。"),
    ),
    "file.beyond-limits": (
        message("读取这个文件需要的内存或时间超出了一张表格的正常范围，已停止读取。"),
        message("请把数据复制到空白工作簿，另存为“Excel 工作簿（*.xlsx）”，或分成几份后重新上传。"),
    ),
}

CODES: Final = frozenset(_REASONS)
"""Every code with which a file is refused."""


def unreadable(code: str, **values: object) -> Unreadable:
    """Return the refusal for a code of `CODES`; a value `cell` says where, the others stand in the sentence."""
    what, cure = _REASONS[code]
    where = values.get("cell")
    return Unreadable(Problem(code, message(what.text, **values), where=str(where) if where else None, cure=cure))

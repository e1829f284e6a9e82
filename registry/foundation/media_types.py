"""What a file is, decided by its content and never by its name (文件类型)."""

from registry.foundation.problems import Problem, Refusal, message

_SIGNS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)


def scan_type_of(content: bytes, where: str) -> str:
    """Return the media type of a scan: PDF, JPEG or PNG; raises `Refusal` at the field for anything else."""
    for sign, media_type in _SIGNS:
        if content.startswith(sign):
            return media_type
    raise Refusal(
        Problem(
            "file.not-a-scan",
            message("这个文件不是 PDF、JPEG 或 PNG。"),
            where,
            message("请上传扫描件或照片，格式为 PDF、JPEG 或 PNG。"),
        )
    )

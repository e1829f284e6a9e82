"""The certificate as a PDF: A4, one page, by the national form (人社鉴发〔2021〕1号).

The form asks for 仿宋 in what is filled in. No free 仿宋 has the rare characters that stand in names, and none comes
as a wheel, so all is set in 宋体 (Noto Serif SC) at the size that the form names (小四). Characters that it lacks
are drawn by Rare Han (from HanaMin) in the same style, at last by Noto Sans CJK.

Equal faces give equal bytes: the file's time is the beginning of the day of issue.
"""

import io
import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import cast

import typst
from PIL import Image

from registry.certificates.drawing.fonts import fonts, undrawable
from registry.certificates.drawing.qr import draw_qr
from registry.certificates.rules.form import certificate_form, printed_job_type, printed_level
from registry.foundation.dates import SHANGHAI, day_in_words
from registry.foundation.places import TEMPLATES
from registry.foundation.problems import Problem, Refusal, message

_TEMPLATE = TEMPLATES / "certificates" / "certificate.typ"
_LARGEST_PHOTO = 24_000_000  # dots, what a telephone takes; more would fill the memory
_PHOTO_KINDS = {"JPEG": "image/jpeg", "PNG": "image/png"}


# Its stubs do not know that it takes several files, by name, as texts in memory.
_compile = cast(Callable[..., bytes], typst.compile)


@dataclass(frozen=True, slots=True)
class CertificateFace:
    """What stands on one certificate; the national form's fields, each as it is to be printed."""

    number: str
    holder_name: str = field(repr=False)
    document_kind: str
    document_number: str = field(repr=False)
    occupation: str
    job_type: str | None
    level: int
    body_name: str
    issued_on: date
    check_address: str
    photo: bytes | None = field(default=None, repr=False)
    specimen: bool = False


def draw_certificate(face: CertificateFace) -> bytes:
    """Return the certificate as a tagged PDF/A-2a; raises a refusal where a character or the photo cannot be drawn."""
    return _compile(
        _files(face),
        font_paths=fonts(),
        format="pdf",
        pdf_standards=["a-2a"],
        timestamp=int(datetime.combine(face.issued_on, time(), SHANGHAI).timestamp()),
    )


def draw_picture(face: CertificateFace, dots_per_inch: int = 150) -> bytes:
    """Return the certificate as a PNG, for a page that shows it."""
    return _compile(_files(face), font_paths=fonts(), format="png", ppi=dots_per_inch)


def drawing_problems(face: CertificateFace) -> tuple[Problem, ...]:
    """Return what keeps a certificate from being drawn: characters without a glyph, a photo that cannot be read."""
    texts = _texts(face)
    problems = [_undrawable(field, found) for field in texts if (found := undrawable(texts[field]))]
    if face.photo is not None and _photo_drawing(face.photo) is None:
        problems.append(_unreadable_photo())
    return tuple(problems)


def _files(face: CertificateFace) -> dict[str, bytes]:
    """Return the template with all that it reads, as files that exist in memory alone."""
    problems = drawing_problems(face)
    if problems:
        raise Refusal(problems)
    photo = _photo_drawing(face.photo) if face.photo is not None else None
    files = {
        "main.typ": _template(),
        "face.json": json.dumps(_printed(face), ensure_ascii=False).encode(),
        "qr.svg": draw_qr(face.check_address),
    }
    return files if photo is None else {**files, "photo.svg": photo}


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _texts(face: CertificateFace) -> dict[str, str]:
    """Return what is printed of the holder and the body, by field."""
    return {
        "holder_name": face.holder_name,
        "document_kind": face.document_kind,
        "document_number": face.document_number,
        "occupation": face.occupation,
        "job_type": printed_job_type(face.job_type),
        "level": printed_level(face.level),
        "number": face.number,
        "body_name": face.body_name,
    }


def _printed(face: CertificateFace) -> dict[str, object]:
    form = certificate_form()
    return {
        **_texts(face),
        "title": form.title.text,
        "title_en": form.title.english,
        "text": form.text.text,
        "text_en": form.text.english,
        "issued_on": day_in_words(face.issued_on, "zh"),
        "check_address": face.check_address,
        "certificate_query": form.certificate_query,
        "body_query": form.body_query,
        "photo": face.photo is not None,
        "specimen": face.specimen,
    }


def _photo_drawing(photo: bytes) -> bytes | None:
    """Return a photo as SVG, cut to one inch, or None where it is no JPEG or PNG; typst takes text files alone."""
    kind = _photo_kind(photo)
    if kind is None:
        return None
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 25 35">'
        '<image width="25" height="35" preserveAspectRatio="xMidYMid slice" '
        f'href="data:{kind};base64,{b64encode(photo).decode()}"/></svg>'
    ).encode()


def _photo_kind(photo: bytes) -> str | None:
    try:
        with Image.open(io.BytesIO(photo), formats=list(_PHOTO_KINDS)) as picture:
            if picture.width * picture.height > _LARGEST_PHOTO:
                return None
            picture.load()
            return _PHOTO_KINDS[picture.format or ""]
    except (OSError, SyntaxError, ValueError, KeyError, Image.DecompressionBombError):
        return None


def _undrawable(field: str, signs: tuple[str, ...]) -> Problem:
    return Problem(
        "certificate.undrawable",
        message("现有字体画不出这些字：{signs}。", signs="、".join(f"{sign}（U+{ord(sign):04X}）" for sign in signs)),
        where=field,
        cure=message("请核对是否为通用字符；确为本人姓名用字的，请联系备案的人力资源社会保障部门补充字库后再发证。"),
    )


def _unreadable_photo() -> Problem:
    return Problem(
        "certificate.photo",
        message("照片文件无法读取。"),
        where="photo",
        cure=message("请换用 JPEG 或 PNG 格式的一寸彩色白底照片。"),
    )

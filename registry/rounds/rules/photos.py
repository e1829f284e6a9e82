"""Photos for certificates (证书照片): one inch, colour, upright, big enough to print; and whose photo a file is."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from uuid import UUID

from PIL import Image, ImageOps

from registry.foundation.problems import Problem, Refusal, message
from registry.foundation.typing_habits import code_as_typed
from registry.people.rules.documents import masked

# One inch (25 × 35 mm) at 300 dots an inch is 295 × 413; a printer still does well with two thirds of that.
PRINTED_WIDTH, PRINTED_HEIGHT = 295, 413
LEAST_WIDTH, LEAST_HEIGHT = 200, 280
MOST_DOTS = 40_000_000
_WIDEST, _NARROWEST = 0.82, 0.62
_ROW = re.compile(r"(?:第)?0*(\d{1,6})(?:行)?")
PHOTO_ENDINGS = frozenset({".jpg", ".jpeg", ".png"})


def prepared_photo(content: bytes, where: str | None = None) -> bytes:
    """Return a photo as it is printed: JPEG, upright, at most twice the printed size, without what a camera adds.

    Raises `Refusal` where it is no photo, too small, not upright, or not of the shape of one inch.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_DOTS:
                raise Refusal(_too_many_dots(where))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as cause:
        raise Refusal(_no_photo(where)) from cause
    problem = _fault_of_shape(upright.width, upright.height, where)
    if problem is not None:
        raise Refusal(problem)
    upright.thumbnail((PRINTED_WIDTH * 2, PRINTED_HEIGHT * 2))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=90)
    return out.getvalue()


def _fault_of_shape(width: int, height: int, where: str | None) -> Problem | None:
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return Problem(
            "photo.too-small",
            message("照片只有 {width}×{height} 像素，印出来不清楚。", width=width, height=height),
            where,
            message("请提供不小于 {width}×{height} 像素的照片。", width=LEAST_WIDTH, height=LEAST_HEIGHT),
        )
    if not _NARROWEST <= width / height <= _WIDEST:
        return Problem(
            "photo.shape",
            message("照片的宽高比例不是一寸照（约 5:7）。"),
            where,
            message("请裁成一寸照的比例，例如 {width}×{height} 像素。", width=PRINTED_WIDTH, height=PRINTED_HEIGHT),
        )
    return None


def _no_photo(where: str | None) -> Problem:
    return Problem(
        "photo.not-a-photo", message("这个文件不是 JPEG 或 PNG 照片。"), where, message("请用 JPEG 或 PNG 格式保存。")
    )


def _too_many_dots(where: str | None) -> Problem:
    return Problem("photo.too-many-dots", message("照片的像素过多。"), where, message("请缩小到 2000 像素以内。"))


@dataclass(frozen=True, slots=True)
class PhotoOwners:
    """Whose photo a file can be: candidates by document number and by row of the roster."""

    by_number: Mapping[str, UUID]
    by_row: Mapping[int, UUID]


def owner_of_photo(path: str, owners: PhotoOwners) -> UUID | Problem:
    """Return whose photo a file in an archive is, by its name: a document number, or the row in the roster.

    A name that holds both, or a name of a person beside the number (张三-140101….jpg), is understood.
    """
    stem = PurePosixPath(path.replace("\\", "/")).stem
    whole = code_as_typed(stem)
    for number in (whole, *re.findall(r"[0-9A-Z]{7,}", whole)):
        if number in owners.by_number:
            return owners.by_number[number]
    row = _ROW.fullmatch(stem.strip())
    if row is not None and int(row[1]) in owners.by_row:
        return owners.by_row[int(row[1])]
    return Problem(
        "photo.nobody",
        message("照片“{name}”对不上名册里的人。", name=shown_name(stem)),
        shown_name(stem),
        message("请用证件号码或名册行号作文件名，例如 25.jpg。"),
    )


def shown_name(stem: str) -> str:
    """Return a file's name as it may be shown: numbers of documents are masked."""
    return re.sub(r"[0-9A-Za-z]{7,}", lambda found: masked(found[0]), stem)

"""Photos for the demonstration: a plain drawn figure on white, the size of one inch, obviously nobody (演示照片)."""

import io
import zipfile
from collections.abc import Mapping
from random import Random

from PIL import Image, ImageDraw

from registry.demo.people import Worker

WIDTH, HEIGHT = 295, 413
_FINER = 2  # drawn larger and shrunk, so that edges are smooth
_SKIN = ("#F2D3B8", "#E8BF9C", "#DDAE87", "#F6DCC6")
_HAIR = ("#2B2B2B", "#3A2E28", "#4A3B32", "#5C5C5C")
_COATS = ("#2F5D7C", "#3F6B4F", "#7A4B3A", "#5B4E77", "#8A6D2F", "#4A5560", "#9B4A52")

Box = tuple[float, float, float, float]


def draw_photo(worker: Worker) -> bytes:
    """Return a JPEG of 295 × 413: shoulders in a coloured coat, a round head without a face, hair."""
    random = Random(worker.number)  # noqa: S311  # the same picture for the same person
    picture = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), "white")
    pen = ImageDraw.Draw(picture)
    hair, skin, coat = random.choice(_HAIR), random.choice(_SKIN), random.choice(_COATS)
    if worker.sex == "女":
        pen.rounded_rectangle(_box(78, 82, 217, 300), radius=70 * _FINER, fill=hair)
    _shoulders(pen, coat, skin)
    pen.ellipse(_box(93, 92, 202, 236), fill=skin)
    _hair(pen, hair, fringe=random.randint(112, 134))
    out = io.BytesIO()
    picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "JPEG", quality=88)
    return out.getvalue()


def _shoulders(pen: ImageDraw.ImageDraw, coat: str, skin: str) -> None:
    pen.rounded_rectangle(_box(22, 282, 273, 520), radius=86 * _FINER, fill=coat)
    pen.rounded_rectangle(_box(119, 205, 176, 310), radius=24 * _FINER, fill=skin)
    pen.polygon(_points((104, 283), (147, 352), (119, 372)), fill="white")
    pen.polygon(_points((191, 283), (148, 352), (176, 372)), fill="white")


def _hair(pen: ImageDraw.ImageDraw, colour: str, *, fringe: int) -> None:
    pen.chord(_box(88, 78, 207, fringe * 2 - 78), 180, 360, fill=colour)
    pen.rectangle(_box(88, fringe, 100, fringe + 34), fill=colour)
    pen.rectangle(_box(195, fringe, 207, fringe + 34), fill=colour)


def _box(left: float, top: float, right: float, bottom: float) -> Box:
    return (left * _FINER, top * _FINER, right * _FINER, bottom * _FINER)


def _points(*points: tuple[float, float]) -> list[tuple[float, float]]:
    return [(x * _FINER, y * _FINER) for x, y in points]


def photo_archive(photos: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of photos by the stem of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for stem, photo in photos.items():
            archive.writestr(f"{stem}.jpg", photo)
    return out.getvalue()

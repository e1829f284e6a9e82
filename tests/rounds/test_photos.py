"""Photos: of the shape of one inch, big enough to print, and found by number or row."""

import io
from uuid import UUID

import pytest
from PIL import Image

from registry.foundation.problems import Problem, Refusal
from registry.rounds.rules.photos import PhotoOwners, owner_of_photo, prepared_photo

ZHANG = UUID(int=1)
OWNERS = PhotoOwners({"140101199003077315": ZHANG, "E12345678": UUID(int=2)}, {25: UUID(int=3)})


def picture(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), "white").save(out, kind, **more)
    return out.getvalue()


def refused_for(content: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        prepared_photo(content, "photo")
    assert caught.value.problems[0].where == "photo"
    return caught.value.problems[0].code


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_of_one_inch_is_taken_and_made_a_jpeg(kind: str) -> None:
    with Image.open(io.BytesIO(prepared_photo(picture(295, 413, kind)))) as taken:
        assert (taken.format, taken.size) == ("JPEG", (295, 413))


def test_a_large_photo_is_made_smaller_and_loses_what_the_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x010E] = "140101199003077315"
    content = prepared_photo(picture(2000, 2800, exif=exif))

    with Image.open(io.BytesIO(content)) as taken:
        assert taken.size == (590, 826)
        assert not taken.getexif()
    assert b"140101199003077315" not in content


def test_a_photo_that_lies_on_its_side_by_its_own_word_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    with Image.open(io.BytesIO(prepared_photo(picture(413, 295, exif=exif)))) as taken:
        assert taken.size == (295, 413)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (picture(199, 280), "photo.too-small"),
        (picture(413, 295), "photo.shape"),
        (picture(400, 400), "photo.shape"),
        (b"", "photo.not-a-photo"),
        (b"%PDF-1.7", "photo.not-a-photo"),
        (picture(295, 413)[:200], "photo.not-a-photo"),
        (picture(295, 413, "GIF"), "photo.not-a-photo"),
    ],
)
def test_what_is_no_photo_for_a_certificate_is_refused(content: bytes, code: str) -> None:
    assert refused_for(content) == code


@pytest.mark.parametrize(
    "name",
    [
        "140101199003077315.jpg",
        "照片/张三-140101199003077315.JPG",
        "１４０１０１１９９００３０７７３１５.png",
        "140101 19900307 7315.jpeg",
        "c:\\photos\\140101199003077315.jpg",
    ],
)
def test_a_file_is_found_by_the_document_number_in_its_name(name: str) -> None:
    assert owner_of_photo(name, OWNERS) == ZHANG


@pytest.mark.parametrize("name", ["25.jpg", "025.jpg", "第25行.jpg"])
def test_a_file_is_found_by_the_row_of_the_roster(name: str) -> None:
    assert owner_of_photo(name, OWNERS) == UUID(int=3)


@pytest.mark.parametrize("name", ["26.jpg", "张三.jpg", "140201198512127713.jpg"])
def test_a_file_of_nobody_is_said_without_showing_a_number(name: str) -> None:
    outcome = owner_of_photo(name, OWNERS)

    assert isinstance(outcome, Problem)
    assert outcome.code == "photo.nobody"
    assert "140201198512127713" not in str(outcome)

"""The certificate as people get it: read back from the file, looked at by a machine's eye."""

import io
import re
import unicodedata
from dataclasses import replace
from datetime import datetime
from time import perf_counter

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from registry.certificates.drawing.certificate import (
    CertificateFace,
    draw_certificate,
    draw_picture,
    drawing_problems,
)
from registry.certificates.drawing.electronic_seal import WetStamp
from registry.certificates.drawing.fonts import FACES, coverage
from registry.certificates.rules.form import certificate_form
from registry.foundation.dates import SHANGHAI
from registry.foundation.problems import Refusal

RARE = "𠮷𬭼㛃龘䶮"
LONG_NAME = "阿卜杜热合曼·阿卜杜外力·麦麦提吐尔逊·玉素甫艾力江·吐尔"
LONG_BODY = "山西省晋中经济技术开发区新能源汽车零部件智能制造（集团）股份有限公司太原市第二热处理分公司"
LONG_JOB_TYPE = "多工序数控机床操作调整工（含加工中心、车铣复合、五轴联动机床及柔性制造系统方向）"


def document(face: CertificateFace) -> PdfReader:
    return PdfReader(io.BytesIO(draw_certificate(face)))


def text_of(reader: PdfReader) -> str:
    """The page's text without blanks and line ends, as a search would see it."""
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))


def values_of(face: CertificateFace) -> list[str]:
    form = certificate_form()
    return [
        "职业技能等级证书",
        form.text.text,
        face.body_name,
        face.holder_name,
        face.document_kind,
        face.document_number,
        face.occupation,
        face.job_type or "--",
        face.number,
        form.certificate_query,
        form.body_query,
    ]


def test_every_field_of_the_national_form_can_be_searched(face: CertificateFace) -> None:
    text = text_of(document(face))
    assert [value for value in [*values_of(face), "三级/高级工", "2024年5月6日"] if value not in text] == []


def test_every_label_stands_in_both_languages(face: CertificateFace) -> None:
    text = text_of(document(face))
    labels = {
        "姓名": "Name",
        "证件类型": "Typeofdocument",
        "证件号码": "Documentnumber",
        "职业名称": "Occupation",
        "工种/职业方向": "Jobtype",
        "职业技能等级": "Skilllevel",
        "证书编号": "Certificatenumber",
        "评价机构（盖章）": "Certifyingbody(seal)",
        "发证日期": "Dateofissue",
        "证书信息查询网址": "Certificatequery",
        "机构信息查询网址": "Certifyingbodyquery",
    }
    assert [zh for zh, en in labels.items() if zh + en not in text] == []


def test_rare_characters_are_drawn_and_can_be_searched(face: CertificateFace) -> None:
    reader = document(replace(face, holder_name=RARE))
    assert RARE in text_of(reader)


def test_where_there_is_no_job_type_two_dashes_stand(face: CertificateFace) -> None:
    assert "工种/职业方向Jobtype--" in text_of(document(replace(face, job_type=None)))


@pytest.mark.parametrize("level", [5, 4, 3, 2, 1])
def test_a_level_is_written_as_the_form_asks(face: CertificateFace, level: int) -> None:
    printed = {5: "五级/初级工", 4: "四级/中级工", 3: "三级/高级工", 2: "二级/技师", 1: "一级/高级技师"}
    assert printed[level] in text_of(document(replace(face, level=level)))


def test_it_is_one_page_of_a4(face: CertificateFace) -> None:
    (page,) = document(face).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


@pytest.mark.parametrize("specimen", [False, True])
def test_long_texts_stay_on_the_page_and_complete(face: CertificateFace, specimen: bool) -> None:
    long = replace(
        face,
        holder_name=LONG_NAME,
        body_name=LONG_BODY,
        job_type=LONG_JOB_TYPE,
        occupation="煤矿井下无轨胶轮车与特种机电设备安装调试及维修操作人员",
        specimen=specimen,
    )
    reader = document(long)
    assert len(reader.pages) == 1
    text = text_of(reader)
    assert [value for value in values_of(long) if value not in text] == []


def test_equal_faces_give_equal_bytes_and_other_faces_others(face: CertificateFace) -> None:
    assert draw_certificate(face) == draw_certificate(replace(face))
    assert draw_certificate(face) != draw_certificate(replace(face, holder_name="王建军"))


def test_the_files_own_data_name_the_form_and_the_body_and_no_person(face: CertificateFace) -> None:
    reader = document(face)
    about = reader.metadata
    assert about is not None
    assert (about.title, about.author) == ("职业技能等级证书", face.body_name)
    assert about.creation_date == datetime(2024, 5, 6, tzinfo=SHANGHAI)
    inside = str(about) + reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert face.document_number not in inside
    assert face.holder_name not in inside


def test_the_file_is_tagged_speaks_chinese_and_can_be_kept(face: CertificateFace) -> None:
    root = document(face).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert b"<pdfaid:part>2" in root["/Metadata"].get_data()
    assert b"<pdfaid:conformance>A" in root["/Metadata"].get_data()


def test_the_qr_code_is_read_back_from_the_printed_page(face: CertificateFace) -> None:
    page = Image.open(io.BytesIO(draw_picture(face, 150)))
    (code,) = zxingcpp.read_barcodes(page)
    assert code.text == "https://registry.example.cn/c/0123456789abcdef0123456789abcdef"


def test_the_qr_code_is_read_from_a_specimen_and_from_a_small_picture(face: CertificateFace) -> None:
    page = Image.open(io.BytesIO(draw_picture(replace(face, specimen=True), 96))).convert("L")
    (code,) = zxingcpp.read_barcodes(page)
    assert code.text == face.check_address


def test_only_a_specimen_says_so(face: CertificateFace) -> None:
    assert "SPECIMEN" not in text_of(document(face))
    marked = text_of(document(replace(face, specimen=True)))
    assert "样本" in marked
    assert "SPECIMEN" in marked


def red_dots(picture: bytes) -> int:
    page = Image.open(io.BytesIO(picture)).convert("RGB").tobytes()
    return sum(
        red > green + 40 and red > blue + 40 for red, green, blue in zip(page[::3], page[1::3], page[2::3], strict=True)
    )


def test_no_seal_is_ever_drawn(face: CertificateFace) -> None:
    assert red_dots(draw_picture(replace(face, photo=None), 60)) == 0
    assert red_dots(draw_picture(replace(face, photo=None, specimen=True), 60)) > 0


def test_without_a_photo_a_frame_says_where_it_goes(face: CertificateFace) -> None:
    assert "照片Photo" in text_of(document(replace(face, photo=None)))
    assert "照片Photo" not in text_of(document(face))


def test_a_png_photo_is_taken_and_the_photo_is_in_the_file(face: CertificateFace) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (295, 413), "white").save(picture, "PNG")
    for taken in (face.photo, picture.getvalue()):
        assert "/XObject" in document(replace(face, photo=taken)).pages[0]["/Resources"]


@pytest.mark.parametrize("photo", [b"", b"not a picture", b"\xff\xd8\xff\xe0broken", b"GIF89a" + bytes(20)])
def test_a_photo_that_cannot_be_read_is_refused(face: CertificateFace, photo: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        draw_certificate(replace(face, photo=photo))
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [("certificate.photo", "photo")]


def test_a_photo_larger_than_any_telephone_takes_is_refused_before_it_is_unpacked(face: CertificateFace) -> None:
    picture = io.BytesIO()
    Image.new("1", (6000, 4001)).save(picture, "PNG")
    assert [problem.code for problem in drawing_problems(replace(face, photo=picture.getvalue()))] == [
        "certificate.photo"
    ]


def test_a_face_shows_no_person_in_a_log(face: CertificateFace) -> None:
    assert [secret for secret in (face.holder_name, face.document_number) if secret in repr(face)] == []


def test_a_character_that_no_font_draws_is_refused_at_its_field(face: CertificateFace) -> None:
    with pytest.raises(Refusal) as refused:
        draw_certificate(replace(face, holder_name="王\ue000\U0003137f", body_name="\ue001公司"))
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [
        ("certificate.undrawable", "holder_name"),
        ("certificate.undrawable", "body_name"),
    ]
    assert "U+E000" in refused.value.problems[0].in_language("en")


def test_typed_signs_of_the_template_language_are_only_text(face: CertificateFace) -> None:
    hostile = '#panic("x") $a$ *b* <c> \\ "d"'
    reader = document(replace(face, holder_name=hostile, job_type="`raw` _x_ @ref //"))
    assert re.sub(r"\s+", "", hostile) in text_of(reader)


drawable_han = st.sampled_from(
    sorted(code for kind in FACES for code in coverage(kind) if unicodedata.name(chr(code), "").startswith("CJK UNI"))
).map(chr)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(drawable_han | st.just("·"), min_size=1, max_size=30))
def test_any_name_of_characters_that_fonts_draw_is_printed_whole(face: CertificateFace, name: str) -> None:
    reader = document(replace(face, holder_name=name))
    assert len(reader.pages) == 1
    assert name in text_of(reader)


@pytest.mark.parametrize("blank", [chr(code) for code in range(0x3001) if chr(code).isspace()], ids=ascii)
def test_a_blank_of_any_kind_is_drawn_or_refused(face: CertificateFace, blank: str) -> None:
    tried = replace(face, holder_name=f"张{blank}三")
    if drawing_problems(tried):
        with pytest.raises(Refusal):
            draw_certificate(tried)
    else:
        assert len(document(tried).pages) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=60), body=st.text(max_size=80))
def test_any_text_is_either_drawn_on_one_page_or_refused(face: CertificateFace, name: str, body: str) -> None:
    tried = replace(face, holder_name=name, body_name=body)
    if drawing_problems(tried):
        with pytest.raises(Refusal):
            draw_certificate(tried)
    else:
        assert len(document(tried).pages) == 1


def test_a_wet_stamp_leaves_the_file_as_it_is() -> None:
    assert WetStamp().seal(b"file", body_prefix="Y000014000123", number="Y000014000123243000017") == b"file"


def test_each_of_many_certificates_has_a_file_of_its_own(
    face: CertificateFace, capsys: pytest.CaptureFixture[str]
) -> None:
    files, times = {draw_certificate(face)}, []
    for serial in range(1, 31):
        one = replace(face, number=f"Y000014000123243{serial:06d}", holder_name=chr(0x4E00 + serial * 97) * 2)
        begun = perf_counter()
        files.add(draw_certificate(one))
        times.append(perf_counter() - begun)
    with capsys.disabled():
        print(f"\na certificate, warm: {sorted(times)[15] * 1000:.1f} ms (median of {len(times)})")
    assert len(files) == 31

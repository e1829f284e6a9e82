"""A certificate's face to draw; its person and body are invented."""

import io
from datetime import date

import pytest
from PIL import Image

from registry.certificates.drawing.certificate import CertificateFace
from registry.certificates.drawing.qr import check_address


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A one-inch picture as a camera's program writes it."""
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((295, 413)).convert("RGB").save(picture, "JPEG")
    return picture.getvalue()


@pytest.fixture
def face(photo: bytes) -> CertificateFace:
    return CertificateFace(
        number="Y000014000123243000017",
        holder_name="王建国",
        document_kind="居民身份证",
        document_number="140101198803127310",
        occupation="焊工",
        job_type="电焊工",
        level=3,
        body_name="山西晋工机械制造有限公司",
        issued_on=date(2024, 5, 6),
        check_address=check_address("https://registry.example.cn/", "0123456789abcdef0123456789abcdef"),
        photo=photo,
    )

"""A certificate as a PDF, once everything is warm."""

import io
import statistics
import time
from dataclasses import replace
from datetime import date

from PIL import Image

from registry.certificates.drawing.certificate import CertificateFace, draw_certificate
from registry.certificates.drawing.qr import check_address
from tests.bench.lines import Line

TIMES = 60


def measure_certificate() -> list[Line]:
    """Return the line of a certificate."""
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((295, 413)).convert("RGB").save(picture, "JPEG")
    face = CertificateFace(
        number="Y000014000123243000001",
        holder_name="王建国",
        document_kind="居民身份证",
        document_number="140101198803127310",
        occupation="焊工",
        job_type="电焊工",
        level=3,
        body_name="山西晋工机械制造有限公司",
        issued_on=date(2024, 5, 6),
        check_address=check_address("https://registry.example.cn", "0123456789abcdef012345"),
        photo=picture.getvalue(),
    )
    draw_certificate(face)
    before = time.process_time()
    taken = [_seconds(replace(face, number=f"Y0000140001232430{serial:05d}0"[:22])) for serial in range(TIMES)]
    worked = (time.process_time() - before) * 1000 / TIMES
    median = statistics.median(taken) * 1000
    return [
        Line(
            f"certificate as PDF, warm, median of {TIMES} ({worked:.1f} ms of work)",
            f"{median:.1f} ms",
            "< 20 ms",
            median < 20,
        )
    ]


def _seconds(face: CertificateFace) -> float:
    started = time.perf_counter()
    draw_certificate(face)
    return time.perf_counter() - started

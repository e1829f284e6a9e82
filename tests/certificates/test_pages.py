"""Pages of certificates for who has signed in: one's own, the register, an officer's steps, and who sees what."""

import io
import re
from uuid import UUID, uuid4

import pytest
from httpx import Response
from openpyxl import load_workbook
from pypdf import PdfReader

from registry.certificates.service.tokens import token_in_address
from registry.certificates.tables import Certificate, CertificateStep
from registry.foundation.viewers import VISITOR
from tests.certificates.site import NUMBER, Site, words_of
from tests.certificates.world import ALIM, WEI, World

# One's own


async def test_a_holder_sees_its_own_certificates_and_takes_the_file(
    site: Site, world: World, certificate: UUID
) -> None:
    row = await Certificate.select(Certificate.qr_token).first()
    async with site.as_viewer(world.alim) as opened:
        assert "Y0000 14 000123 24 4 000001" in (await opened.get("/my/certificates")).text
        shown = await opened.get(f"/my/certificates/{certificate}")
        file = await opened.get(f"/my/certificates/{certificate}/pdf")
    assert f"{site.settings.public_url}/c/{token_in_address(bytes(row['qr_token']))}" in shown.text
    assert "140201 ******** 123X" in shown.text
    assert ALIM[1] not in shown.text
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"] == f'attachment; filename="{NUMBER}.pdf"'
    assert file.headers["x-content-type-options"] == "nosniff"
    assert ALIM[1] in PdfReader(io.BytesIO(file.content)).pages[0].extract_text()


async def test_who_holds_none_reads_what_will_appear(site: Site, world: World, certificate: UUID) -> None:
    answer = await site.get(world.wei, "/my/certificates")
    assert answer.status_code == 200
    assert "您的证书发放后会出现在这里" in answer.text


# The register


async def test_the_register_is_narrowed_by_state_number_name_level_and_day(
    site: Site, world: World, certificate: UUID
) -> None:
    await world.issue(world.order(world.wei, level=3))
    for query, shown in {
        "": [ALIM[0], WEI[0]],
        "?level=3": [WEI[0]],
        "?number=y0000+14+000123+24+4": [ALIM[0]],
        "?name=阿里木.": [ALIM[0]],
        "?name=%25": [],
        "?state=revoked": [],
        "?issued_from=2024-6-3&issued_to=20240603": [ALIM[0], WEI[0]],
        "?issued_from=2024-6-4": [],
        "?page=99": [ALIM[0], WEI[0]],
    }.items():
        text = (await site.get(world.clerk, f"/certificates{query}")).text
        assert [name for name, _ in (ALIM, WEI) if f">{name}</a>" in text] == shown, query


async def test_a_filter_that_cannot_be_read_is_said_at_its_field(site: Site, world: World) -> None:
    answer = await site.get(world.clerk, "/certificates?issued_from=2024-6-4&issued_to=2024-6-3")
    assert answer.status_code == 422
    assert 'id="issued_to-problem"' in answer.text


async def test_the_list_is_taken_away_as_a_spreadsheet_as_narrow_as_it_is_shown(
    site: Site, world: World, certificate: UUID
) -> None:
    await world.issue(world.order(world.wei, level=3, name="=1+1", job_type=None))
    await world.issue(world.order(world.li, body=world.other_body))
    answer = await site.get(world.clerk, "/certificates/spreadsheet?level=3")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [[str(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [
            "Y000014000123243000001",
            "=1+1",
            "6-29-02-11",
            "焊工",
            "--",
            "三级/高级工",
            "晋阳机械制造有限公司",
            "2024-06-03 00:00:00",
            "有效",
        ]
    ]
    assert sheet["B2"].data_type == "s"
    assert answer.headers["content-disposition"] == 'attachment; filename="certificates-20240603.xlsx"'
    everything = await site.get(world.clerk, "/certificates/spreadsheet")
    assert load_workbook(io.BytesIO(everything.content)).active.max_row == 3


async def test_a_spreadsheet_asked_for_with_a_filter_that_cannot_be_read_leads_back_to_the_list(
    site: Site, world: World
) -> None:
    answer = await site.get(world.clerk, "/certificates/spreadsheet?issued_from=never")
    assert (answer.status_code, answer.headers["location"]) == (303, "/certificates?issued_from=never")


# An officer's steps


async def test_an_officer_revokes_after_a_page_that_says_what_will_happen(
    site: Site, world: World, certificate: UUID
) -> None:
    typed = {"ground": "substitution", "reasons": "经核查，由他人代考。", "seen": "1"}
    async with site.as_viewer(world.county_officer) as opened:
        page = await opened.get(f"/certificates/{certificate}/revoke")
        assert 'name="seen" value="1"' in page.text
        confirm = await opened.post(f"/certificates/{certificate}/revoke", typed)
        assert confirm.status_code == 200
        assert "证书撤销后不能恢复" in confirm.text
        assert await CertificateStep.count() == 1
        done = await opened.post(f"/certificates/{certificate}/revoke", {**typed, "confirmed": "yes"})
        assert (done.status_code, done.headers["location"]) == (303, f"/certificates/{certificate}")
        after = words_of(await opened.get(f"/certificates/{certificate}"))
    assert "已撤销" in after
    assert "经核查，由他人代考。" in after
    assert "已撤销" in words_of(await site.ask(number=NUMBER, name=ALIM[0]))


async def test_without_ground_and_reasons_the_form_comes_back_before_anything_is_confirmed(
    site: Site, world: World, certificate: UUID
) -> None:
    async with site.as_viewer(world.county_officer) as opened:
        answer = await opened.post(f"/certificates/{certificate}/suspend", {"seen": "1"})
    assert answer.status_code == 422
    assert 'id="ground-problem"' in answer.text
    assert 'id="reasons-problem"' in answer.text


async def test_the_slower_of_two_officers_reads_what_happened(site: Site, world: World, certificate: UUID) -> None:
    typed = {"ground": "substitution", "reasons": "经核查，由他人代考。", "seen": "1", "confirmed": "yes"}
    async with site.as_viewer(world.county_officer) as opened:
        await opened.post(f"/certificates/{certificate}/suspend", typed)
    async with site.as_viewer(world.city_officer) as opened:
        answer = await opened.post(f"/certificates/{certificate}/revoke", typed)
    assert answer.status_code == 409
    assert "已由他人变更：2024年6月3日 10:00变为“暂停使用”" in answer.text


# Who sees what


PAGES = ["", "/pdf"]
OWN_PAGES = ["", "/pdf"]


@pytest.mark.parametrize("end", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200),
        ("approver", 200),
        ("other_approver", 404),
        ("province_officer", 200),
        ("city_officer", 200),
        ("county_officer", 200),
        ("other_city_officer", 404),
        ("auditor", 200),
        ("assessor", 403),
        ("alim", 403),
        ("li", 403),
    ],
)
async def test_a_certificate_is_read_by_its_enterprise_its_authorities_and_auditors(
    site: Site, world: World, certificate: UUID, who: str, status: int, end: str
) -> None:
    expected = 403 if (who, end) == ("auditor", "/pdf") else status
    viewer = getattr(world, who)
    there, nowhere = f"/certificates/{certificate}{end}", f"/certificates/{uuid4()}{end}"
    shown = await site.get(viewer, there)
    assert shown.status_code == expected
    if expected == 404:
        assert_alike(shown, there, await site.get(viewer, nowhere), nowhere)


@pytest.mark.parametrize("end", OWN_PAGES)
@pytest.mark.parametrize(
    "who", ["wei", "li", "clerk", "approver", "other_approver", "city_officer", "auditor", "assessor"]
)
async def test_nobody_else_can_tell_whether_a_holders_certificate_exists(
    site: Site, world: World, certificate: UUID, who: str, end: str
) -> None:
    viewer = getattr(world, who)
    there, nowhere = f"/my/certificates/{certificate}{end}", f"/my/certificates/{uuid4()}{end}"
    assert_alike(await site.get(viewer, there), there, await site.get(viewer, nowhere), nowhere)


@pytest.mark.parametrize(
    "path", ["/certificates/{}", "/certificates/{}/pdf", "/certificates/{}/revoke", "/my/certificates/{}"]
)
async def test_a_visitor_is_asked_to_sign_in_whether_or_not_there_is_a_certificate(
    site: Site, certificate: UUID, path: str
) -> None:
    for each in (certificate, uuid4()):
        answer = await site.get(VISITOR, path.format(each))
        assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={path.format(each)}")


def assert_alike(one: Response, its_path: str, other: Response, other_path: str) -> None:
    """Both are 404 and the same byte for byte, but for the address that was asked for and the form's token."""
    assert one.status_code == other.status_code == 404
    assert _bare(one, its_path) == _bare(other, other_path)


def _bare(answer: Response, path: str) -> str:
    text = answer.text.replace(path, "").replace(path.replace("/", "%2F"), "")
    return re.sub(r'(_csrf_token" value=")[^"]+', r"\1", text)

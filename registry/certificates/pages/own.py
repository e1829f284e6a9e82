"""A holder's own certificates (我的证书): all of them, each with its history, its file and an address to share."""

from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Template

from registry.certificates import queries
from registry.certificates.access import READ_OWN
from registry.certificates.drawing.qr import check_address
from registry.certificates.pages.prepared import TONES
from registry.certificates.service.downloads import CertificateFile, hand_out_own
from registry.foundation.authentication import viewer_of
from registry.foundation.pages import AnyRequest, clock_of, page


@get("/my/certificates", opt={"permission": READ_OWN})
async def show_own(request: AnyRequest) -> Template:
    """Show all certificates of the viewer, whoever issued them."""
    lines = await queries.own_lines(viewer_of(request))
    return page(request, "certificates/own_list.html", lines=lines, tones=TONES)


@get("/my/certificates/{certificate_id:uuid}", opt={"permission": READ_OWN})
async def show_own_certificate(certificate_id: FromPath[UUID], request: AnyRequest) -> Template:
    """Show one certificate of the viewer."""
    certificate = await queries.own_certificate(viewer_of(request), certificate_id)
    return page(
        request,
        "certificates/own.html",
        certificate=certificate,
        tones=TONES,
        share=check_address(request.app.state.settings.public_url, certificate.token),
    )


@get("/my/certificates/{certificate_id:uuid}/pdf", opt={"permission": READ_OWN})
async def take_own_file(certificate_id: FromPath[UUID], request: AnyRequest) -> Response[bytes]:
    """Hand out the certificate's file to its holder."""
    return as_attachment(await hand_out_own(viewer_of(request), certificate_id, now=clock_of(request).now()))


def as_attachment(file: CertificateFile) -> Response[bytes]:
    """Return a PDF that the browser saves and does not show as a page of this site."""
    headers = {"content-disposition": f'attachment; filename="{file.name}"', "x-content-type-options": "nosniff"}
    return Response(file.content, media_type="application/pdf", headers=headers)


ROUTES: list[Any] = [show_own, show_own_certificate, take_own_file]

"""The register of certificates (证书台账) as enterprises, officers and auditors read it."""

from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Template

from registry.certificates import queries
from registry.certificates.access import CHANGE_STATE, DOWNLOAD, READ
from registry.certificates.pages.filters import LEVELS, read_filter
from registry.certificates.pages.own import as_attachment
from registry.certificates.pages.prepared import TONES
from registry.certificates.rules.states import State, allowed_steps
from registry.certificates.service.downloads import hand_out
from registry.certificates.service.states import BY_OFFICERS
from registry.foundation.authentication import viewer_of
from registry.foundation.forms import Form
from registry.foundation.pages import AnyRequest, clock_of, page
from registry.foundation.problems import Refusal


@get("/certificates", opt={"permission": READ})
async def show_register(request: AnyRequest) -> Template:
    """Show a page of the certificates that the viewer reads, narrowed as the address says."""
    form = Form.of(request.query_params.multi_items())
    try:
        wanted, number = read_filter(form)
    except Refusal as refusal:
        form = form.refused(refusal)
        wanted, number = queries.CertificateFilter(), 1
    listed = await queries.list_certificates(viewer_of(request), wanted, number)
    return page(
        request,
        "certificates/register.html",
        status=422 if form.problems else 200,
        form=form,
        listed=listed,
        states=tuple(State),
        levels=[(typed, queries.level_words(level)) for typed, level in LEVELS.items()],
        query={name: form.typed(name) for name in form.entries if name != "page"},
        tones=TONES,
    )


@get("/certificates/{certificate_id:uuid}", opt={"permission": READ})
async def show_certificate(certificate_id: FromPath[UUID], request: AnyRequest) -> Template:
    """Show one certificate with its history, and what may be done with it."""
    viewer = viewer_of(request)
    certificate = await queries.certificate_for(viewer, certificate_id)
    steps = allowed_steps(certificate.line.state, viewer.role) if CHANGE_STATE.allows(viewer.role) else ()
    return page(
        request,
        "certificates/certificate.html",
        certificate=certificate,
        steps=[step for step in steps if step.name in BY_OFFICERS],
        may_download=DOWNLOAD.allows(viewer.role),
        tones=TONES,
    )


@get("/certificates/{certificate_id:uuid}/pdf", opt={"permission": DOWNLOAD})
async def take_file(certificate_id: FromPath[UUID], request: AnyRequest) -> Response[bytes]:
    """Hand out the certificate's file to the enterprise that issued it, or to an officer."""
    return as_attachment(await hand_out(viewer_of(request), certificate_id, now=clock_of(request).now()))


ROUTES: list[Any] = [show_register, show_certificate, take_file]

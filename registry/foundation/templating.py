"""The environment that every page is rendered in: words, filters, addresses.

Words in templates: `_("中文")`, or `{% trans name=… %}…{{ name }}…{% endtrans %}` where something stands inside. Both
are found for the catalogue; inside them a place is written `%(name)s`, and a percent sign `%%`.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from registry.foundation import reading_aids
from registry.foundation.languages import translate
from registry.foundation.places import STATIC, TEMPLATES

_FILTERS = {
    "day": reading_aids.day,
    "moment": reading_aids.moment,
    "deadline": reading_aids.deadline,
    "number": reading_aids.number,
    "size": reading_aids.size,
    "grouped": reading_aids.grouped,
}


def environment() -> Environment:
    """Return the environment of all pages: escaping, strict about names, speaking the language of the request."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["ext.i18n.trimmed"] = True
    # The extension adds this method to the environment at run time, where no type checker sees it.
    install: Any = vars(made)["install_gettext_callables"]
    install(translate, _same_for_every_count, newstyle=True)
    made.filters.update(_FILTERS)
    made.globals.update(address=address, asset=asset)
    return made


def _same_for_every_count(text: str, _plural: str, _count: int) -> str:
    """Chinese has no plural, so a text has one form; its English is written to suit every count."""
    return translate(text)


def address(path: str, query: Mapping[str, object] | None = None, /, **changes: object) -> str:
    """Return an address of this site with its query changed: None takes a name out, a list repeats it."""
    wanted = {**(query or {}), **changes}
    pairs = [(name, value) for name, value in wanted.items() if value is not None and value != ""]
    asked = urlencode(pairs, doseq=True)
    return quote(path, safe="/%") + (f"?{asked}" if asked else "")


@cache
def asset(name: str) -> str:
    """Return the address of a file in `registry/static/`, which changes whenever the file does."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={mark}"

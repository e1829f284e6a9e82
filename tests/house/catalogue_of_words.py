"""Finds every text for people in code and templates, and every entry of the catalogue."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po

from registry.foundation.places import LOCALE, PROJECT, TEMPLATES

CODE = PROJECT / "registry"
EXAMPLES = TEMPLATES / "parts" / "examples"
# As in registry/foundation/templating.py: with other options the extraction would find other texts.
TEMPLATE_OPTIONS = {"trimmed": "true", "newstyle_gettext": "true", "trim_blocks": "true", "silent": "false"}
_IN_CODE = re.compile(r"\{(\w*)[^{}]*\}")
_IN_TEMPLATES = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people where it is used."""

    words: object
    file: str
    line: int

    @property
    def place(self) -> str:
        """File and line, as an editor opens them."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the catalogue."""

    chinese: object
    english: object
    file: str
    fuzzy: bool
    obsolete: bool = False


def texts_in_use() -> Iterator[Text]:
    """Return every text of the project: `message(…)` in code, `_(…)` and trans blocks in templates."""
    for path in sorted(CODE.rglob("*.py")):
        yield from _texts_of(path, "python", {"message": None}, {})
    for path in sorted(TEMPLATES.rglob("*.html")):
        if not path.is_relative_to(EXAMPLES):
            yield from _texts_of(path, "jinja2", {"_": None, "gettext": None, "ngettext": (1, 2)}, TEMPLATE_OPTIONS)


def _texts_of(path: Path, method: str, keywords: dict[str, object], options: dict[str, str]) -> Iterator[Text]:
    found = extract(method, BytesIO(path.read_bytes()), keywords=keywords, options=options)  # type: ignore[arg-type]
    for line, words, _comments, _context in found:
        yield Text(words, str(path.relative_to(PROJECT)), line)


def entries() -> Iterator[Entry]:
    """Return every entry of the English files, also those that are marked as obsolete."""
    for path in sorted((LOCALE / "en" / "LC_MESSAGES").glob("*.po")):
        catalogue = read_po(BytesIO(path.read_bytes()), locale="en")
        for entry in catalogue:
            if entry.id:
                yield Entry(entry.id, entry.string, path.name, entry.fuzzy)
        for entry in catalogue.obsolete.values():
            yield Entry(entry.id, entry.string, path.name, entry.fuzzy, obsolete=True)


def named_places(words: str) -> list[str]:
    """Return the names of the places in a text, in code ({name}) and in templates (%(name)s)."""
    return sorted([*_IN_CODE.findall(words), *_IN_TEMPLATES.findall(words)])

"""Where the project's own files stand: templates, seeds and catalogues of words."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = PROJECT / "templates"
STATIC = PROJECT / "registry" / "static"
SEEDS = PROJECT / "seeds"
LOCALE = PROJECT / "registry" / "locale"
STATIC = PROJECT / "registry" / "static"

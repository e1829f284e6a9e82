"""Where the project's own files stand: templates, seeds and catalogues of words."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = PROJECT / "templates"
SEEDS = PROJECT / "seeds"
LOCALE = PROJECT / "registry" / "locale"

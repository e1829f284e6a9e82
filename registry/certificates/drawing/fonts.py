"""The fonts that certificates are set in: those of the whole registry (see registry/foundation/fonts.py)."""

from registry.foundation.fonts import FACES, Face, coverage, fonts, undrawable

__all__ = ["FACES", "Face", "coverage", "fonts", "undrawable"]

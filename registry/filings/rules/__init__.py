"""What the law says of filings (备案): what they cover, their states, the limits from which they free."""

from registry.filings.rules.scope import covers

__all__ = ["covers"]

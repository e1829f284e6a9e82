"""A line of the table: what was measured, what came out, and what it should be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One figure beside its target."""

    what: str
    measured: str
    target: str
    reached: bool | None = None

    def as_text(self) -> str:
        """The line as the table shows it."""
        mark = {True: "ok", False: "MISSED", None: ""}[self.reached]
        return f"{self.what:<72} {self.measured:>14} {self.target:>16} {mark}"

"""How a reader says no: a code, and the figures for its sentence; the words stand with the caller."""


class CannotRead(Exception):
    """The file is refused; `code` is one of `registry.foundation.grids.unreadable.CODES`."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

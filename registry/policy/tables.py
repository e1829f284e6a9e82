"""The published versions of the rules (规则版本): rows that never change."""

from piccolo.columns import Text, Varchar
from piccolo.table import Table

from registry.foundation.columns import identifier, moment, words


class PublishedRules(Table):
    """One version of one rule file, as it was when it was loaded; decisions name it."""

    id = identifier()
    rules = words(80, "the id of the rules")
    version = words(40, "the version that the file bears")
    digest = Varchar(length=64, help_text="SHA-256 of the text, in hex", default=None)
    text = Text(help_text="the whole file, TOML", default=None)
    published_at = moment("when it was loaded or published")

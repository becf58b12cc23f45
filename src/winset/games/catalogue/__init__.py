"""Published games as files: `games.catalogue.slugs()`, `games.catalogue.load("eec/1958").solve()`.

One TOML file for each game; its path is its slug, its head cites where the game was published, and it
holds the solver's name, the arguments and the published answers with their tolerances. A source that
was not opened is `seen = false`. Answers are of three kinds: "published" numbers, values of a "closed
form", and numbers "recomputed" by another program or method, which the note names.
"""

from winset.games.catalogue.files import CatalogueError, load, read, slugs
from winset.games.catalogue.game import Answer, CatalogueGame, Source

__all__ = ["Answer", "CatalogueError", "CatalogueGame", "Source", "load", "read", "slugs"]

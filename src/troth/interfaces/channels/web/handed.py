"""A file as a page offers it: to be saved, and shown in place where that is safe."""

from dataclasses import dataclass

from troth.domain.tickets.report import File
from troth.interfaces.channels.web.sight import Sight, sight
from troth.interfaces.ui.sizes import size_words


@dataclass(frozen=True, slots=True)
class Handed:
    """A file of an entry: what it is called, how large it is, and how it may be shown."""

    name: str
    size: str
    digest: str
    sight: Sight

    @property
    def is_picture(self) -> bool:
        """Say whether a page shows it in place."""
        return self.sight.shown_as == "picture"


def handed(file: File) -> Handed:
    """Return a file as a page offers it. Its first bytes are read once a process."""
    return Handed(file.name, size_words(file.size), file.digest, sight(file.digest, file.size))

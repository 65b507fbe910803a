"""Refused: the domain said no, in words fit for a person."""


class Refused(Exception):  # noqa: N818 - "except Refused" is what a reader expects to read
    """The domain will not do what was asked. `say` tells a person why, and the way out."""

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.say = say


class Stale(Refused):
    """The ticket changed since the form was shown: entries after `seen`, up to `position`."""

    def __init__(self, seen: int, position: int) -> None:
        super().__init__(
            "This ticket changed while you wrote: read what is new below, then send again."
            " Your text is kept."
        )
        self.seen = seen
        self.position = position


class Missing(Refused):
    """There is no ticket of that number, or none that the person may see."""

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no ticket {number}. Look the number up in the queue.")

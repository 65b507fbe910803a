"""Sizes of files, in words."""


def size_words(size: int) -> str:
    """Return a size as people say it: "840 B", "12 KiB", "3.4 MiB", "25 MiB"."""
    if size < 1024:
        return f"{size} B"
    if size < 1024**2:
        return f"{size // 1024} KiB"
    return f"{size / 1024**2:.1f} MiB".replace(".0 ", " ")

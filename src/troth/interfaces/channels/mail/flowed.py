"""Join the soft lines of text/plain; format=flowed (RFC 3676)."""


def joined(text: str, *, delete_space: bool = False) -> str:
    """Return text whose soft line breaks are gone: a line that ends with a space goes on below.

    Quoted lines are joined with lines quoted as deep; a signature's mark is
    never joined. With `delete_space`, the space that says "goes on" is none of
    the text's own.
    """
    lines: list[str] = []
    going_on, depth = False, 0
    for line in text.split("\n"):
        bare = line.lstrip(">")
        quoted = len(line) - len(bare)
        said = bare.removeprefix(" ")
        mark = said == "-- "
        if going_on and quoted == depth and not mark:
            lines[-1] += said
        else:
            lines.append(f"{'>' * quoted} {said}" if quoted else said)
        going_on, depth = said.endswith(" ") and not mark, quoted
        if going_on and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)

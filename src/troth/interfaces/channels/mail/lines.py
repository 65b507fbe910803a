"""Read what a customer says by name in the body: "Severity: 2", "Company: …"."""

import re
from dataclasses import dataclass

_SEVERITY = re.compile(
    r"\s*(?:suggested\s+)?(?:issue\s+)?severity(?:\s+level)?\s*[:=#]?\s*(\d{1,2})\s*(?:$|[.,;(–—-])",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\s*(company|contract|account|system specifications?|system|specifications?)"
    r"(?:\s+(?:or\s+account\s+)?(?:number|no\.?|#))?\s*[:=]\s*(.*)",
    re.IGNORECASE,
)
_FIELDS = {"company": "company", "contract": "contract", "account": "contract"}
_QUOTED = re.compile(
    r"\s*(?:-{2,}\s*(?:original|forwarded) message|_{10,}\s*$|on .{4,200} wrote:\s*$)",
    re.IGNORECASE,
)
_MOST_LINES = 2_000
_LONGEST = 3_000


@dataclass(frozen=True, slots=True)
class Said:
    """What the body says by name; '' where it says nothing."""

    severity: str = ""
    company: str = ""
    contract: str = ""
    specifications: str = ""


def said(text: str) -> Said:
    """Return what the writer's own lines say; the first saying of each thing counts.

    Lines behind ">" and all after "… wrote:" are somebody else's, so a receipt
    quoted in an answer says nothing. System specifications go on to the next
    blank line or named line.
    """
    found: dict[str, str] = {}
    going_on = False
    for line in text.split("\n")[:_MOST_LINES]:
        told = " ".join(line[:_LONGEST].split())  # one space at most, so that no match wanders
        if _QUOTED.match(told):
            break
        severity, named = _SEVERITY.match(told), _NAMED.match(told)
        if line.lstrip().startswith(">"):
            going_on = False
        elif severity:
            found.setdefault("severity", severity.group(1).lstrip("0"))
            going_on = False
        elif named:
            field = _FIELDS.get(named.group(1).lower(), "specifications")
            going_on = field == "specifications" and field not in found
            found.setdefault(field, named.group(2).strip()[:2_000])
        elif going_on and (line.strip() or not found["specifications"]):
            found["specifications"] = f"{found['specifications']}\n{line.strip()}".strip()
        else:
            going_on = False
    return Said(**found)

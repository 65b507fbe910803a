"""Read a policy file: TOML text in, a `Policy` out, or every fault at once."""

from troth.core.policy.parse.document import parse
from troth.core.policy.parse.faults import Fault, PolicyFaults

__all__ = ["Fault", "PolicyFaults", "parse"]

"""Interfaces: speaks. The only storey that reads the clock or a socket."""

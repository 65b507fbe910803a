"""Benchmarks: what the desk takes, in time and memory, each figure with its load and its bar."""

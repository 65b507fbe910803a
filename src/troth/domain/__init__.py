"""Domain: remembers. One Django app a room, on PostgreSQL."""

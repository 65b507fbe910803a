"""Pages of no room: what is shown instead of a page that cannot be."""

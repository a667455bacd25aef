"""From a read record to a page: compare, stage, let a person choose, take all at once, undo."""

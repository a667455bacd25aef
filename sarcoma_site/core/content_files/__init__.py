"""The department's own content as files: how they are read, and how they become pages."""

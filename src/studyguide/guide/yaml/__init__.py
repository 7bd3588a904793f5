"""A guide as YAML: read into nodes that know where they were written, and written back out."""

"""The essay: read from a file in any form, numbered, and searched for passages."""

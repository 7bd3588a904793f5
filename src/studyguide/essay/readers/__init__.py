"""Readers for each kind of essay file; all of them return the same plain blocks."""

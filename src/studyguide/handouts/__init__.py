"""Editions, the view of a guide that templates print, and its look on paper and screen."""

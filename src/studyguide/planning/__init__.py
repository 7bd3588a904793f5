"""Fitting a guide to its meeting: timings, ranking, frame and plan."""

"""Fitting a guide to its meeting: the minutes, the ranking, the frame and the plan."""

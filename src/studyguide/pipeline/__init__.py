"""The program's work as functions that print nothing: build, check, plan, new and customize."""

"""The forms that an essay comes in, each turned into the same plain blocks."""

"""The disk: reads the user's files and the shipped ones, and writes files whole."""

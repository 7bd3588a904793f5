"""The command line: reads arguments, calls the pipeline and prints the results."""

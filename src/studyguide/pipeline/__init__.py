"""The whole trip as functions: build, check, plan, new and customize, without a word printed."""

"""The disk: what comes in through one gate, what we ship, and what is written whole."""

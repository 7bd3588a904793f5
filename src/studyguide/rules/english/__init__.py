"""The rules for questions in English, and the bit of grammar they rely on."""

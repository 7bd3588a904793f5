"""What a guide is: its format, its parts, and the way from a YAML file to one of them."""

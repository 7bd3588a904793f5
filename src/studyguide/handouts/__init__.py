"""What a reader sees of a guide: editions, the view that templates print, and how it looks."""

"""Records out, as files people open elsewhere: permitted, counted, recorded, and stopped with who asked."""

"""What ownership decides. Pure: facts, days and limits come as arguments, values and reasons go out."""

"""What quality decides. Pure: facts, time and rates come as arguments, values and reasons go out."""

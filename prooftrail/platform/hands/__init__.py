"""In whose hands records are: when somebody last did something, who lost or got one, what was handed on."""

"""The access designer: roles, their rights, who has them, and what a change of them would change."""

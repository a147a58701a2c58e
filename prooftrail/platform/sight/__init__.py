"""Reading what photos show: text, what a slot is for, and what was burnt in against what was measured."""

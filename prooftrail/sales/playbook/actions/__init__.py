"""The playbook's verbs, one a file."""

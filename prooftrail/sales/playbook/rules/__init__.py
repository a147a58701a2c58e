"""Pure decisions of the playbook."""

"""The playbook engine: what reps do, as atomic actions that carry their evidence."""

"""People, departments, accounts: the dated organisation, and who a caller is."""

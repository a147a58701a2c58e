"""Files: blobs are storage, handles belong to one record field and are read in its scope."""

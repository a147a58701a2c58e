"""What was learned: models in versions with figures, and the value each record has by them."""

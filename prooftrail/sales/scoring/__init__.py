"""What the past says of a lead or a deal: learned where there is enough of it, else said so."""

"""What happens with a tip after somebody has taken it on."""

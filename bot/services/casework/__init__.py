"""What officers do with a tip after it was taken on."""

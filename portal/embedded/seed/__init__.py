"""What an empty embedded world is filled with."""

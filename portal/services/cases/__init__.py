"""What happens around cases."""

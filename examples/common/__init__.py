"""What several of the sample programs use."""

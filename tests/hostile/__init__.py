"""The corpus of bad packages: whoever made them, each must give its finding or refusal, soon and in little memory."""

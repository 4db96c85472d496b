"""What people read, in their language: used by chat and command line alike."""

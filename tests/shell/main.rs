//! The shell, driven through its commands.

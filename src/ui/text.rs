//! Measuring, cutting and wrapping text for the screen.

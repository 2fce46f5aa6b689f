//! Reading and writing the file: the only room that touches the disk.

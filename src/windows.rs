//! What Windows tells through its own interface only, in safe words. The one room with `unsafe`:
//! a call, and what comes of it; nothing is decided here.
#![expect(
    unsafe_code,
    reason = "std does not tell of these things, and no small library does"
)]

use std::io;
use std::os::windows::io::{AsHandle, AsRawHandle as _};
use std::sync::OnceLock;

use windows_sys::Win32::Storage::FileSystem::{
    BY_HANDLE_FILE_INFORMATION, GetFileInformationByHandle,
};
use windows_sys::Win32::System::Console::SetConsoleCtrlHandler;
use windows_sys::core::BOOL;

/// How many names (hard links) an open file has.
///
/// # Errors
/// When the disk does not tell.
pub(crate) fn names(file: &impl AsHandle) -> io::Result<u32> {
    let handle = file.as_handle().as_raw_handle();
    let mut told = BY_HANDLE_FILE_INFORMATION::default();
    // SAFETY: the handle is open for as long as `file` is borrowed, and `told` is ours to fill.
    let done = unsafe { GetFileInformationByHandle(handle, &raw mut told) };
    match done {
        0 => Err(io::Error::last_os_error()),
        _ => Ok(told.nNumberOfLinks),
    }
}

/// What is done at an event of the console, by its number.
type Heard = Box<dyn Fn(u32) + Send + Sync>;

static HEARD: OnceLock<Heard> = OnceLock::new();

/// Has `heard` called with the number of each event of the console, in a thread of the system. When
/// it returns from the closing of the window, the program is ended; so it is to return late.
///
/// # Errors
/// When the system lets no event be caught.
pub(crate) fn listen(heard: impl Fn(u32) + Send + Sync + 'static) -> io::Result<()> {
    if HEARD.set(Box::new(heard)).is_err() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    // SAFETY: `hear` has the signature that is asked for, is there for ever and unwinds nowhere.
    match unsafe { SetConsoleCtrlHandler(Some(hear), 1) } {
        0 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// A panic in here ends the program, as the ABI lets none through.
extern "system" fn hear(event: u32) -> BOOL {
    if let Some(heard) = HEARD.get() {
        heard(event);
    }
    1
}

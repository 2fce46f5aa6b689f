//! What Windows tells through its own interface only, in safe words. The one room with `unsafe`:
//! a call, and what comes of it; nothing is decided here.
#![expect(
    unsafe_code,
    reason = "std does not tell of these things, and no small library does"
)]

use std::io;
use std::os::windows::ffi::OsStrExt as _;
use std::os::windows::io::{AsHandle, AsRawHandle as _};
use std::path::Path;
use std::ptr;
use std::sync::OnceLock;

use windows_sys::Win32::Storage::FileSystem::{
    BY_HANDLE_FILE_INFORMATION, GetFileInformationByHandle, MOVEFILE_WRITE_THROUGH, MoveFileExW,
    ReplaceFileW,
};
use windows_sys::Win32::System::Console::SetConsoleCtrlHandler;
use windows_sys::core::BOOL;

/// How many names (hard links) an open file has.
///
/// # Errors
/// When the disk does not tell.
pub(crate) fn names(file: &impl AsHandle) -> io::Result<u32> {
    told_of(file).map(|told| told.nNumberOfLinks)
}

/// Which file of which volume an open file is, whatever its names.
///
/// # Errors
/// When the disk does not tell.
pub(crate) fn identity(file: &impl AsHandle) -> io::Result<[u64; 2]> {
    let told = told_of(file)?;
    let [high, low] = [told.nFileIndexHigh, told.nFileIndexLow].map(u64::from);
    Ok([told.dwVolumeSerialNumber.into(), high << 32 | low])
}

fn told_of(file: &impl AsHandle) -> io::Result<BY_HANDLE_FILE_INFORMATION> {
    let handle = file.as_handle().as_raw_handle();
    let mut told = BY_HANDLE_FILE_INFORMATION::default();
    // SAFETY: the handle is open for as long as `file` is borrowed, and `told` is ours to fill.
    let done = unsafe { GetFileInformationByHandle(handle, &raw mut told) };
    match done {
        0 => Err(io::Error::last_os_error()),
        _ => Ok(told),
    }
}

/// Moves `from` to `to`, where there is a file: what is there keeps who may read it, its attributes
/// and when it was made, and gets the bytes of `from`.
///
/// # Errors
/// When the system refuses. Where it broke off in between, `from` is there, and `to` may not be.
pub(crate) fn replace(from: &Path, to: &Path) -> io::Result<()> {
    let [from, to] = [from, to].map(named);
    // Without a flag nothing is left behind unsaid.
    // SAFETY: both names end with a zero and live until the call is over; the rest may be null.
    let done = unsafe {
        ReplaceFileW(
            to.as_ptr(),
            from.as_ptr(),
            ptr::null(),
            0,
            ptr::null(),
            ptr::null(),
        )
    };
    match done {
        0 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// Moves `from` to `to`, where there is nothing.
///
/// # Errors
/// When there is something, or the system refuses.
pub(crate) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    let [from, to] = [from, to].map(named);
    // SAFETY: both names end with a zero and live until the call is over.
    let done = unsafe { MoveFileExW(from.as_ptr(), to.as_ptr(), MOVEFILE_WRITE_THROUGH) };
    match done {
        0 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// A path as the system takes it: ended by a zero.
fn named(path: &Path) -> Vec<u16> {
    path.as_os_str().encode_wide().chain([0]).collect()
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

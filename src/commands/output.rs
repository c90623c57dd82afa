use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::failure::{Failure, Kind};

/// Write a file that is whole or not there: it gets its name when the last byte is on the disk.
pub(super) fn into_file(
    file: &Path,
    force: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let failed = |error: io::Error| {
        Failure::new(Kind::Failed, error.to_string())
            .context(format!("`{}` cannot be written", file.display()))
    };
    match fs::symlink_metadata(file) {
        Ok(metadata) if metadata.is_dir() => {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        Ok(metadata) if !metadata.is_file() && !metadata.is_symlink() => {
            return Err(failed(io::Error::other("it is not a file")));
        }
        Ok(_) if !force => {
            return Err(Failure::new(
                Kind::Failed,
                format!("there is a file `{}` already", file.display()),
            )
            .hint("`--force` writes over it"));
        }
        Ok(_) | Err(_) => {}
    }
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    fs::metadata(folder).map_err(failed)?;
    let mut unfinished = tempfile::Builder::new();
    let mut unfinished = readable(&mut unfinished).tempfile_in(folder).map_err(failed)?;
    let mut out = BufWriter::new(unfinished.as_file_mut());
    write(&mut out)
        .map_err(|failure| failure.context(format!("`{}` cannot be written", file.display())))?;
    out.flush().map_err(failed)?;
    drop(out);
    unfinished.as_file().sync_all().map_err(failed)?;
    let finished =
        if force { unfinished.persist(file) } else { unfinished.persist_noclobber(file) };
    finished.map_err(|error| failed(error.error))?;
    Ok(())
}

/// It is for others to read, unlike what temporary files mostly hold.
#[cfg(unix)]
fn readable<'a, 'b>(
    builder: &'a mut tempfile::Builder<'b, 'b>,
) -> &'a mut tempfile::Builder<'b, 'b> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable<'a, 'b>(
    builder: &'a mut tempfile::Builder<'b, 'b>,
) -> &'a mut tempfile::Builder<'b, 'b> {
    builder
}

//! A group of processes that ends with this program, whatever this program ends by.

#[cfg(not(unix))]
pub(super) use other::Group;
#[cfg(unix)]
pub(super) use unix::Group;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::os::unix::process::CommandExt as _;
    use std::process::{Child, Command, Stdio};

    use rustix::process::{Pid, Signal, kill_process_group};

    /// Its first member is a shell that reads from a pipe which only this program holds. When that is
    /// closed, be it because this program was killed, the shell kills the group, and itself with it.
    /// As it lives as long as the group, nobody else is ever given the group's number.
    pub(in super::super) struct Group {
        guard: Child,
    }

    impl Group {
        pub(in super::super) fn new() -> io::Result<Self> {
            let guard = Command::new("sh")
                .args(["-c", "read -r _; kill -KILL 0"])
                .process_group(0)
                .stderr(Stdio::null())
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()?;
            Ok(Self { guard })
        }

        pub(in super::super) fn spawn(&self, command: &mut Command) -> io::Result<Child> {
            let group = i32::try_from(self.guard.id()).map_err(io::Error::other)?;
            command.process_group(group).spawn()
        }
    }

    impl Drop for Group {
        fn drop(&mut self) {
            if let Some(group) = Pid::from_raw(self.guard.id().cast_signed()) {
                let _ = kill_process_group(group, Signal::KILL);
            }
            let _ = self.guard.kill();
            let _ = self.guard.wait();
        }
    }
}

#[cfg(not(unix))]
mod other {
    use std::io;
    use std::process::{Child, Command};

    /// Where there are no such groups, only the program that was started ends.
    pub(in super::super) struct Group;

    impl Group {
        pub(in super::super) fn new() -> io::Result<Self> {
            Ok(Self)
        }

        pub(in super::super) fn spawn(&self, command: &mut Command) -> io::Result<Child> {
            command.spawn()
        }
    }
}

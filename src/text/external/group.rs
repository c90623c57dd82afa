//! A group of processes that ends with this program, however this program ends.

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

    #[cfg(target_os = "linux")]
    use super::super::family::{Family, MARK};

    /// Its first member is a shell that reads from a pipe which only this program holds. When that is
    /// closed, be it because this program was killed, the shell kills the group, and itself with it.
    /// As it lives as long as the group, nobody else is ever given the group's number.
    pub(in super::super) struct Group {
        #[cfg(target_os = "linux")]
        family: Option<Family>,
        guard: Child,
    }

    /// Before the group, those are killed that left it, as far as their environment tells of them:
    /// `$0` is what it has. Where there is no `/proc` or no `grep`, none are found.
    const GUARD: &str = r#"read -r _
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    found=$(grep -ls "$0" /proc/[0-9]*/environ)
    [ -n "$found" ] || break
    for file in $found; do file=${file%/environ}; kill -KILL "${file#/proc/}"; done
done
kill -KILL 0"#;

    impl Group {
        pub(in super::super) fn new() -> io::Result<Self> {
            let mut command = Command::new("sh");
            command
                .process_group(0)
                .stderr(Stdio::null())
                .stdin(Stdio::piped())
                .stdout(Stdio::null());
            let mut guard =
                command.args(["-c", "read -r mark; exec sh -c \"$0\" \"$mark\"", GUARD]).spawn()?;
            #[cfg(target_os = "linux")]
            let family = {
                let family = Family::new(guard.id());
                if let Some(stdin) = &mut guard.stdin {
                    io::Write::write_all(stdin, format!("{MARK}={}\n", family.mark()).as_bytes())?;
                }
                Some(family)
            };
            #[cfg(not(target_os = "linux"))]
            if let Some(stdin) = &mut guard.stdin {
                io::Write::write_all(stdin, b"none\n")?;
            }
            Ok(Self {
                #[cfg(target_os = "linux")]
                family,
                guard,
            })
        }

        pub(in super::super) fn spawn(&self, command: &mut Command) -> io::Result<Child> {
            let group = i32::try_from(self.guard.id()).map_err(io::Error::other)?;
            #[cfg(target_os = "linux")]
            if let Some(family) = &self.family {
                command.env(MARK, family.mark());
            }
            command.process_group(group).spawn()
        }
    }

    impl Drop for Group {
        fn drop(&mut self) {
            #[cfg(target_os = "linux")]
            drop(self.family.take());
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

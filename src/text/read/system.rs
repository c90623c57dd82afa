//! Files that are no files on a disk, though they look so: the system makes up what stands in them
//! while they are read, some wait for news without end, and some do something when they are read.

use std::path::Path;

/// Whether this is one of them.
#[cfg(target_os = "linux")]
pub(super) fn is_of_system(path: &Path) -> bool {
    rustix::fs::statfs(path).is_ok_and(|of| is_made_up(of.f_type))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_of_system(_: &Path) -> bool {
    false
}

/// The numbers of such file systems, as statfs(2) and the kernel's `magic.h` have them.
#[cfg(target_os = "linux")]
fn is_made_up(kind: impl TryInto<i64>) -> bool {
    const MADE_UP: [i64; 21] = [
        0x0000_1373, // devfs
        0x0000_1cd1, // devpts
        0x0000_9fa0, // proc
        0x0bad_1dea, // futexfs
        0x0027_e0eb, // cgroup
        0x1980_0202, // mqueue
        0x4249_4e4d, // binfmt_misc
        0x4345_5d53, // smackfs, in an older form
        0x4341_5d53, // smackfs
        0x5a3c_69f0, // AppArmor
        0x6265_6570, // configfs
        0x6265_6572, // sysfs
        0x6367_7270, // cgroup2
        0x6462_6720, // debugfs
        0x6573_5543, // the settings of FUSE
        0x6759_6969, // rpc_pipefs
        0x6e73_6673, // nsfs
        0x7363_6673, // securityfs
        0x7472_6163, // tracefs
        0xcafe_4a11, // bpf
        0xf97c_ff8c, // selinuxfs
    ];
    kind.try_into().is_ok_and(|kind| MADE_UP.contains(&(kind & 0xffff_ffff)))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn system_files_and_files_on_disk_are_distinguished() {
        for path in ["/proc/self/status", "/proc", "/sys/kernel"] {
            assert!(!Path::new(path).exists() || is_of_system(Path::new(path)), "{path}");
        }
        let folder = tempfile::tempdir().unwrap();
        for path in [Path::new("Cargo.toml"), folder.path(), Path::new("/dev/null")] {
            assert!(!is_of_system(path), "{}", path.display());
        }
        assert!(!is_of_system(Path::new("absent")));
    }
}

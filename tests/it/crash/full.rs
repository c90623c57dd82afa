//! The disk is full.

use std::path::{Path, PathBuf};

use factledger::ledger::{Access, VerifyOptions};

use super::open_at;
use crate::session::{Session, skipped};

/// A small disk, until it is dropped.
struct Disk<'s> {
    session: &'s Session,
}

impl<'s> Disk<'s> {
    /// `None`: none can be had here.
    fn mount(session: &'s Session) -> Option<Self> {
        let mounted = session.run("mkdir disk && mount -t tmpfs -o size=2m none disk");
        (mounted.code == 0).then_some(Self { session })
    }

    fn path(&self) -> PathBuf {
        self.session.path().join("disk")
    }

    /// Leave this much room, in KiB.
    fn fill(&self, room: u64) {
        let free = self.session.run("df -Pk disk | tail -1 | awk '{ print $4 }'").success();
        let rest = free.trim().parse::<u64>().unwrap() - room;
        self.session.run(&format!("head -c {rest}k /dev/zero > disk/filler")).success();
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        assert_eq!(self.session.run("umount disk").code, 0);
    }
}

/// How many entries there are. All must be sound.
fn entries(folder: &Path) -> u64 {
    let ledger = open_at(&folder.join("factledger.db"), &folder.join("keys"), Access::Read);
    let found = ledger.unwrap().unwrap().verify(VerifyOptions::default(), &mut |_, _| {}).unwrap();
    assert!(found.is_sound(), "{:?}", found.findings);
    found.entries
}

#[test]
fn an_act_is_recorded_entirely_or_not_at_all_on_a_nearly_full_disk() {
    let session = Session::new().write("a.txt", "The toll rose by 5 percent in May, they said.\n");
    let Some(disk) = Disk::mount(&session) else {
        return skipped("a file system cannot be mounted here");
    };
    let on_disk = "factledger --ledger disk/factledger.db --keys disk/keys";
    session.run(&format!("{on_disk} import a.txt")).success();
    let note = format!("{on_disk} --as ben note C1 -m 'asked the council'");
    let mut has_failed = false;
    let mut has_succeeded = false;
    for room in (0..480).step_by(24) {
        session.run("rm -rf before && cp -r disk before").success();
        let before = entries(&disk.path());
        disk.fill(room);
        let ran = session.run(&note);
        // Ben, and the note.
        let recorded = if ran.code == 0 { 2 } else { 0 };
        has_failed |= ran.code != 0;
        has_succeeded |= ran.code == 0;
        assert_eq!(entries(&disk.path()), before + recorded, "{room}: {}", ran.stderr);
        session.run("rm disk/filler").success();
        session.run(&note).success();
        session.run("rm -r disk/* && cp -r before/* disk/").success();
    }
    assert!(has_failed && has_succeeded);
}

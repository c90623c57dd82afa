use super::Status;

/// How many claims there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    pub unverified: u64,
    pub disputed: u64,
    pub corroborated: u64,
    /// Claims that were dismissed. They are not in the other counts.
    pub dismissed: u64,
    /// Claims of articles that were withdrawn. They are not in the other counts.
    #[serde(skip_serializing_if = "is_zero")]
    pub withdrawn: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Counts {
    /// All claims that are neither dismissed nor withdrawn.
    pub fn claims(&self) -> u64 {
        self.unverified + self.disputed + self.corroborated
    }

    /// All claims, including dismissed and withdrawn ones.
    pub fn all(&self) -> u64 {
        self.claims() + self.dismissed + self.withdrawn
    }

    pub fn of(&self, status: Status) -> u64 {
        match status {
            Status::Unverified => self.unverified,
            Status::Disputed => self.disputed,
            Status::Corroborated => self.corroborated,
        }
    }

    /// Count all of these, too.
    pub fn add_all(&mut self, more: &Self) {
        self.corroborated += more.corroborated;
        self.dismissed += more.dismissed;
        self.disputed += more.disputed;
        self.unverified += more.unverified;
        self.withdrawn += more.withdrawn;
    }

    /// Count `claims` more.
    pub fn add(&mut self, status: Status, dismissed: bool, withdrawn: bool, claims: u64) {
        let count = match status {
            Status::Unverified | Status::Disputed | Status::Corroborated if withdrawn => {
                &mut self.withdrawn
            }
            Status::Unverified | Status::Disputed | Status::Corroborated if dismissed => {
                &mut self.dismissed
            }
            Status::Unverified => &mut self.unverified,
            Status::Disputed => &mut self.disputed,
            Status::Corroborated => &mut self.corroborated,
        };
        *count += claims;
    }
}

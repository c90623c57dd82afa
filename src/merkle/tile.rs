use std::fmt;
use std::str::FromStr;

use super::checkpoint::decimal;

/// The path of a piece of a log in a folder (C2SP tlog-tiles): up to 256 hashes of one level, or up
/// to 256 entries. The path of a partial tile has its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    pub index: u64,
    /// For hashes: 0 are the leaves, and each further level has a root for every 256 hashes below.
    /// `None` for entries.
    pub level: Option<u8>,
    /// 1 to 256.
    pub width: u16,
}

/// Not the path of a tile, or not its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is not a tile of a log")]
pub struct NotATile;

impl Tile {
    /// The number of hashes or entries in a full tile.
    pub const WIDTH: u16 = 256;

    /// The number of levels of full subtrees in a tile: 2^8 is 256.
    pub const HEIGHT: u32 = 8;

    /// The last level.
    const TOP: u8 = 63;

    /// All tiles of a level of a log of `size` entries; of level `None`, its entries.
    pub fn all(level: Option<u8>, size: u64) -> impl Iterator<Item = Self> {
        // No tree reaches such a high level, so there is nothing.
        let rise = Self::HEIGHT * u32::from(level.unwrap_or(0));
        let hashes = size.checked_shr(rise).unwrap_or(0);
        let width = u64::from(Self::WIDTH);
        (0..hashes.div_ceil(width)).map(move |index| {
            let left = (hashes - index * width).min(width);
            Self { index, level, width: u16::try_from(left).unwrap_or(Self::WIDTH) }
        })
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level {
            Some(level) => write!(f, "tile/{level}/")?,
            None => f.write_str("tile/entries/")?,
        }
        let digits = self.index.to_string();
        let digits =
            format!("{}{digits}", "0".repeat(digits.len().next_multiple_of(3) - digits.len()));
        let mut left = digits.as_str();
        while let Some((group, rest)) =
            left.split_at_checked(3).filter(|(_, rest)| !rest.is_empty())
        {
            write!(f, "x{group}/")?;
            left = rest;
        }
        f.write_str(left)?;
        if self.width < Self::WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

impl FromStr for Tile {
    type Err = NotATile;

    fn from_str(path: &str) -> Result<Self, NotATile> {
        let (level, place) =
            path.strip_prefix("tile/").and_then(|path| path.split_once('/')).ok_or(NotATile)?;
        let level = match level {
            "entries" => None,
            level => {
                let level = decimal(level).and_then(|level| u8::try_from(level).ok());
                Some(level.filter(|level| *level <= Self::TOP).ok_or(NotATile)?)
            }
        };
        let (place, width) = match place.split_once(".p/") {
            Some((place, width)) => (place, decimal(width).ok_or(NotATile)?),
            None => (place, u64::from(Self::WIDTH)),
        };
        let digits: String = place.split('/').map(|group| group.trim_start_matches('x')).collect();
        let index = digits.parse().map_err(|_| NotATile)?;
        let width = u16::try_from(width).ok().filter(|width| (1..=Self::WIDTH).contains(width));
        let tile = Self { index, level, width: width.ok_or(NotATile)? };
        // One tile has one path.
        if tile.to_string() == path { Ok(tile) } else { Err(NotATile) }
    }
}

/// Append an entry to a tile of entries: its length in two bytes, the larger first, and its bytes.
pub fn write_entry(tile: &mut Vec<u8>, entry: &[u8]) -> Result<(), NotATile> {
    let length = u16::try_from(entry.len()).map_err(|_| NotATile)?;
    tile.extend_from_slice(&length.to_be_bytes());
    tile.extend_from_slice(entry);
    Ok(())
}

/// The entries of a tile of entries.
pub fn read_entries(tile: &[u8]) -> Result<Vec<&[u8]>, NotATile> {
    let mut entries = Vec::new();
    let mut left = tile;
    while let Some((length, rest)) = left.split_first_chunk() {
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, rest) = rest.split_at_checked(length).ok_or(NotATile)?;
        entries.push(entry);
        left = rest;
    }
    if left.is_empty() && entries.len() <= usize::from(Tile::WIDTH) {
        Ok(entries)
    } else {
        Err(NotATile)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_that_no_log_reaches_has_no_tiles() {
        assert_eq!(Tile::all(Some(7), u64::MAX).last().map(|tile| tile.width), Some(255));
        for level in [8, 63, u8::MAX] {
            assert_eq!(Tile::all(Some(level), u64::MAX).next(), None, "{level}");
        }
    }
}

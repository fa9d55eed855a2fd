//! The list of entries at a zip's end, read by ourselves: what the zip library forgives (twins, overlaps, lying counts) is refused here.

use std::collections::BTreeSet;

use stet_document::Failure;

/// More entries than any document has.
const MOST_ENTRIES: usize = 10_000;

/// One entry as the zip's end names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As in the file.
    pub name: Vec<u8>,
    /// Lower case, `/` between folders, none in front: how parts are looked up.
    pub key: String,
    pub encrypted: bool,
}

/// The damage that has only one sentence for a person.
pub fn damaged() -> Failure {
    Failure::new("damaged", "This Word document is damaged; open it in Word or LibreOffice, save it again and import that.")
}

fn hostile(sentence: &str) -> Failure {
    Failure::new("hostile", sentence)
}

fn number(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let slice = bytes.get(at..at.checked_add(width)?)?;
    Some(slice.iter().rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
}

/// All entries of a zip, after every check that its structure must pass.
///
/// # Errors
/// `damaged` when the end cannot be read, `hostile` for twins, overlaps, false counts and too many entries.
pub fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Failure> {
    let end = find_end(bytes).ok_or_else(damaged)?;
    let (count, size) = totals(bytes, end).ok_or_else(damaged)?;
    if count > MOST_ENTRIES {
        return Err(hostile("This file holds more than 10,000 parts and was not opened."));
    }
    let start = end.checked_sub(size).ok_or_else(damaged)?;
    let mut at = start;
    let mut found = Vec::new();
    let mut places = Vec::new();
    while number(bytes, at, 4) == Some(0x0201_4b50) {
        let one = read_one(bytes, at).ok_or_else(damaged)?;
        at = one.next;
        places.push((one.offset, one.packed, one.name.len(), found.len()));
        found.push(Entry { key: key(&one.name), name: one.name, encrypted: one.encrypted });
        if found.len() > MOST_ENTRIES {
            return Err(hostile("This file holds more than 10,000 parts and was not opened."));
        }
    }
    if found.len() != count {
        return Err(hostile("This file says that it holds other parts than it does, and was not opened."));
    }
    twins(&found)?;
    // The offsets count from the first byte of the zip, which need not be the file's first.
    let first = places.iter().map(|place| place.0).min().unwrap_or(0);
    let declared = number(bytes, end + 16, 4).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let shift = if declared == u32::MAX as usize || number(bytes, first, 4) == Some(0x0403_4b50) {
        0
    } else {
        start.saturating_sub(declared)
    };
    layout(bytes, &found, places, shift, start)?;
    Ok(found)
}

struct One {
    name: Vec<u8>,
    encrypted: bool,
    offset: usize,
    packed: usize,
    next: usize,
}

fn read_one(bytes: &[u8], at: usize) -> Option<One> {
    let flags = number(bytes, at + 8, 2)?;
    let mut packed = number(bytes, at + 20, 4)?;
    let unpacked = number(bytes, at + 24, 4)?;
    let name_len = usize::try_from(number(bytes, at + 28, 2)?).ok()?;
    let extra_len = usize::try_from(number(bytes, at + 30, 2)?).ok()?;
    let comment_len = usize::try_from(number(bytes, at + 32, 2)?).ok()?;
    let mut offset = number(bytes, at + 42, 4)?;
    let name = bytes.get(at + 46..at + 46 + name_len)?.to_vec();
    let extra = bytes.get(at + 46 + name_len..at + 46 + name_len + extra_len)?;
    let mut field = 0;
    while let (Some(tag), Some(len)) = (number(extra, field, 2), number(extra, field + 2, 2)) {
        if tag == 1 {
            let mut slot = field + 4;
            let mut wide = |value: &mut u64, is: bool| {
                if is && let Some(read) = number(extra, slot, 8) {
                    *value = read;
                    slot += 8;
                }
            };
            wide(&mut unpacked.clone(), unpacked == u64::from(u32::MAX));
            let (packed_is, offset_is) = (packed == u64::from(u32::MAX), offset == u64::from(u32::MAX));
            wide(&mut packed, packed_is);
            wide(&mut offset, offset_is);
        }
        field += 4 + usize::try_from(len).ok()?;
    }
    Some(One {
        name,
        encrypted: flags & 1 == 1,
        offset: usize::try_from(offset).ok()?,
        packed: usize::try_from(packed).ok()?,
        next: at + 46 + name_len + extra_len + comment_len,
    })
}

/// Where the end record stands.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    let from = last.saturating_sub(0xffff);
    (from..=last).rev().find(|at| {
        number(bytes, *at, 4) == Some(0x0605_4b50)
            && number(bytes, at + 20, 2)
                .is_some_and(|comment| at + 22 + usize::try_from(comment).unwrap_or(usize::MAX) <= bytes.len())
    })
}

/// Number of entries, and bytes from the first entry of the list to the end record.
fn totals(bytes: &[u8], end: usize) -> Option<(usize, usize)> {
    let count = number(bytes, end + 10, 2)?;
    let size = number(bytes, end + 12, 4)?;
    let locator = end.checked_sub(20).filter(|at| number(bytes, *at, 4) == Some(0x0706_4b50));
    let Some(locator) = locator else {
        return Some((usize::try_from(count).ok()?, usize::try_from(size).ok()?));
    };
    let wide = usize::try_from(number(bytes, locator + 8, 8)?).ok()?;
    if number(bytes, wide, 4)? != 0x0606_4b50 {
        return None;
    }
    let count = usize::try_from(number(bytes, wide + 32, 8)?).ok()?;
    let size = usize::try_from(number(bytes, wide + 40, 8)?).ok()?;
    Some((count, size.checked_add(end.checked_sub(wide)?)?))
}

/// How a part is looked up.
pub fn key(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name).replace('\\', "/").to_lowercase();
    name.trim_start_matches('/').to_owned()
}

fn twins(entries: &[Entry]) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    if entries.iter().all(|entry| seen.insert(entry.key.as_str())) {
        Ok(())
    } else {
        Err(hostile("This file holds the same part twice, so that nobody knows which is meant; it was not opened."))
    }
}

/// Every entry stands where the list says, under the same name, and none lies in another.
fn layout(
    bytes: &[u8],
    entries: &[Entry],
    mut places: Vec<(usize, usize, usize, usize)>,
    shift: usize,
    list: usize,
) -> Result<(), Failure> {
    places.sort_unstable();
    let mut free = 0;
    for (offset, packed, name_len, index) in places {
        let at = offset.checked_add(shift).ok_or_else(damaged)?;
        if number(bytes, at, 4) != Some(0x0403_4b50) {
            return Err(damaged());
        }
        let name = bytes.get(at + 30..at + 30 + name_len).ok_or_else(damaged)?;
        let extra = number(bytes, at + 28, 2).and_then(|len| usize::try_from(len).ok()).ok_or_else(damaged)?;
        if number(bytes, at + 26, 2) != u64::try_from(name_len).ok() || entries.get(index).is_none_or(|entry| entry.name != name)
        {
            return Err(hostile(
                "A part of this file goes by two names, so that nobody knows which is meant; it was not opened.",
            ));
        }
        let end = (at + 30 + name_len + extra).checked_add(packed).ok_or_else(damaged)?;
        if at < free {
            return Err(hostile("Parts of this file lie over each other, as in files made to do harm; it was not opened."));
        }
        if end > list {
            return Err(damaged());
        }
        free = end;
    }
    Ok(())
}

//! The disk after the power went: what was synced is there; of the rest none, some, torn sectors or all.
//! Reads the list that `recorder.c` wrote. Knows nothing of desks.

use std::collections::BTreeMap;
use std::path::Path;

/// What a program asked the disk to do, or said.
#[derive(Clone, Debug)]
pub enum Event {
    Created(String),
    Written {
        name: String,
        at: usize,
        bytes: Vec<u8>,
    },
    Truncated {
        name: String,
        length: usize,
    },
    /// `.`: the folder.
    Synced(String),
    Renamed {
        from: String,
        to: String,
    },
    Unlinked(String),
    /// What it printed.
    Said(String),
}

/// Reads a list.
pub fn read(list: &[u8]) -> Vec<Event> {
    let mut events = Vec::new();
    let mut at = 0;
    let mut take = |n: usize| {
        let bytes = &list[at..at + n];
        at += n;
        bytes
    };
    let total = list.len();
    let mut used = 0;
    while used < total {
        let kind = take(1)[0];
        let name_len = u32::from_le_bytes(take(4).try_into().unwrap()) as usize;
        let name = String::from_utf8(take(name_len).to_vec()).unwrap();
        let offset = u64::from_le_bytes(take(8).try_into().unwrap()) as usize;
        let len = u64::from_le_bytes(take(8).try_into().unwrap()) as usize;
        let data = take(len).to_vec();
        used += 1 + 4 + name_len + 16 + len;
        events.push(match kind {
            b'C' => Event::Created(name),
            b'W' => Event::Written { name, at: offset, bytes: data },
            b'T' => Event::Truncated { name, length: offset },
            b'F' => Event::Synced(name),
            b'R' => Event::Renamed { from: name, to: String::from_utf8(data).unwrap() },
            b'U' => Event::Unlinked(name),
            b'A' => Event::Said(String::from_utf8(data).unwrap()),
            other => panic!("unknown kind {other}"),
        });
    }
    events
}

/// The same run as SQLite's `synchronous = NORMAL` would have synced it: the log only before it is brought into the file.
pub fn as_normal(events: &[Event]) -> Vec<Event> {
    let mut kept = Vec::new();
    for (place, event) in events.iter().enumerate() {
        if matches!(event, Event::Synced(name) if name.ends_with("-wal")) {
            let next = events[place + 1..].iter().find_map(|event| match event {
                Event::Written { name, .. } if !name.ends_with("-shm") => Some(name.as_str()),
                _ => None,
            });
            if next.is_none_or(|name| name.ends_with("-wal")) {
                continue;
            }
        }
        kept.push(event.clone());
    }
    kept
}

/// Numbers that look random and come again.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }
}

#[derive(Clone, Debug)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Length(usize),
}

fn apply(file: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write { at, bytes } => {
            if file.len() < at + bytes.len() {
                file.resize(at + bytes.len(), 0);
            }
            file[*at..at + bytes.len()].copy_from_slice(bytes);
        }
        Change::Length(length) => file.resize(*length, 0),
    }
}

#[derive(Clone, Default)]
struct File {
    synced: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Clone)]
enum Naming {
    Create(String, usize),
    Unlink(String),
    Rename(String, String),
}

fn name(names: &mut BTreeMap<String, usize>, naming: &Naming) {
    match naming {
        Naming::Create(name, file) => drop(names.insert(name.clone(), *file)),
        Naming::Unlink(name) => drop(names.remove(name)),
        Naming::Rename(from, to) => {
            if let Some(file) = names.remove(from) {
                names.insert(to.clone(), file);
            }
        }
    }
}

/// A disk: what it has for certain, and what it was asked and may have.
#[derive(Clone, Default)]
pub struct Disk {
    files: Vec<File>,
    /// As a program sees them.
    names: BTreeMap<String, usize>,
    names_synced: BTreeMap<String, usize>,
    names_pending: Vec<Naming>,
}

impl Disk {
    /// With these files, all synced.
    pub fn with(files: &[(&str, Vec<u8>)]) -> Self {
        let mut disk = Self::default();
        for (name, bytes) in files {
            disk.names.insert((*name).to_owned(), disk.files.len());
            disk.files.push(File { synced: bytes.clone(), pending: Vec::new() });
        }
        disk.names_synced = disk.names.clone();
        disk
    }

    fn naming(&mut self, naming: Naming) {
        name(&mut self.names, &naming);
        self.names_pending.push(naming);
    }

    /// One thing more that it is asked. The log's index (`-shm`) is no part of it: it is made again.
    pub fn take(&mut self, event: &Event) {
        let shm = |name: &String| name.ends_with("-shm");
        match event {
            Event::Created(new) if !shm(new) => {
                self.files.push(File::default());
                self.naming(Naming::Create(new.clone(), self.files.len() - 1));
            }
            Event::Written { name, at, bytes } if !shm(name) => {
                let file = self.names[name];
                self.files[file].pending.push(Change::Write { at: *at, bytes: bytes.clone() });
            }
            Event::Truncated { name, length } if !shm(name) => {
                let file = self.names[name];
                self.files[file].pending.push(Change::Length(*length));
            }
            Event::Synced(which) if which == "." => {
                for naming in std::mem::take(&mut self.names_pending) {
                    name(&mut self.names_synced, &naming);
                }
            }
            Event::Synced(which) if !shm(which) => {
                if let Some(file) = self.names.get(which) {
                    let file = &mut self.files[*file];
                    for change in std::mem::take(&mut file.pending) {
                        apply(&mut file.synced, &change);
                    }
                }
            }
            Event::Unlinked(old) if !shm(old) => self.naming(Naming::Unlink(old.clone())),
            Event::Renamed { from, to } => self.naming(Naming::Rename(from.clone(), to.clone())),
            _ => {}
        }
    }

    /// The power goes: writes what is there afterwards into `folder`.
    pub fn cut(&self, dice: &mut Dice, folder: &Path) {
        let mut names = self.names_synced.clone();
        let done = dice.below(self.names_pending.len() + 1);
        for naming in &self.names_pending[..done] {
            name(&mut names, naming);
        }
        for (to, file) in names {
            let file = &self.files[file];
            let mut bytes = file.synced.clone();
            let luck = dice.below(4);
            for change in &file.pending {
                let taken = match luck {
                    0 => false,
                    1 => true,
                    _ => dice.below(2) == 0,
                };
                match change {
                    _ if !taken => {}
                    Change::Write { at, bytes: new } if luck == 3 => apply(&mut bytes, &torn(*at, new, dice)),
                    whole => apply(&mut bytes, whole),
                }
            }
            std::fs::write(folder.join(to), bytes).unwrap();
        }
    }
}

/// Some sectors of a write.
fn torn(at: usize, bytes: &[u8], dice: &mut Dice) -> Change {
    const SECTOR: usize = 512;
    let sectors = bytes.len().div_ceil(SECTOR);
    let from = dice.below(sectors) * SECTOR;
    let to = (from + (1 + dice.below(sectors)) * SECTOR).min(bytes.len());
    Change::Write { at: at + from, bytes: bytes[from..to].to_vec() }
}

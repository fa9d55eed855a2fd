//! The tidy test: reads the repository and says where the house's manners are not kept.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Every file that git keeps or would keep, relative to the root.
fn files() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap();
    let text = String::from_utf8(listed.stdout).unwrap();
    let found: Vec<String> = text.lines().filter(|name| root().join(name).is_file()).map(str::to_owned).collect();
    assert!(found.len() > 20, "the tidy test found no repository to read");
    found
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_default()
}

fn ends(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

/// Fails with every line at once.
fn none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let code = [".rs", ".ts", ".svelte", ".mjs", ".css", ".sh"];
    let long = files().into_iter().filter(|name| ends(name, &code) && !name.ends_with("core/types.ts"));
    let limit = |name: &str| if name.ends_with(".svelte") { 300 } else { 600 };
    none(
        "longer than 600 lines (a component: 300)",
        long.filter_map(|name| {
            let lines = read(&name).lines().count();
            (lines > limit(&name)).then(|| format!("{name}: {lines}"))
        })
        .collect(),
    );
}

#[test]
fn every_file_says_what_lives_in_it() {
    let untold = files().into_iter().filter(|name| {
        let text = read(name);
        let first = text.lines().find(|line| !line.starts_with("#!") && !line.trim().is_empty()).unwrap_or_default();
        if name.ends_with(".rs") {
            !first.starts_with("//!")
        } else if ends(name, &[".ts", ".mjs"]) {
            !first.starts_with("//") && !first.starts_with("/*")
        } else if name.ends_with(".sh") {
            !first.starts_with('#')
        } else {
            false
        }
    });
    none("a file opens with a line that says what lives here", untold.collect());
}

#[test]
fn every_crate_states_its_invariants() {
    let silent = files()
        .into_iter()
        .filter(|name| name.starts_with("src-tauri/") && name.ends_with("src/lib.rs") && !read(name).contains("**Invariant:**"));
    none("lib.rs states its Invariant lines", silent.collect());
}

#[test]
fn nothing_is_left_for_later_and_no_test_is_switched_off() {
    let words = [
        "TO\u{44}O",
        "FIX\u{4d}E",
        "to\u{64}o!(",
        "unimpl\u{65}mented!(",
        "#[ign\u{6f}re",
        "it.sk\u{69}p(",
        "test.sk\u{69}p(",
        "it.on\u{6c}y(",
        "test.on\u{6c}y(",
    ];
    let mut found = Vec::new();
    for name in files().into_iter().filter(|name| ends(name, &[".rs", ".ts", ".svelte", ".mjs", ".sh"])) {
        for (number, line) in read(&name).lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    none("left for later", found);
}

#[test]
fn crates_depend_only_where_the_house_allows_it() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("document", &[] as &[&str]),
        ("checks", &["stet-document"]),
        ("formats", &["stet-document"]),
        ("desk", &["stet-checks", "stet-document", "stet-formats"]),
    ]);
    let mut wrong = Vec::new();
    for (name, may) in allowed {
        let manifest = read(&format!("src-tauri/{name}/Cargo.toml"));
        assert!(!manifest.is_empty(), "{name} has a manifest");
        for line in manifest.lines() {
            let used = line.split(['.', ' ', '=']).next().unwrap_or_default();
            if (used.starts_with("stet-") && !may.contains(&used)) || used.starts_with("tauri") || used == "tokio" {
                wrong.push(format!("{name} knows {used}"));
            }
        }
    }
    none("an edge that the house does not have", wrong);
}

/// The files that a TypeScript or Svelte file imports by a relative path, and the packages by name.
fn imports(name: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut own, mut foreign) = (BTreeSet::new(), BTreeSet::new());
    let known: BTreeSet<String> = files().into_iter().collect();
    for line in read(name).lines() {
        let line = line.trim();
        let takes = line.starts_with("import ") || line.starts_with("export ") || line.starts_with("} from ");
        let Some(from) =
            takes.then(|| line.rsplit_once(" from ").map_or(line.strip_prefix("import ").unwrap_or(""), |(_, rest)| rest))
        else {
            continue;
        };
        let Some(target) = from.split(['"', '\'']).nth(1) else { continue };
        if line.starts_with("import type") {
            continue;
        }
        if !target.starts_with('.') {
            foreign.insert(target.to_owned());
            continue;
        }
        let mut place: Vec<&str> = name.split('/').collect();
        place.pop();
        for step in target.split('/') {
            match step {
                "." => {}
                ".." => drop(place.pop()),
                step => place.push(step),
            }
        }
        let path = place.join("/");
        let candidates = [path.clone(), format!("{path}.ts"), format!("{path}/index.ts"), path.replace(".js", ".ts")];
        own.extend(candidates.into_iter().find(|candidate| known.contains(candidate)));
    }
    (own, foreign)
}

fn page_sources() -> Vec<String> {
    files()
        .into_iter()
        .filter(|name| name.starts_with("ui/src/") && ends(name, &[".ts", ".svelte"]) && !name.ends_with(".test.ts"))
        .collect()
}

#[test]
fn the_rooms_of_the_page_know_only_whom_they_may() {
    let mut wrong = Vec::new();
    for name in page_sources() {
        let (own, foreign) = imports(&name);
        let room = |name: &str| name.trim_start_matches("ui/src/").split('/').next().unwrap_or_default().to_owned();
        let here = room(&name);
        let may = |there: &str| match here.as_str() {
            "editor" => there == "editor",
            "parts" => there == "parts",
            "core" => there == "core",
            "stores" => there == "stores" || there == "core" || there == "editor",
            "views" => ["views", "stores", "editor", "parts", "core", "style"].contains(&there),
            _ => true,
        };
        wrong.extend(own.iter().filter(|file| !may(&room(file))).map(|file| format!("{name} knows {file}")));
        for package in foreign {
            let tauri_elsewhere = package.starts_with("@tauri-apps/") && name != "ui/src/core/tauri.ts";
            let foreign_to_editor = here == "editor" && package.starts_with("svelte");
            if tauri_elsewhere || foreign_to_editor {
                wrong.push(format!("{name} knows {package}"));
            }
        }
    }
    none("an import that the house does not allow", wrong);
}

#[test]
fn no_file_of_the_page_imports_itself_by_a_circle() {
    let graph: BTreeMap<String, BTreeSet<String>> =
        page_sources().into_iter().map(|name| (name.clone(), imports(&name).0)).collect();
    let mut wrong = Vec::new();
    for start in graph.keys() {
        let (mut open, mut seen) = (vec![start], BTreeSet::new());
        while let Some(here) = open.pop() {
            for next in graph.get(here).into_iter().flatten() {
                // A component that draws itself within itself (a tree) is no circle of files.
                if next == start && here == start {
                    continue;
                }
                if next == start {
                    wrong.push(format!("{start} through {here}"));
                } else if seen.insert(next) {
                    open.push(next);
                }
            }
        }
    }
    none("a circle of imports", wrong);
}

#[test]
fn every_rule_and_every_format_is_on_its_list() {
    let mut missing = Vec::new();
    let rules = read("src-tauri/checks/src/rules/mod.rs");
    for name in files()
        .iter()
        .filter(|name| name.starts_with("src-tauri/checks/src/rules/") && name.ends_with(".rs") && !name.ends_with("mod.rs"))
    {
        let module = Path::new(name).file_stem().unwrap().to_string_lossy().into_owned();
        if read(name).contains("impl Rule for") || read(name).contains(": Rule") {
            let listed = rules.split("ALL").nth(1).is_some_and(|list| list.contains(&format!("{module}::")));
            if !listed {
                missing.push(name.clone());
            }
        }
    }
    none("a rule that no list names", missing);
}

#[test]
fn nothing_names_a_machine_or_a_folder_outside_the_project() {
    let names = ["/wo\u{72}k/", "../sha\u{72}ed", ".libra\u{72}y/", "/ro\u{6f}t/"];
    let mut found = Vec::new();
    for name in
        files().into_iter().filter(|name| !ends(name, &[".png", ".jpg", ".ico", ".woff2", "package-lock.json", "Cargo.lock"]))
    {
        for (number, line) in read(&name).lines().enumerate() {
            if names.iter().any(|other| line.contains(other)) {
                found.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    none("a name of a machine", found);
}

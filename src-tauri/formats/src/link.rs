//! Which addresses a link may have, and an address without what follows its reader around.

use percent_encoding::percent_decode_str;

/// The address as it may stand in a link: http, https, mailto or tel, without controls and without spaces around; nothing for any other.
pub fn safe(address: &str) -> Option<String> {
    let cleaned: String = address.trim().chars().filter(|letter| !letter.is_control()).collect();
    let cleaned = cleaned.trim().replace(' ', "%20");
    let (scheme, rest) = cleaned.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let known = match scheme.as_str() {
        "http" | "https" => rest.starts_with("//") && rest.len() > 2,
        "mailto" | "tel" => !rest.is_empty(),
        _ => false,
    };
    known.then(|| format!("{scheme}:{rest}"))
}

/// Names of a query that say who clicked where, never which page it is.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "twclid",
    "ttclid",
    "yclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "__hssc",
    "__hstc",
    "__hsfp",
    "hsctatracking",
    "vero_id",
    "vero_conv",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "wickedid",
    "s_cid",
    "srsltid",
    "ref_src",
    "_openstat",
];

/// Pages that only send a reader on: the end of their host, the beginning of their path, the name that holds the address.
const REDIRECTS: &[(&str, &str, &[&str])] = &[
    (".safelinks.protection.outlook.com", "/", &["url"]),
    ("l.facebook.com", "/l.php", &["u"]),
    ("lm.facebook.com", "/l.php", &["u"]),
    ("l.instagram.com", "/", &["u"]),
    ("l.messenger.com", "/l.php", &["u"]),
    ("www.youtube.com", "/redirect", &["q"]),
    ("www.linkedin.com", "/redir/redirect", &["url"]),
    ("slack-redir.net", "/link", &["url"]),
    ("out.reddit.com", "/", &["url"]),
    ("duckduckgo.com", "/l/", &["uddg"]),
    ("vk.com", "/away.php", &["to"]),
    ("t.umblr.com", "/redirect", &["z"]),
];

/// The address that a link leads to in the end, without tracking; nothing where there was none in it.
pub fn direct(address: &str) -> Option<String> {
    let mut here = address.to_owned();
    // A redirect may lead to another one.
    for _ in 0..4 {
        match target(&here) {
            Some(next) => here = next,
            None => break,
        }
    }
    let here = untracked(&here).unwrap_or(here);
    (here != address).then_some(here)
}

/// Host in lower case, path, query; for http and https alone.
fn parts(address: &str) -> Option<(String, &str, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let at = place.find('/').unwrap_or(place.len());
    let (host, path) = place.split_at_checked(at)?;
    Some((host.to_ascii_lowercase(), path, query))
}

/// Where a page that only sends on sends to.
fn target(address: &str) -> Option<String> {
    let (host, path, query) = parts(address)?;
    if host == "urldefense.com" || host == "urldefense.us" {
        return proofpoint(address);
    }
    let google = host.strip_prefix("www.").unwrap_or(&host).strip_prefix("google.").is_some_and(|rest| rest.len() <= 6);
    let names: &[&str] = if google && path == "/url" {
        &["q", "url"]
    } else {
        REDIRECTS.iter().find(|(end, start, _)| host.ends_with(end) && path.starts_with(start)).map(|(_, _, names)| *names)?
    };
    let value = names.iter().find_map(|name| {
        query.split('&').find_map(|pair| pair.split_once('=').filter(|(known, _)| known == name).map(|(_, value)| value))
    })?;
    let value = percent_decode_str(value).decode_utf8().ok()?;
    safe(&value).filter(|found| found.starts_with("http"))
}

/// `https://urldefense.com/v3/__https://example.org/a__;!!abc$`; where letters were replaced in it, it is left as it is.
fn proofpoint(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("/v3/__")?;
    let (inner, end) = rest.rsplit_once("__;")?;
    if inner.contains('*') && !end.starts_with("!!") {
        return None;
    }
    safe(inner).filter(|found| found.starts_with("http"))
}

fn untracked(address: &str) -> Option<String> {
    let (host, _, query) = parts(address)?;
    if query.is_empty() {
        return None;
    }
    let shared = ["youtube.com", "youtu.be", "spotify.com"].iter().any(|end| host.ends_with(end));
    let follows = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
        name.starts_with("utm_") || TRACKING.contains(&name.as_str()) || (shared && name == "si")
    };
    if !query.split('&').any(|pair| follows(&pair)) {
        return None;
    }
    let kept: Vec<&str> = query.split('&').filter(|pair| !follows(pair)).collect();
    let (before, after) = address.split_once('?')?;
    let fragment = after.split_once('#').map(|(_, fragment)| fragment);
    let mut clean = before.to_owned();
    if !kept.is_empty() {
        clean.push('?');
        clean.push_str(&kept.join("&"));
    }
    if let Some(fragment) = fragment {
        clean.push('#');
        clean.push_str(fragment);
    }
    Some(clean)
}

#[cfg(test)]
mod tests {
    use super::{direct, safe};

    #[test]
    fn only_pages_mails_and_telephones_are_linked() {
        assert_eq!(safe(" HTTPS://example.org/a b"), Some("https://example.org/a%20b".to_owned()));
        assert_eq!(safe("mailto:ana@example.org"), Some("mailto:ana@example.org".to_owned()));
        for address in ["java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ferry.docx", "http:", "//example.org"]
        {
            assert_eq!(safe(address), None, "{address}");
        }
    }

    #[test]
    fn tracking_goes_and_the_rest_of_an_address_stays_to_the_letter() {
        let cases = [
            ("https://example.org/a?utm_source=x&id=7&utm_medium=mail#s", "https://example.org/a?id=7#s"),
            ("https://example.org/?fbclid=abc", "https://example.org/"),
            ("https://www.google.com/url?q=https://example.org/a%3Fb%3D1&sa=D&source=docs", "https://example.org/a?b=1"),
            ("https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fexample.org%2F&usg=x", "https://example.org/"),
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa%3Futm_source%3Dx&data=05",
                "https://example.org/a",
            ),
            ("https://urldefense.com/v3/__https://example.org/a__;!!abc$", "https://example.org/a"),
            ("https://youtu.be/abc?si=xyz&t=30", "https://youtu.be/abc?t=30"),
        ];
        for (from, to) in cases {
            assert_eq!(direct(from).as_deref(), Some(to), "{from}");
        }
        for kept in [
            "https://example.org/a?id=7&q=%C3%A9+x#s",
            "https://www.google.com/search?q=https://example.org",
            "https://www.google.com/url?q=javascript:alert(1)",
            "mailto:a@example.org?subject=utm_source=x",
            "https://example.org/a?utm",
            "https://notgoogle.example/url?q=https://example.org",
        ] {
            assert_eq!(direct(kept), None, "{kept}");
        }
    }
}

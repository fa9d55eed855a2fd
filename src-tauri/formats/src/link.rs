//! Which addresses a link may have.

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

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn only_pages_mails_and_telephones_are_linked() {
        assert_eq!(safe(" HTTPS://example.org/a b"), Some("https://example.org/a%20b".to_owned()));
        assert_eq!(safe("mailto:ana@example.org"), Some("mailto:ana@example.org".to_owned()));
        for address in ["java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ferry.docx", "http:", "//example.org"]
        {
            assert_eq!(safe(address), None, "{address}");
        }
    }
}

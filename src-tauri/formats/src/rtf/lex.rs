//! The bytes of a rich text file as tokens: groups, words with their number, letters. Knows no meaning.

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word, with its number.
    Word(&'a str, Option<i32>),
    /// A control sign: `~`, `*`, `-`.
    Sign(u8),
    /// A letter in the code page: itself, or `\'hh`.
    Byte(u8),
    /// Bytes that `\bin` announced.
    Raw(&'a [u8]),
}

/// Walks over the bytes.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Bytes done.
    pub fn done(&self) -> usize {
        self.at
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if first == b'\'' {
            self.at += 1;
            let hex = self.bytes.get(self.at..self.at + 2)?;
            let value = std::str::from_utf8(hex).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
            // A broken one is passed over.
            self.at += if value.is_some() { 2 } else { 0 };
            return value.map_or_else(|| self.next(), |value| Some(Token::Byte(value)));
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(match first {
                b'\n' | b'\r' => Token::Word("par", None),
                b'\t' => Token::Word("tab", None),
                b'\\' | b'{' | b'}' => Token::Byte(first),
                sign => Token::Sign(sign),
            });
        }
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) && self.at - start < 40 {
            self.at += 1;
        }
        let word = self.bytes.get(start..self.at).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or_default();
        let number_from = self.at;
        if self.peek() == Some(b'-') && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) && self.at - number_from < 12 {
            self.at += 1;
        }
        let number = self.bytes.get(number_from..self.at).and_then(|number| std::str::from_utf8(number).ok());
        let number = number
            .filter(|number| !number.is_empty())
            .map(|number| number.parse::<i64>().unwrap_or(0))
            .map(|number| i32::try_from(number.clamp(i64::from(i32::MIN), i64::from(i32::MAX))).unwrap_or(0));
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if word == "bin" {
            let count = usize::try_from(number.unwrap_or(0)).unwrap_or(0).min(self.bytes.len() - self.at);
            let raw = self.bytes.get(self.at..self.at + count).unwrap_or_default();
            self.at += count;
            return Some(Token::Raw(raw));
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => continue,
                other => Token::Byte(other),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_letters_and_raw_bytes_are_told_apart() {
        let tokens: Vec<Token> = Lexer::new(b"{\\b0 a\\'e9\\u-10179?\\bin3 }{}\\~}").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Byte(b'a'),
                Token::Byte(0xe9),
                Token::Word("u", Some(-10179)),
                Token::Byte(b'?'),
                Token::Raw(b"}{}"),
                Token::Sign(b'~'),
                Token::Close,
            ]
        );
        assert_eq!(Lexer::new(b"\\'").count(), 0);
        assert_eq!(Lexer::new(b"\\bin99999999999 ab").collect::<Vec<_>>(), [Token::Raw(b"ab")]);
    }
}

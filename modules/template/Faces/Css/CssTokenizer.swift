/// Cuts a style sheet into tokens as css-syntax-3 says, and stops where a browser would have to guess: a text,
/// a comment or an address that is never closed. Names are lower case. Backslashes are taken in texts only:
/// anywhere else they could hide a word from those who read.
struct CssTokenizer {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var place = CssPlace()

  private init(_ css: String) {
    // Preprocessing (3.3): one kind of line end, no NUL.
    var clean: [Unicode.Scalar] = []
    clean.reserveCapacity(css.unicodeScalars.count)
    var last: Unicode.Scalar = " "
    for scalar in css.unicodeScalars {
      switch scalar {
      case "\n" where last == "\r": break
      case "\r", "\u{C}": clean.append("\n")
      case "\0": clean.append("\u{FFFD}")
      default: clean.append(scalar)
      }
      last = scalar
    }
    scalars = clean
  }

  static func tokens(of css: String) throws(CssProblem) -> [CssToken] {
    var tokenizer = CssTokenizer(css)
    var tokens: [CssToken] = []
    while let token = try tokenizer.next() { tokens.append(token) }
    return tokens
  }
}

// MARK: - One token

extension CssTokenizer {
  private mutating func next() throws(CssProblem) -> CssToken? {
    while peek() == "/", peek(1) == "*" { try skipComment() }
    guard let scalar = peek() else { return nil }
    let start = place
    return CssToken(kind: try kind(scalar), place: start)
  }

  private mutating func kind(_ scalar: Unicode.Scalar) throws(CssProblem) -> CssToken.Kind {
    switch scalar {
    case _ where Self.isSpace(scalar): return space()
    case "\"", "'": return .string(try string(scalar))
    case "#" where Self.isName(peek(1)): return .hash(name(after: 1))
    case "@" where startsIdent(1): return .atKeyword(name(after: 1))
    case "+", "-", ".", "0"..."9":
      if startsNumber(0) { return number() }
    case "<" where text(4) == "<!--":
      advance(4)
      return .markupComment
    case "\\": throw problem("A backslash is allowed in texts only.")
    default: break
    }
    if scalar == "-", text(3) == "-->" {
      advance(3)
      return .markupComment
    }
    if startsIdent(0) { return try identLike() }
    advance()
    return punctuation(scalar)
  }

  private func punctuation(_ scalar: Unicode.Scalar) -> CssToken.Kind {
    switch scalar {
    case ":": .colon
    case ";": .semicolon
    case ",": .comma
    case "(", "[", "{": .open(Character(scalar))
    case ")", "]", "}": .close(Character(scalar))
    default: .delim(Character(scalar))
    }
  }

  private mutating func space() -> CssToken.Kind {
    while let scalar = peek(), Self.isSpace(scalar) { advance() }
    return .whitespace
  }

  private mutating func skipComment() throws(CssProblem) {
    let start = place
    advance(2)
    while !(peek() == "*" && peek(1) == "/") {
      guard peek() != nil else { throw CssProblem(place: start, reason: "This comment is never closed.") }
      advance()
    }
    advance(2)
  }

  private mutating func string(_ quote: Unicode.Scalar) throws(CssProblem) -> String {
    let start = place
    var text = String.UnicodeScalarView()
    advance()
    while let scalar = peek(), scalar != quote {
      guard scalar != "\n" else { throw CssProblem(place: start, reason: "This text is never closed.") }
      text.append(scalar)
      // What is escaped is part of the text, were it a quote or a line end.
      if scalar == "\\", let escaped = peek(1) {
        text.append(escaped)
        advance()
      }
      advance()
    }
    guard peek() == quote else { throw CssProblem(place: start, reason: "This text is never closed.") }
    advance()
    return String(text)
  }

  private mutating func identLike() throws(CssProblem) -> CssToken.Kind {
    let name = name(after: 0)
    guard peek() == "(" else { return .ident(name) }
    advance()
    guard name == "url" else { return .function(name) }
    // In quotes it is a function like others (4.3.4); without, it ends at its bracket.
    let rest = scalars[position...].drop { Self.isSpace($0) }
    if rest.first == "\"" || rest.first == "'" { return .function(name) }
    let start = place
    while let scalar = peek(), scalar != ")" { _ = scalar; advance() }
    guard peek() != nil else { throw CssProblem(place: start, reason: "This address is never closed.") }
    advance()
    return .url
  }
}

// MARK: - Names and numbers

extension CssTokenizer {
  private mutating func name(after skipped: Int) -> String {
    advance(skipped)
    var name = String.UnicodeScalarView()
    while let scalar = peek(), Self.isName(scalar) {
      name.append(scalar)
      advance()
    }
    return String(name).lowercased()
  }

  private mutating func number() -> CssToken.Kind {
    var text = String.UnicodeScalarView()
    func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }
    func take(_ count: Int, _ tokenizer: inout CssTokenizer) {
      for _ in 0..<count {
        if let scalar = tokenizer.peek() { text.append(scalar) }
        tokenizer.advance()
      }
    }
    if peek() == "+" || peek() == "-" { take(1, &self) }
    while isDigit(peek()) { take(1, &self) }
    if peek() == ".", isDigit(peek(1)) { take(1, &self) }
    while isDigit(peek()) { take(1, &self) }
    if peek() == "e" || peek() == "E" {
      let sign = peek(1) == "+" || peek(1) == "-" ? 1 : 0
      if isDigit(peek(1 + sign)) { take(1 + sign, &self) }
      while isDigit(peek()) { take(1, &self) }
    }
    let value = Double(String(text)) ?? 0
    if startsIdent(0) { return .dimension(value, unit: name(after: 0)) }
    guard peek() == "%" else { return .number(value) }
    advance()
    return .percentage(value)
  }

  private func startsNumber(_ offset: Int) -> Bool {
    let sign = peek(offset) == "+" || peek(offset) == "-" ? 1 : 0
    let first = peek(offset + sign), second = peek(offset + sign + 1)
    if first == "." { return second.map { ("0"..."9").contains($0) } ?? false }
    return first.map { ("0"..."9").contains($0) } ?? false
  }

  private func startsIdent(_ offset: Int) -> Bool {
    guard peek(offset) == "-" else { return Self.isNameStart(peek(offset)) }
    return peek(offset + 1) == "-" || Self.isNameStart(peek(offset + 1))
  }
}

// MARK: - Scalars

extension CssTokenizer {
  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    position + offset < scalars.count ? scalars[position + offset] : nil
  }

  private func text(_ count: Int) -> String {
    String(String.UnicodeScalarView(scalars[position...].prefix(count)))
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < scalars.count {
      if scalars[position] == "\n" {
        place = CssPlace(line: place.line + 1, column: 1)
      } else {
        place.column += 1
      }
      position += 1
    }
  }

  private func problem(_ reason: String) -> CssProblem { CssProblem(place: place, reason: reason) }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\t"
  }

  private static func isNameStart(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
      || scalar.value >= 0x80
  }

  private static func isName(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return isNameStart(scalar) || ("0"..."9").contains(scalar) || scalar == "-"
  }
}

/// A piece of a style sheet (css-syntax-3, 4), with where it begins.
struct CssToken: Equatable {
  enum Kind: Equatable {
    case ident(String), function(String), atKeyword(String), hash(String), string(String)
    /// `url(` without quotes, whole.
    case url
    case number(Double), percentage(Double), dimension(Double, unit: String)
    case delim(Character)
    case colon, semicolon, comma, whitespace
    case open(Character), close(Character)
    /// `<!--` and `-->`.
    case markupComment
  }

  let kind: Kind
  let place: CssPlace
}

/// Counted from one, as editors do.
struct CssPlace: Equatable {
  var line = 1
  var column = 1
}

/// What is wrong with a style sheet, and where.
struct CssProblem: Error, Equatable {
  let place: CssPlace
  let reason: String
}

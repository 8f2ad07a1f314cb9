/// Why a text can't be taken, for the one who typed it.
public enum TextObjection: Error, Sendable, Equatable {
  case long(Int, most: Int)
  /// There are more marks on its letters than letters could carry.
  case marks
  case character(Unicode.Scalar, after: String)

  static func character(_ scalar: Unicode.Scalar, after text: Substring.UnicodeScalarView) -> Self {
    .character(scalar, after: String(Substring(text).suffix(12)))
  }

  /// `what` begins the sentence: “The name”, “A title”.
  public func sentence(about what: String) -> String {
    switch self {
    case .long(let count, let most): "\(what) has at most \(most) characters; this has \(count)."
    case .marks: "\(what) has more marks on its letters than can be shown."
    case .character(let scalar, let before):
      "\(what) can’t have \(scalar.code) (\(scalar.words)), which stands \(Self.place(before)): please take it out."
    }
  }

  private static func place(_ before: String) -> String {
    before.isEmpty ? "at the beginning" : "after “\(before)”"
  }
}

extension Unicode.Scalar {
  /// `U+202E`
  fileprivate var code: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Controls have no names, but the signs that stand for them do.
  private var picture: Unicode.Scalar? { value < 0x20 ? Unicode.Scalar(0x2400 + value) : nil }

  /// `right-to-left override`, or what kind of character it is where it has no name.
  fileprivate var words: String {
    if let name = properties.name ?? picture?.properties.name {
      return name.lowercased().replacing("symbol for ", with: "")
    }
    return switch properties.generalCategory {
    case .control: "a control character"
    case .privateUse: "a character that each program shows in its own way"
    case .unassigned: "a character that nobody has given a meaning yet"
    default: "a character without a name"
    }
  }
}

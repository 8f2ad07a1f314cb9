import Foundation

/// A code as people type or paste it: with blanks of any kind, dashes or words around it, in the digits of their
/// own script.
enum TypedCode: Equatable {
  /// Six digits of an app.
  case app(UInt32)
  /// The letters of a recovery code.
  case recovery(String)

  /// nil for what holds neither, or more than one: nobody's try at anything.
  init?(_ typed: String) {
    let marks = typed.precomposedStringWithCompatibilityMapping.uppercased().unicodeScalars
      .compactMap(Mark.init)
    if let letters = Self.recovery(marks, isGrouped: true) {
      self = .recovery(letters)
    } else if let number = Self.number(marks) ?? Self.number(marks.filter { $0 != .gap }) {
      self = .app(number)
    } else if let letters = Self.recovery(marks, isGrouped: false) {
      self = .recovery(letters)
    } else {
      return nil
    }
  }

  /// The only six digits that stand together.
  private static func number(_ marks: [Mark]) -> UInt32? {
    let codes = marks.map(\.digit).split(separator: nil).filter { $0.count == 6 }
    return codes.count == 1 ? codes.first?.compactMap(\.self).reduce(0) { $0 * 10 + $1 } : nil
  }

  /// The only recovery code, by itself or behind a word with its colon: grouped as we write them, or not at all.
  private static func recovery(_ marks: [Mark], isGrouped: Bool) -> String? {
    let codes = marks.split(separator: .other).compactMap { part -> String? in
      let groups = part.split(separator: .gap)
      let isUsual = groups.count == 1 || groups.dropLast().allSatisfy { $0.count == Base32.groupLength }
      let letters = String(groups.joined().compactMap(\.letter))
      let isOne =
        RecoveryCodes.lengths.contains(letters.count) && letters.allSatisfy(Base32.alphabet.contains)
      return isOne && (isUsual || !isGrouped) ? letters : nil
    }
    return codes.count == 1 ? codes.first : nil
  }
}

/// What a character means in a code.
private enum Mark: Equatable {
  case digit(UInt32)
  case letter(Character)
  /// What people, apps and printers put between groups.
  case gap
  case other

  /// nil for what can't be seen.
  init?(_ scalar: Unicode.Scalar) {
    let properties = scalar.properties
    if properties.numericType == .decimal, let value = properties.numericValue {
      self = .digit(UInt32(value))
    } else if properties.isWhitespace || properties.generalCategory == .dashPunctuation
      || scalar == "\u{2212}"
    {
      self = .gap
    } else if properties.generalCategory == .format {
      return nil
    } else {
      self = scalar.isASCII && properties.isAlphabetic ? .letter(Character(scalar)) : .other
    }
  }

  var digit: UInt32? { if case .digit(let digit) = self { digit } else { nil } }

  /// Base 32 has neither 0, 1 nor 8, so that they can only be the letters that look like them.
  var letter: Character? {
    switch self {
    case .letter(let letter): letter
    case .digit(0): "O"
    case .digit(1): "I"
    case .digit(8): "B"
    case .digit(let digit): Character("\(digit)")
    case .gap, .other: nil
    }
  }
}

import Foundation

/// What a name looks like: its skeleton of UTS 39, with the marks above, below and through letters gone. Names of
/// one skeleton can't be told apart at a glance.
enum NameShape {
  static func skeleton(_ text: String) -> String {
    let letters = text.decomposedStringWithCompatibilityMapping.unicodeScalars.filter { !isMark($0) }
    // Once more, for capitals whose small letters are in the tables.
    let shapes = letters.map(shape).joined().lowercased().unicodeScalars.map(shape).joined()
    return String(shapes.map { same[$0] ?? $0 })
      .replacing("rn", with: "m").replacing("vv", with: "w").precomposedStringWithCanonicalMapping
  }

  private static func shape(_ scalar: Unicode.Scalar) -> String {
    lookalikes[scalar].map { String($0) } ?? confusables[scalar] ?? String(scalar)
  }

  /// What scripts add to letters that stand without it as well. The vowels of Indic and other scripts stay: there
  /// they are as much as letters.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x5BF, 0x5C1...0x5C2, 0x5C4...0x5C5, 0x5C7,
      0x610...0x61A, 0x64B...0x65F, 0x670, 0x6D6...0x6DC, 0x6DF...0x6E4, 0x6E7...0x6E8, 0x6EA...0x6ED,
      0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F:
      true
    default: false
    }
  }

  /// Whether letters of alphabets that look alike stand beside each other.
  static func isMixed(_ text: String) -> Bool {
    Set(text.precomposedStringWithCompatibilityMapping.unicodeScalars.compactMap(alphabet)).count > 1
  }

  private static let same: [Character: Character] = ["0": "o", "1": "l", "i": "l", ".": "-", "_": "-"]

  /// Beside the table of UTS 39: what Cyrillic and Greek share with Latin in either case.
  private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs = [
      // Cyrillic
      "аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl ԛq ԝw",
      "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ԚQ ԜW ӀI кk тt",
      // Greek
      "αa γy ιi κk νv οo ρp τt υu χx ωw σo ηn",
      "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC ϲc ϳj",
      // Latin beside Latin
      "ıi ɑa ɡg ɩi ƅb ǀl",
    ]
    return pairs.reduce(into: [:]) { table, line in
      for pair in line.split(separator: " ") {
        let scalars = pair.unicodeScalars
        if let first = scalars.first, let last = scalars.last { table[first] = lowered(last) }
      }
    }
  }()

  private static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
  }

  private enum Alphabet { case latin, greek, cyrillic, armenian, cherokee, coptic }

  /// nil for letters that look like none of these.
  private static func alphabet(_ scalar: Unicode.Scalar) -> Alphabet? {
    guard scalar.properties.isAlphabetic else { return nil }
    switch scalar.value {
    case 0x41...0x24F, 0x250...0x2AF, 0x1D00...0x1D25, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF:
      return .latin
    case 0x370...0x3E1, 0x3F0...0x3FF, 0x1F00...0x1FFF: return .greek
    case 0x3E2...0x3EF, 0x2C80...0x2CFF: return .coptic
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: return .cyrillic
    case 0x530...0x58F: return .armenian
    case 0x13A0...0x13FF, 0xAB70...0xABBF: return .cherokee
    default: return nil
    }
  }
}

import Foundation

/// What a name looks like, after the idea of UTS 39: names of one skeleton can't be told apart at a glance.
/// The table is small: what Cyrillic and Greek share with Latin, and digits with letters.
enum NameShape {
  static func skeleton(_ text: String) -> String {
    let letters = text.precomposedStringWithCompatibilityMapping.unicodeScalars.map { scalar in
      lookalikes[scalar].map(String.init) ?? String(scalar).lowercased()
    }
    // Once more, for capitals whose small letters are in the table.
    return String(letters.joined().map { same[$0] ?? $0 })
      .replacing("rn", with: "m").replacing("vv", with: "w").precomposedStringWithCanonicalMapping
  }

  /// Whether letters of alphabets that look alike stand beside each other.
  static func isMixed(_ text: String) -> Bool {
    Set(text.precomposedStringWithCompatibilityMapping.unicodeScalars.compactMap(alphabet)).count > 1
  }

  private static let same: [Character: Character] = ["0": "o", "1": "l", "i": "l", ".": "-", "_": "-"]

  private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs = [
      // Cyrillic
      "аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl ԛq ԝw ёë їï",
      "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ԚQ ԜW ЁË ЇÏ ӀI кk тt",
      // Greek
      "αa γy ιi κk νv οo ρp τt υu χx ωw σo ηn όó ίí άá",
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

import Foundation

/// A colour as it stands in a palette: `#rrggbb`.
struct Color: Sendable, Equatable {
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  init?(hex text: String) {
    guard text.utf8.count == 7, text.hasPrefix("#"), text.dropFirst().allSatisfy(\.isHexDigit),
      let number = UInt32(text.dropFirst(), radix: 16)
    else { return nil }
    (red, green, blue) = (UInt8(number >> 16), UInt8(number >> 8 & 255), UInt8(number & 255))
  }

  /// Relative luminance (WCAG 2.2).
  var luminance: Double {
    0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  private static func linear(_ channel: UInt8) -> Double {
    let share = Double(channel) / 255
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
  }
}

/// Two tokens that meet on the screen, and how much they must differ (WCAG 2.2, 1.4.3 and 1.4.11).
struct Contrast {
  let front: String
  let back: String
  let least: Double

  static func ratio(_ a: Color, _ b: Color) -> Double {
    let (low, high) = (min(a.luminance, b.luminance), max(a.luminance, b.luminance))
    return (high + 0.05) / (low + 0.05)
  }

  static let pairs: [Contrast] =
    text("ink", on: grounds + ["quote", "mark", "accent-soft", "good-soft", "warn-soft", "bad-soft"])
    + text("muted", on: grounds)
    + ["link", "visited", "accent-ink"].flatMap { text($0, on: ["page", "surface", "raised"]) }
    + text("accent-ink", on: ["accent-soft"]) + text("on-accent", on: ["accent"])
    + ["good", "warn", "bad"].flatMap { text($0, on: ["surface", "\($0)-soft"]) }
    + text("on-bad", on: ["bad"]) + text("code-ink", on: ["code"])
    + ["edge", "focus"].flatMap { parts($0, on: grounds) } + parts("accent", on: ["page", "surface"])

  private static let grounds = ["page", "surface", "raised", "sunken"]

  private static func text(_ front: String, on backs: [String]) -> [Contrast] {
    backs.map { Contrast(front: front, back: $0, least: 4.5) }
  }

  private static func parts(_ front: String, on backs: [String]) -> [Contrast] {
    backs.map { Contrast(front: front, back: $0, least: 3) }
  }
}

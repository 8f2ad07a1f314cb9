/// Two tokens that meet on the screen, and how much they must differ (WCAG 2.2, 1.4.3 and 1.4.11).
struct Contrast: Sendable, Hashable {
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
    + text("accent-ink", on: ["accent-soft"]) + text("on-accent", on: ["accent", "accent-hover"])
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

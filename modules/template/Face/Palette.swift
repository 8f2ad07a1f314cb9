import Foundation

/// The colours and the manner of a face, from its `palette.json`: known tokens with hex values only, so
/// that a palette can make a page ugly but never unreadable or unsafe.
struct Palette: Sendable, Equatable {
  let name: String
  let greeting: String
  let density: String
  let fonts: [String: String]
  let light: [String: String]
  let dark: [String: String]

  /// All of them, in the order in which they are written.
  static let tokens = [
    "page", "surface", "raised", "sunken", "ink", "muted", "line", "edge", "link", "visited", "accent",
    "on-accent", "accent-soft", "accent-ink", "good", "good-soft", "warn", "warn-soft", "bad", "bad-soft",
    "on-bad", "focus", "quote", "code", "code-ink", "mark", "window", "wall", "roof", "shade",
  ]
  static let paces = ["airy": "1.15", "calm": "1", "compact": "0.8"]
  static let fontRoles = ["interface", "reading", "heading"]
  static let fontNames = ["sans", "serif", "mono"]
}

extension Palette {
  /// Throws `FileProblem` with everything that keeps the palette from being shown.
  init(_ text: String, file: String) throws {
    let check = PaletteCheck(text: text, file: file)
    let whole = try check.object()
    try check.keys(of: whole, ["name", "greeting", "density", "fonts", "light", "dark"])
    name = try check.sentence(whole, "name")
    greeting = try check.sentence(whole, "greeting")
    density = try check.choice(whole["density"], "density", Self.paces.keys.sorted())
    let fonts = try check.record(whole, "fonts", Self.fontRoles)
    for (role, font) in fonts { _ = try check.choice(font, "fonts.\(role)", Self.fontNames) }
    self.fonts = fonts
    light = try check.colors(whole, "light")
    dark = try check.colors(whole, "dark")
  }
}

/// Reads one palette, strictly. Every refusal says what is allowed.
private struct PaletteCheck {
  let text: String
  let file: String

  func object() throws -> [String: Any] {
    do {
      guard let whole = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
        throw problem("The palette must be a JSON object.")
      }
      return whole
    } catch let error as FileProblem {
      throw error
    } catch {
      throw problem(
        "This is not JSON: \((error as NSError).userInfo[NSDebugDescriptionErrorKey] ?? "unreadable").")
    }
  }

  func keys(of record: [String: Any], _ allowed: [String], in part: String = "") throws {
    if let unknown = record.keys.filter({ !allowed.contains($0) }).min() {
      throw problem("“\(part)\(unknown)” is unknown here.", at: unknown)
    }
    if let missing = allowed.first(where: { record[$0] == nil }) {
      throw problem("“\(part)\(missing)” is missing.")
    }
  }

  func sentence(_ record: [String: Any], _ key: String) throws -> String {
    guard let text = record[key] as? String, text.count <= 200 else {
      throw problem("“\(key)” must be a text of at most 200 characters.", at: key)
    }
    return text
  }

  func choice(_ value: Any?, _ key: String, _ allowed: [String]) throws -> String {
    guard let text = value as? String, allowed.contains(text) else {
      throw problem("“\(key)” must be one of \(allowed.joined(separator: ", ")).", at: key)
    }
    return text
  }

  func record(_ whole: [String: Any], _ key: String, _ allowed: [String]) throws -> [String: String] {
    guard let record = whole[key] as? [String: String] else {
      throw problem("“\(key)” must be an object of texts.", at: key)
    }
    try keys(of: record, allowed, in: "\(key).")
    return record
  }

  func colors(_ whole: [String: Any], _ scheme: String) throws -> [String: String] {
    let record = try record(whole, scheme, Palette.tokens)
    let colors = try record.map { token, hex in
      guard let color = Color(hex: hex) else {
        throw problem("“\(scheme).\(token)” must be a colour like #33202b.", at: token)
      }
      return (token, color)
    }
    try contrast(Dictionary(uniqueKeysWithValues: colors), scheme)
    return record
  }

  private func contrast(_ colors: [String: Color], _ scheme: String) throws {
    for pair in Contrast.pairs {
      guard let front = colors[pair.front], let back = colors[pair.back] else { continue }
      let ratio = Contrast.ratio(front, back)
      guard ratio < pair.least else { continue }
      throw problem(
        "In the \(scheme) scheme “\(pair.front)” on “\(pair.back)” has a contrast of "
          + "\(String(format: "%.2f", ratio)):1; it needs \(pair.least):1.", at: pair.front)
    }
  }

  private func problem(_ reason: String, at key: String? = nil) -> FileProblem {
    FileProblem(file, line: key.flatMap(line(of:)), reason)
  }

  /// The first line with that key; the dark scheme's keys are looked for in the light one's place too.
  private func line(of key: String) -> Int? {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("\"\(key)\"") }.map { $0 + 1 }
  }
}

import Foundation
import Kit

/// Reads one palette, strictly. Every refusal says what is allowed.
struct PaletteCheck {
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

  func keys(
    of record: [String: Any], _ allowed: [String], optional: [String] = [], in part: String = ""
  ) throws {
    if let unknown = record.keys.filter({ !(allowed + optional).contains($0) }).min() {
      throw problem("“\(part)\(unknown)” is unknown here.", at: unknown)
    }
    if let missing = allowed.first(where: { record[$0] == nil }) {
      throw problem("“\(part)\(missing)” is missing.")
    }
  }

  func sentence(_ record: [String: Any], _ key: String) throws -> String {
    guard let text = record[key] as? String, text.count <= 200,
      !text.unicodeScalars.contains(where: { $0.value < 32 })
    else {
      throw problem("“\(key)” must be a line of at most 200 characters.", at: key)
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
    for (token, hex) in record where Color(hex: hex) == nil {
      throw problem("“\(scheme).\(token)” must be a colour like #33202b.", at: token)
    }
    return record.mapValues { $0.lowercased() }
  }

  func contrast(of palette: Palette) throws {
    for scheme in Scheme.allCases {
      guard let fault = ContrastReport(palette.colors(scheme)).measures.first(where: { !$0.passes }) else {
        continue
      }
      throw problem(
        "In the \(scheme.rawValue) scheme “\(fault.pair.front)” on “\(fault.pair.back)” has a contrast of "
          + "\(String(format: "%.2f", fault.ratio)):1; it needs \(fault.pair.least):1.", at: fault.pair.front)
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

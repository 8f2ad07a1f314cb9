import Foundation
import Kit
import Logging

/// What is remembered of each alter beside its line: `alters/<slug>.json`. Keys that we don't know are
/// somebody else's and stay. A file that makes no sense is set aside, and spares the others.
struct AlterStates: Sendable {
  struct State {
    /// The whole object as it stood in the file.
    fileprivate var keys: [String: Any]

    /// Derived from history; here for those who read the file.
    var lastFronted: String? {
      get { keys["last_fronted"] as? String }
      set { keys["last_fronted"] = newValue ?? NSNull() }
    }

    /// Private, always.
    var mood: String? {
      get { keys["mood"] as? String }
      set { keys["mood"] = newValue ?? NSNull() }
    }
  }

  static let mostBytes = 65_536

  let folder: URL
  let log: Logger

  func read(_ slug: String, now: Moment) -> State {
    do {
      guard let bytes = try PlainFile.read(file(slug), most: Self.mostBytes + 1) else { return fresh(slug) }
      if let keys = Self.keys(bytes) { return State(keys: keys) }
    } catch {
      log.warning("alters/*.json can't be read: \(Cause(error))")
    }
    setAside(slug, now)
    return fresh(slug)
  }

  private static func keys(_ bytes: [UInt8]) -> [String: Any]? {
    guard bytes.count <= mostBytes, let json = try? JSONSerialization.jsonObject(with: Data(bytes)),
      let keys = json as? [String: Any], isSound(keys)
    else { return nil }
    return keys
  }

  func change(_ slug: String, now: Moment, _ change: (inout State) -> Void) throws {
    var state = read(slug, now: now)
    change(&state)
    let json = try JSONSerialization.data(
      withJSONObject: state.keys, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try AtomicFile.write([UInt8](json) + [UInt8(ascii: "\n")], to: file(slug))
  }

  /// Whoever came or went between two fronts fronted until now.
  func noteFronts(_ slugs: [String], now: Moment) {
    for slug in slugs {
      do {
        try change(slug, now: now) { $0.lastFronted = now.iso }
      } catch {
        // The truth is in app.db; this file is written again at the next switch.
        log.warning("alters/*.json can't be written: \(Cause(error))")
      }
    }
  }

  private func file(_ slug: String) throws -> URL { try folder.file(named: "\(slug).json") }

  private func fresh(_ slug: String) -> State {
    State(keys: [
      "schema": 1, "alter": slug, "last_fronted": NSNull(), "mood": NSNull(), "prefs": [String: Any](),
      "ext": [String: Any](),
    ])
  }

  private static func isSound(_ keys: [String: Any]) -> Bool {
    let texts = [keys["last_fronted"], keys["mood"]].compactMap { $0 }
    return texts.allSatisfy { $0 is String || $0 is NSNull } && (keys["mood"] as? String)?.count ?? 0 <= 32
  }

  private func setAside(_ slug: String, _ now: Moment) {
    do {
      let file = try file(slug)
      try FileSwap.setAside(file, as: file.appendingPathExtension("bad"), at: now)
    } catch {
      log.warning("alters/*.json can't be set aside: \(Cause(error))")
    }
  }
}

import Foundation
import Kit
import Templating

/// How a viewer wants to see the site, whoever fronts. It changes looks only, never who is shown as fronting.
struct Look: Sendable, Hashable {
  enum Face: Sendable, Hashable {
    case front, neutral, contrast
    /// That of whoever fronts in the member's own system.
    case own
    /// A face by its opaque id: its alter's name stands in no cookie.
    case fixed(String)

    init?(_ text: String) {
      switch text {
      case "front": self = .front
      case "neutral": self = .neutral
      case "contrast": self = .contrast
      case "own": self = .own
      default:
        guard text.utf8.count == 12, text.utf8.allSatisfy("0123456789abcdef".utf8.contains) else {
          return nil
        }
        self = .fixed(text)
      }
    }

    var text: String {
      switch self {
      case .front: "front"
      case .neutral: "neutral"
      case .contrast: "contrast"
      case .own: "own"
      case .fixed(let id): id
      }
    }
  }

  enum Scheme: String, Sendable, CaseIterable {
    case auto, light, dark

    var title: String { rawValue.capitalized }
  }

  var face = Face.front
  var scheme = Scheme.auto
  /// Open pages offer a new face and wait, instead of showing it by themselves.
  var asks = false

  /// No face is worn but one that is seen fronting.
  var isBare: Bool { face == .front || face == .neutral }

  static let cookieName = "look"
  /// The palette that `contrast` wears.
  static let contrastSheet = "high-contrast"

  init() {}

  init?(face: String, scheme: String, asks: Bool = false) {
    guard let face = Face(face), let scheme = Scheme(rawValue: scheme) else { return nil }
    (self.face, self.scheme, self.asks) = (face, scheme, asks)
  }

  /// Anything else than what the form can set counts as nothing.
  init(cookie value: String?) {
    let parts = (value ?? "").split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let asks = parts.dropFirst(2) == ["ask"]
    let isWhole = parts.count == 2 || asks
    self = isWhole ? Look(face: parts[0], scheme: parts[1], asks: asks) ?? Look() : Look()
  }

  /// A year; the usual look needs no cookie.
  func cookie(isSecure: Bool) -> Cookie {
    let isUsual = self == Look()
    return Cookie(
      Self.cookieName, isUsual ? "" : "\(face.text).\(scheme.rawValue)\(asks ? ".ask" : "")",
      maxAge: isUsual ? 0 : 31_536_000, isSecure: isSecure)
  }
}

/// A look with what it comes to for this viewer, now.
struct Wish: Sendable, Hashable {
  var look: Look
  var isMember = false
  /// The face of whoever fronts first in the member's own system.
  var own: String?
  /// The house whose page it is, if that has a face of its own.
  var house = ""
  /// Faces that this viewer may choose.
  var choices = FaceChoices([])

  init(_ look: Look) { self.look = look }

  /// The folder of the face that was chosen instead of the site's; one that was hidden since counts as none.
  var chosen: String? {
    switch look.face {
    case .front, .neutral, .contrast: nil
    case .own: own
    case .fixed(let id): choices.list.first { $0.id == id }?.slug
    }
  }

  var followsTheFront: Bool { look.face == .front }

  /// What is not theirs to choose counts as nothing, so that nobody can make up looks without end.
  /// What ships is open to every system, as it shipped.
  mutating func settle(for choices: FaceChoices, ships: (String) -> Bool) {
    self.choices = choices
    if case .fixed = look.face, chosen == nil { look.face = .front }
    own = own.flatMap { own in
      look.face == .own && (choices.list.contains { $0.slug == own } || ships(own)) ? own : nil
    }
  }

  var view: Value {
    let faces: [(Look.Face, String)] =
      [(.front, "Follow the front")] + (isMember ? [(.own, "Follow my own front")] : [])
      + [(.neutral, "Always neutral"), (.contrast, "High contrast")]
      + choices.list.map { (.fixed($0.id), $0.title) }
    return [
      "schemes": Look.Scheme.allCases.map { choice($0.rawValue, $0.title, isCurrent: $0 == look.scheme) },
      "faces": faces.map { choice($0.text, $1, isCurrent: $0 == look.face) },
      "repaints": [
        choice("follow", "At once", isCurrent: !look.asks),
        choice("ask", "Ask me first", isCurrent: look.asks),
      ],
      "asks": look.asks,
    ]
  }

  private func choice(_ value: String, _ title: String, isCurrent: Bool) -> Value {
    ["value": value, "title": title, "current": isCurrent]
  }
}

/// Faces that somebody may wear, told apart from others by one word: every request compares them.
struct FaceChoices: Sendable, Hashable {
  let list: [FaceChoice]
  private let mark: String

  init(_ list: [FaceChoice]) {
    self.list = list
    // Each request begins with none.
    mark =
      list.isEmpty
      ? "" : SnapshotArchive.File.hash(of: list.map { "\($0.id) \($0.title)" }.joined(separator: "\n"))
  }

  static func == (a: FaceChoices, b: FaceChoices) -> Bool { a.mark == b.mark }
  func hash(into hasher: inout Hasher) { hasher.combine(mark) }
}

/// A face that somebody may wear whatever the front.
struct FaceChoice: Sendable, Hashable {
  let id: String
  let slug: String
  let title: String
}

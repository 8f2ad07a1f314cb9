import Foundation
import Kit
import Templating

/// How a viewer wants to see the site, whoever fronts: kept in a cookie, so that guests have it too. It
/// changes looks only, never who is shown as fronting.
struct Look: Sendable, Hashable {
  enum Face: String, Sendable, CaseIterable {
    case front, neutral, contrast

    var title: String {
      switch self {
      case .front: "Follow the front"
      case .neutral: "Always neutral"
      case .contrast: "High contrast"
      }
    }
  }

  enum Scheme: String, Sendable, CaseIterable {
    case auto, light, dark

    var title: String { rawValue.capitalized }
  }

  var face = Face.front
  var scheme = Scheme.auto

  static let cookieName = "look"
  /// The palette that `contrast` wears.
  static let contrastSheet = "high-contrast"

  init() {}

  /// Only the nine values that there are count: caches keep pages apart by this cookie.
  init(cookie value: String?) {
    let parts = (value ?? "").split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let face = Face(rawValue: parts[0]), let scheme = Scheme(rawValue: parts[1])
    else {
      return
    }
    (self.face, self.scheme) = (face, scheme)
  }

  /// A year; the usual look needs no cookie.
  func cookie(isSecure: Bool) -> Cookie {
    let isUsual = self == Look()
    return Cookie(
      Self.cookieName, isUsual ? "" : "\(face.rawValue).\(scheme.rawValue)",
      maxAge: isUsual ? 0 : 31_536_000, isSecure: isSecure)
  }

  var view: Value {
    [
      "schemes": Scheme.allCases.map { choice($0.rawValue, $0.title, isCurrent: $0 == scheme) },
      "faces": Face.allCases.map { choice($0.rawValue, $0.title, isCurrent: $0 == face) },
    ]
  }

  private func choice(_ value: String, _ title: String, isCurrent: Bool) -> Value {
    ["value": value, "title": title, "current": isCurrent]
  }
}

/// Something that open pages may want to know. It travels through the outbox in app.db to the live daemon
/// and, as one server-sent event, to the browsers of its audience.
public struct Event: Sendable {
  /// `forums.post`, `face`, `session.revoked`…
  public let topic: String
  /// What it is about: a thread's id, a session's id.
  public let key: String
  public let audience: Audience
  /// JSON for the browser. Nothing in it may be more than the audience may see.
  public let body: String

  public init(_ topic: String, key: String = "", to audience: Audience, body: String = "{}") {
    self.topic = topic
    self.key = key
    self.audience = audience
    self.body = body
  }
}

/// Who an event is for.
public enum Audience: Sendable, Equatable {
  case everyone
  /// The daemon itself; never sent to a browser.
  case daemon
  case account(Int64)
  /// Those who hold it, everywhere or in one place, but for some whose business it is not.
  case holders(permission: String, in: Scope? = nil, except: Set<Int64> = [])

  /// As it stands in the outbox.
  public var text: String {
    switch self {
    case .everyone: "everyone"
    case .daemon: "daemon"
    case .account(let id): "account:\(id)"
    case .holders(let permission, let place, let except):
      "needs:\(permission)\(place.map { "@\($0.text)" } ?? "")\(Self.text(except))"
    }
  }

  private static func text(_ except: Set<Int64>) -> String {
    except.isEmpty ? "" : "!" + except.sorted().map(String.init).joined(separator: ",")
  }

  /// Reads what `text` wrote; nil if it is nothing known (then nobody may see it).
  public init?(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1)
    switch (parts.first, parts.count) {
    case ("everyone", 1): self = .everyone
    case ("daemon", 1): self = .daemon
    case ("account", 2):
      guard let id = Int64(parts[1]) else { return nil }
      self = .account(id)
    case ("needs", 2):
      guard let holders = Self.holders(text: parts[1]) else { return nil }
      self = holders
    default: return nil
    }
  }

  /// `forums.read@forums.category:2!7,9`
  private static func holders(text: Substring) -> Audience? {
    let parts = text.split(separator: "!", maxSplits: 1, omittingEmptySubsequences: false)
    let except = parts.count == 2 ? parts[1].split(separator: ",").map { Int64($0) } : []
    let place = parts[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let permission = place.first.map(String.init), !except.contains(nil) else { return nil }
    let exceptions = Set(except.compactMap(\.self))
    guard place.count == 2 else { return .holders(permission: permission, except: exceptions) }
    return Scope(text: place[1]).map { .holders(permission: permission, in: $0, except: exceptions) }
  }

  /// Whether somebody belongs to it. The daemon's own events are nobody's.
  public func includes(_ viewer: Viewer) -> Bool {
    switch self {
    case .everyone: true
    case .daemon: false
    // What is meant for one person is not for who looks on in their name.
    case .account(let id): viewer.account?.id == id && viewer.actedBy == nil
    case .holders(let permission, let place, let except):
      viewer.can(permission, in: place) && !(viewer.account.map { except.contains($0.id) } ?? false)
    }
  }
}

/// Something that may be granted to roles: a key, what it allows in a sentence, and who has it at first.
public struct Permission: Sendable {
  public let key: String
  public let sentence: String
  public let roles: Set<Role>
  /// The kind of places in which another word may hold than everywhere else: `forums.category`.
  public let places: String?

  public init(_ key: String, _ sentence: String, _ roles: Set<Role>, places: String? = nil) {
    self.key = key
    self.sentence = sentence
    self.roles = roles
    self.places = places
  }
}

extension Permission {
  /// What somebody keeps who may not write: keys that end in `.read` or `.see`.
  static func isForLooking(_ key: String) -> Bool { key.hasSuffix(".read") || key.hasSuffix(".see") }
}

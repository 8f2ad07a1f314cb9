import GRDB

/// Who may speak as whom. The Template house answers, for pages, forms and the live daemon alike.
public struct VoicesDoor: Sendable {
  /// Whom somebody may speak as, and who does where nothing is said. One look for who has no alters.
  public var of: @Sendable (Viewer, Space, Moment, Database) throws -> Voices
  /// Somebody as one of their alters, or as themselves without one; throws `Hesitation` for who can't be chosen.
  /// It asks for this one alone, however many there are.
  public var seen: @Sendable (Viewer, _ alter: Int64?, Database) throws -> Voice
  /// After something was said: the latch follows, a consent is kept, a switch is logged where that is wanted.
  /// Not to be called inside a write.
  public var spoke: @Sendable (Speech, Viewer, Space, Moment) throws -> Void

  public init(
    of: @escaping @Sendable (Viewer, Space, Moment, Database) throws -> Voices,
    seen: @escaping @Sendable (Viewer, _ alter: Int64?, Database) throws -> Voice,
    spoke: @escaping @Sendable (Speech, Viewer, Space, Moment) throws -> Void
  ) {
    self.of = of
    self.seen = seen
    self.spoke = spoke
  }
}

/// A kind of place where people speak; who speaks usually may differ.
public enum Space: String, Sendable, CaseIterable { case forums, chat }

/// Everybody of one system who may speak, and how they are found: made once, and kept until the system changes.
public final class Speakers: Sendable {
  public let alters: [Voices.Alter]
  /// Tags match only as they are written, capitals and all.
  public let isExact: Bool
  /// Among them is somebody whom others may not see speaking.
  public let hasPrivate: Bool
  private let places: [Int64: Int]
  private let tags: TagIndex

  public init(_ alters: [Voices.Alter] = [], isExact: Bool = true) {
    (self.alters, self.isExact) = (alters, isExact)
    hasPrivate = alters.contains { !$0.isFree }
    let ids = alters.enumerated().map { ($1.voice.key, $0) }
    places = Dictionary(ids) { first, _ in first }
    let entries = alters.enumerated().flatMap { place, alter in
      alter.tags.map { TagIndex.Entry(place: place, tags: $0) }
    }
    tags = TagIndex(entries, isExact: isExact)
  }

  func alter(_ id: Int64) -> Voices.Alter? { places[id].map { alters[$0] } }

  /// Whose tags stand around a text, and what is between them.
  func tagged(_ text: String) -> (alter: Voices.Alter, inner: String)? {
    tags.match(text).map { (alters[$0.place], $0.inner) }
  }

  /// How much memory it holds, in rows.
  public var weight: Int { alters.reduce(1) { $0 + 1 + $1.tags.count } }
}

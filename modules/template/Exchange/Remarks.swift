/// What a reader or a plan has to say about a file: how often something was left out, put right or kept
/// aside. Words and numbers only, never what stands in the file.
struct Remarks: Sendable, Equatable {
  enum Kind: String, Sendable, CaseIterable { case dropped, mended, kept, yours }

  struct Line: Sendable, Equatable {
    let kind: Kind
    let reason: String
    var count: Int
    /// Where in the file, the first few.
    var places: [String] = []
  }

  /// A list of the file and which of it, the first being 1.
  struct Place: Sendable, Equatable {
    let list: String
    let number: Int

    var words: String { "\(list) no. \(number)" }
  }

  static let mostPlaces = 5
  /// These are named, each of them.
  static let strangers = "people of your lists who are not your friends here, and so are on no list now"

  private(set) var lines: [Line] = []
  /// Where whoever notes something is at present.
  var place: Place?

  mutating func note(_ kind: Kind, _ reason: String, _ count: Int = 1, at whereabouts: String? = nil) {
    guard count > 0 else { return }
    let index = index(kind, reason)
    lines[index].count += count
    if let words = whereabouts ?? place?.words { lines[index].add(words) }
  }

  private mutating func index(_ kind: Kind, _ reason: String) -> Int {
    if let index = lines.firstIndex(where: { $0.kind == kind && $0.reason == reason }) { return index }
    lines.append(Line(kind: kind, reason: reason, count: 0))
    return lines.count - 1
  }

  mutating func add(_ others: Remarks) {
    for line in others.lines { put(line.kind, line.reason, line.count, line.places) }
  }

  mutating func put(_ kind: Kind, _ reason: String, _ count: Int, _ places: [String]) {
    guard count > 0 else { return }
    let index = index(kind, reason)
    lines[index].count += count
    for place in places { lines[index].add(place) }
  }

  func count(_ kind: Kind, _ reason: String) -> Int {
    lines.first { $0.kind == kind && $0.reason == reason }?.count ?? 0
  }
}

extension Remarks.Kind {
  var sentence: String {
    switch self {
    case .dropped: "Left out"
    case .mended: "Put right"
    case .kept: "Kept aside"
    case .yours: "Stays as it is here"
    }
  }
}

extension Remarks.Line {
  /// Behind the first few stands that there are more.
  mutating func add(_ place: String) {
    let most = reason == Remarks.strangers ? 500 : Remarks.mostPlaces
    guard places.count <= most, !places.contains(place) else { return }
    places.append(places.count == most ? "…" : place)
  }

  /// "members no. 3, members no. 9, …"; nil where no place is known.
  var whereabouts: String? { places.isEmpty ? nil : places.joined(separator: ", ") }

  var words: String { "\(kind.sentence): \(count) \(reason)\(whereabouts.map { " (\($0))" } ?? "")" }
}

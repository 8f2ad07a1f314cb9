import GRDB
import Kit

/// What is to become of a front.
enum FrontChange: Equatable {
  case set([Int64])
  case add([Int64])
  case remove([Int64])
  /// Others in the place of one, at one instant.
  case replace(Int64, with: [Int64])
  /// One step towards the first place.
  case earlier(Int64)

  static let out = FrontChange.set([])

  func applied(to live: [Int64]) -> [Int64] {
    switch self {
    case .set(let ids): Self.once(ids)
    case .add(let ids): Self.once(live + ids)
    case .remove(let ids): live.filter { !ids.contains($0) }
    case .replace(let old, let new):
      Self.once(live.flatMap { $0 == old ? new : new.contains($0) ? [] : [$0] })
    case .earlier(let id): Self.moved(id, in: live)
    }
  }

  /// Whom it names.
  var alters: [Int64] {
    switch self {
    case .set(let ids), .add(let ids), .remove(let ids): ids
    case .replace(let old, let new): [old] + new
    case .earlier(let id): [id]
    }
  }

  /// Makes the switch; statuses of those who go on stay. Throws `Fault` 404 for alters of another system.
  func make(
    of account: Int64?, _ source: Switch.Source, actor: Int64?, at time: Moment, note: String,
    _ db: Database
  ) throws -> Bool {
    let known = Set(try Alter.roster(of: account, db).map(\.id))
    guard known.isSuperset(of: alters) else { throw Fault.notFound }
    let live = try Span.live(of: account, db)
    let statuses = Dictionary(live.map { ($0.alterId, $0.status) }) { first, _ in first }
    let fronters = applied(to: live.map(\.alterId)).map {
      Switch.Fronter(alter: $0, status: statuses[$0] ?? "")
    }
    return try Switch.set(fronters, of: account, source, actor: actor, at: time, note: note, db)
  }

  private static func once(_ ids: [Int64]) -> [Int64] {
    ids.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static func moved(_ id: Int64, in live: [Int64]) -> [Int64] {
    guard let place = live.firstIndex(of: id), place > 0 else { return live }
    var order = live
    order.swapAt(place, place - 1)
    return order
  }
}

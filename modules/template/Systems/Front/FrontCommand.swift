import GRDB
import Kit

/// What the command line wants of a front; alters by their word or name.
package enum FrontOrder: Sendable, Equatable {
  case set([String])
  case add([String])
  case remove([String])
  case out
  case undo
}

/// One of those who front, for another program.
package struct FrontLine: Encodable, Sendable, Equatable {
  package let alter: String
  package let name: String
  package let kind: String
  package let since: String
  package let status: String
}

extension Systems {
  /// Who fronts in an account's system, or in the site's own.
  package func front(of account: Int64?, now: Moment) throws -> [FrontLine] {
    if account == nil { try inbox.follow(now: now, atOnce: true) }
    return try house.read { db in
      try Front.current(of: account, db).fronters.map { fronter in
        let alter = fronter.alter
        let since = try Span.unbroken(since: fronter.since, alter.id, of: account, db)
        return FrontLine(
          alter: alter.slug, name: alter.name, kind: alter.kind.rawValue, since: since.iso,
          status: fronter.status)
      }
    }
  }

  /// Switches as the page does. False if that is how it was already. Throws `Fault` with a sentence for what
  /// can't be done.
  package func order(
    _ order: FrontOrder, of account: Int64?, at time: String? = nil, note: String = "", now: Moment
  ) throws -> Bool {
    if let objection = PlainText.objection(toLine: note, longest: Switch.longestNote) {
      throw Fault.invalid(objection.sentence(about: "the note"))
    }
    let author = Author(commandAt: now)
    var isChanged = false
    try changeFront(of: account, by: author, act: order == .undo ? "front.undo" : "front.switch") { db in
      guard order != .undo else {
        isChanged = try Switch.undo(of: account, at: now, db)
        return
      }
      let change = try order.change(among: Alter.roster(of: account, db))
      let moment = try Self.moment(time, account, now, db)
      isChanged = try change.make(of: account, .command, actor: nil, at: moment, note: note, db)
    }
    return isChanged
  }

  private static func moment(
    _ text: String?, _ account: Int64?, _ now: Moment, _ db: Database
  ) throws -> Moment {
    guard let text else { return now }
    let zone = try Zone.of(account, db)
    guard let moment = zone.moment(text) else {
      throw Fault.invalid(
        "\(text) is no time like \(now.iso) or, by the clocks of \(zone.words), \(zone.field(now))")
    }
    if let sentence = try Switch.refusal(at: moment, now: now, of: account, db) {
      throw Fault.invalid(sentence)
    }
    return moment
  }
}

extension FrontOrder {
  fileprivate func change(among roster: [Alter]) throws -> FrontChange {
    switch self {
    case .set(let names): .set(try Self.ids(names, roster))
    case .add(let names): .add(try Self.ids(names, roster))
    case .remove(let names): .remove(try Self.ids(names, roster))
    case .out, .undo: .out
    }
  }

  /// The word of an alter goes before another's name.
  private static func ids(_ names: [String], _ roster: [Alter]) throws -> [Int64] {
    try names.map { name in
      let wanted = name.lowercased()
      if let alter = roster.first(where: { $0.slug == wanted }) { return alter.id }
      let named = roster.filter { $0.name.lowercased() == wanted }
      guard let first = named.first else { throw Fault.invalid("there is nobody called \(name)") }
      guard named.count == 1 else {
        throw Fault.invalid("\(name) is the name of \(named.map(\.slug).joined(separator: ", ")): say which")
      }
      return first.id
    }
  }
}

import GRDB
import Kit

extension Systems {
  /// A change of the site's own system by a person: with its place in the audit log, if it changed what
  /// `state` says, and told to open pages.
  func change(
    by request: Request, act: String = "front.switch", target: String = "template:front",
    state: (Database) throws -> String = { try Front.current($0).ids }, _ change: (Database) throws -> Void
  ) throws {
    try changeSite(by: Author(request), act: act, target: target, state: state, change)
  }

  /// A change of any system's front or history. What an account does with its own is nobody's business, and
  /// in no log; what the command line does to it is. Its open pages follow.
  func changeFront(
    of account: Int64?, by author: Author, act: String = "front.switch", target: String = "template:front",
    state: (Database) throws -> String = { try Front.current($0).ids }, _ change: (Database) throws -> Void
  ) throws {
    guard let account else {
      return try changeSite(by: author, act: act, target: target, state: state, change)
    }
    try house.write { db in
      let before = try Front.current(of: account, db)
      try change(db)
      guard try Front.current(of: account, db) != before else { return }
      if author.source == .command {
        try house.doors.audit(author.entry(act, "account:\(account)", nil, nil), db)
      }
      try house.doors.publish(Event("front", to: .account(account)), db)
    }
  }

  private func changeSite(
    by author: Author, act: String, target: String, state: (Database) throws -> String,
    _ change: (Database) throws -> Void
  ) throws {
    try inbox.change(at: author.now) { db in
      let before = try state(db)
      try change(db)
      let after = try state(db)
      guard before != after else { return }
      try house.doors.audit(author.entry(act, target, before, after), db)
    }
  }
}

import GRDB
import Kit

/// What an account leaves in the rooms.
extension RTCModule {
  public func removeEverything(by account: Int64, at now: Moment) throws -> Int {
    try setRemoved(true, by: account, telling: .messagesGone, at: now)
  }

  public func restoreEverything(by account: Int64, at now: Moment) throws -> Int {
    try setRemoved(false, by: account, telling: .messagesBack, at: now)
  }

  private func setRemoved(
    _ isRemoved: Bool, by account: Int64, telling kind: RoomEvent.Kind, at now: Moment
  ) throws -> Int {
    let count = try sessions.write { db in
      let rooms = try Int64.fetchAll(
        db, sql: "SELECT DISTINCT room FROM rtc_message WHERE author = ? AND removed <> ?",
        arguments: [account, isRemoved])
      try db.execute(
        sql: "UPDATE rtc_message SET removed = ? WHERE author = ? AND removed <> ?",
        arguments: [isRemoved, account, isRemoved])
      let count = db.changesCount
      for room in rooms { try RoomEvent.append(kind, room: room, data: ["by": .int(account)], at: now, db) }
      return count
    }
    house.doors.wake()
    return count
  }

  public func haveMet(_ one: Int64, _ other: Int64) throws -> Bool {
    try sessions.read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (
            SELECT room FROM rtc_message WHERE author = ? AND removed = 0
            INTERSECT SELECT room FROM rtc_message WHERE author = ? AND removed = 0)
          """, arguments: [one, other]) ?? false
    }
  }
}

import GRDB
import Kit
import Templating

extension ForumsModule {
  /// The latest threads, with what is new in them.
  public func home(_ request: Request) throws -> HomeSection? {
    guard request.viewer.canSomewhere("forums.read") else { return nil }
    let account = request.viewer.account?.id
    let rows = try house.read { db in
      let reading = try account.map { try Reading(of: $0, db) }
      return try ThreadRow.rows(Thread.latest(8, for: request.viewer, db), reading, request.now, db)
    }
    return HomeSection("forums/home", ["threads": rows, "hasThreads": !rows.isEmpty, "href": "/forums/"])
  }
}

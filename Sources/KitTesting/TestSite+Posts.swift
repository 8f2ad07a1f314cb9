import Components
import GRDB

/// Posts of the forums by the order in which they were written: their ids count nothing.
extension TestSite {
  public func address(ofPost number: Int) -> String { "/forums/post/\(id(ofPost: number))" }

  /// 0 where there is none.
  public func id(ofPost number: Int) -> Int64 {
    let sql = "SELECT id FROM forums_post ORDER BY id LIMIT 1 OFFSET ?"
    return (try? site.app.read { try Int64.fetchOne($0, sql: sql, arguments: [number - 1]) }) ?? 0
  }
}

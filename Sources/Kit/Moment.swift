import Foundation
import GRDB
import Templating

/// A point in time: Unix milliseconds, as it stands in the databases.
public struct Moment: Sendable, Hashable, Comparable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static var now: Moment {
    var clock = timespec()
    clock_gettime(CLOCK_REALTIME, &clock)
    return Moment(milliseconds: Int64(clock.tv_sec) * 1000 + Int64(clock.tv_nsec) / 1_000_000)
  }

  public static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }
  public static func + (a: Moment, seconds: Int) -> Moment {
    Moment(milliseconds: a.milliseconds + Int64(seconds) * 1000)
  }
  public static func - (a: Moment, seconds: Int) -> Moment { a + -seconds }
}

extension Moment: DatabaseValueConvertible, StatementColumnConvertible {
  public var databaseValue: DatabaseValue { milliseconds.databaseValue }

  public static func fromDatabaseValue(_ value: DatabaseValue) -> Moment? {
    Int64.fromDatabaseValue(value).map(Moment.init(milliseconds:))
  }

  public init?(sqliteStatement: SQLiteStatement, index: CInt) {
    self.init(milliseconds: Int64(sqliteStatement: sqliteStatement, index: index))
  }
}

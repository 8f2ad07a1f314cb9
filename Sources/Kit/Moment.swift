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

extension Moment {
  /// The beginning of a day written as `2026-11-23`; nil for what is no day of the calendar.
  public init?(day text: String) {
    guard let match = text.wholeMatch(of: /(\d{4})-(\d\d)-(\d\d)/), let year = CInt(match.1),
      let month = CInt(match.2), let day = CInt(match.3)
    else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, month - 1, day)
    self.init(milliseconds: Int64(timegm(&parts)) * 1000)
    // timegm takes 31 April for 1 May.
    guard iso.hasPrefix(text) else { return nil }
  }
}

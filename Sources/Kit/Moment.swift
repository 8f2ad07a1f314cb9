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

  /// `2026-11-23T04:22:31Z`
  public var iso: String {
    let t = calendar
    return Self.digits(
      (Int(t.tm_year) + 1900, 4, "-"), (Int(t.tm_mon) + 1, 2, "-"), (Int(t.tm_mday), 2, "T"),
      (Int(t.tm_hour), 2, ":"), (Int(t.tm_min), 2, ":"), (Int(t.tm_sec), 2, "Z"))
  }

  /// `23 November 2026, 04:22 UTC`
  public var long: String {
    let t = calendar
    return "\(day), \(Self.digits((Int(t.tm_hour), 2, ":"), (Int(t.tm_min), 2, " ")))UTC"
  }

  /// `23 November 2026`
  public var day: String {
    let t = calendar
    return "\(t.tm_mday) \(Self.months[Int(t.tm_mon)]) \(t.tm_year + 1900)"
  }

  /// Numbers in so many digits, each with what stands behind it, in one piece: pages show hundreds of times.
  private static func digits(_ parts: (number: Int, width: Int, end: Unicode.Scalar)...) -> String {
    String(unsafeUninitializedCapacity: 24) { buffer in
      var length = 0
      for (number, width, end) in parts {
        var rest = number.magnitude
        for place in stride(from: length + width - 1, through: length, by: -1) {
          buffer[place] = 0x30 + UInt8(rest % 10)
          rest /= 10
        }
        buffer[length + width] = UInt8(truncatingIfNeeded: end.value)
        length += width + 1
      }
      return length
    }
  }

  /// "just now", "3 minutes ago", then the day.
  public func ago(from now: Moment) -> String {
    let seconds = (now.milliseconds - milliseconds) / 1000
    switch seconds {
    case ..<45: return "just now"
    case ..<3600: return Self.count(max(1, seconds / 60), "minute")
    case ..<86_400: return Self.count(seconds / 3600, "hour")
    case ..<(14 * 86_400): return Self.count(seconds / 86_400, "day")
    default: return day
    }
  }

  /// What the template `partials/time` shows: `iso`, `text`, `title`.
  public func view(from now: Moment) -> Value {
    var record = Record(capacity: 3)
    record.append("iso", iso)
    record.append("text", ago(from: now))
    record.append("title", long)
    return .record(record)
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  private static func count(_ number: Int64, _ unit: String) -> String {
    "\(number) \(unit)\(number == 1 ? "" : "s") ago"
  }

  private var calendar: tm {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    return parts
  }
}

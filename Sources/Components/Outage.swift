import Foundation
import GRDB
import Kit

/// What may pass by itself, such as a full disk or a busy file: whoever can't start because of it tries
/// again. Everything else wants a person first.
public enum Outage {
  public static func isOne(_ error: any Error) -> Bool {
    switch error {
    case let error as DatabaseError: passing.contains(error.resultCode)
    case is FileLock.Refusal, is POSIXError: true
    case let error as CocoaError: error.code == .fileWriteOutOfSpace || error.underlying is POSIXError
    default: false
    }
  }

  private static let passing: [ResultCode] = [
    .SQLITE_FULL, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_PROTOCOL,
    .SQLITE_NOMEM,
  ]
}

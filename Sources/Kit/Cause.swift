import Foundation
import GRDB

/// What logs say of an error: its kind, and what SQLite or the kernel said. Neither the names of files, which may
/// be made of an alter's name or be a token, nor a sentence that repeats what somebody typed.
public struct Cause: CustomStringConvertible {
  public let description: String

  public init(_ error: any Error) {
    description =
      switch error {
      case let error as any PlainError: error.description
      // With the statement, never with its arguments.
      case let error as DatabaseError: error.description
      case let fault as Fault: "\(fault.status)\(fault.cause.map { ": \($0)" } ?? "")"
      default: Self.kind(of: error as NSError)
      }
  }

  private static func kind(of error: NSError) -> String {
    let kind = "\(error.domain) \(error.code)"
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? any Error
    guard let reason = underlying.map({ $0 as NSError }) else { return kind }
    return reason.domain == NSPOSIXErrorDomain
      ? "\(kind): \(String(cString: strerror(CInt(truncatingIfNeeded: reason.code))))"
      : "\(kind): \(reason.domain) \(reason.code)"
  }
}

/// An error that describes itself in words of the program's own, for the operator.
public protocol PlainError: Error, CustomStringConvertible {}

import HTTPTypes
import Kit
import RTC

/// A fault as programs read it: the same names as in a refusal of the chat.
public struct FaultReport {
  let code: String
  let text: String
  /// The same request may succeed later.
  let temp: Bool
  /// After so many milliseconds.
  let retry: Int64?

  public init(_ fault: Fault) {
    code = Self.codes[fault.status.code] ?? "failed"
    text = FaultPage.sentence(of: fault)
    temp = [429, 503].contains(fault.status.code)
    retry = temp ? Int64(fault.retryAfter ?? 2) * 1000 : nil
  }

  private static let codes = [
    400: "bad_request", 401: "sign_in", 403: "forbidden", 404: "not_found", 405: "wrong_method",
    413: "too_large", 415: "wrong_type", 422: "invalid", 426: "upgrade", 429: "slow_down", 503: "busy",
  ]

  public var json: String {
    let report: JSON = ["code": .text(code), "text": .text(text), "temp": .bool(temp), "retry": .int(retry)]
    return report.string
  }
}

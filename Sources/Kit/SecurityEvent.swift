/// Somebody came in, or was kept out (ASVS 5.0, 16.3). Made of words that stand in the program, of numbers and
/// addresses alone: what somebody typed can't get into it, be it a name or a password in the wrong field.
public struct SecurityEvent: Sendable, Hashable {
  let act: String
  let isRefused: Bool
  let reason: String?
  let account: Int64?

  private init(_ act: StaticString, isRefused: Bool, reason: String?, account: Int64?) {
    (self.act, self.isRefused, self.reason, self.account) = ("\(act)", isRefused, reason, account)
  }

  public static func granted(_ act: StaticString, account: Int64?) -> SecurityEvent {
    SecurityEvent(act, isRefused: false, reason: nil, account: account)
  }

  /// Without an account where there is none of the name that was typed.
  public static func refused(
    _ act: StaticString, _ reason: StaticString, account: Int64? = nil
  ) -> SecurityEvent {
    SecurityEvent(act, isRefused: true, reason: "\(reason)", account: account)
  }

  /// The reason is one of a closed list.
  public static func refused(
    _ act: StaticString, _ reason: some RawRepresentable<String> & CaseIterable, account: Int64? = nil
  ) -> SecurityEvent {
    SecurityEvent(act, isRefused: true, reason: reason.rawValue, account: account)
  }

  var sentence: String { "\(act) \(isRefused ? "refused" : "granted")\(reason.map { ": \($0)" } ?? "")" }
}

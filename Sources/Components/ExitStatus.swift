/// What a program ends with, for whoever starts it again (sysexits.h).
public enum ExitStatus {
  /// EX_TEMPFAIL: what is full or busy now may not be in a second.
  public static let unlucky: Int32 = 75
  /// EX_CONFIG: starting again would not help.
  public static let misconfigured: Int32 = 78

  /// Of a program that can't start.
  public static func ofStart(_ error: any Error) -> Int32 {
    Outage.isOne(error) ? unlucky : misconfigured
  }
}

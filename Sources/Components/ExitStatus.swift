import Kit

/// What a program ends with, for whoever starts it again (sysexits.h).
public enum ExitStatus {
  /// EX_IOERR: a sync of the databases has failed. Starting again is the way to mend it.
  public static let unsynced: Int32 = 74
  /// EX_IOERR: the answer of a command could not be written.
  public static let unwritten: Int32 = 74
  /// EX_TEMPFAIL: what is full or busy now may not be in a second.
  public static let unlucky: Int32 = 75
  /// EX_CONFIG: starting again would not help.
  public static let misconfigured: Int32 = 78

  /// Of a program that can't start.
  public static func ofStart(_ error: any Error) -> Int32 {
    if error is UnsyncedError { return unsynced }
    return Outage.isOne(error) ? unlucky : misconfigured
  }
}

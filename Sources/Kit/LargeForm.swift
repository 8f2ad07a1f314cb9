/// The address of a form that carries files, and how large it may be. Known before any house is open, because
/// nginx has to know it too: it refuses what is larger, and lets nobody begin who may not come in.
public struct LargeForm: Sendable, Equatable {
  public let pattern: String
  /// Bytes.
  public let limit: Int

  public init(_ pattern: String, limit: Int) { (self.pattern, self.limit) = (pattern, limit) }

  /// What nginx takes anywhere else. A route that takes more stands on a large form, of whose parts `Request.form`
  /// reads no more than this.
  public static let threshold = 1 << 20
}

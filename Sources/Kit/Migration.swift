/// One step of a database's schema: SQL only, never changed once it has shipped.
public struct Migration: Sendable {
  /// `house.0001-what-it-does`, unique in its file.
  public let name: String
  public let sql: String
  /// A contracting step raises what a program must at least be to read the file.
  public let minReader: Int?

  public init(_ name: String, _ sql: String, minReader: Int? = nil) {
    self.name = name
    self.sql = sql
    self.minReader = minReader
  }
}

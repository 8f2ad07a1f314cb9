/// A file of the archive that holds all that the site keeps of one person.
public struct PersonalFile: Sendable {
  /// Within the house's folder of the archive.
  public let name: String
  /// What it holds, read when it is packed: an archive of many pictures needs the room of one.
  public let bytes: @Sendable () throws -> [UInt8]

  public init(_ name: String, bytes: @escaping @Sendable () throws -> [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// A JSON array of what each row says, which SQLite's `json_object` made.
  public init(_ name: String, json rows: [String]) {
    self.init(name) { Array("[\n\(rows.joined(separator: ",\n"))\n]\n".utf8) }
  }
}

/// What all houses keep of a person. Jobs call it; Components asks each house.
public struct PersonalDataDoor: Sendable {
  public var export: @Sendable (_ account: Int64) throws -> [(house: String, files: [PersonalFile])]
  public var erase: @Sendable (_ account: Int64, _ keepingPosts: Bool, _ now: Moment) throws -> Void

  public init(
    export: @escaping @Sendable (_ account: Int64) throws -> [(house: String, files: [PersonalFile])],
    erase: @escaping @Sendable (_ account: Int64, _ keepingPosts: Bool, _ now: Moment) throws -> Void
  ) {
    self.export = export
    self.erase = erase
  }
}

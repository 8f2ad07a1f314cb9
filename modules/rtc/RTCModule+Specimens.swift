import GRDB
import Kit

extension RTCModule {
  /// The first room that they may enter.
  public func specimens(for viewer: Viewer) throws -> [Specimen] {
    let room = try sessions.read { try Room.all(for: viewer, $0).first }
    return room.map { [Specimen("A room", $0.href)] } ?? []
  }
}

import GRDB
import Kit

extension ForumsModule {
  /// The forums, and the category and the thread in which something happened last.
  public func specimens(for viewer: Viewer) throws -> [Specimen] {
    guard viewer.canSomewhere("forums.read") else { return [] }
    let (category, thread) = try house.read { db in
      (try Category.all(for: viewer, db).first, try Thread.latest(1, for: viewer, db).first)
    }
    return [Specimen("Forums", "/forums/")] + (category.map { [Specimen("A category", $0.address)] } ?? [])
      + (thread.map { [Specimen("A thread", Thread.address($0.id))] } ?? [])
  }
}

import HTTPTypes
import Kit

extension ExampleModule {
  /// POST /example/note/:id/remove
  func noteRemove(_ request: Request) throws -> Response {
    let id = try request.id("id")
    try house.write { db in
      let note = try Note.find(id, db)
      guard note.mayRemove(request.viewer) else {
        throw Fault(.notFound, "Only whoever left this note can remove it, and those who moderate here.")
      }
      try note.remove(db)
      guard note.authorId != request.viewer.account?.id else { return }
      try house.doors.audit(AuditEntry("example.remove", "note:\(id)", before: note.text, by: request), db)
    }
    return .seeOther("/example").flash(.good, "Removed.")
  }
}

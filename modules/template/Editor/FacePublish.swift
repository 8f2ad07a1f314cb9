import HTTPTypes
import Kit

extension TemplateModule {
  /// POST /admin/faces/:face/publish: the draft is worn from now on. `draft` is the one that was looked at.
  func facePublish(_ request: Request) throws -> Response {
    let face = try editedFace(request)
    guard let draft = face.draft else { throw Fault.invalid("There is no draft to publish.") }
    guard try request.form()["draft"] == draft.hash else {
      throw Fault(
        .conflict, "The draft was changed meanwhile. Please look at it once more before you publish it.")
    }
    if let problem = draft.objection ?? stage.fitting(draft, face.slug).objection {
      throw Fault.invalid("\(problem.place): \(problem.reason)")
    }
    try change(face, "face.publish", to: "draft \(draft.hash)", request) {
      let number = try face.shelf.publish(draft)
      try face.shelf.discardDraft()
      return "version \(number), draft \(draft.hash)"
    }
    return published("Published. Whoever sees this face sees it now.", face)
  }

  /// POST /admin/faces/:face/wear: an earlier version again, or `shipped`.
  func faceWear(_ request: Request) throws -> Response {
    let face = try editedFace(request)
    let wish = try request.form()["version"]
    let number = Int(wish)
    guard wish == "shipped" || number.map(face.shelf.versions.contains) ?? false else {
      throw Fault.invalid("This version is not kept any more. Choose another one.")
    }
    guard number != face.shelf.published else {
      return .seeOther(face.href).flash(.good, "That is worn already.")
    }
    try change(face, "face.wear", to: number.map { "version \($0)" } ?? "as shipped", request) {
      try face.shelf.wear(number)
      return nil
    }
    return published(number == nil ? "As it shipped again." : "Version \(wish) is worn again.", face)
  }

  /// Files first, then the word to all workers and open pages: whoever is told finds the new files.
  private func change(
    _ face: EditedFace, _ act: String, to outcome: String, _ request: Request, _ change: () throws -> String?
  ) throws {
    let before = face.shelf.published.map { "version \($0)" } ?? "as shipped"
    let entry = AuditEntry(act, try auditTarget(face.slug), before: before, after: outcome, by: request)
    let old = stage.snapshot
    try house.audited(entry, outcome: { $0 }, change)
    stage.catchUp(request.now)
    try house.write { db in
      try SiteSystem.notePublication(db)
      let scene = try scene(db)
      try Announcement(stage: stage, before: scene, after: scene, old: old).publish(house.doors, db)
    }
  }

  private func published(_ sentence: String, _ face: EditedFace) -> Response {
    let isHeldUp = !stage.problems.isEmpty
    return .seeOther("\(face.href)#versions").flash(
      isHeldUp ? .warn : .good, isHeldUp ? "Published, but a broken file holds it up: see Faces." : sentence)
  }
}

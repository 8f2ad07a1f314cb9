import Foundation
import HTTPTypes
import Kit
import Logging

/// What is done to the faces' files, by `rowhouse-jobs` alone. Whoever took a worker over can ask for anything:
/// nothing counts here that was checked there.
extension Faces {
  static let faceJob = "template.face"

  var faceJobs: [Job] { [Job(Self.faceJob, .enqueued) { face, now in try carryOut(face, now: now) }] }

  func carryOut(_ face: String, now: Moment) throws {
    guard let asked = try house.read({ try FaceRequest.waiting(face, $0) }) else { return }
    var answer = FaceRequest.Answer.done
    do {
      try carryOut(asked, now)
    } catch let fault as Fault {
      answer = .refused(fault.message)
    } catch let problem as FileProblem {
      answer = .refused("\(problem.place): \(problem.reason)")
    }
    if answer != .done {
      // Without the reason, which may name the face and so somebody.
      house.log.warning("a face stays as it is", metadata: ["request": "\(asked.requestId)"])
    }
    try house.write { try asked.keep(answer, at: now, $0) }
  }

  private func carryOut(_ asked: FaceRequest, _ now: Moment) throws {
    guard try house.doors.viewer(asked.actor, now) != nil,
      try house.doors.viewer(asked.account, now)?.can(front.managing) ?? false
    else { throw Fault(.forbidden, "You may not change faces any more.") }
    stage.follow(now, atOnce: true)
    guard let face = try? editedFace(asked.face) else {
      throw Fault(.notFound, "There is no such face any more.")
    }
    switch asked.wish {
    case .publish(let text): try publish(text, face, asked, now)
    case .wear(let number): try wear(number, face, asked, now)
    }
    keepFaces()
  }

  private func publish(_ text: String, _ face: EditedFace, _ asked: FaceRequest, _ now: Moment) throws {
    guard text.utf8.count <= TextFile.mostBytes else {
      throw FileProblem("draft", "It is larger than 512 KB.")
    }
    let design = try FaceDesign(text, file: "draft", isDraft: false)
    if let problem = design.objection ?? stage.fitting(design, face.slug).objection { throw problem }
    // Whoever is told of the face finds its sheet.
    _ = try stage.wardrobe(front.cast()).publish(design.sheet.css(layer: "alter"))
    try change(face, "face.publish", to: "draft \(design.hash)", asked, now) {
      let number = try number(of: design, face)
      if face.draft?.hash == design.hash { try face.shelf.discardDraft() }
      return "version \(number), draft \(design.hash)"
    }
  }

  /// One that was published when this job was cut short is not published again.
  private func number(of design: FaceDesign, _ face: EditedFace) throws -> Int {
    if let number = face.shelf.published, try face.shelf.version(number) == design { return number }
    return try face.shelf.publish(design)
  }

  private func wear(_ number: Int?, _ face: EditedFace, _ asked: FaceRequest, _ now: Moment) throws {
    guard number.map(face.shelf.versions.contains) ?? true else {
      throw Fault.invalid("This version is not kept any more. Choose another one.")
    }
    try change(face, "face.wear", to: number.map { "version \($0)" } ?? "as shipped", asked, now) {
      try face.shelf.wear(number)
      return nil
    }
  }

  /// Files first, then the word to all workers and open pages: whoever is told finds the new files.
  private func change(
    _ face: EditedFace, _ act: String, to outcome: String, _ asked: FaceRequest, _ now: Moment,
    _ change: () throws -> String?
  ) throws {
    let before = face.shelf.published.map { "version \($0)" } ?? "as shipped"
    let entry = try asked.audit(act, auditTarget(face.slug), before: before, after: outcome)
    let old = stage.snapshot
    try house.audited(entry, outcome: { $0 }, change)
    stage.catchUp(now)
    try house.write { db in
      try front.noteFaces(before: { stage.ids($0, in: old) }, db)
    }
  }
}

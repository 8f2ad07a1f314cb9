import Foundation
import Kit

extension Faces {
  /// Has something done to a face's files, and says how it went. Where it takes longer than anybody likes to wait,
  /// the page says so; the draft and the wish stay.
  func ask(
    _ wish: FaceRequest.Wish, of face: EditedFace, saying sentence: String, _ request: Request
  ) throws -> Response {
    let asked = try FaceRequest(wish, of: face.slug, by: request)
    try house.write { db in
      guard try asked.insert(db), !house.writesGuarded else { return }
      try house.doors.enqueue(Self.faceJob, face.slug, db)
    }
    if house.writesGuarded { try carryOut(face.slug, now: request.now) }
    guard let answer = try wait(for: face.slug) else {
      return .seeOther(face.href).flash(.warn, "This takes longer than usual. \(Self.waiting)")
    }
    try house.write { try FaceRequest.forget(face.slug, $0) }
    if case .refused(let reason) = answer { throw Fault.invalid(reason) }
    stage.catchUp(request.now)
    let isHeldUp = !stage.problems.isEmpty
    return .seeOther("\(face.href)#versions").flash(
      isHeldUp ? .warn : .good, isHeldUp ? "Published, but a broken file holds it up: see Faces." : sentence)
  }

  static let waiting =
    "It is done as soon as background work comes to it, and you need not ask again; your draft is kept until then."

  /// Five seconds: `rowhouse-jobs` looks four times in each.
  private func wait(for face: String) throws -> FaceRequest.Answer? {
    for _ in 0..<500 {
      if let answer = try house.read({ try FaceRequest.answer(face, $0) }) { return answer }
      usleep(10_000)
    }
    return nil
  }
}

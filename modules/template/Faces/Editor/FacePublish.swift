import HTTPTypes
import Kit

extension Faces {
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
    return try ask(
      .publish(design: draft.text), of: face, saying: "Published. Whoever sees this face sees it now.",
      request)
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
    let sentence = number == nil ? "As it shipped again." : "Version \(wish) is worn again."
    return try ask(.wear(number), of: face, saying: sentence, request)
  }
}

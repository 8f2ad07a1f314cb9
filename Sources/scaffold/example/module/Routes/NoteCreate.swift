import HTTPTypes
import Kit

extension ExampleModule {
  /// POST /example/note
  func noteCreate(_ request: Request) throws -> Response {
    let author = try request.account()
    let text = PlainText.text(try request.form()["text"])
    guard !text.isEmpty else {
      return try notePage(request, text: text, error: "Write something first.", status: .unprocessableContent)
    }
    if let objection = PlainText.objection(toText: text, longest: Note.longest) {
      return try notePage(
        request, text: text, error: objection.sentence(about: "A note"), status: .unprocessableContent)
    }
    _ = try house.write { try Note.add(text, by: author.id, at: request.now, $0) }
    return .seeOther("/example").flash(.good, "Your note is up.")
  }
}
